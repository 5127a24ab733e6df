import type { Role } from '#shared/accounts/roles.ts'
import { Refusal } from '#shared/http/errors.ts'
import { isPaid } from '#shared/payments/payment-status.ts'
import type { NewRefund, Payment } from './payment-record.ts'

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
