import type { Reader, Transaction } from '#db/database.ts'
import { bookingStaffRoles } from '#shared/accounts/roles.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { RefundId } from '#shared/ids.ts'
import type { CounterWay } from '#shared/payments/payment-status.ts'
import type { PaymentView, Receipt } from '#shared/payments/payments.contract.ts'
import type { Actor } from '../accounts/actor.ts'
import { postsIn } from '../accounts/actor.ts'
import { appendAudit } from '../audit/audit.service.ts'
import type { IdempotencyKey } from '../http/serve.ts'
import { doOnce } from '../idempotency/idempotency.service.ts'
import type { PaymentContext } from './payment-context.ts'
import type { Payment, PaymentKey } from './payment-record.ts'
import type { PaymentSteps } from './payment-steps.ts'
import { viewOf } from './payment-view.ts'
import { approvePayer } from './payments.policy.ts'
import { findPayment } from './payments.store.ts'
import type { Refunding } from './refunding.ts'

/** What people do with a payment through the doors. */
export const createPaymentDesk = (
  context: PaymentContext,
  steps: PaymentSteps,
  refunding: Refunding,
) => {
  const { accounts, clock, database, demoPhone, locked, reread, listenerOf } = context

  /** The payer, and staff whom the room it belongs to lets see it. @throws Refusal not_found */
  const approveSight = async (tx: Reader, actor: Actor, payment: Payment | undefined) => {
    if (!payment) throw new Refusal('not_found')
    if (payment.payerPersonId === actor.personId) return payment
    const isStaff = postsIn(actor, payment.subdistrictId, bookingStaffRoles).length > 0
    if (!isStaff || !(await listenerOf(payment).maySee(tx, actor, payment)))
      throw new Refusal('not_found')
    return payment
  }

  const read = async (actor: Actor, key: PaymentKey): Promise<Payment> => {
    const { reader } = database
    return approveSight(reader, actor, await findPayment(reader, key))
  }

  /** One step of staff, once for each key; what they see of it is answered. */
  const step = (
    actor: Actor,
    key: PaymentKey,
    once: IdempotencyKey,
    work: (tx: Transaction) => Promise<unknown>,
  ): Promise<PaymentView> =>
    database.inTransaction(async (tx) => {
      const named = { subdistrictId: key.subdistrictId, paymentId: key.paymentId }
      await doOnce(tx, actor, once, clock.now(), named, async () => {
        const payment = await locked(tx, named)
        // Nobody takes or gives back his own money.
        if (payment.payerPersonId === actor.personId) throw new Refusal('not_allowed')
        await approveSight(tx, actor, payment)
        await work(tx)
      })
      return viewOf(await approveSight(tx, actor, await reread(tx, named)))
    })

  return {
    read: async (actor: Actor, key: PaymentKey) => viewOf(await read(actor, key)),

    collect: (actor: Actor, key: PaymentKey, once: IdempotencyKey, way: CounterWay) =>
      step(actor, key, once, (tx) => steps.collect(tx, actor, key, { way })),

    refund: (
      actor: Actor,
      key: PaymentKey,
      once: IdempotencyKey,
      { amountFen, reason }: { readonly amountFen: number; readonly reason: string },
    ) =>
      step(actor, key, once, async (tx) => {
        await appendAudit(tx, {
          at: clock.now(),
          subdistrictId: key.subdistrictId,
          actorPersonId: actor.personId,
          action: 'payment.refunded',
          objectKind: 'payment',
          objectId: key.paymentId,
          detail: { amountFen },
        })
        // The key of one account: another's may be the same.
        const name = `staff:${actor.accountId}:${once.key}`
        await steps.refund(tx, key, { amountFen, reason, once: name })
      }),

    handBack: (actor: Actor, key: PaymentKey, once: IdempotencyKey, refundId: RefundId) =>
      step(actor, key, once, (tx) => refunding.handBack(tx, actor, key, refundId)),

    /** @throws Refusal not_found | payment_moved_on while nothing is paid */
    receipt: async (actor: Actor, key: PaymentKey): Promise<Receipt> => {
      const payment = await read(actor, key)
      const { paidBy, paidAt } = payment
      if (paidBy === null || paidAt === null) throw new Refusal('payment_moved_on')
      const payer = await accounts.personOf(database.reader, payment.payerPersonId)
      return {
        number: payment.outTradeNo,
        words: payment.words,
        amountFen: payment.amountFen,
        refundedFen: payment.refundedFen,
        paidBy,
        paidAt: paidAt.toISOString(),
        payerName: payer.displayName,
        transactionId: payment.transactionId,
      }
    },

    /** The demo's phone confirms; what becomes of it is told by notice or asked, as ever. */
    payInDemo: async (actor: Actor, key: PaymentKey, pack: string): Promise<void> => {
      const found = await findPayment(database.reader, key)
      if (!found) throw new Refusal('not_found')
      const { payerOpenId } = approvePayer(actor, found)
      if (!demoPhone) throw new Refusal('payments_off')
      if (payerOpenId === null) throw new Refusal('payment_moved_on')
      const isTaken = await demoPhone(pack.replace(/^prepay_id=/, ''), payerOpenId)
      if (!isTaken) throw new Refusal('payment_moved_on')
    },
  }
}
