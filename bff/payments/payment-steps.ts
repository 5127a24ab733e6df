import { createHash } from 'node:crypto'
import type { Transaction } from '#db/database.ts'
import { Refusal } from '#shared/http/errors.ts'
import { refundId } from '#shared/ids.ts'
import type { Actor } from '../accounts/actor.ts'
import { postsIn } from '../accounts/actor.ts'
import { appendAudit } from '../audit/audit.service.ts'
import type { PaymentContext } from './payment-context.ts'
import type {
  Collected,
  NewPayment,
  NewRefund,
  Payment,
  PaymentKey,
  Refund,
} from './payment-record.ts'
import { approveRefund, counterRoles, lookAfter } from './payments.policy.ts'
import { advance, insertPayment } from './payments.store.ts'
import { insertRefund } from './refunds.store.ts'

/** Our number at WeChat (6–32 letters and digits): the id itself, so that it can be told anywhere. */
const tradeNoOf = ({ paymentId }: PaymentKey): string => paymentId.replaceAll('-', '')

/** From payment and reason alone, so that every retry asks for the same refund. */
const refundNoOf = ({ paymentId }: PaymentKey, once: string): string =>
  createHash('sha256').update(`${paymentId}:${once}`).digest('hex').slice(0, 32)

/** What other rooms do with payments, each in the caller's transaction. WeChat is asked by jobs. */
export const createPaymentSteps = (context: PaymentContext) => {
  const { clock, ids, jobs, locked, reread, listenerOf } = context

  /**
   * Opens the payment of something that costs; one at a time for each subject.
   * @throws Error when the amount is not above 0, or WeChat's has no end.
   */
  const open = async (tx: Transaction, payment: NewPayment): Promise<Payment> => {
    if (!Number.isSafeInteger(payment.amountFen) || payment.amountFen <= 0)
      throw new Error('a payment needs an amount above 0')
    if (payment.method === 'wechat' && payment.expiresAt === null)
      throw new Error('a payment by WeChat needs an end')
    await insertPayment(tx, payment, tradeNoOf(payment))
    return reread(tx, payment)
  }

  /** The money was taken at the counter. @throws Refusal not_found | payment_moved_on */
  const collect = async (
    tx: Transaction,
    actor: Actor,
    key: PaymentKey,
    { way }: Collected,
  ): Promise<Payment> => {
    const now = clock.now()
    await locked(tx, key)
    const post = postsIn(actor, key.subdistrictId, counterRoles)[0]
    const change = {
      state: 'paid' as const,
      paidBy: way,
      paidAt: now,
      collectedByPerson: actor.personId,
      collectedByPost: post?.postId ?? null,
      nextLookAt: null,
    }
    const event = { kind: 'paid' as const, by: actor.personId, data: { way } }
    if (!(await advance(tx, key, ['due'], change, [event], now)))
      throw new Refusal('payment_moved_on')
    await appendAudit(tx, {
      at: now,
      subdistrictId: key.subdistrictId,
      actorPersonId: actor.personId,
      action: 'payment.collected',
      objectKind: 'payment',
      objectId: key.paymentId,
      detail: { way },
    })
    const payment = await reread(tx, key)
    await listenerOf(payment).paid(tx, payment)
    return reread(tx, key)
  }

  /**
   * Gives back a part or all, once for each `once`: a repeat answers the refund that is there. By
   * WeChat when it came by WeChat; else it waits at the counter.
   * @throws Refusal not_found | payment_moved_on | refund_too_much | refund_too_late | too_many_refunds
   */
  const refund = async (tx: Transaction, key: PaymentKey, asked: NewRefund): Promise<Refund> => {
    const now = clock.now()
    const payment = await locked(tx, key)
    const before = payment.refunds.find(({ once }) => once === asked.once)
    if (before) return before
    approveRefund(payment, asked, now)
    const byWechat = payment.paidBy === 'wechat'
    const id = refundId(ids.next())
    const change = { refundedFen: payment.refundedFen + asked.amountFen }
    const event = {
      kind: 'refund_requested' as const,
      data: { refundId: id, amountFen: asked.amountFen, once: asked.once },
    }
    if (!(await advance(tx, key, ['paid', 'paid_late'], change, [event], now)))
      throw new Refusal('payment_moved_on')
    await insertRefund(
      tx,
      payment,
      {
        ...asked,
        refundId: id,
        outRefundNo: refundNoOf(key, asked.once),
        nextLookAt: byWechat ? now : null,
      },
      now,
    )
    if (byWechat)
      await jobs.enqueue(tx, 'payment.refund', { subdistrictId: key.subdistrictId, refundId: id })
    const made = (await reread(tx, key)).refunds.find((one) => one.refundId === id)
    if (!made) throw new Error('the refund has gone')
    return made
  }

  const closeHere = async (tx: Transaction, payment: Payment, now: Date): Promise<void> => {
    const change = { state: 'closed' as const, nextLookAt: null }
    if (!(await advance(tx, payment, [payment.state], change, [{ kind: 'closed' }], now))) return
    const closed = await reread(tx, payment)
    await listenerOf(closed).released(tx, closed)
  }

  /**
   * It shall not be paid any more. What WeChat never heard of is closed at once (`released` is called
   * before this returns); else WeChat is asked first, and money that is there already counts. Does
   * nothing when it is paid or closed.
   */
  const beginClosing = async (tx: Transaction, key: PaymentKey): Promise<void> => {
    const now = clock.now()
    const payment = await locked(tx, key)
    const { state, payerOpenId } = payment
    if (state === 'due' || (state === 'created' && payerOpenId === null))
      return closeHere(tx, payment, now)
    // The job asks at once; a sweep only when that came to nothing.
    const nextLookAt = lookAfter(0, now, null)
    const change = { state: 'closing' as const, nextLookAt, looks: 1 }
    const moved = await advance(tx, key, ['created', 'prepaid'], change, [{ kind: 'closing' }], now)
    if (moved) await jobs.enqueue(tx, 'payment.close', { ...key })
  }

  return { open, collect, refund, beginClosing }
}
export type PaymentSteps = ReturnType<typeof createPaymentSteps>
