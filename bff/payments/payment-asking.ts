import type { Transaction } from '#db/database.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { JsapiParameters } from '#shared/payments/payments.contract.ts'
import type { Actor } from '../accounts/actor.ts'
import type { WechatPay } from '../platform/wechat-pay.ts'
import type { PaymentEvidence } from './evidence.ts'
import type { PaymentContext } from './payment-context.ts'
import type { Payment, PaymentKey } from './payment-record.ts'
import type { PaymentSteps } from './payment-steps.ts'
import { approvePayer, lookAfter } from './payments.policy.ts'
import { advance, findPayment } from './payments.store.ts'

/** WeChat wants an order to be open for a minute at least. */
const leastOpen = 60_000

/** Talks with WeChat about one order, always between two transactions and never within one. */
export const createPaymentAsking = (
  context: PaymentContext,
  { applyEvidence }: PaymentEvidence,
  steps: PaymentSteps,
) => {
  const { accounts, clock, database, settings, wechatPay, locked } = context

  /** @throws Refusal payments_off */
  const wechat = (): WechatPay => {
    if (!wechatPay) throw new Refusal('payments_off')
    return wechatPay
  }

  /** A person of the demo has never seen WeChat; its double takes any name. */
  const openIdOf = async (tx: Transaction, payment: Payment): Promise<string> => {
    const known = payment.payerOpenId ?? (await accounts.openIdOf(tx, payment.payerPersonId))
    if (known !== null) return known
    if (settings.mode !== 'demo') throw new Refusal('payer_without_wechat')
    return `demo-${payment.payerPersonId}`
  }

  /** Writes down who will pay before WeChat hears of it, so that no order there is unknown here. */
  const begin = (actor: Actor, key: PaymentKey): Promise<Payment & { payerOpenId: string }> =>
    database.inTransaction(async (tx) => {
      const payment = approvePayer(actor, await locked(tx, key))
      const now = clock.now()
      if (payment.state !== 'created' && payment.state !== 'prepaid')
        throw new Refusal('payment_moved_on', { state: payment.state })
      if (payment.expiresAt && payment.expiresAt.getTime() - now.getTime() < leastOpen)
        throw new Refusal('payment_over')
      const payerOpenId = await openIdOf(tx, payment)
      await advance(tx, key, [payment.state], { payerOpenId }, [], now)
      return { ...payment, payerOpenId }
    })

  const saveOrdered = (key: PaymentKey): Promise<Payment> =>
    database.inTransaction(async (tx) => {
      const now = clock.now()
      const { expiresAt } = await locked(tx, key)
      const nextLookAt = lookAfter(0, now, expiresAt)
      const change = { state: 'prepaid' as const, prepaidAt: now, nextLookAt, looks: 0 }
      await advance(tx, key, ['created'], change, [{ kind: 'prepaid' }], now)
      const payment = await context.reread(tx, key)
      // It was closed meanwhile: nobody is handed what he could still pay with.
      if (payment.state !== 'prepaid')
        throw new Refusal('payment_moved_on', { state: payment.state })
      return payment
    })

  /**
   * Orders with WeChat; again and again for the same order. Only the payer may.
   * @throws Refusal not_found | payment_moved_on | payment_over | payments_off |
   * payer_without_wechat | wechat_pay_busy | wechat_pay_refused
   */
  const prepare = async (
    actor: Actor,
    key: PaymentKey,
  ): Promise<{ readonly payment: Payment; readonly parameters: JsapiParameters }> => {
    // Before anything is written down: without WeChat there is nothing that it could know of.
    const asking = wechat()
    const asked = await begin(actor, key)
    const { outTradeNo, words, amountFen, payerOpenId, expiresAt } = asked
    if (expiresAt === null) throw new Refusal('payment_moved_on')
    const answer = await asking.prepay({ outTradeNo, words, amountFen, payerOpenId, expiresAt })
    if (answer.ok) return { payment: await saveOrdered(key), parameters: answer.parameters }
    if (answer.code === 'busy') throw new Refusal('wechat_pay_busy')
    if (answer.code !== 'already_paid' && answer.code !== 'already_closed')
      throw new Refusal('wechat_pay_refused')
    const { state } = await look(key)
    throw new Refusal('payment_moved_on', { state })
  }

  const current = async (key: PaymentKey): Promise<Payment> => {
    const payment = await findPayment(database.reader, key)
    if (!payment) throw new Refusal('not_found')
    return payment
  }

  /** Asks WeChat how it stands and takes over what it says; as it was when WeChat does not answer. */
  const look = async (key: PaymentKey): Promise<Payment> => {
    const payment = await current(key)
    if (!wechatPay || payment.method !== 'wechat') return payment
    const answer = await wechatPay.findTrade(payment.outTradeNo)
    if (!answer.ok && answer.code !== 'absent') return payment
    const evidence = answer.ok
      ? ({ kind: 'trade', trade: answer.trade } as const)
      : ({ kind: 'absent' } as const)
    return database.inTransaction((tx) => applyEvidence(tx, key, evidence))
  }

  /**
   * What the payer does when he is back from WeChat's page.
   * @throws Refusal not_found
   */
  const check = async (actor: Actor, key: PaymentKey): Promise<Payment> => {
    const payment = approvePayer(actor, await current(key))
    const isOpen = ['created', 'prepaid', 'closing'].includes(payment.state)
    return isOpen && payment.payerOpenId !== null ? look(key) : payment
  }

  /**
   * query → paid, or close → only when WeChat has closed it, released. ORDERPAID is asked about once
   * more; without an answer it stays as it is, for the next look.
   */
  const finishClosing = async (key: PaymentKey): Promise<Payment> => {
    const before = await current(key)
    if (before.state !== 'closing') return before
    const seen = await look(key)
    if (seen.state !== 'closing' || !wechatPay) return seen
    const answer = await wechatPay.closeTrade(seen.outTradeNo)
    if (!answer.ok && answer.code === 'already_paid') return look(key)
    const isClosed = answer.ok || answer.code === 'already_closed' || answer.code === 'absent'
    if (!isClosed) return seen
    return database.inTransaction((tx) => applyEvidence(tx, key, { kind: 'closed' }))
  }

  /** Its time is up. */
  const expire = async (key: PaymentKey): Promise<Payment> => {
    await database.inTransaction((tx) => steps.beginClosing(tx, key))
    return finishClosing(key)
  }

  return { prepare, check, look, finishClosing, expire }
}
export type PaymentAsking = ReturnType<typeof createPaymentAsking>
