import type { Role } from '#shared/accounts/roles.ts'
import { Refusal } from '#shared/http/errors.ts'
import { isPaid } from '#shared/payments/payment-status.ts'
import type { Actor } from '../accounts/actor.ts'
import type { NewRefund, Payment, Refund } from './payment-record.ts'

/** Posts that take money at a counter. */
export const counterRoles = [
  'site_clerk',
  'neighbourhood_officer',
  'duty_officer',
  'hotline_clerk',
  'administrator',
] as const satisfies readonly Role[]

/** WeChat takes refunds for a year, and at most fifty for one payment (its refund notes). */
const refundDays = 365
const maxRefunds = 50
const day = 86_400_000

/** @throws Refusal payment_moved_on | refund_too_much | refund_too_late | too_many_refunds */
export const approveRefund = (
  { state, paidAt, paidBy, amountFen, refundedFen, refunds }: Payment,
  asked: Pick<NewRefund, 'amountFen'>,
  now: Date,
): void => {
  if (!isPaid(state) || paidAt === null) throw new Refusal('payment_moved_on')
  if (asked.amountFen <= 0 || asked.amountFen > amountFen - refundedFen)
    throw new Refusal('refund_too_much', { leftFen: amountFen - refundedFen })
  if (paidBy !== 'wechat') return
  if (now.getTime() - paidAt.getTime() > refundDays * day) throw new Refusal('refund_too_late')
  if (refunds.length >= maxRefunds) throw new Refusal('too_many_refunds')
}

/** What WeChat says of an order that was paid. */
interface Claim {
  readonly appId: string
  readonly merchantId: string
  readonly outTradeNo: string
  readonly amountFen: number | undefined
  readonly currency: string | undefined
  readonly payerOpenId: string | undefined
}

/** Why a true word of WeChat is not about this payment; undefined when it is (guide §2.3, step 8). */
export const disputeOf = (
  payment: Payment,
  claim: Claim,
  ours: { readonly merchantId: string; readonly appId: string } | undefined,
): string | undefined => {
  if (claim.merchantId !== ours?.merchantId || claim.appId !== ours.appId) return 'merchant'
  if (claim.outTradeNo !== payment.outTradeNo) return 'number'
  if (claim.amountFen !== payment.amountFen) return 'amount'
  if ((claim.currency ?? 'CNY') !== 'CNY') return 'currency'
  const payer = payment.payerOpenId
  if (payer !== null && claim.payerOpenId !== undefined && claim.payerOpenId !== payer)
    return 'payer'
  return undefined
}

/**
 * Whose money it is: others do not learn that it exists.
 * @throws Refusal not_found
 */
export const approvePayer = (actor: Actor, payment: Payment): Payment => {
  if (payment.payerPersonId !== actor.personId) throw new Refusal('not_found')
  return payment
}

/** Pauses between two looks, in seconds; the last one repeats. */
const pauses = [30, 120, 300, 600, 1800, 3600]

/** When to look again after so many looks; never later than the end. */
export const lookAfter = (looks: number, now: Date, end: Date | null): Date => {
  const pause = (pauses[looks] ?? 3600) * 1000
  const next = new Date(now.getTime() + pause)
  return end !== null && end > now && end < next ? end : next
}

/** WeChat takes the parts of one payment a minute apart (its refund notes). */
const betweenRefunds = 60_000

/** From when WeChat may be asked for this refund; one that it was asked for before, at any time. */
export const askableAt = ({ refunds }: Payment, refund: Refund): Date => {
  if (refund.askedAt !== null) return refund.askedAt
  const others = refunds.flatMap(({ askedAt }) => (askedAt === null ? [] : [askedAt.getTime()]))
  return new Date(others.length === 0 ? 0 : Math.max(...others) + betweenRefunds)
}
