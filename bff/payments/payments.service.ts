import type { Reader, Transaction } from '#db/database.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import type { Platform } from '../platform/platform.ts'
import { createBills } from './bills.ts'
import { createEvidence } from './evidence.ts'
import { createPayNotices } from './pay-notices.ts'
import { createPaymentAsking } from './payment-asking.ts'
import type { PaymentNeeds } from './payment-context.ts'
import { createPaymentContext } from './payment-context.ts'
import { createPaymentDesk } from './payment-desk.ts'
import type { Payment, PaymentKey, Subject } from './payment-record.ts'
import { createPaymentSteps } from './payment-steps.ts'
import { exportPaymentsOf, findPayment, latestOf } from './payments.store.ts'
import { createPaymentSweeps } from './payments.sweeps.ts'
import { createRefunding } from './refunding.ts'

/**
 * Money for things of other rooms, which this one does not know: they open payments, and listen.
 * Only what WeChat signed, what it answered to us, or a member of staff makes a payment paid.
 */
export const createPayments = (platform: Platform, needs: PaymentNeeds) => {
  const context = createPaymentContext(platform, needs)
  const steps = createPaymentSteps(context)
  const evidence = createEvidence(context, steps)
  const refunding = createRefunding(context)
  const asking = createPaymentAsking(context, evidence, steps)
  needs.accounts.contributeToExport('payments', exportPaymentsOf)

  return {
    ...steps,
    listen: context.listen,
    /** Whether one can pay by WeChat here at all. */
    takesWechat: platform.wechatPay !== undefined,
    /** Keeps others from it until the transaction ends; before anything of its subject is locked. */
    lock: async (tx: Transaction, key: PaymentKey): Promise<void> => {
      await context.locked(tx, key)
    },
    find: findPayment,
    /** The latest payment of a subject, with its refunds. */
    of: (
      tx: Reader,
      subdistrictId: SubdistrictId,
      subject: Subject,
    ): Promise<Payment | undefined> => latestOf(tx, subdistrictId, subject),
    asking,
    desk: createPaymentDesk(context, steps, refunding),
    bills: createBills(context, asking),
    takeNotice: createPayNotices(context, evidence, refunding),
    ...createPaymentSweeps(context, asking, refunding),
  }
}
export type Payments = ReturnType<typeof createPayments>
