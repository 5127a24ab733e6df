import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { PaymentKey } from '#bff/payments/payment-record.ts'
import {
  checkPayment,
  collectAtCounter,
  handBackRefund,
  payInDemo,
  preparePayment,
  readPayment,
  readReceipt,
  refundPayment,
} from '#shared/payments/payments.contract.ts'
import type { Client } from '#tests/support/client.ts'
import type { PayApp } from './pay-app.ts'
import { startPayApp } from './pay-app.ts'

let pay: PayApp
let chen: Client
let zhang: Client
let administrator: Client
let clerk: Client

beforeAll(async () => {
  pay = await startPayApp()
  chen = await pay.as('chen-yue')
  zhang = await pay.as('zhang-hui')
  administrator = await pay.as('hexing-administrator')
  clerk = await pay.as('hexing-duty-1')
})
beforeEach(() => {
  pay.double.setNotices('send')
  pay.double.setRefundsEnd('SUCCESS')
})
afterAll(() => pay?.stop())

test('a resident orders, confirms on his phone, and WeChat’s notice makes it paid', async () => {
  const key = await pay.open(chen)
  const { payment, parameters } = await chen.call(preparePayment, { params: key })
  expect(payment.state).toBe('prepaid')
  expect(pay.double.takes(parameters)).toBe(true)
  await pay.pay(chen, key)
  expect(pay.double.sent.at(-1)?.status).toBe(204)
  expect(await pay.state(key)).toMatchObject({ state: 'paid', paidBy: 'wechat' })
  expect(pay.heardOf(key)).toEqual(['paid'])
  const { receipt } = await chen.call(readReceipt, { params: key })
  expect(receipt).toMatchObject({ amountFen: 1200, paidBy: 'wechat', payerName: '陈悦' })
})

test('without a notice, coming back from the phone asks WeChat, and so does time', async () => {
  pay.double.setNotices('drop')
  const key = await pay.open(chen)
  await pay.pay(chen, key)
  expect((await pay.state(key)).state).toBe('prepaid')
  const { payment } = await chen.call(checkPayment, { params: key })
  expect(payment.state).toBe('paid')

  const unchecked = await pay.open(chen)
  await pay.pay(chen, unchecked)
  await pay.payments.sweep()
  expect((await pay.state(unchecked)).state).toBe('prepaid')
  pay.app.clock.forward(1)
  await pay.payments.sweep()
  expect((await pay.state(unchecked)).state).toBe('paid')
  expect(pay.heardOf(unchecked)).toEqual(['paid'])
})

test('a phone that only says it has paid changes nothing', async () => {
  const key = await pay.open(chen)
  await chen.call(preparePayment, { params: key })
  const { payment } = await chen.call(checkPayment, { params: key })
  expect(payment.state).toBe('prepaid')
  const wrong = await chen.ask(payInDemo, { params: key, body: { package: 'prepay_id=wx1' } })
  expect([wrong.status, wrong.code]).toEqual([409, 'payment_moved_on'])
  expect(pay.heardOf(key)).toEqual([])
})

test('in the demo the phone is played, everything else is the real path', async () => {
  const key = await pay.open(chen)
  const { parameters } = await chen.call(preparePayment, { params: key })
  await chen.call(payInDemo, { params: key, body: { package: parameters.package } })
  await pay.double.settled()
  const { payment } = await chen.call(checkPayment, { params: key })
  expect(payment).toMatchObject({ state: 'paid', paidBy: 'wechat' })
  expect(pay.heardOf(key)).toEqual(['paid'])
})

test('nobody pays, checks or learns of another’s payment', async () => {
  const key = await pay.open(chen)
  for (const contract of [readPayment, preparePayment, checkPayment, readReceipt])
    expect((await zhang.ask(contract, { params: key })).status).toBe(404)
  const body = { package: 'prepay_id=wx1' }
  expect((await zhang.ask(payInDemo, { params: key, body })).status).toBe(404)
  expect((await administrator.ask(readPayment, { params: key })).status).toBe(200)
  expect((await administrator.ask(preparePayment, { params: key })).status).toBe(404)
})

