import type { Reader, Transaction } from '#db/database.ts'
import type { PaymentId, PersonId, PostId, RefundId, SubdistrictId } from '#shared/ids.ts'
import type {
  CounterWay,
  PaidWay,
  PayMethod,
  PaymentEventKind,
  PaymentState,
  RefundState,
  SubjectKind,
} from '#shared/payments/payment-status.ts'
import type { Actor } from '../accounts/actor.ts'

export interface PaymentKey {
  readonly subdistrictId: SubdistrictId
  readonly paymentId: PaymentId
}

/** What is paid for, named by the room that opened the payment. */
export interface Subject {
  readonly kind: SubjectKind
  readonly id: string
}

export interface Refund {
  readonly refundId: RefundId
  readonly once: string
  readonly outRefundNo: string
  readonly amountFen: number
  readonly reason: string
  readonly state: RefundState
  readonly requestedAt: Date
  readonly askedAt: Date | null
  readonly acceptedAt: Date | null
  readonly doneAt: Date | null
  /** When WeChat is asked next; null: no more. */
  readonly nextLookAt: Date | null
  /** How often it was asked. */
  readonly looks: number
}

export interface Payment extends PaymentKey {
  readonly outTradeNo: string
  readonly subject: Subject
  readonly payerPersonId: PersonId
  readonly amountFen: number
  /** Given back or on its way. */
  readonly refundedFen: number
  /** What it is for, as WeChat shows it. */
  readonly words: string
  readonly method: PayMethod
  readonly state: PaymentState
  readonly createdAt: Date
  readonly expiresAt: Date | null
  readonly payerOpenId: string | null
  readonly prepaidAt: Date | null
  readonly paidBy: PaidWay | null
  readonly paidAt: Date | null
  readonly transactionId: string | null
  /** In the order they were asked for. */
  readonly refunds: readonly Refund[]
}

export interface NewPayment extends PaymentKey {
  readonly subject: Subject
  readonly payerPersonId: PersonId
  /** Above 0: what is free has no payment. */
  readonly amountFen: number
  /** At most 127 bytes reach WeChat; the rest is cut off. */
  readonly words: string
  readonly method: PayMethod
  /** WeChat: needed, at least a minute ahead. Counter: null when it may be paid at any time. */
  readonly expiresAt: Date | null
  readonly now: Date
}

export interface Collected {
  readonly way: CounterWay
}

export interface NewRefund {
  readonly amountFen: number
  readonly reason: string
  /** Names the reason, e.g. `cancelled`: the same one never gives back twice. */
  readonly once: string
}

/**
 * The room whose things are paid for. Each is called once for each change, in the transaction that
 * makes it: what it throws undoes the change, which is then tried again.
 */
export interface PaymentListener {
  /** Whether this member of staff may see (and, by his post, collect or refund) the payment. */
  readonly maySee: (tx: Reader, actor: Actor, payment: Payment) => Promise<boolean>
  readonly paid: (tx: Transaction, payment: Payment) => Promise<void>
  /** It was not paid in time and cannot be paid any more. */
  readonly released: (tx: Transaction, payment: Payment) => Promise<void>
  /** Money came after all: `kept` when there is still a place for it, else it goes back by itself. */
  readonly paidLate: (tx: Transaction, payment: Payment) => Promise<'kept' | 'refund'>
  /** The money of this refund has arrived. */
  readonly refunded: (tx: Transaction, payment: Payment, refund: Refund) => Promise<void>
}

/** What is written into a payment's history. */
export interface NewPaymentEvent {
  readonly kind: PaymentEventKind
  readonly by?: PersonId | null
  readonly data?: Readonly<Record<string, string | number | boolean | null>>
}

/** What a change may set; state and numbers follow their own rules. */
export interface PaymentChange {
  readonly state?: PaymentState
  readonly payerOpenId?: string
  readonly prepaidAt?: Date
  readonly paidBy?: PaidWay
  readonly paidAt?: Date
  readonly transactionId?: string | null
  readonly collectedByPerson?: PersonId
  readonly collectedByPost?: PostId | null
  readonly refundedFen?: number
  readonly nextLookAt?: Date | null
  readonly looks?: number
}
