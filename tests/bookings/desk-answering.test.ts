import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BookingView } from '#shared/bookings/bookings.contract.ts'
import { moveBooking } from '#shared/bookings/bookings.contract.ts'
import {
  acceptBooking,
  cancelBookingForSite,
  countDeskBookings,
  declineBooking,
  listDeskBookings,
  proposeTime,
} from '#shared/bookings/desk.contract.ts'
import { listNotices } from '#shared/notices/notices.contract.ts'
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

test('two clerks answer at once: one wins, the other is told who', async () => {
  await at(10 * hour, 1)
  for (let round = 0; round < 20; round++) {
    const asked = await scene.book(await app.newcomer(`o-race-${round}`), 'class')
    const answers = await Promise.all(
      round % 2 === 0
        ? [accept(clerk, asked), accept(duty, asked)]
        : [accept(clerk, asked), decline(duty, asked)],
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
    const won = answers.find(({ status }) => status === 200)
    const lost = answers.find(({ status }) => status === 409)
    expect(lost?.code).toBe('already_answered')
    const { events, status } = await scene.read(clerk, asked)
    const given = events.filter(({ kind }) => kind === 'accepted' || kind === 'declined')
    expect(given).toHaveLength(1)
    expect(lost?.detail).toEqual({ by: given[0]?.actor, status })
    expect(won?.body.booking.status).toBe(status)
  }
})

test('declined with a reason: the place is free for the next, and the person is told why', async () => {
  await at(10 * hour, 1)
  const chen = await app.as('chen-yue')
  const xia = await app.as('xia-genfa')
  const asked = await scene.book(chen, 'talk', { party: 2 })
  const full = await scene.askToHold(xia, 'talk')
  expect(full.code).toBe('time_taken')
  const declined = await decline(clerk, asked, '老师请假')
  expect(declined.body.booking).toMatchObject({ status: 'declined', endReason: '老师请假' })
  const { occurrenceId } = await scene.slotOf('talk')
  expect(await scene.countsOf(occurrenceId)).toMatchObject({ taken: 0 })
  expect((await scene.hold(xia, 'talk')).status).toBe('held')
  const { notices } = await chen.call(listNotices)
  expect(notices.find(({ kind }) => kind === 'booking_declined')?.body).toContain('老师请假')
})

test('another time is taken at once, the old one is free, and it is kept for a day', async () => {
  await at(10 * hour, 1)
  const xia = await app.as('xia-genfa')
  const asked = await scene.book(xia, 'bath', { inDays: 2, at: 9 * hour })
  const slot = await scene.slotOf('bath', { inDays: 2, at: 14 * hour })
  const { occurrenceId, startsAt } = slot
  const provider = await app.as(sceneStaff.provider)
  const ask = (start: string, occurrence = occurrenceId) =>
    provider.ask(proposeTime, {
      params: scene.keyOf(asked),
      body: { occurrenceId: occurrence, startsAt: start, note: '上午排满了' },
    })
  const elsewhere = await scene.slotOf('class', { inDays: 2 })
  expect((await ask(elsewhere.startsAt, elsewhere.occurrenceId)).code).toBe('time_not_offered')
  expect((await ask(asked.startsAt)).code).toBe('time_not_offered')
  expect((await ask(startsAt.replace('06:00', '06:10'))).code).toBe('time_not_offered')
  const proposed = await ask(startsAt)
  expect(proposed.body.booking).toMatchObject({
    status: 'proposed',
    startsAt,
    holdUntil: new Date(app.clock.now().getTime() + 24 * 3_600_000).toISOString(),
  })
  const other = await app.as('chen-yue')
  expect((await scene.askToHold(other, 'bath', { inDays: 2, at: 14 * hour })).code).toBe(
    'time_taken',
  )
  const old = await scene.askToHold(other, 'bath', { inDays: 2, at: 9 * hour })
  expect(old.status).toBe(201)
  expect(await scene.toldTo(xia, asked)).toContain('booking_proposed')
  expect((await ask(startsAt)).code).toBe('already_answered')
})

test('a time that somebody else has cannot be proposed, and nothing is lost by trying', async () => {
  await at(10 * hour, 1)
  const taken = await scene.book(await app.as('chen-yue'), 'bath', { inDays: 4, at: 14 * hour })
  const asked = await scene.book(await app.as('xia-genfa'), 'bath', { inDays: 4, at: 9 * hour })
  const { occurrenceId } = await scene.slotOf('bath', { inDays: 4, at: 14 * hour })
  const refused = await clerk.ask(proposeTime, {
    params: scene.keyOf(asked),
    body: { occurrenceId, startsAt: taken.startsAt, note: '' },
  })
  expect(refused.code).toBe('time_taken')
  expect(await scene.read(clerk, asked)).toMatchObject({
    status: 'requested',
    startsAt: asked.startsAt,
  })
  const third = await scene.askToHold(await app.newcomer('o-third'), 'bath', {
    inDays: 4,
    at: 9 * hour,
  })
  expect(third.code).toBe('time_taken')
})

test('the site cancels: told with the reason and the next times', async () => {
  await at(10 * hour, 1)
  const chen = await app.as('chen-yue')
  const booked = await scene.book(chen, 'dance', { inDays: 2 })
  const mine = await chen.ask(cancelBookingForSite, {
    params: scene.keyOf(booked),
    body: { reason: '停电' },
  })
  expect(mine.status).toBe(403)
  const { booking } = await clerk.call(cancelBookingForSite, {
    params: scene.keyOf(booked),
    body: { reason: '停电' },
  })
  expect(booking).toMatchObject({ status: 'cancelled', endReason: '停电' })
  const { notices } = await chen.call(listNotices)
  const told = notices.find(({ kind }) => kind === 'booking_cancelled_by_site')
  expect(told?.body).toContain('停电')
  expect(told?.body).toContain('可以改约')
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

test('whoever has nothing to do with a site neither sees nor answers its requests', async () => {
  await at(10 * hour, 1)
  const asked = await scene.book(await app.newcomer('o-own'), 'class')
  const other = await app.as(sceneStaff.otherClerk)
  expect((await accept(other, asked)).code).toBe('not_found')
  const idsOf = async (client: Client) =>
    (await client.call(listDeskBookings, { params: hexing, query: { queue: 'new' } })).bookings.map(
      ({ bookingId }) => bookingId,
    )
  expect(await idsOf(other)).not.toContain(asked.bookingId)
  expect(await idsOf(clerk)).toContain(asked.bookingId)
  expect(await idsOf(await app.as(sceneStaff.provider))).toContain(asked.bookingId)
  expect(await idsOf(await app.as(sceneStaff.otherProvider))).not.toContain(asked.bookingId)
  expect(await idsOf(duty)).toContain(asked.bookingId)
  const foreign = await (await app.as(sceneStaff.foreign)).ask(listDeskBookings, {
    params: hexing,
    query: { queue: 'new' },
  })
  expect(foreign.status).toBe(403)
})