test('no request carries an amount, a state or a payer', async () => {
  const key = await pay.open(chen)
  for (const body of [{ amountFen: 1 }, { state: 'paid' }, { total: 1 }]) {
    await chen.raw(`/api/subdistricts/hexing/payments/${key.paymentId}/prepare`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const { outTradeNo, amountFen } = await pay.state(key)
    expect([amountFen, pay.double.orders.get(outTradeNo)?.totalFen ?? 1200]).toEqual([1200, 1200])
  }
  expect((await pay.state(key)).state).not.toBe('paid')
})

test('when time is up WeChat closes the order before the place is given away', async () => {
  const key = await pay.open(chen)
  const prepayId = await pay.prepayIdOf(chen, key)
  pay.app.clock.forward(15)
  await pay.payments.sweep()
  const payment = await pay.state(key)
  expect(payment.state).toBe('closed')
  expect(pay.double.orders.get(payment.outTradeNo)?.state).toBe('CLOSED')
  expect(pay.heardOf(key)).toEqual(['released'])
  expect(await pay.double.payAs(prepayId, payment.payerOpenId ?? '')).toBe(false)
  const again = await chen.ask(preparePayment, { params: key })
  expect([again.status, again.code]).toEqual([409, 'payment_moved_on'])
})

test('paid in the very last moment counts, though its notice was lost', async () => {
  pay.double.setNotices('drop')
  const key = await pay.open(chen)
  await pay.pay(chen, key)
  pay.app.clock.forward(20)
  await pay.payments.sweep()
  expect((await pay.state(key)).state).toBe('paid')
  expect(pay.heardOf(key)).toEqual(['paid'])
})

test('paid between our question and our closing: WeChat says so, and it counts', async () => {
  pay.double.setNotices('drop')
  const key = await pay.open(chen, { minutes: 20 })
  const prepayId = await pay.prepayIdOf(chen, key)
  const { outTradeNo, payerOpenId } = await pay.state(key)
  pay.double.before(new RegExp(`${outTradeNo}/close`), () => {
    void pay.double.payAs(prepayId, payerOpenId ?? '')
  })
  await pay.close(key)
  await pay.payments.asking.finishClosing(key)
  expect((await pay.state(key)).state).toBe('paid')
  expect(pay.heardOf(key)).toEqual(['paid'])
})

test('while WeChat does not answer, the place is not given away', async () => {
  const key = await pay.open(chen)
  await pay.prepayIdOf(chen, key)
  pay.app.clock.forward(16)
  const { outTradeNo } = await pay.state(key)
  pay.double.fail(new RegExp(outTradeNo), 'before', 2)
  await pay.payments.sweep()
  expect((await pay.state(key)).state).toBe('closing')
  expect(pay.heardOf(key)).toEqual([])
  pay.app.clock.forward(3)
  await pay.payments.sweep()
  expect((await pay.state(key)).state).toBe('closed')
  expect(pay.heardOf(key)).toEqual(['released'])
})

test('a closing whose answer was lost is asked for again', async () => {
  const key = await pay.open(chen)
  await pay.prepayIdOf(chen, key)
  pay.app.clock.forward(16)
  const { outTradeNo } = await pay.state(key)
  pay.double.fail(new RegExp(`${outTradeNo}/close`), 'system_error')
  await pay.payments.sweep()
  expect((await pay.state(key)).state).toBe('closing')
  pay.app.clock.forward(3)
  await pay.payments.sweep()
  expect(pay.heardOf(key)).toEqual(['released'])
})

test('an order that WeChat took while we died is found again', async () => {
  const key = await pay.open(chen)
  pay.double.fail(/jsapi/, 'cut')
  const cut = await chen.ask(preparePayment, { params: key })
  expect([cut.status, cut.code]).toEqual([503, 'wechat_pay_busy'])
  const { outTradeNo, state } = await pay.state(key)
  expect(state).toBe('created')
  expect(pay.double.orders.get(outTradeNo)?.state).toBe('NOTPAY')
  await pay.pay(chen, key)
  expect(pay.heardOf(key)).toEqual(['paid'])
})

test('what was never ordered is released without asking WeChat', async () => {
  const key = await pay.open(chen)
  pay.app.clock.forward(16)
  await pay.payments.sweep()
  expect(pay.heardOf(key)).toEqual(['released'])
  const { outTradeNo } = await pay.state(key)
  expect(pay.double.calls.filter(({ path }) => path.includes(outTradeNo))).toEqual([])
})

const paidTooLate = async (): Promise<PaymentKey> => {
  const key = await pay.open(chen)
  await pay.prepayIdOf(chen, key)
  pay.app.clock.forward(16)
  await pay.payments.sweep()
  expect(pay.heardOf(key)).toEqual(['released'])
  pay.double.payClosed((await pay.state(key)).outTradeNo)
  await pay.double.settled()
  return key
}

test('one payment whose room fails keeps no other waiting, and is tried again', async () => {
  pay.double.setNotices('drop')
  const [failing, other] = [await pay.open(chen), await pay.open(chen)]
  for (const key of [failing, other]) await pay.pay(chen, key)
  pay.failFor(failing)
  pay.app.clock.forward(1)
  await pay.payments.sweep()
  expect([(await pay.state(failing)).state, (await pay.state(other)).state]).toEqual([
    'prepaid',
    'paid',
  ])
  pay.app.clock.forward(10)
  await pay.payments.sweep()
  expect(pay.heardOf(failing)).toEqual(['paid'])
})

test('late money goes back by itself when the place is gone', async () => {
  pay.setLate('refund')
  const key = await paidTooLate()
  await pay.payments.sweep()
  await pay.double.settled()
  const payment = await pay.state(key)
  expect(payment).toMatchObject({ state: 'paid_late', refundedFen: 1200 })
  expect(payment.refunds).toMatchObject([{ amountFen: 1200, state: 'done', once: 'late' }])
  expect(pay.heardOf(key)).toEqual(['released', 'late', 'refunded'])
})

test('late money counts when there is a place after all', async () => {
  pay.setLate('kept')
  const key = await paidTooLate()
  expect(await pay.state(key)).toMatchObject({ state: 'paid', refundedFen: 0 })
  expect(pay.heardOf(key)).toEqual(['released', 'late'])
  pay.setLate('refund')
})

test('a refund is asked for with the same number until it arrives, and arrives once', async () => {
  const key = await pay.open(chen)
  await pay.pay(chen, key)
  const refund = await pay.refund(key, 500, 'cancelled')
  expect(await pay.refund(key, 500, 'cancelled')).toMatchObject({ refundId: refund.refundId })
  pay.double.fail(/refunds$/, 'system_error')
  pay.double.setNotices('drop')
  await pay.payments.sweep()
  expect((await pay.state(key)).refunds).toMatchObject([{ state: 'requested' }])
  pay.app.clock.forward(10)
  await pay.payments.sweep()
  const after = await pay.state(key)
  expect(after.refunds).toMatchObject([{ state: 'done', amountFen: 500 }])
  expect(
    [...pay.double.refunds.values()].filter(({ order }) => order.outTradeNo === after.outTradeNo),
  ).toHaveLength(1)
  expect(pay.heardOf(key)).toEqual(['paid', 'refunded'])
})

test('parts of a refund keep a minute between them, and never exceed what was paid', async () => {
  const key = await pay.open(chen)
  await pay.pay(chen, key)
  await pay.refund(key, 500, 'one')
  await pay.refund(key, 700, 'two')
  await expect(pay.refund(key, 1, 'three')).rejects.toMatchObject({ code: 'refund_too_much' })
  await pay.payments.sweep()
  await pay.double.settled()
  const states = async () => (await pay.state(key)).refunds.map(({ state }) => state).sort()
  expect(await states()).toEqual(['done', 'requested'])
  pay.app.clock.forward(1)
  await pay.payments.sweep()
  await pay.double.settled()
  expect(await states()).toEqual(['done', 'done'])
  expect((await pay.state(key)).refundedFen).toBe(1200)
})

test('a refund that WeChat closes can be given back in another way', async () => {
  const key = await pay.open(chen)
  await pay.pay(chen, key)
  pay.double.setRefundsEnd('CLOSED')
  await pay.refund(key, 1200, 'one')
  await pay.payments.sweep()
  await pay.double.settled()
  expect(await pay.state(key)).toMatchObject({ refundedFen: 0, refunds: [{ state: 'closed' }] })
})

test('an administrator refunds with a reason, once for each key', async () => {
  const key = await pay.open(chen)
  await pay.pay(chen, key)
  const body = { amountFen: 300, reason: '机器坏了' }
  const once = randomUUID()
  await administrator.call(refundPayment, { params: key, body, key: once })
  const { payment } = await administrator.call(refundPayment, { params: key, body, key: once })
  expect(payment).toMatchObject({ refundedFen: 300, refunds: [{ reason: '机器坏了' }] })
  for (const other of [chen, zhang, clerk])
    expect((await other.ask(refundPayment, { params: key, body })).status).toBe(403)
  const tooMuch = await administrator.ask(refundPayment, {
    params: key,
    body: { amountFen: 901, reason: '太多' },
  })
  expect([tooMuch.status, tooMuch.code]).toEqual([422, 'refund_too_much'])
})

test('money at the counter is taken once, and handed back at the counter', async () => {
  const key = await pay.open(chen, { method: 'counter' })
  expect((await chen.ask(collectAtCounter, { params: key, body: { way: 'cash' } })).status).toBe(
    403,
  )
  const answers = await Promise.all(
    [1, 2].map(() => clerk.ask(collectAtCounter, { params: key, body: { way: 'cash' } })),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  expect(pay.heardOf(key)).toEqual(['paid'])
  const { refundId } = await pay.refund(key, 1200, 'cancelled')
  await pay.payments.sweep()
  expect((await pay.state(key)).refunds).toMatchObject([{ state: 'requested' }])
  await clerk.call(handBackRefund, { params: { ...key, refundId } })
  expect(pay.heardOf(key)).toEqual(['paid', 'refunded'])
  expect((await clerk.ask(handBackRefund, { params: { ...key, refundId } })).code).toBe(
    'payment_moved_on',
  )
})

test('nobody takes his own money at the counter', async () => {
  const key = await pay.open(clerk, { method: 'counter' })
  const own = await clerk.ask(collectAtCounter, { params: key, body: { way: 'cash' } })
  expect([own.status, own.code]).toEqual([403, 'not_allowed'])
})

test('a subject has one open payment at a time, and a history nobody rewrites', async () => {
  const subjectId = randomUUID()
  const key = await pay.open(chen, { subjectId })
  await expect(pay.open(chen, { subjectId })).rejects.toThrow()
  await pay.close(key)
  await pay.open(chen, { subjectId })
  const { pool } = pay.app.platform.database
  await expect(pool.query(`update payment_events set kind = 'paid'`)).rejects.toThrow()
  await expect(
    pool.query('update payments set refunded_fen = amount_fen + 1 where payment_id = $1', [
      key.paymentId,
    ]),
  ).rejects.toThrow()
})
