import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BookingView } from '#shared/bookings/bookings.contract.ts'
import { checkIn, checkInBooking, undoCheckIn } from '#shared/bookings/desk.contract.ts'
import type { BodyOf } from '#shared/http/endpoint.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '#shared/time/shanghai.ts'
import type { Client } from '#tests/support/client.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import { siteIdOf } from './booking-catalogue.ts'
import { bookingScene, hexing, idOfPerson, sceneStaff } from './booking-scene.ts'

let app: TestApp
let clerk: Client
const scene = bookingScene(() => app)
const atOne = { ...hexing, siteId: siteIdOf('one') }
/** Two at once, so often. */
const rounds = 20
const atTwo = { ...hexing, siteId: siteIdOf('two') }

beforeAll(async () => {
  app = await startTestApp({ running: false })
  await scene.open({
    walk: { kind: 'session', from: 13 * 60, to: 18 * 60, capacity: 500 },
    pool: { kind: 'session', from: 13 * 60, to: 18 * 60, capacity: 500, site: 'two' },
  })
  clerk = await app.as(sceneStaff.clerk)
})
afterAll(() => app?.stop())

/** The same offers on another day: tests of one file do not meet each other's bookings. */
const nextDay = async () => {
  app.clock.set(shanghaiInstant(addDays(shanghaiDay(app.clock.now()), 1), 10 * 60).toISOString())
  clerk = await app.as(sceneStaff.clerk)
}

const scan = (
  by: BodyOf<typeof checkIn>['by'],
  value: string,
  more: { at?: string; key?: string } = {},
) =>
  clerk.ask(checkIn, {
    params: atOne,
    body: { by, value, ...(more.at === undefined ? {} : { at: more.at }) },
    ...(more.key === undefined ? {} : { key: more.key }),
  })

const codeOf = ({ checkInCode }: BookingView): string => {
  if (checkInCode === null) throw new Error('no code to show')
  return checkInCode
}

const minutesAgo = (minutes: number) =>
  new Date(app.clock.now().getTime() - minutes * 60_000).toISOString()

test('a code lets its holder in once; whoever shows it again is told who let him in, and when', async () => {
  const booked = await scene.book(await app.as('chen-yue'), 'walk', { inDays: 0 })
  const first = await scan('qr', codeOf(booked))
  expect(first.body).toMatchObject({
    checkedIn: { bookingId: booked.bookingId, status: 'checked_in', personName: '陈悦' },
    candidates: [],
  })
  const again = await scan('qr', codeOf(booked))
  expect([again.status, again.code]).toEqual([409, 'already_checked_in'])
  expect(again.detail.at).toBe(app.clock.now().toISOString())
  const { events } = await scene.read(clerk, booked)
  expect(again.detail.by).toBe(events.at(-1)?.actor)
  expect(again.detail.by).not.toBe('')
})

test('the number works as it is said, with a wrong digit it does not', async () => {
  await nextDay()
  const booked = await scene.book(await app.as('chen-yue'), 'walk', { inDays: 0 })
  const wrong = booked.number.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10))
  expect((await scan('number', wrong)).code).toBe('check_in_unknown')
  const first = await scan('number', booked.number.replace(' ', ''))
  expect(first.body.checkedIn?.bookingId).toBe(booked.bookingId)
})

test('the last four digits let one in; when two fit, staff choose, and the next time only one is left', async () => {
  await nextDay()
  const chen = await scene.book(await app.as('chen-yue'), 'walk', { inDays: 0 })
  const { rows } = await app.platform.database.pool.query<{ phone: string; person: string }>(
    'select phone_encrypted as phone, person_id as person from persons where person_id = $1',
    [chen.personId],
  )
  const tail = app.platform.personalData.open('phone', rows[0]?.phone ?? '').slice(-4)
  const second = await scene.book(await app.as('chen-yue'), 'advice', { inDays: 1 })
  expect(second.status).toBe('confirmed')
  const also = await scene.book(
    await app.as('chen-yue'),
    'dance',
    { inDays: 0 },
    { despiteClash: true },
  )
  const both = await scan('tail', tail)
  expect(both.body.checkedIn).toBeNull()
  expect(both.body.candidates.map(({ bookingId }) => bookingId).toSorted()).toEqual(
    [chen.bookingId, also.bookingId].toSorted(),
  )
  const chosen = await clerk.call(checkInBooking, { params: scene.keyOf(also), body: {} })
  expect(chosen.booking.status).toBe('checked_in')
  const rest = await scan('tail', tail)
  expect(rest.body.checkedIn?.bookingId).toBe(chen.bookingId)
  expect((await scan('tail', tail)).body.candidates).toHaveLength(2)
  expect((await scan('tail', '0000')).code).toBe('check_in_unknown')
})

