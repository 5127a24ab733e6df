import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Payment, PaymentKey } from '#bff/payments/payment-record.ts'
import { accountId } from '#shared/ids.ts'
import { intensity, seed } from '#tests/intensity.ts'
import type { Client } from '#tests/support/client.ts'
import type { PayApp } from './pay-app.ts'
import { startPayApp } from './pay-app.ts'

/** Histories that run side by side, a step of each at a time. */
const side = 25
const runs = intensity.moneyHistories

let pay: PayApp
let chen: Client

beforeAll(async () => {
  pay = await startPayApp()
  chen = await pay.as('chen-yue')
  pay.double.setNotices('hold')
})
afterAll(() => pay?.stop())

/** What may happen to a payment, in any order and as often as it likes. */
const happenings = [
  'order',
  'order and lose the answer',
  'pay',
  'notice',
  'notice again',
  'notice while we fail',
  'query',
  'close',
  'close and lose the answer',
  'pay while we close',
  'pay after it was closed',
  'refund a part',
  'refund the rest',
  'ask for refunds',
  'ask for refunds and lose the answer',
] as const
type Happening = (typeof happenings)[number]

interface History {
  readonly key: PaymentKey
  readonly outTradeNo: string
  readonly amountFen: number
  prepayId: string
  told: number
  parts: number
}

const settle = async (work: Promise<unknown>): Promise<void> => {
  await work.catch(() => undefined)
}

const phone = async ({ key, prepayId }: History) => {
  const { payerOpenId } = await pay.state(key)
  await pay.double.payAs(prepayId, payerOpenId ?? '')
}

const noticesOf = ({ outTradeNo }: History) =>
  pay.double.held.filter(({ told }) => told.content.out_trade_no === outTradeNo)

const order = async (history: History): Promise<void> => {
  const payer = (await pay.state(history.key)).payerPersonId
  const actor = {
    accountId: accountId(randomUUID()),
    personId: payer,
    sessionId: '',
    displayName: '',
    agreedToPrivacyGuide: true,
    posts: [],
  }
  const { parameters } = await pay.payments.asking.prepare(actor, history.key)
  history.prepayId = parameters.package.replace('prepay_id=', '')
}

/** A phone that is told that WeChat is busy asks again; on a slow machine the first call may be cut. */
const orderSurely = async (history: History, tries = 5): Promise<void> => {
  try {
    await order(history)
  } catch (error) {
    if (tries === 1) throw error
    await orderSurely(history, tries - 1)
  }
}

const giveBack = async (history: History, share: number): Promise<void> => {
  const { amountFen, refundedFen } = await pay.state(history.key)
  const amount = Math.max(1, Math.floor((amountFen - refundedFen) * share))
  history.parts += 1
  await pay.refund(history.key, amount, `part ${history.parts}`)
}

const pursue = async ({ key }: History): Promise<void> => {
  const { refunds } = await pay.state(key)
  for (const { refundId } of refunds) await pay.pursue({ ...key, refundId })
}

const happen = async (history: History, what: Happening): Promise<void> => {
  const { key, outTradeNo } = history
  const { asking } = pay.payments
  const trade = new RegExp(outTradeNo)
  switch (what) {
    case 'order':
      return settle(order(history))
    case 'order and lose the answer':
      return settle(order({ ...history }))
    case 'pay':
      return phone(history)
    case 'notice':
    case 'notice while we fail':
    case 'notice again': {
      const notices = noticesOf(history)
      const next = notices[what === 'notice again' ? 0 : history.told]
      if (!next) return
      if (what === 'notice while we fail') pay.failFor(key)
      if ((await pay.double.deliver(next.told, next.body)) === 204 && what === 'notice')
        history.told += 1
      return
    }
    case 'query':
      return settle(asking.look(key))
    case 'close':
      await pay.close(key)
      return settle(asking.finishClosing(key))
    case 'close and lose the answer':
      pay.double.fail(new RegExp(`${outTradeNo}/close`), 'cut')
      await pay.close(key)
      return settle(asking.finishClosing(key))
    case 'pay while we close': {
      const { payerOpenId } = await pay.state(key)
      const { prepayId } = history
      pay.double.before(new RegExp(`${outTradeNo}/close`), () => {
        void pay.double.payAs(prepayId, payerOpenId ?? '')
      })
      pay.double.fail(trade, 'system_error')
      await pay.close(key)
      return settle(asking.finishClosing(key))
    }
    case 'pay after it was closed':
      return pay.double.payClosed(outTradeNo)
    case 'refund a part':
      return settle(giveBack(history, 0.37))
    case 'refund the rest':
      return settle(giveBack(history, 1))
    case 'ask for refunds':
      return pursue(history)
    case 'ask for refunds and lose the answer':
      pay.double.fail(/refunds$/, 'system_error')
      return pursue(history)
  }
}

