import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import { bookingScene, idOfPerson, sceneStaff } from './booking-scene.ts'

let app: TestApp
const scene = bookingScene(() => app)

beforeAll(async () => {
  app = await startTestApp({ running: false })
  await scene.open()
})
afterAll(() => app?.stop())

test('a free session is held, confirmed at once and told to the person', async () => {
  const chen = await app.as('chen-yue')
  const held = await scene.hold(chen, 'dance')
  expect(held).toMatchObject({ status: 'held', priceFen: 0, paid: 'nothing', isMine: true })
  expect(new Date(held.holdUntil ?? '').getTime() - app.clock.now().getTime()).toBe(10 * 60_000)
  const booked = await scene.confirm(chen, held)
  expect(booked).toMatchObject({ status: 'confirmed', holdUntil: null })
  expect(booked.may).toContain('show_code')
  expect(await scene.toldTo(chen, booked)).toEqual(['booking_accepted'])
})

test('the same key holds one place, however often it is sent', async () => {
  const chen = await app.as('chen-yue')
  const key = randomUUID()
  const first = await scene.askToHold(chen, 'dance', { inDays: 2, key })
  const again = await scene.askToHold(chen, 'dance', { inDays: 2, key })
  expect([first.status, again.status]).toEqual([201, 201])
  expect(again.body.booking.bookingId).toBe(first.body.booking.bookingId)
  const { occurrenceId } = await scene.slotOf('dance', { inDays: 2 })
  expect(await scene.countsOf(occurrenceId)).toEqual({ taken: 1, party: 1, holders: 1 })
})

test('a daughter books for her mother, who lives elsewhere and has no phone', async () => {
  const daughter = await app.as('zhang-hui')
  const mother = idOfPerson('shen-apo')
  const booked = await scene.book(daughter, 'chess', { personId: mother })
  expect(booked).toMatchObject({
    personName: '沈秀珍',
    bookedByName: '张慧',
    isMine: false,
    channel: 'relative',
  })
  expect(await scene.toldTo(daughter, booked)).toEqual(['booking_accepted'])
})

test('nobody books for a stranger, and nobody too young books what is for elders', async () => {
  const chen = await app.as('chen-yue')
  const forXia = await scene.askToHold(chen, 'dance', { personId: idOfPerson('xia-genfa') })
  expect([forXia.status, forXia.code]).toEqual([403, 'not_his_relative'])
  const young = await scene.askToHold(chen, 'chess')
  expect([young.code, young.detail]).toEqual(['not_for_this_person', { why: 'age' }])
  const asStaff = await scene.askToHold(chen, 'dance', { channel: 'phone' })
  expect(asStaff.code).toBe('not_allowed')
})

test('an officer of another place books on the phone, and may still cancel it for her', async () => {
  const officer = await app.as(sceneStaff.officer)
  const booked = await scene.book(officer, 'talk', {
    personId: idOfPerson('shen-apo'),
    channel: 'phone',
  })
  // He is no staff of that site: it asks its own people.
  expect(booked).toMatchObject({ status: 'requested', channel: 'phone' })
  expect(booked.may).toEqual(expect.arrayContaining(['cancel', 'move']))
  expect(booked.may).not.toContain('accept')
  expect(booked.staff).toBeNull()
})

test('staff of the site who book at the counter need nobody to accept', async () => {
  const clerk = await app.as(sceneStaff.clerk)
  const booked = await scene.book(clerk, 'talk', {
    inDays: 3,
    personId: idOfPerson('shen-apo'),
    channel: 'counter',
  })
  expect(booked).toMatchObject({ status: 'confirmed', channel: 'counter' })
  expect(booked.staff).toMatchObject({ age: 93, phoneMasked: null })
})

test('a visit says where it goes, and is asked of staff with a time to answer', async () => {
  const xia = await app.as('xia-genfa')
  const held = await scene.hold(xia, 'bath')
  expect(held.priceFen).toBe(5000)
  const nowhere = await scene.askToConfirm(xia, held, { place: undefined })
  expect(nowhere.code).toBe('address_needed')
  const free = await scene.askToConfirm(xia, held, { payBy: 'free' })
  expect(free.code).toBe('pay_way_unknown')
  const booked = await scene.confirm(xia, held)
  expect(booked).toMatchObject({ status: 'requested', paid: 'due', resourceName: '护理员甲' })
  expect(booked.placeLabel).toContain('16号1102室')
  // Asked on Tuesday at 10:00; half an hour of the desk.
  expect(booked.answerDueAt).toBe('2026-11-17T02:30:00.000Z')
  const clerk = await app.as(sceneStaff.clerk)
  expect(await scene.toldTo(clerk, booked)).toEqual(['booking_new_for_site'])
})

