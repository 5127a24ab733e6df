import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BookingView } from '#shared/bookings/bookings.contract.ts'
import { checkInBooking, markNoShow, serveBooking } from '#shared/bookings/desk.contract.ts'
import { paymentId, refundId } from '#shared/ids.ts'
import {
  collectAtCounter,
  handBackRefund,
  payInDemo,
  preparePayment,
  readPayment,
} from '#shared/payments/payments.contract.ts'
import type { Client } from '#tests/support/client.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import { bookingScene, hexing, sceneStaff } from './booking-scene.ts'

let app: TestApp
const scene = bookingScene(() => app)
const depositFen = 20_000

beforeAll(async () => {
  app = await startTestApp({ wechatPay: 'public_key' })
  await scene.open({
    // A wheelchair of one day: nothing to pay but what comes back.
    wheelchair: {
      kind: 'session',
      from: 12 * 60,
      to: 16 * 60,
      capacity: 5,
      price: { depositFen },
      payBy: ['wechat', 'counter'],
    },
  })
})
afterAll(() => app?.stop())

const paymentOf = (booking: BookingView) => ({
  ...hexing,
  paymentId: paymentId(booking.paymentId ?? ''),
})
const refundsOf = async (client: Client, booking: BookingView) =>
  (await client.call(readPayment, { params: paymentOf(booking) })).payment.refunds

test('a lent wheelchair that comes back gives its deposit back, once', async () => {
  const someone = await app.newcomer('o-lends')
  const toPay = await scene.book(someone, 'wheelchair', { inDays: 0 }, { payBy: 'wechat' })
  expect(toPay.priceFen).toBe(depositFen)
  const params = paymentOf(toPay)
  const { parameters } = await someone.call(preparePayment, { params })
  await someone.call(payInDemo, { params, body: { package: parameters.package } })
  await app.payDouble?.settled()
  const clerk = await app.as(sceneStaff.clerk)
  const step = { params: scene.keyOf(toPay) }
  await clerk.call(checkInBooking, { ...step, body: {} })
  expect(await refundsOf(someone, toPay)).toEqual([])
  await clerk.call(serveBooking, { ...step, body: { note: '', photoIds: [] } })
  expect(await refundsOf(someone, toPay)).toMatchObject([
    { amountFen: depositFen, reason: '服务完成，退还押金' },
  ])
})

test('who did not come was lent nothing: his deposit waits for him at the counter, and is handed back once', async () => {
  const clerk = await app.as(sceneStaff.clerk)
  const someone = await app.newcomer('o-stays-home')
  const booked = await scene.book(someone, 'wheelchair', { inDays: 0 }, { payBy: 'counter' })
  const params = paymentOf(booked)
  await clerk.call(collectAtCounter, { params, body: { way: 'cash' } })
  app.clock.set(new Date(Date.parse(booked.startsAt) + 31 * 60_000).toISOString())
  const later = await app.as(sceneStaff.clerk)
  await later.call(markNoShow, { params: scene.keyOf(booked), body: {} })
  const [waiting, ...more] = await refundsOf(later, booked)
  expect(more).toEqual([])
  expect(waiting).toMatchObject({ amountFen: depositFen, state: 'requested' })
  const refund = { ...params, refundId: refundId(waiting?.refundId ?? '') }
  const { payment } = await later.call(handBackRefund, { params: refund })
  expect(payment.refunds).toMatchObject([{ amountFen: depositFen, state: 'done' }])
  expect((await later.ask(handBackRefund, { params: refund })).code).toBe('payment_moved_on')
})