/** Time goes on, everything that was lost on the way is sent or asked for again. */
const comeToRest = async (): Promise<void> => {
  pay.failFor(undefined)
  pay.double.clearFaults()
  const tellAll = () =>
    Promise.all(pay.double.held.map(({ told, body }) => pay.double.deliver(told, body)))
  await tellAll()
  for (const minutes of [31, 2, 6, 11, 31, 61]) {
    pay.app.clock.forward(minutes)
    await pay.payments.sweep()
  }
  await tellAll()
}

const sum = (all: readonly { readonly amountFen: number }[]): number =>
  all.reduce((fen, { amountFen }) => fen + amountFen, 0)

const heardFor = (payment: Payment): string[] => {
  const done = payment.refunds.filter(({ state }) => state === 'done').map(() => 'refunded')
  const wasClosed = pay.heardOf(payment).includes('released')
  if (payment.state === 'closed') return ['released']
  return [...(wasClosed ? ['released', 'late'] : ['paid']), ...done]
}

const check = async ({ key, outTradeNo, amountFen }: History): Promise<void> => {
  const payment = await pay.state(key)
  const order = pay.double.orders.get(outTradeNo)
  const wasPaidThere = order?.paidAt !== undefined
  // One end, and the same on both sides.
  expect([payment.state, order?.state]).toEqual([
    expect.stringMatching(wasPaidThere ? /^paid(_late)?$/ : /^closed$/),
    wasPaidThere ? expect.stringMatching(/^(SUCCESS|REFUND)$/) : order && 'CLOSED',
  ])
  // Each change was heard once, whatever was repeated.
  expect(pay.heardOf(key)).toEqual(heardFor(payment))
  // Money: to the fen, and nobody got more than he paid.
  const given = [...pay.double.refunds.values()].filter(
    (one) => one.order.outTradeNo === outTradeNo,
  )
  const givenFen = given.reduce((fen, { refundFen }) => fen + refundFen, 0)
  expect(givenFen).toBe(payment.refundedFen)
  expect(sum(payment.refunds)).toBe(payment.refundedFen)
  expect(payment.refundedFen).toBeLessThanOrEqual(amountFen)
  expect(given).toHaveLength(payment.refunds.length)
  expect(payment.refunds.every(({ state }) => state === 'done')).toBe(true)
  if (payment.state === 'paid_late') expect(payment.refundedFen).toBe(amountFen)
}

test(`any order and repetition ends in one state with one effect, money to the fen (${runs} histories, seed ${seed})`, async () => {
  const history = fc.record({
    steps: fc.array(fc.constantFrom(...happenings), { minLength: 2, maxLength: 9 }),
    amountFen: fc.integer({ min: 1, max: 500_000 }),
    late: fc.constantFrom('kept' as const, 'refund' as const),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(history, { minLength: side, maxLength: side }), async (drawn) => {
      const histories = await Promise.all(
        drawn.map(async ({ amountFen, steps, late }) => {
          const key = await pay.open(chen, { amountFen, minutes: 30 })
          pay.setLateOf(key, late)
          const { outTradeNo } = await pay.state(key)
          return { key, outTradeNo, amountFen, steps, prepayId: '', told: 0, parts: 0 }
        }),
      )
      await Promise.all(histories.map((one) => orderSurely(one)))
      for (let at = 0; at < 9; at += 1) {
        await Promise.all(
          histories.map(async (one) => {
            const what = one.steps[at]
            if (what) await happen(one, what)
          }),
        )
        pay.app.clock.forward(at % 3)
      }
      await comeToRest()
      await Promise.all(histories.map(check))
      pay.double.held.length = 0
    }),
    { numRuns: Math.ceil(runs / side), seed, endOnFailure: true },
  )
}, 3_600_000)
