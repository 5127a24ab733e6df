import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BookingView } from '#shared/bookings/bookings.contract.ts'
import { cancelBooking } from '#shared/bookings/bookings.contract.ts'
import { cancelBookingForSite, declineBooking } from '#shared/bookings/desk.contract.ts'
import type { BookingId } from '#shared/ids.ts'
import { paymentId } from '#shared/ids.ts'
import {
  collectAtCounter,
  payInDemo,
  preparePayment,
  readPayment,
} from '#shared/payments/payments.contract.ts'
import type { Client } from '#tests/support/client.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import { atHome, bookingScene, hexing, idOfPerson, sceneStaff } from './booking-scene.ts'

let app: TestApp
const scene = bookingScene(() => app)
const double = () => {
  if (!app.payDouble) throw new Error('no double')
  return app.payDouble
}

beforeAll(async () => {
  app = await startTestApp({ wechatPay: 'public_key' })
  await scene.open()
})
afterAll(() => app?.stop())

const keyOf = (booking: BookingView) => ({
  ...hexing,
  paymentId: paymentId(booking.paymentId ?? ''),
})

/** Held and confirmed to be paid on the phone. */
const toPay = async (client: Client, name: string, inDays: number): Promise<BookingView> =>
  scene.book(client, name, { inDays }, { payBy: 'wechat' })

const pay = async (client: Client, booking: BookingView): Promise<void> => {
  const params = keyOf(booking)
  const { parameters } = await client.call(preparePayment, { params })
  await client.call(payInDemo, { params, body: { package: parameters.package } })
  await double().settled()
}

/** What the books say of one booking and its payment, to the fen. */
const moneyOf = async (bookingId: BookingId) => {
  const { rows } = await app.platform.database.pool.query<{
    status: string
    paid: number
    back: number
    asked: number
    amount: number
    state: string
  }>(
    `select b.status, b.paid_fen as paid, b.refunded_fen as back, p.refunded_fen as asked,
        p.amount_fen as amount, p.state
      from bookings b join payments p on p.subdistrict_id = b.subdistrict_id
        and p.subject_id = b.booking_id
      where b.booking_id = $1`,
    [bookingId],
  )
  return rows[0]
}

const settleMoney = async () => {
  await app.app.services.payments.sweep()
  await double().settled()
}

test('what is paid on the phone is kept for a quarter of an hour, and agreed once it is paid', async () => {
  const someone = await app.newcomer('o-paying')
  const booking = await toPay(someone, 'craft', 1)
  expect(booking).toMatchObject({ status: 'held', paid: 'due', priceFen: 2000 })
  expect(booking.may).toContain('pay')
  expect(booking.may).not.toContain('confirm')
  expect(new Date(booking.holdUntil ?? '').getTime() - app.clock.now().getTime()).toBe(900_000)
  await pay(someone, booking)
  const paid = await scene.read(someone, booking)
  expect(paid).toMatchObject({ status: 'confirmed', paid: 'paid', refundFen: 2000 })
  expect(paid.events.map(({ kind }) => kind)).toEqual(['held', 'to_pay', 'paid', 'confirmed'])
  expect(await scene.toldTo(someone, booking)).toEqual(['booking_accepted', 'booking_paid'])
})

test('nobody else reads, pays or learns of it', async () => {
  const someone = await app.newcomer('o-secret')
  const booking = await toPay(someone, 'craft', 2)
  const other = await app.as('chen-yue')
  for (const contract of [readPayment, preparePayment])
    expect((await other.ask(contract, { params: keyOf(booking) })).status).toBe(404)
  const clerk = await app.as(sceneStaff.otherClerk)
  expect((await clerk.ask(readPayment, { params: keyOf(booking) })).status).toBe(404)
})

test('a hold that waits for WeChat is not given away before WeChat has answered', async () => {
  const someone = await app.newcomer('o-slow')
  const booking = await toPay(someone, 'haul', 1)
  await someone.call(preparePayment, { params: keyOf(booking) })
  app.clock.forward(16)
  await app.app.services.bookings.sweep()
  const other = await app.as('chen-yue')
  expect((await scene.askToHold(other, 'haul', { inDays: 1 })).code).toBe('time_taken')
  await settleMoney()
  const gone = await app.as('xia-genfa')
  expect((await scene.askToHold(gone, 'haul', { inDays: 1 })).status).toBe(201)
  expect(await moneyOf(booking.bookingId)).toMatchObject({
    status: 'expired',
    state: 'closed',
    paid: 0,
  })
})