test('two things at one time are pointed out, and booked only when one insists', async () => {
  const chen = await app.as('chen-yue')
  const first = await scene.book(chen, 'dance', { inDays: 5 })
  const second = await scene.askToHold(chen, 'chess', { inDays: 5 })
  expect(second.code).toBe('not_for_this_person')
  const xia = await app.as('xia-genfa')
  await scene.book(xia, 'dance', { inDays: 5 })
  const clashing = await scene.askToHold(xia, 'chess', { inDays: 5 })
  expect(clashing.body.clashes).toMatchObject([{ serviceName: '试dance', siteName: '一号点' }])
  const refused = await scene.askToConfirm(xia, clashing.body.booking)
  expect([refused.code, refused.detail.siteName]).toEqual(['clash', '一号点'])
  const insisted = await scene.askToConfirm(xia, clashing.body.booking, { despiteClash: true })
  expect(insisted.body.booking.status).toBe('confirmed')
  expect(first.status).toBe('confirmed')
})

test('rules of time, party and number are kept', async () => {
  const chen = await app.as('chen-yue')
  const ask = async (
    ...wanted: Parameters<typeof scene.askToHold> extends [unknown, ...infer R] ? R : never
  ) => (await scene.askToHold(chen, ...wanted)).code
  expect(await ask('dance', { inDays: 1 })).toBe('already_booked')
  // It is full, by himself.
  await scene.hold(chen, 'haul', { inDays: 9 })
  expect(await ask('haul', { inDays: 9 })).toBe('already_booked')
  expect(await ask('dance', { inDays: 4, party: 6 })).toBe('invalid_request')
  expect(await ask('dance', { inDays: 4, party: 4 })).toBe('time_taken')
  expect(await ask('dance', { inDays: 31 })).toBe('time_not_offered')
  expect(await ask('advice', { at: 9 * 60 + 15 })).toBe('time_not_offered')
  // Portions are counted an hour before they are cooked.
  expect((await scene.hold(chen, 'lunch', { inDays: 0 })).priceFen).toBe(1500)
  app.clock.forward(1)
  expect(await ask('lunch', { inDays: 0 })).toBe('too_late_to_book')
})

test('a hold that is over cannot be confirmed, and its place is free at once', async () => {
  const chen = await app.as('chen-yue')
  const held = await scene.hold(chen, 'haul', { inDays: 2 })
  app.clock.forward(10)
  const late = await scene.askToConfirm(await app.as('chen-yue'), held)
  expect(late.code).toBe('hold_over')
  const next = await scene.hold(await app.as('xia-genfa'), 'haul', { inDays: 2 })
  expect(next.status).toBe('held')
  const before = await scene.read(await app.as('chen-yue'), held)
  expect([before.status, before.endReason]).toEqual(['expired', 'hold_over'])
})

test('who let one hour go takes another of the same morning, before anybody has swept', async () => {
  const someone = await app.newcomer('o-another-hour')
  await scene.hold(someone, 'advice', { inDays: 12 })
  app.clock.forward(11)
  const other = { inDays: 12, at: 9 * 60 + 30 }
  const answer = await scene.askToHold(await app.newcomer('o-another-hour'), 'advice', other)
  expect([answer.status, answer.code]).toEqual([201, undefined])
})

test('what holding answers is what is read of it afterwards, whoever holds it', async () => {
  const daughter = await app.as('zhang-hui')
  const clerk = await app.as(sceneStaff.clerk)
  const mother = idOfPerson('shen-apo')
  const held = [
    [daughter, await scene.hold(daughter, 'advice', { inDays: 13 })],
    [daughter, await scene.hold(daughter, 'pressure', { inDays: 13, personId: mother })],
    [daughter, await scene.hold(daughter, 'lunch', { inDays: 13, personId: mother, party: 2 })],
    [clerk, await scene.hold(clerk, 'bath', { inDays: 13, personId: mother, channel: 'phone' })],
  ] as const
  for (const [client, booking] of held) expect(await scene.read(client, booking)).toEqual(booking)
})

test('of fifty at once one gets the one time', async () => {
  const clerk = await app.as(sceneStaff.duty)
  const answers = await Promise.all(
    Array.from({ length: 50 }, async (_, at) =>
      scene.askToHold(clerk, 'advice', {
        inDays: 6,
        personId: idOfPerson(['chen-yue', 'xia-genfa', 'shen-apo', 'tao-liming'][at % 4] ?? ''),
        channel: 'phone',
      }),
    ),
  )
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
  // Whoever has it himself is told so.
  const losers = answers.filter(({ status }) => status !== 201)
  for (const { code } of losers) expect(['time_taken', 'already_booked']).toContain(code)
})
