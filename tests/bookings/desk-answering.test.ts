import { afterAll, beforeAll, expect, test } from 'vitest'
import { bookingEventSentence } from '#shared/bookings/booking-events.words.ts'
import type { BookingView } from '#shared/bookings/bookings.contract.ts'
import {
  acceptBooking,
  cancelBookingForSite,
  declineBooking,
  listDeskBookings,
  proposeTime,
} from '#shared/bookings/desk.contract.ts'
import { paymentId as asPayment } from '#shared/ids.ts'
import { listNotices } from '#shared/notices/notices.contract.ts'
import { collectAtCounter } from '#shared/payments/payments.contract.ts'
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
  const event = (await scene.read(xia, asked)).events.at(-1)
  expect(event && bookingEventSentence(event)).toMatch(
    /^服务点想从.*上午9:00改到.*下午2:00：上午排满了$/,
  )
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

test('declined after it was paid at the counter, all of it is given back', async () => {
  await at(10 * hour, 1)
  const asked = await scene.book(await app.as('xia-genfa'), 'bath', { inDays: 3, at: 15 * hour })
  const paymentId = asked.paymentId ?? ''
  await clerk.call(collectAtCounter, {
    params: { ...hexing, paymentId: asPayment(paymentId) },
    body: { way: 'cash' },
  })
  expect((await scene.read(clerk, asked)).paid).toBe('paid')
  await decline(clerk, asked)
  const { rows } = await app.platform.database.pool.query(
    'select amount_fen as "amountFen", reason from payment_refunds where payment_id = $1',
    [paymentId],
  )
  expect(rows).toEqual([{ amountFen: 5000, reason: '护理员生病了' }])
})