test('late money finds its place again while there is one, and goes back when there is none', async () => {
  const [first, second] = [await app.newcomer('o-late-1'), await app.newcomer('o-late-2')]
  const kept = await toPay(first, 'haul', 3)
  const lost = await toPay(second, 'haul', 4)
  await first.call(preparePayment, { params: keyOf(kept) })
  await second.call(preparePayment, { params: keyOf(lost) })
  app.clock.forward(16)
  await settleMoney()
  await scene.hold(await app.as('xia-genfa'), 'haul', { inDays: 4 })
  for (const booking of [kept, lost]) double().payClosed(`${booking.paymentId}`.replaceAll('-', ''))
  await double().settled()
  await settleMoney()
  expect(await moneyOf(kept.bookingId)).toMatchObject({
    status: 'confirmed',
    paid: 16_000,
    asked: 0,
  })
  expect(await moneyOf(lost.bookingId)).toMatchObject({
    status: 'expired',
    paid: 16_000,
    back: 16_000,
  })
})

test('cancelled in time all comes back, later the half, and once only', async () => {
  const someone = await app.newcomer('o-back')
  const early = await toPay(someone, 'craft', 5)
  const late = await toPay(someone, 'craft', 1)
  await pay(someone, early)
  await pay(someone, late)
  for (const booking of [early, late]) {
    const params = scene.keyOf(booking)
    const shown = (await scene.read(someone, booking)).refundFen
    const { booking: cancelled } = await someone.call(cancelBooking, {
      params,
      body: { reason: '' },
    })
    expect(cancelled.status).toBe('cancelled')
    const again = await someone.ask(cancelBooking, { params, body: { reason: '' } })
    expect(again.code).toBe('booking_moved_on')
    await settleMoney()
    const money = await moneyOf(booking.bookingId)
    expect(money).toMatchObject({ paid: 2000, back: shown, asked: shown })
  }
})

test('whatever staff are the reason of is given back in full', async () => {
  const someone = await app.newcomer('o-declined')
  const visit = await scene.book(someone, 'bath', { inDays: 1 }, { payBy: 'wechat', place: atHome })
  await pay(someone, visit)
  expect((await scene.read(someone, visit)).status).toBe('requested')
  const clerk = await app.as(sceneStaff.clerk)
  await clerk.call(declineBooking, { params: scene.keyOf(visit), body: { reason: '人手不够' } })
  const craft = await toPay(someone, 'craft', 6)
  await pay(someone, craft)
  app.clock.set('2026-11-17T06:00:00Z')
  await (await app.as(sceneStaff.clerk)).call(cancelBookingForSite, {
    params: scene.keyOf(craft),
    body: { reason: '老师病了' },
  })
  await settleMoney()
  expect(await moneyOf(visit.bookingId)).toMatchObject({ status: 'declined', back: 8000 })
  expect(await moneyOf(craft.bookingId)).toMatchObject({ status: 'cancelled', back: 2000 })
})

test('who cancels while the phone is paying has his money back', async () => {
  const someone = await app.newcomer('o-crossing')
  const booking = await toPay(someone, 'craft', 7)
  const params = keyOf(booking)
  const { parameters } = await someone.call(preparePayment, { params })
  double().setNotices('hold')
  await someone.call(payInDemo, { params, body: { package: parameters.package } })
  const { occurrenceId } = await scene.slotOf('craft', { inDays: 7 })
  await someone.call(cancelBooking, { params: scene.keyOf(booking), body: { reason: '' } })
  expect((await scene.countsOf(occurrenceId)).taken).toBe(0)
  double().setNotices('send')
  // The job and the sweep both ask WeChat; whoever does it first takes the money.
  await expect
    .poll(async () => {
      await settleMoney()
      return moneyOf(booking.bookingId)
    })
    .toMatchObject({ status: 'cancelled', paid: 2000, back: 2000, asked: 2000 })
})

test('money at the counter is taken by staff of the place, and never twice', async () => {
  const clerk = await app.as(sceneStaff.clerk)
  const booking = await scene.book(
    clerk,
    'craft',
    { inDays: 8, personId: idOfPerson('shen-apo'), channel: 'counter' },
    { payBy: 'counter' },
  )
  expect(booking).toMatchObject({ status: 'confirmed', paid: 'due', priceFen: 2000 })
  const params = keyOf(booking)
  const other = await app.as(sceneStaff.otherClerk)
  expect((await other.ask(collectAtCounter, { params, body: { way: 'cash' } })).status).toBe(404)
  await clerk.call(collectAtCounter, { params, body: { way: 'cash' } })
  expect((await clerk.ask(collectAtCounter, { params, body: { way: 'cash' } })).code).toBe(
    'payment_moved_on',
  )
  expect(await scene.read(clerk, booking)).toMatchObject({ status: 'confirmed', paid: 'paid' })
  const unpaid = await scene.book(await app.as('xia-genfa'), 'craft', { inDays: 9 })
  await (await app.as('xia-genfa')).call(cancelBooking, {
    params: scene.keyOf(unpaid),
    body: { reason: '' },
  })
  expect(await moneyOf(unpaid.bookingId)).toMatchObject({ status: 'cancelled', state: 'closed' })
})
