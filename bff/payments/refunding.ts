import type { Transaction } from '#db/database.ts'
import { Refusal } from '#shared/http/errors.ts'
import { differenceId } from '#shared/ids.ts'
import type { Actor } from '../accounts/actor.ts'
import { appendAudit } from '../audit/audit.service.ts'
import type { RefundReport } from '../platform/wechat-pay-shapes.ts'
import { shanghaiDay } from './bill-day.ts'
import { insertDifferences } from './differences.store.ts'
import type { PaymentContext } from './payment-context.ts'
import type { Payment, PaymentKey, Refund } from './payment-record.ts'
import { askableAt, lookAfter } from './payments.policy.ts'
import { advance } from './payments.store.ts'
import type { RefundKey } from './refunds.store.ts'
import { advanceRefund, paymentOfRefund } from './refunds.store.ts'

const outcomes = {
  SUCCESS: 'done',
  CLOSED: 'closed',
  ABNORMAL: 'abnormal',
  PROCESSING: 'processing',
} as const

/** What may still become of a refund that stands so; done and closed are final. */
const before = {
  processing: ['requested'],
  abnormal: ['requested', 'processing'],
  done: ['requested', 'processing', 'abnormal'],
  closed: ['requested', 'processing', 'abnormal'],
} as const

const paidStates = ['paid', 'paid_late'] as const

