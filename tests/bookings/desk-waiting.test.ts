import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BookingView } from '#shared/bookings/bookings.contract.ts'
import { moveBooking } from '#shared/bookings/bookings.contract.ts'
import {
  acceptBooking,
  countDeskBookings,
  declineBooking,
  listDeskBookings,
  proposeTime,
} from '#shared/bookings/desk.contract.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '#shared/time/shanghai.ts'
import type { Client } from '#tests/support/client.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import { bookingScene, hexing, sceneStaff } from './booking-scene.ts'

let app: TestApp
let clerk: Client
let duty: Client
const scene = bookingScene(() => app)
const hour = 60

beforeAll(async () => {
  app = await startTestApp({ running: false })
  await scene.open({
    // Many places, staff accept: what the tests ask for.
    class: {
      kind: 'session',
      from: 14 * hour,
      to: 15 * hour,
      capacity: 500,
      accept: { how: 'staff', withinMinutes: 30 },
    },
    clinic: {
      kind: 'session',
      from: 14 * hour,
      to: 15 * hour,
      capacity: 500,
      site: 'two',
      accept: { how: 'staff', withinMinutes: 30 },
    },
    early: {
      kind: 'session',
      from: 8 * hour,
      to: 9 * hour,
      capacity: 500,
      accept: { how: 'staff', withinMinutes: 30 },
    },
  })
  await at(10 * hour)
})
afterAll(() => app?.stop())

/** The clock at a minute of the day, today or days later; tokens are as old as the clock. */
const at = async (minuteOfDay: number, inDays = 0) => {
  const day = addDays(shanghaiDay(app.clock.now()), inDays)
  app.clock.set(shanghaiInstant(day, minuteOfDay).toISOString())
  clerk = await app.as(sceneStaff.clerk)
  duty = await app.as(sceneStaff.duty)
}

const accept = (client: Client, booking: BookingView) =>
  client.ask(acceptBooking, { params: scene.keyOf(booking), body: {} })
const decline = (client: Client, booking: BookingView, reason = '护理员生病了') =>
  client.ask(declineBooking, { params: scene.keyOf(booking), body: { reason } })
const counts = (client: Client) => client.call(countDeskBookings, { params: hexing })

test('asked at 9:16 and accepted at 9:27: eleven minutes, and the events say so', async () => {
  await at(9 * hour + 16, 1)
  const xia = await app.as('xia-genfa')
  const asked = await scene.book(xia, 'class')
  expect(asked.status).toBe('requested')
  await at(9 * hour + 20)
  const waiting = await counts(clerk)
  expect(waiting).toMatchObject({ new: 1, unanswered: 0 })
  expect(waiting.answerTimes).toEqual({
    answered: 0,
    medianMinutes: null,
    slowestMinutes: null,
    waiting: 1,
    oldestMinutes: 4,
  })
  await at(9 * hour + 27)
  const accepted = await accept(clerk, asked)
  expect(accepted.body.booking.status).toBe('confirmed')
  expect((await counts(clerk)).answerTimes).toEqual({
    answered: 1,
    medianMinutes: 11,
    slowestMinutes: 11,
    waiting: 0,
    oldestMinutes: null,
  })
  const { events } = await scene.read(clerk, asked)
  const when = (kind: string) => events.find((event) => event.kind === kind)?.at ?? ''
  expect(Date.parse(when('accepted')) - Date.parse(when('requested'))).toBe(11 * 60_000)
  expect(await scene.toldTo(await app.as('xia-genfa'), asked)).toEqual([
    'booking_accepted',
    'booking_requested',
  ])
})

test('the median lies in the middle, only first answers of today count, and only of my sites', async () => {
  await at(9 * hour, 1)
  const people = await Promise.all(
    Array.from({ length: 4 }, (_, n) => app.newcomer(`o-median-${n}`)),
  )
  const asked = await Promise.all(people.map((person) => scene.book(person, 'class')))
  const [one, two, three, four] = asked
  if (!one || !two || !three || !four) throw new Error('four were asked')
  const elsewhere = await scene.book(await app.newcomer('o-elsewhere'), 'clinic')
  await at(9 * hour + 5)
  await accept(clerk, one)
  await at(9 * hour + 20)
  await decline(clerk, two)
  await at(9 * hour + 45)
  const slot = await scene.slotOf('class', { inDays: 3 })
  const { occurrenceId, startsAt } = slot
  await clerk.call(proposeTime, {
    params: scene.keyOf(three),
    body: { occurrenceId, startsAt, note: '' },
  })
  await accept(duty, elsewhere)
  expect((await counts(clerk)).answerTimes).toMatchObject({
    answered: 3,
    medianMinutes: 20,
    slowestMinutes: 45,
    waiting: 1,
    oldestMinutes: 45,
  })
  expect((await counts(duty)).answerTimes.answered).toBe(4)
  // Another time for what was accepted yesterday is no answer of today.
  await at(9 * hour, 1)
  await clerk.call(proposeTime, {
    params: scene.keyOf(one),
    body: { occurrenceId, startsAt, note: '' },
  })
  expect((await counts(clerk)).answerTimes).toMatchObject({ answered: 0, medianMinutes: null })
  await decline(clerk, four)
})

