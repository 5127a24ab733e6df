import type { Transaction } from '#db/database.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { SubjectKind } from '#shared/payments/payment-status.ts'
import type { Accounts } from '../accounts/accounts.service.ts'
import type { Platform } from '../platform/platform.ts'
import type { Payment, PaymentKey, PaymentListener } from './payment-record.ts'
import { findPayment, lockPayment } from './payments.store.ts'

export interface PaymentNeeds {
  readonly accounts: Pick<Accounts, 'openIdOf' | 'personOf' | 'contributeToExport'>
}

/** What the parts of this room share. */
export const createPaymentContext = (platform: Platform, needs: PaymentNeeds) => {
  const listeners = new Map<SubjectKind, PaymentListener>()

  const listenerOf = (payment: Payment): PaymentListener => {
    const found = listeners.get(payment.subject.kind)
    if (!found) throw new Error(`nobody listens to payments of a ${payment.subject.kind}`)
    return found
  }

  /** @throws Refusal not_found */
  const locked = async (tx: Transaction, key: PaymentKey): Promise<Payment> => {
    const payment = await lockPayment(tx, key)
    if (!payment) throw new Refusal('not_found')
    return payment
  }

  /** As it stands now, within the transaction that has changed it. */
  const reread = async (tx: Transaction, key: PaymentKey): Promise<Payment> => {
    const payment = await findPayment(tx, key)
    if (!payment) throw new Error('the payment has gone')
    return payment
  }

  return {
    ...platform,
    ...needs,
    listen: (kind: SubjectKind, listener: PaymentListener): void => {
      if (listeners.has(kind)) throw new Error(`somebody listens to payments of a ${kind} already`)
      listeners.set(kind, listener)
    },
    listenerOf,
    locked,
    reread,
  }
}
export type PaymentContext = ReturnType<typeof createPaymentContext>