export const createRefunding = (context: PaymentContext) => {
  const { clock, database, ids, log, wechatPay, locked, reread, listenerOf } = context

  const keyOf = ({ subdistrictId }: PaymentKey, { refundId }: Refund): RefundKey => ({
    subdistrictId,
    refundId,
  })

  const note = async (tx: Transaction, payment: Payment, refund: Refund, why: string) => {
    const now = clock.now()
    log.error(
      { paymentId: payment.paymentId, refundId: refund.refundId, why },
      'refund stands still',
    )
    await insertDifferences(tx, [
      {
        subdistrictId: payment.subdistrictId,
        differenceId: differenceId(ids.next()),
        day: shanghaiDay(refund.requestedAt),
        kind: 'refund_abnormal',
        outTradeNo: payment.outTradeNo,
        outRefundNo: refund.outRefundNo,
        paymentId: payment.paymentId,
        oursFen: refund.amountFen,
        theirsFen: null,
        foundAt: now,
      },
    ])
  }

  /** Moves a refund forward, once; the listener hears when the money has arrived. */
  const move = async (
    tx: Transaction,
    payment: Payment,
    refund: Refund,
    to: 'processing' | 'done' | 'abnormal' | 'closed',
    times: { readonly acceptedAt?: Date | undefined; readonly doneAt?: Date | undefined } = {},
  ): Promise<void> => {
    const now = clock.now()
    const isOver = to !== 'processing'
    const acceptedAt = refund.acceptedAt ?? times.acceptedAt ?? now
    const moved = await advanceRefund(tx, keyOf(payment, refund), before[to], {
      state: to,
      acceptedAt,
      ...(to === 'done' ? { doneAt: times.doneAt ?? now } : {}),
      ...(isOver ? { nextLookAt: null } : {}),
    })
    if (!moved) return
    const event = { kind: `refund_${to}` as const, data: { refundId: refund.refundId } }
    // What will not happen can be given back in another way.
    const given = to === 'closed' ? { refundedFen: payment.refundedFen - refund.amountFen } : {}
    await advance(tx, payment, paidStates, given, [event], now)
    if (to === 'abnormal') await note(tx, payment, refund, 'abnormal')
    if (to !== 'done') return
    const after = await reread(tx, payment)
    const arrived = after.refunds.find(({ refundId }) => refundId === refund.refundId)
    if (arrived) await listenerOf(after).refunded(tx, after, arrived)
  }

  /**
   * The one door for what WeChat says of a refund, from answers, queries and notices alike.
   * @throws Refusal not_found when it is none of this payment's.
   */
  const applyReport = async (
    tx: Transaction,
    key: PaymentKey,
    report: RefundReport,
  ): Promise<void> => {
    const payment = await locked(tx, key)
    const refund = payment.refunds.find(({ outRefundNo }) => outRefundNo === report.outRefundNo)
    if (!refund) throw new Refusal('not_found')
    const isOurs =
      (report.merchantId ?? wechatPay?.merchantId) === wechatPay?.merchantId &&
      report.outTradeNo === payment.outTradeNo &&
      report.refundFen === refund.amountFen &&
      report.totalFen === payment.amountFen
    if (!isOurs) return note(tx, payment, refund, 'does not fit')
    await move(tx, payment, refund, outcomes[report.state], report)
  }

  /**
   * Takes a refund in hand: marks when WeChat is asked, and when to look again should we die. Undefined
   * when there is nothing to ask, or another part of the same payment was asked for a minute ago.
   */
  const claim = (key: RefundKey) =>
    database.inTransaction(async (tx) => {
      const paymentKey = await paymentOfRefund(tx, key)
      if (!paymentKey) return undefined
      const payment = await locked(tx, paymentKey)
      const refund = payment.refunds.find(({ refundId }) => refundId === key.refundId)
      if (!refund || payment.paidBy !== 'wechat') return undefined
      if (refund.state !== 'requested' && refund.state !== 'processing') return undefined
      const now = clock.now()
      // Another node is at it.
      if (refund.nextLookAt !== null && refund.nextLookAt > now) return undefined
      const at = askableAt(payment, refund)
      if (at > now) {
        await advanceRefund(tx, key, ['requested'], { nextLookAt: at })
        return undefined
      }
      await advanceRefund(tx, key, ['requested', 'processing'], {
        askedAt: refund.askedAt ?? now,
        nextLookAt: lookAfter(refund.looks + 1, now, null),
        looks: refund.looks + 1,
      })
      return { payment, refund }
    })

  /** Asks WeChat for a refund, or how one that it took stands; always with the same number. */
  const pursue = async (key: RefundKey): Promise<void> => {
    if (!wechatPay) return
    const taken = await claim(key)
    if (!taken) return
    const { payment, refund } = taken
    const order = {
      outTradeNo: payment.outTradeNo,
      outRefundNo: refund.outRefundNo,
      amountFen: refund.amountFen,
      totalFen: payment.amountFen,
      reason: refund.reason,
    }
    const answer =
      refund.state === 'processing'
        ? await wechatPay.findRefund(refund.outRefundNo)
        : await wechatPay.refund(order)
    if (answer.ok) await database.inTransaction((tx) => applyReport(tx, payment, answer.refund))
    else if (answer.code === 'refused')
      await database.inTransaction((tx) => note(tx, payment, refund, 'refused'))
  }

  /**
   * The money of a refund was handed over at the counter.
   * @throws Refusal not_found | payment_moved_on
   */
  const handBack = async (
    tx: Transaction,
    actor: Actor,
    key: PaymentKey,
    refundId: Refund['refundId'],
  ): Promise<void> => {
    const payment = await locked(tx, key)
    const refund = payment.refunds.find((one) => one.refundId === refundId)
    if (!refund) throw new Refusal('not_found')
    const isWaiting = payment.paidBy !== 'wechat' && refund.state === 'requested'
    // One that WeChat could not give back is paid out by hand as well.
    if (!isWaiting && refund.state !== 'abnormal')
      throw new Refusal('payment_moved_on', { state: refund.state })
    await appendAudit(tx, {
      at: clock.now(),
      subdistrictId: key.subdistrictId,
      actorPersonId: actor.personId,
      action: 'refund.handed_back',
      objectKind: 'refund',
      objectId: refundId,
      detail: { amountFen: refund.amountFen },
    })
    await move(tx, payment, refund, 'done')
  }

  return { applyReport, pursue, handBack }
}
export type Refunding = ReturnType<typeof createRefunding>
