import type { PaymentView } from '#shared/payments/payments.contract.ts'
import type { Payment } from './payment-record.ts'

const textOf = (at: Date | null): string | null => at?.toISOString() ?? null

export const viewOf = (payment: Payment): PaymentView => ({
  subdistrictId: payment.subdistrictId,
  paymentId: payment.paymentId,
  subject: payment.subject,
  words: payment.words,
  amountFen: payment.amountFen,
  refundedFen: payment.refundedFen,
  method: payment.method,
  state: payment.state,
  paidBy: payment.paidBy,
  paidAt: textOf(payment.paidAt),
  expiresAt: textOf(payment.expiresAt),
  refunds: payment.refunds.map(({ refundId, amountFen, reason, state, requestedAt, doneAt }) => ({
    refundId,
    amountFen,
    reason,
    state,
    at: requestedAt.toISOString(),
    doneAt: textOf(doneAt),
  })),
})
