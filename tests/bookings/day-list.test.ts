import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BookingView } from '#shared/bookings/bookings.contract.ts'
import { countDeskBookings, listDeskBookings, readDayList } from '#shared/bookings/desk.contract.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '#shared/time/shanghai.ts'
import { liveOf } from '#tests/live/live-client.ts'
import type { Client } from '#tests/support/client.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import { siteIdOf } from './booking-catalogue.ts'
import { bookingScene, hexing, idOfPerson, sceneStaff } from './booking-scene.ts'

let app: TestApp
const scene = bookingScene(() => app)
const hour = 60
const many = 500

beforeAll(async () => {
  app = await startTestApp()
  await scene.open({
    early: { kind: 'session', from: 12 * hour, to: 13 * hour, capacity: many },
    later: { kind: 'session', from: 17 * hour, to: 18 * hour, capacity: many },
    pool: { kind: 'session', from: 12 * hour, to: 13 * hour, capacity: many, site: 'two' },
    asked: {
      kind: 'session',
      from: 16 * hour,
      to: 17 * hour,
      capacity: many,
      accept: { how: 'staff', withinMinutes: 30 },
    },
  })
})
afterAll(() => app?.stop())

const at = (minuteOfDay: number, inDays = 0): void => {
  const day = addDays(shanghaiDay(app.clock.now()), inDays)
  app.clock.set(shanghaiInstant(day, minuteOfDay).toISOString())
}
const today = (days = 0) => addDays(shanghaiDay(app.clock.now()), days)
const dayAt = (site: 'one' | 'two', day: string) => ({ ...hexing, siteId: siteIdOf(site), day })
const asked = (client: Client, site: 'one' | 'two', day: string) =>
  client.ask(readDayList, { params: dayAt(site, day) })
const audited = async () => {
  const { rows } = await app.platform.database.pool.query(
    `select detail from audit_entries where action = 'bookings.day_read' order by at`,
  )
  return rows.map(({ detail }) => detail)
}

test('a site’s day by time, with what people are known by, and each look written down', async () => {
  at(9 * hour)
  const chen = await app.as('chen-yue')
  const later = await scene.book(chen, 'later', { inDays: 0 }, { note: '坐轮椅' })
  const early = await scene.book(await app.as('xia-genfa'), 'early', { inDays: 0 })
  const gone = await scene.hold(await app.as('tao-liming'), 'early', { inDays: 0 })
  await scene.book(chen, 'pool', { inDays: 0 })
  const clerk = await app.as(sceneStaff.clerk)
  const { body } = await asked(clerk, 'one', today())
  expect(body.siteName).toBe('一号点')
  expect(body.bookings.map(({ bookingId }) => bookingId)).toEqual([
    early.bookingId,
    later.bookingId,
  ])
  expect(body.bookings.map(({ bookingId }) => bookingId)).not.toContain(gone.bookingId)
  const [, mine] = body.bookings
  expect(mine).toMatchObject({ note: '坐轮椅', personName: '陈悦' })
  expect(mine?.phoneMasked).toMatch(/^1\d\d\*{4}\d{4}$/)
  expect(mine?.tails).toContain(mine?.phoneMasked?.slice(-4))
  // Known again without the network, and of no use to whoever finds the list.
  const secret = later.checkInCode?.replace('linli:check-in:', '') ?? ''
  expect(mine?.codeHash).toBe(createHash('sha256').update(secret).digest('base64url'))
  expect(JSON.stringify(body)).not.toContain(secret)
  expect(await audited()).toEqual([{ day: today(), bookings: 2, withDigits: true }])
})

test('an ID card’s last four stand for somebody without a phone', async () => {
  at(9 * hour, 1)
  const clerk = await app.as(sceneStaff.clerk)
  const mother = idOfPerson('shen-apo')
  await app.platform.database.inTransaction((tx) =>
    app.app.services.relatives.profiles.saveProfile(tx, mother, {
      idTailEncrypted: app.platform.personalData.seal('id-number', '123X'),
    }),
  )
  await scene.book(clerk, 'early', { inDays: 0, personId: mother, channel: 'counter' })
  const { body } = await asked(clerk, 'one', today())
  expect(body.bookings[0]).toMatchObject({ tails: ['123X'], phoneMasked: null })
})

test('digits of people leave only for yesterday, today and tomorrow', async () => {
  at(9 * hour, 1)
  await scene.book(await app.as('chen-yue'), 'early', { inDays: 2 })
  const clerk = await app.as(sceneStaff.clerk)
  const seen = async () => (await asked(clerk, 'one', today(2))).body.bookings[0]
  expect(await seen()).toMatchObject({ tails: [], phoneMasked: null, personName: '陈悦' })
  at(9 * hour, 1)
  const near = (await asked(await app.as(sceneStaff.clerk), 'one', today(1))).body.bookings[0]
  expect(near?.tails).toHaveLength(1)
  at(9 * hour, 2)
  const yesterday = (await asked(await app.as(sceneStaff.clerk), 'one', today(-1))).body.bookings[0]
  expect(yesterday?.tails).toHaveLength(1)
})