test('what was scanned offline counts once, with the time it happened, however often it is sent', async () => {
  await nextDay()
  const booked = await scene.book(await app.as('chen-yue'), 'walk', { inDays: 0 })
  app.clock.forward(180)
  clerk = await app.as(sceneStaff.clerk)
  const key = randomUUID()
  const at = minutesAgo(170)
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => scan('qr', codeOf(booked), { at, key })),
  )
  for (const { status, body } of answers)
    expect([status, body.checkedIn?.bookingId]).toEqual([200, booked.bookingId])
  const { events } = await scene.read(clerk, booked)
  const ins = events.filter(({ kind }) => kind === 'checked_in')
  expect(ins).toHaveLength(1)
  expect(ins[0]?.data).toMatchObject({ way: 'qr', at })
})

test('nobody is let in tomorrow, the day before yesterday, at another place or by another code', async () => {
  await nextDay()
  const chen = await app.as('chen-yue')
  const tomorrow = await scene.book(chen, 'walk', { inDays: 1 })
  const elsewhere = await scene.book(chen, 'pool', { inDays: 0 })
  expect((await scan('qr', codeOf(tomorrow))).code).toBe('check_in_not_today')
  const early = await clerk.ask(checkInBooking, { params: scene.keyOf(tomorrow), body: {} })
  expect(early.code).toBe('check_in_not_today')
  // Its site's clerk works at one site alone and does not even hear that it exists.
  expect((await scan('qr', codeOf(elsewhere))).code).toBe('check_in_unknown')
  clerk = await app.as(sceneStaff.duty)
  expect((await scan('qr', codeOf(elsewhere))).code).toBe('check_in_not_today')
  clerk = await app.as(sceneStaff.clerk)
  expect((await scan('qr', `${codeOf(tomorrow)}x`)).code).toBe('check_in_unknown')
  expect((await scan('qr', codeOf(tomorrow).replace('linli:check-in:', ''))).code).toBe(
    'check_in_unknown',
  )
  const ahead = new Date(app.clock.now().getTime() + 3_600_000).toISOString()
  expect((await scan('qr', codeOf(tomorrow), { at: ahead })).code).toBe('invalid_request')
  expect((await scan('qr', codeOf(tomorrow), { at: minutesAgo(25 * 60) })).code).toBe(
    'invalid_request',
  )
  expect(
    (await clerk.ask(checkIn, { params: atTwo, body: { by: 'tail', value: '1234' } })).code,
  ).toBe('not_found')
})

test('a booking that nobody accepted is not let in', async () => {
  await nextDay()
  const asked = await scene.book(await app.as('xia-genfa'), 'talk', { inDays: 0 })
  const answer = await scan('number', asked.number)
  expect([answer.code, answer.detail.status]).toEqual(['booking_moved_on', 'requested'])
})

test('two devices that scan one code at once let one person in', async () => {
  await nextDay()
  const other = await app.as(sceneStaff.duty)
  for (let round = 0; round < rounds; round++) {
    const person = await app.newcomer(`o-scan-${round}`)
    const booked = await scene.book(person, 'walk', { inDays: 0 })
    const body = { by: 'qr' as const, value: codeOf(booked) }
    const answers = await Promise.all([
      clerk.ask(checkIn, { params: atOne, body }),
      other.ask(checkIn, { params: atOne, body }),
      other.ask(checkInBooking, { params: scene.keyOf(booked), body: {} }),
    ])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409])
    const lost = answers.filter(({ status }) => status === 409)
    for (const { code, detail } of lost) {
      expect(code).toBe('already_checked_in')
      expect(detail.by).not.toBe('')
    }
  }
})

test('somebody walks in: booked, confirmed and let in at the desk, though it has begun', async () => {
  await nextDay()
  app.clock.forward(60)
  clerk = await app.as(sceneStaff.clerk)
  const booked = await scene.book(clerk, 'walk', {
    inDays: 0,
    personId: idOfPerson('shen-apo'),
    channel: 'walk_in',
  })
  expect(booked).toMatchObject({ status: 'confirmed', channel: 'walk_in' })
  const answer = await clerk.call(checkInBooking, { params: scene.keyOf(booked), body: {} })
  expect(answer.booking.status).toBe('checked_in')
})

test('a wrong tap is undone, and the right one comes after it', async () => {
  await nextDay()
  const booked = await scene.book(await app.as('chen-yue'), 'walk', { inDays: 0 })
  const params = scene.keyOf(booked)
  await clerk.call(checkInBooking, { params, body: {} })
  const undone = await clerk.call(undoCheckIn, { params, body: {} })
  expect(undone.booking.status).toBe('confirmed')
  expect((await clerk.ask(undoCheckIn, { params, body: {} })).code).toBe('booking_moved_on')
  const again = await scan('qr', codeOf(booked))
  expect(again.body.checkedIn?.status).toBe('checked_in')
})
