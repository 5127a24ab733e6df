import type { Transaction } from '#db/database.ts'
import { differenceId } from '#shared/ids.ts'
import type { Trade } from '../platform/wechat-pay-shapes.ts'
import { shanghaiDay } from './bill-day.ts'
import { insertDifferences } from './differences.store.ts'
import type { PaymentContext } from './payment-context.ts'
import type { Payment, PaymentKey } from './payment-record.ts'
import type { PaymentSteps } from './payment-steps.ts'
import { disputeOf } from './payments.policy.ts'
import { advance, hasOther } from './payments.store.ts'

/** What is known of an order: WeChat's own word, or that it is closed or was never there. */
export type Evidence =
  | { readonly kind: 'trade'; readonly trade: Trade }
  | { readonly kind: 'closed' }
  | { readonly kind: 'absent' }

/** Paid, though something may have been given back since. */
const meansPaid = ['SUCCESS', 'REFUND']
const unpaid = ['created', 'prepaid', 'closing'] as const

export const createEvidence = (context: PaymentContext, steps: PaymentSteps) => {
  const { clock, ids, log, wechatPay, locked, reread, listenerOf } = context

  /** Kept for staff, and nothing moves: it is signed by WeChat, but it is not our payment. */
  const park = async (tx: Transaction, payment: Payment, trade: Trade, why: string) => {
    const now = clock.now()
    log.error({ paymentId: payment.paymentId, why }, 'wechat pay evidence does not fit')
    await insertDifferences(tx, [
      {
        subdistrictId: payment.subdistrictId,
        differenceId: differenceId(ids.next()),
        day: shanghaiDay(now),
        kind: 'evidence',
        outTradeNo: payment.outTradeNo,
        outRefundNo: '',
        paymentId: payment.paymentId,
        oursFen: payment.amountFen,
        theirsFen: trade.amountFen ?? null,
        foundAt: now,
      },
    ])
  }

  const takeMoney = async (tx: Transaction, payment: Payment, trade: Trade): Promise<void> => {
    const now = clock.now()
    const money = {
      paidBy: 'wechat' as const,
      paidAt: trade.paidAt ?? now,
      transactionId: trade.transactionId ?? null,
      nextLookAt: null,
    }
    const inTime = { ...money, state: 'paid' as const }
    if (
      await advance(tx, payment, unpaid, inTime, [{ kind: 'paid', data: { way: 'wechat' } }], now)
    ) {
      const paid = await reread(tx, payment)
      return listenerOf(paid).paid(tx, paid)
    }
    const late = { ...money, state: 'paid_late' as const }
    if (!(await advance(tx, payment, ['closed'], late, [{ kind: 'paid_late' }], now))) return
    const paid = await reread(tx, payment)
    // Whoever pays again after all keeps only one of the two.
    const verdict = (await hasOther(tx, paid))
      ? 'refund'
      : await listenerOf(paid).paidLate(tx, paid)
    if (verdict === 'kept') {
      await advance(tx, paid, ['paid_late'], { state: 'paid' }, [{ kind: 'kept' }], now)
      return
    }
    const { amountFen } = paid
    await steps.refund(tx, paid, { amountFen, reason: '付款超时，自动退款', once: 'late' })
  }

  const release = async (tx: Transaction, payment: Payment, from: 'closing' | 'prepaid') => {
    const change = { state: 'closed' as const, nextLookAt: null }
    if (!(await advance(tx, payment, [from], change, [{ kind: 'closed' }], clock.now()))) return
    const closed = await reread(tx, payment)
    await listenerOf(closed).released(tx, closed)
  }

  /**
   * The one door for what is known of an order, from notices, queries and closings alike. Under the
   * lock of the payment it moves forward or not at all, and the listener hears of each change once.
   * @throws Refusal not_found
   */
  const applyEvidence = async (
    tx: Transaction,
    key: PaymentKey,
    evidence: Evidence,
  ): Promise<Payment> => {
    const payment = await locked(tx, key)
    const { state } = payment
    if (evidence.kind === 'trade' && meansPaid.includes(evidence.trade.state)) {
      const why = disputeOf(payment, evidence.trade, wechatPay)
      if (why === undefined) await takeMoney(tx, payment, evidence.trade)
      else await park(tx, payment, evidence.trade, why)
    } else if (evidence.kind === 'closed' || isClosed(evidence)) {
      if (state === 'closing' || state === 'prepaid') await release(tx, payment, state)
    } else if (evidence.kind === 'absent' && state === 'closing') {
      await release(tx, payment, state)
    }
    return reread(tx, key)
  }

  return { applyEvidence }
}
export type PaymentEvidence = ReturnType<typeof createEvidence>

const isClosed = (evidence: Evidence): boolean =>
  evidence.kind === 'trade' && ['CLOSED', 'REVOKED'].includes(evidence.trade.state)