test('a site’s list is for its staff, a provider sees its own people at it', async () => {
  const codes = async (key: string) => {
    const answer = await asked(await app.as(key), 'one', today(-1))
    return answer.code ?? answer.body.bookings.length
  }
  expect(await codes(sceneStaff.provider)).toBe(1)
  expect(await codes(sceneStaff.duty)).toBe(1)
  expect(await codes(sceneStaff.otherClerk)).toBe('not_found')
  expect(await codes(sceneStaff.otherProvider)).toBe('not_found')
  expect(await codes(sceneStaff.foreign)).toBe('not_allowed')
  expect(await codes('chen-yue')).toBe('not_allowed')
  const clerk = await app.as(sceneStaff.clerk)
  expect((await asked(clerk, 'one', '2026-02-31')).code).toBe('not_found')
})

test('a list is read page by page: each booking once, in its order, new ones by who waits longest', async () => {
  at(8 * hour, 1)
  const booked: BookingView[] = []
  for (let n = 0; n < 35; n++) {
    if (n % 7 === 0) app.clock.forward(1)
    booked.push(
      await scene.book(await app.newcomer(`o-page-${n}`), 'asked', { inDays: 1 + (n % 3) }),
    )
  }
  const clerk = await app.as(sceneStaff.clerk)
  const walk = async (queue: 'new' | 'coming' | 'ended', siteId = siteIdOf('one')) => {
    const rows = []
    let cursor: string | undefined
    do {
      const page = await clerk.call(listDeskBookings, {
        params: hexing,
        query: { queue, siteId, ...(cursor === undefined ? {} : { cursor }) },
      })
      rows.push(...page.bookings)
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    return rows
  }
  const waiting = await walk('new')
  expect(new Set(waiting.map(({ bookingId }) => bookingId)).size).toBe(35)
  expect(waiting).toHaveLength(35)
  const since = waiting.map(({ createdAt }) => createdAt)
  expect(since).toEqual(since.toSorted())
  expect(await walk('new', siteIdOf('two'))).toEqual([])
  const { new: count } = await clerk.call(countDeskBookings, { params: hexing })
  expect(count).toBe(35)
  const broken = await clerk.ask(listDeskBookings, {
    params: hexing,
    query: { queue: 'new', cursor: 'nothing' },
  })
  expect(broken.code).toBe('invalid_request')
})

test('what comes stands by time; who was never written down stands under ended, still as booked', async () => {
  at(9 * hour, 5)
  const chen = await app.as('chen-yue')
  const tomorrow = await scene.book(chen, 'early', { inDays: 1 })
  const now = await scene.book(chen, 'later', { inDays: 0 })
  const rowsOf = async (queue: 'coming' | 'ended') => {
    const clerk = await app.as(sceneStaff.clerk)
    const { bookings } = await clerk.call(listDeskBookings, { params: hexing, query: { queue } })
    return bookings
      .filter(({ bookingId }) => [now.bookingId, tomorrow.bookingId].includes(bookingId))
      .map(({ bookingId, status }) => [bookingId, status])
  }
  expect(await rowsOf('coming')).toEqual([
    [now.bookingId, 'confirmed'],
    [tomorrow.bookingId, 'confirmed'],
  ])
  expect(await rowsOf('ended')).toEqual([])
  at(0, 1)
  expect(await rowsOf('coming')).toEqual([[tomorrow.bookingId, 'confirmed']])
  expect(await rowsOf('ended')).toEqual([[now.bookingId, 'confirmed']])
})

test('a new request is on every desk of the subdistrict at once, and on no one else’s screen', async () => {
  at(9 * hour, 1)
  const topic = 'booking-desk/hexing'
  const desk = await liveOf(app.address, await app.as(sceneStaff.clerk))
  await desk.follow(topic)
  const outsider = await liveOf(app.address, await app.as('chen-yue'))
  outsider.say({ type: 'subscribe', topic })
  expect(await outsider.next('refused')).toMatchObject({ topic, code: 'not_allowed' })
  const booked = await scene.book(await app.as('xia-genfa'), 'asked')
  const { event } = await desk.next('event')
  expect(event).toMatchObject({ kind: 'booking', data: { bookingId: booked.bookingId } })
  // Ids and a number: nobody's name travels to all desks.
  expect(Object.keys(event.data).toSorted()).toEqual(['bookingId', 'siteId', 'version'])
  await desk.close()
  await outsider.close()
})
