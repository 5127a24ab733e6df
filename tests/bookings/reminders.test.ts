import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { cancelBooking, moveBooking } from '#shared/bookings/bookings.contract.ts'
import { acceptBooking, checkInBooking, undoCheckIn } from '#shared/bookings/desk.contract.ts'
import { listCalls } from '#shared/notices/calls.contract.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '#shared/time/shanghai.ts'
import { intensity } from '#tests/intensity.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import { offerIdOf, siteIdOf } from './booking-catalogue.ts'
import { bookingScene, hexing, idOfPerson, sceneStaff } from './booking-scene.ts'

let app: TestApp
const scene = bookingScene(() => app)
const hour = 60

beforeAll(async () => {
  app = await startTestApp()
  await scene.open({
    /** From 9:00 on, places for everybody. */
    morning: { kind: 'session', from: 9 * hour, to: 10 * hour, capacity: 500 },
    asked: {
      kind: 'session',
      from: 9 * hour,
      to: 10 * hour,
      capacity: 500,
      accept: { how: 'staff', withinMinutes: 30 },
    },
    evening: { kind: 'session', from: 19 * hour, to: 20 * hour, capacity: 50_000 },
  })
})
afterAll(() => app?.stop())

const at = (minuteOfDay: number, inDays = 0): void => {
  const day = addDays(shanghaiDay(app.clock.now()), inDays)
  app.clock.set(shanghaiInstant(day, minuteOfDay).toISOString())
}
const sweep = () => app.app.services.bookings.desk.reminders.sweep()

/** Which reminders of this booking anybody was sent, by kind and how many people. */
const reminded = async (bookingId: string): Promise<Record<string, number>> => {
  const { rows } = await app.platform.database.pool.query<{ kind: string; people: number }>(
    `select kind, count(*)::int as people from notices
      where booking_id = $1 and kind like 'booking_reminder%' group by kind`,
    [bookingId],
  )
  return Object.fromEntries(rows.map(({ kind, people }) => [kind, people]))
}
const day = 'booking_reminder_day'
const hours = 'booking_reminder_hours'

test('at 18:00 of the day before and two hours before, each once, and written into the history', async () => {
  at(10 * hour)
  const chen = await app.as('chen-yue')
  const { bookingId } = await scene.book(chen, 'morning', { inDays: 2 })
  at(17 * hour + 59, 1)
  await sweep()
  expect(await reminded(bookingId)).toEqual({})
  at(18 * hour)
  await Promise.all([sweep(), sweep(), sweep()])
  expect(await reminded(bookingId)).toEqual({ [day]: 1 })
  at(6 * hour + 59, 1)
  await sweep()
  expect(await reminded(bookingId)).toEqual({ [day]: 1 })
  at(7 * hour)
  await Promise.all([sweep(), sweep()])
  await sweep()
  expect(await reminded(bookingId)).toEqual({ [day]: 1, [hours]: 1 })
  const { events } = await scene.read(await app.as('chen-yue'), { bookingId })
  const startsAt = shanghaiInstant(shanghaiDay(app.clock.now()), 9 * hour).toISOString()
  expect(events.filter(({ kind }) => kind === 'reminded').map(({ data }) => data)).toEqual([
    { which: 'day', startsAt },
    { which: 'hours', startsAt },
  ])
})

test('a daughter who books for her mother is reminded too, and the mother without a phone is called', async () => {
  at(10 * hour, 1)
  const daughter = await app.as('zhang-hui')
  const mother = idOfPerson('shen-apo')
  const { bookingId } = await scene.book(daughter, 'morning', { inDays: 1, personId: mother })
  at(18 * hour)
  await sweep()
  expect(await reminded(bookingId)).toEqual({ [day]: 2 })
  const duty = await app.as(sceneStaff.duty)
  await vi.waitFor(
    async () => {
      const { calls } = await duty.call(listCalls, { params: hexing })
      const mine = calls.filter(
        (call) => call.bookingId === bookingId && call.title.includes('明天'),
      )
      expect(mine.map(({ personName }) => personName)).toEqual(['沈秀珍'])
    },
    { timeout: 8000, interval: 200 },
  )
})

test('what was booked late is reminded of only as far as it still makes sense', async () => {
  at(19 * hour, 1)
  const chen = await app.as('chen-yue')
  const overnight = await scene.book(chen, 'morning', { inDays: 1 })
  await sweep()
  expect(await reminded(overnight.bookingId)).toEqual({})
  at(8 * hour, 1)
  const shortly = await scene.book(await app.as('xia-genfa'), 'morning', { inDays: 0 })
  await sweep()
  expect(await reminded(overnight.bookingId)).toEqual({ [hours]: 1 })
  expect(await reminded(shortly.bookingId)).toEqual({})
})

test('accepted only after the reminder was due, one has just been told', async () => {
  at(10 * hour, 1)
  const asked = await scene.book(await app.as('xia-genfa'), 'asked', { inDays: 1 })
  at(18 * hour + 10)
  await sweep()
  expect(await reminded(asked.bookingId)).toEqual({})
  const clerk = await app.as(sceneStaff.clerk)
  await clerk.call(acceptBooking, { params: scene.keyOf(asked), body: {} })
  await sweep()
  expect(await reminded(asked.bookingId)).toEqual({})
  at(7 * hour + 5, 1)
  await sweep()
  expect(await reminded(asked.bookingId)).toEqual({ [hours]: 1 })
})

