import { and, asc, eq, isNotNull, lte } from 'drizzle-orm'
import type { Transaction } from '#db/database.ts'
import { paymentRefunds, payments } from '#db/schema/payments.ts'
import type { PaymentState } from '#shared/payments/payment-status.ts'
import type { PaymentKey } from './payment-record.ts'
import type { RefundKey } from './refunds.store.ts'

export interface DuePayment extends PaymentKey {
  readonly state: PaymentState
  readonly expiresAt: Date | null
  readonly looks: number
}

/** The payment that has waited longest for a look; nodes skip what another one is at. */
export const nextDuePayment = async (
  tx: Transaction,
  now: Date,
): Promise<DuePayment | undefined> => {
  const [row] = await tx
    .select({
      subdistrictId: payments.subdistrictId,
      paymentId: payments.paymentId,
      state: payments.state,
      expiresAt: payments.expiresAt,
      looks: payments.looks,
    })
    .from(payments)
    .where(and(isNotNull(payments.nextLookAt), lte(payments.nextLookAt, now)))
    .orderBy(asc(payments.nextLookAt))
    .limit(1)
    .for('update', { skipLocked: true })
  return row
}

/** When it is looked at again, should nothing have become of this look. */
export const postponeLook = async (
  tx: Transaction,
  { subdistrictId, paymentId, looks }: DuePayment,
  nextLookAt: Date | null,
): Promise<void> => {
  await tx
    .update(payments)
    .set({ nextLookAt, looks: looks + 1 })
    .where(and(eq(payments.subdistrictId, subdistrictId), eq(payments.paymentId, paymentId)))
}

/** Refunds to be asked for or about, the longest waiting first. */
export const dueRefunds = (tx: Transaction, now: Date, limit: number): Promise<RefundKey[]> =>
  tx
    .select({ subdistrictId: paymentRefunds.subdistrictId, refundId: paymentRefunds.refundId })
    .from(paymentRefunds)
    .where(and(isNotNull(paymentRefunds.nextLookAt), lte(paymentRefunds.nextLookAt, now)))
    .orderBy(asc(paymentRefunds.nextLookAt))
    .limit(limit)