test('who moves his booking asks again: answered twice, and when nobody does, the lead hears it twice', async () => {
  await at(9 * hour, 1)
  const asked = await scene.book(await app.newcomer('o-moves'), 'class', { inDays: 3 })
  await at(9 * hour + 5)
  const mover = await app.newcomer('o-moves')
  await accept(clerk, asked)
  const move = async (inDays: number) => {
    const { occurrenceId, startsAt } = await scene.slotOf('class', { inDays })
    return mover.call(moveBooking, {
      params: scene.keyOf(asked),
      body: { occurrenceId, startsAt },
    })
  }
  expect((await move(4)).booking.status).toBe('requested')
  const { unanswered } = app.app.services.bookings.desk
  app.clock.forward(9)
  expect((await accept(clerk, asked)).status).toBe(200)
  expect((await counts(clerk)).answerTimes).toMatchObject({
    answered: 2,
    medianMinutes: 7,
    slowestMinutes: 9,
  })
  for (const inDays of [5, 6]) {
    await at(9 * hour, inDays - 4)
    const again = await app.newcomer('o-moves')
    const { occurrenceId, startsAt } = await scene.slotOf('class', { inDays })
    await again.call(moveBooking, { params: scene.keyOf(asked), body: { occurrenceId, startsAt } })
    app.clock.forward(31)
    await unanswered.sweep()
  }
  duty = await app.as(sceneStaff.duty)
  clerk = await app.as(sceneStaff.clerk)
  const told = await scene.toldTo(duty, asked)
  expect(told.filter((kind) => kind === 'booking_unanswered')).toHaveLength(2)
  await decline(clerk, asked)
})

test('unanswered for half an hour of the desk, a request goes to whoever leads, urgently and once', async () => {
  await at(16 * hour + 45, 1)
  const xia = await app.as('xia-genfa')
  const asked = await scene.book(xia, 'class', { inDays: 3 })
  const { unanswered } = app.app.services.bookings.desk
  const urgent = async () => {
    const { rows } = await app.platform.database.pool.query<{ urgency: string; people: number }>(
      `select urgency, count(*)::int as people from notices
        where booking_id = $1 and kind = 'booking_unanswered' group by 1`,
      [asked.bookingId],
    )
    return rows
  }
  // Due at 8:45 of the next morning: the night is nobody's fault.
  await at(8 * hour + 44, 1)
  await unanswered.sweep()
  expect(await urgent()).toEqual([])
  await at(8 * hour + 46)
  await Promise.all([unanswered.sweep(), unanswered.sweep()])
  const [told] = await urgent()
  expect(told).toMatchObject({ urgency: 'urgent' })
  await unanswered.sweep()
  expect(await urgent()).toEqual([told])
  expect(await scene.toldTo(duty, asked)).toEqual(['booking_unanswered'])
  const seen = await scene.read(duty, asked)
  expect(seen.events.filter(({ kind }) => kind === 'unanswered')).toHaveLength(1)
  const queueOf = async (client: Client) =>
    (await client.call(listDeskBookings, { params: hexing, query: { queue: 'unanswered' } }))
      .bookings
  expect((await queueOf(duty)).map(({ bookingId }) => bookingId)).toContain(asked.bookingId)
  const member = await app.as('hexing-site-1-clerk-2')
  expect(await queueOf(member)).toEqual([])
  expect((await counts(duty)).unanswered).toBeGreaterThan(0)
  // It can still be accepted.
  expect((await accept(clerk, asked)).status).toBe(200)
})

test('asked in the evening for eight in the morning, it goes to whoever leads in the evening', async () => {
  await at(18 * hour, 1)
  const asked = await scene.book(await app.as('xia-genfa'), 'early', { inDays: 1 })
  app.clock.forward(31)
  await app.app.services.bookings.desk.unanswered.sweep()
  expect(await scene.toldTo(await app.as(sceneStaff.duty), asked)).toEqual(['booking_unanswered'])
})

test('a request that nobody answers before its time is declined with a word of regret', async () => {
  await at(10 * hour, 1)
  const asked = await scene.book(await app.as('xia-genfa'), 'class', { inDays: 2 })
  await at(14 * hour, 2)
  await app.app.services.bookings.desk.unanswered.sweep()
  const xia = await app.as('xia-genfa')
  expect(await scene.read(xia, asked)).toMatchObject({
    status: 'declined',
    endReason: '服务点没有来得及答复',
  })
  expect(await scene.toldTo(xia, asked)).toContain('booking_declined')
  // Nobody answered, so no answer is counted.
  expect((await counts(duty)).answerTimes.answered).toBe(0)
})
