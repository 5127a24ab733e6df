import type { Reader } from '#db/database.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import type { Platform } from '../platform/platform.ts'
import type { PaymentNeeds } from './payment-context.ts'
import { createPaymentContext } from './payment-context.ts'
import type { Payment, Subject } from './payment-record.ts'
import { createPaymentSteps } from './payment-steps.ts'
import { exportPaymentsOf, latestOf } from './payments.store.ts'

/**
 * Money for things of other rooms, which this one does not know: they open payments, and listen.
 * Only what WeChat signed, what it answered to us, or a member of staff makes a payment paid.
 */
export const createPayments = (platform: Platform, needs: PaymentNeeds) => {
  const context = createPaymentContext(platform, needs)
  const steps = createPaymentSteps(context)
  needs.accounts.contributeToExport('payments', exportPaymentsOf)

  return {
    ...steps,
    listen: context.listen,
    /** The latest payment of a subject, with its refunds. */
    of: (
      tx: Reader,
      subdistrictId: SubdistrictId,
      subject: Subject,
    ): Promise<Payment | undefined> => latestOf(tx, subdistrictId, subject),
  }
}
export type Payments = ReturnType<typeof createPayments>