test('a moved booking is reminded of anew, a cancelled one never', async () => {
  at(10 * hour, 1)
  const chen = await app.as('chen-yue')
  const moved = await scene.book(chen, 'morning', { inDays: 1 })
  const gone = await scene.book(await app.as('xia-genfa'), 'morning', { inDays: 1 })
  at(17 * hour)
  const xia = await app.as('xia-genfa')
  await xia.call(cancelBooking, { params: scene.keyOf(gone), body: { reason: '' } })
  at(18 * hour)
  await sweep()
  expect(await reminded(moved.bookingId)).toEqual({ [day]: 1 })
  expect(await reminded(gone.bookingId)).toEqual({})
  const { occurrenceId, startsAt } = await scene.slotOf('morning', { inDays: 3 })
  await (await app.as('chen-yue')).call(moveBooking, {
    params: scene.keyOf(moved),
    body: { occurrenceId, startsAt },
  })
  at(18 * hour, 1)
  await sweep()
  expect(await reminded(moved.bookingId)).toEqual({ [day]: 1 })
  at(18 * hour, 1)
  await sweep()
  expect(await reminded(moved.bookingId)).toEqual({ [day]: 2 })
  at(7 * hour, 1)
  await sweep()
  expect(await reminded(moved.bookingId)).toEqual({ [day]: 2, [hours]: 1 })
})

test('after hours without a server: late while it helps, never after the beginning', async () => {
  at(10 * hour, 1)
  const late = await scene.book(await app.as('chen-yue'), 'morning', { inDays: 1 })
  const over = await scene.book(await app.as('xia-genfa'), 'morning', { inDays: 1 })
  // The whole evening and night nobody swept.
  at(8 * hour + 50, 1)
  await sweep()
  expect(await reminded(late.bookingId)).toEqual({ [hours]: 1 })
  at(10 * hour)
  const third = await scene.book(await app.as('chen-yue'), 'morning', { inDays: 1 })
  at(9 * hour, 1)
  await sweep()
  expect(await reminded(third.bookingId)).toEqual({})
  expect(await reminded(over.bookingId)).toEqual({ [hours]: 1 })
})

test('somebody who is already there is not reminded', async () => {
  at(6 * hour + 30, 1)
  const booked = await scene.book(await app.as('chen-yue'), 'morning', { inDays: 0 })
  const params = scene.keyOf(booked)
  const clerk = await app.as(sceneStaff.clerk)
  await clerk.call(checkInBooking, { params, body: {} })
  at(7 * hour + 1)
  await sweep()
  expect(await reminded(booked.bookingId)).toEqual({})
  await (await app.as(sceneStaff.clerk)).call(undoCheckIn, { params, body: {} })
  await sweep()
  expect(await reminded(booked.bookingId)).toEqual({ [hours]: 1 })
})

test(`${intensity.remindedBookings} bookings of one evening are reminded of once by two nodes`, async () => {
  at(12 * hour, 1)
  const { occurrenceId, startsAt } = await scene.slotOf('evening')
  const { pool } = app.platform.database
  const many = intensity.remindedBookings
  // As many people as a town has: written where they are kept, the reminders are what is tried.
  await pool.query(
    `with people as (
        insert into persons (person_id, display_name, created_at)
        select gen_random_uuid(), '老人' || n, $3 from generate_series(1, $1::int) n
        returning person_id),
      booked as (
        insert into bookings (subdistrict_id, booking_id, offer_id, occurrence_id, site_id,
          service_code, person_id, booked_by, channel, status, party, starts_at, ends_at, price_fen,
          pay_by, note, check_in_secret, created_at, last_seq)
        select 'hexing', gen_random_uuid(), $4, $2, $5, 'scene-evening', person_id, person_id, 'app',
          'confirmed', 1, $6, $6::timestamptz + interval '1 hour', 0, 'free', '', person_id::text, $3, 1
        from people returning booking_id)
      select count(*) from booked`,
    [many, occurrenceId, app.clock.now(), offerIdOf('evening'), siteIdOf('one'), startsAt],
  )
  await pool.query('analyze bookings')
  at(18 * hour)
  await Promise.all([sweep(), sweep()])
  // The server's own round may still be at its last handful.
  const told = async () => {
    const { rows } = await pool.query(
      `select count(*)::int as notices, count(distinct n.person_id)::int as people,
        (select count(*)::int from booking_events e join bookings b using (subdistrict_id, booking_id)
          where e.kind = 'reminded' and b.service_code = 'scene-evening') as events
      from notices n join bookings b using (subdistrict_id, booking_id)
      where b.service_code = 'scene-evening' and n.kind = 'booking_reminder_day'`,
    )
    return rows
  }
  await vi.waitFor(
    async () => expect(await told()).toEqual([{ notices: many, people: many, events: many }]),
    { timeout: 10_000, interval: 200 },
  )
  const begun = performance.now()
  await sweep()
  // All of them are passed over by an index; a sweep runs every 20 s.
  expect(performance.now() - begun).toBeLessThan(2000)
}, 120_000)
