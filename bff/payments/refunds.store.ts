import { and, eq, inArray } from 'drizzle-orm'
import type { Reader, Transaction } from '#db/database.ts'
import { paymentRefunds } from '#db/schema/payments.ts'
import type { RefundId, SubdistrictId } from '#shared/ids.ts'
import type { RefundState } from '#shared/payments/payment-status.ts'
import type { NewRefund, Payment, PaymentKey } from './payment-record.ts'

/** Asks for one more refund; the amount must have been set aside in the payment before. */
export const insertRefund = async (
  tx: Transaction,
  { subdistrictId, paymentId }: Payment,
  refund: NewRefund & {
    readonly refundId: RefundId
    readonly outRefundNo: string
    readonly nextLookAt: Date | null
  },
  now: Date,
): Promise<void> => {
  await tx
    .insert(paymentRefunds)
    .values({ subdistrictId, paymentId, ...refund, state: 'requested', requestedAt: now })
}

export interface RefundKey {
  readonly subdistrictId: SubdistrictId
  readonly refundId: RefundId
}

/** Of which payment a refund is. */
export const paymentOfRefund = async (
  tx: Reader,
  { subdistrictId, refundId }: RefundKey,
): Promise<PaymentKey | undefined> => {
  const [row] = await tx
    .select({ subdistrictId: paymentRefunds.subdistrictId, paymentId: paymentRefunds.paymentId })
    .from(paymentRefunds)
    .where(
      and(eq(paymentRefunds.subdistrictId, subdistrictId), eq(paymentRefunds.refundId, refundId)),
    )
  return row
}

/** By our number at WeChat. */
export const paymentOfRefundNo = async (tx: Reader, outRefundNo: string) => {
  const [row] = await tx
    .select({ subdistrictId: paymentRefunds.subdistrictId, paymentId: paymentRefunds.paymentId })
    .from(paymentRefunds)
    .where(eq(paymentRefunds.outRefundNo, outRefundNo))
  return row
}

/** One guarded UPDATE; false when the refund no longer stands in one of `from`. */
export const advanceRefund = async (
  tx: Transaction,
  { subdistrictId, refundId }: RefundKey,
  from: readonly RefundState[],
  change: {
    readonly state?: RefundState
    readonly askedAt?: Date
    readonly acceptedAt?: Date
    readonly doneAt?: Date
    readonly nextLookAt?: Date | null
    readonly looks?: number
  },
): Promise<boolean> => {
  const moved = await tx
    .update(paymentRefunds)
    .set(change)
    .where(
      and(
        eq(paymentRefunds.subdistrictId, subdistrictId),
        eq(paymentRefunds.refundId, refundId),
        inArray(paymentRefunds.state, [...from]),
      ),
    )
    .returning({ refundId: paymentRefunds.refundId })
  return moved.length === 1
}
