import { and, asc, desc, eq, inArray, ne, sql } from 'drizzle-orm'
import type { Reader, Transaction } from '#db/database.ts'
import { paymentEvents, paymentRefunds, payments } from '#db/schema/payments.ts'
import type { PersonId, SubdistrictId } from '#shared/ids.ts'
import type { PaymentState } from '#shared/payments/payment-status.ts'
import type {
  NewPayment,
  NewPaymentEvent,
  Payment,
  PaymentChange,
  PaymentKey,
  Refund,
  Subject,
} from './payment-record.ts'

const isPayment = ({ subdistrictId, paymentId }: PaymentKey) =>
  and(eq(payments.subdistrictId, subdistrictId), eq(payments.paymentId, paymentId))

const isOf = (subdistrictId: SubdistrictId, { kind, id }: Subject) =>
  and(
    eq(payments.subdistrictId, subdistrictId),
    eq(payments.subjectKind, kind),
    eq(payments.subjectId, id),
  )

type Row = typeof payments.$inferSelect

const refundFields = {
  refundId: paymentRefunds.refundId,
  once: paymentRefunds.once,
  outRefundNo: paymentRefunds.outRefundNo,
  amountFen: paymentRefunds.amountFen,
  reason: paymentRefunds.reason,
  state: paymentRefunds.state,
  requestedAt: paymentRefunds.requestedAt,
  askedAt: paymentRefunds.askedAt,
  acceptedAt: paymentRefunds.acceptedAt,
  doneAt: paymentRefunds.doneAt,
  nextLookAt: paymentRefunds.nextLookAt,
  looks: paymentRefunds.looks,
}

const refundsOf = (tx: Reader, { subdistrictId, paymentId }: PaymentKey): Promise<Refund[]> =>
  tx
    .select(refundFields)
    .from(paymentRefunds)
    .where(
      and(eq(paymentRefunds.subdistrictId, subdistrictId), eq(paymentRefunds.paymentId, paymentId)),
    )
    .orderBy(asc(paymentRefunds.requestedAt), asc(paymentRefunds.refundId))

const recordOf = (
  { subjectKind, subjectId, ...row }: Row,
  refunds: readonly Refund[],
): Payment => ({
  subdistrictId: row.subdistrictId,
  paymentId: row.paymentId,
  outTradeNo: row.outTradeNo,
  subject: { kind: subjectKind, id: subjectId },
  payerPersonId: row.payerPersonId,
  amountFen: row.amountFen,
  refundedFen: row.refundedFen,
  words: row.words,
  method: row.method,
  state: row.state,
  createdAt: row.createdAt,
  expiresAt: row.expiresAt,
  payerOpenId: row.payerOpenId,
  prepaidAt: row.prepaidAt,
  paidBy: row.paidBy,
  paidAt: row.paidAt,
  transactionId: row.transactionId,
  refunds,
})

const withRefunds = async (tx: Reader, row: Row | undefined): Promise<Payment | undefined> =>
  row ? recordOf(row, await refundsOf(tx, row)) : undefined

export const findPayment = async (tx: Reader, key: PaymentKey): Promise<Payment | undefined> => {
  const [row] = await tx.select().from(payments).where(isPayment(key))
  return withRefunds(tx, row)
}

/** As `findPayment`, and nobody else changes it until the end of the transaction. */
export const lockPayment = async (
  tx: Transaction,
  key: PaymentKey,
): Promise<Payment | undefined> => {
  const [row] = await tx.select().from(payments).where(isPayment(key)).for('update')
  return withRefunds(tx, row)
}

/** Whose order number it is; WeChat knows no subdistricts. */
export const keyOfTradeNo = async (
  tx: Reader,
  outTradeNo: string,
): Promise<PaymentKey | undefined> => {
  const [row] = await tx
    .select({ subdistrictId: payments.subdistrictId, paymentId: payments.paymentId })
    .from(payments)
    .where(eq(payments.outTradeNo, outTradeNo))
  return row
}

/** The latest payment of a subject. */
export const latestOf = async (
  tx: Reader,
  subdistrictId: SubdistrictId,
  subject: Subject,
): Promise<Payment | undefined> => {
  const [row] = await tx
    .select()
    .from(payments)
    .where(isOf(subdistrictId, subject))
    .orderBy(desc(payments.createdAt), desc(payments.paymentId))
    .limit(1)
  return withRefunds(tx, row)
}

/** Whether another payment of the same subject is open or paid. */
export const hasOther = async (tx: Reader, payment: Payment): Promise<boolean> => {
  const [row] = await tx
    .select({ paymentId: payments.paymentId })
    .from(payments)
    .where(
      and(
        isOf(payment.subdistrictId, payment.subject),
        ne(payments.paymentId, payment.paymentId),
        inArray(payments.state, ['created', 'prepaid', 'due', 'closing', 'paid']),
      ),
    )
    .limit(1)
  return row !== undefined
}

const eventRows = (
  { subdistrictId, paymentId }: PaymentKey,
  lastSeq: number,
  events: readonly NewPaymentEvent[],
  at: Date,
) =>
  events.map(({ kind, by = null, data = {} }, index) => ({
    subdistrictId,
    paymentId,
    seq: lastSeq - events.length + 1 + index,
    kind,
    at,
    actorPersonId: by,
    data: { ...data },
  }))

/** A second open payment of one subject violates a unique index. */
export const insertPayment = async (
  tx: Transaction,
  { subject, now, expiresAt, ...payment }: NewPayment,
  outTradeNo: string,
): Promise<void> => {
  await tx.insert(payments).values({
    subdistrictId: payment.subdistrictId,
    paymentId: payment.paymentId,
    outTradeNo,
    subjectKind: subject.kind,
    subjectId: subject.id,
    payerPersonId: payment.payerPersonId,
    amountFen: payment.amountFen,
    words: payment.words,
    method: payment.method,
    state: payment.method === 'wechat' ? 'created' : 'due',
    createdAt: now,
    expiresAt,
    nextLookAt: expiresAt,
    lastSeq: 1,
  })
  await tx
    .insert(paymentEvents)
    .values(eventRows(payment, 1, [{ kind: 'opened', by: payment.payerPersonId }], now))
}

/**
 * The one guarded UPDATE that every change of a payment goes through, with its history. False when
 * it no longer stands in one of `from`.
 */
export const advance = async (
  tx: Transaction,
  key: PaymentKey,
  from: readonly PaymentState[],
  change: PaymentChange,
  events: readonly NewPaymentEvent[],
  at: Date,
): Promise<boolean> => {
  const [moved] = await tx
    .update(payments)
    .set({ ...change, lastSeq: sql`${payments.lastSeq} + ${events.length}` })
    .where(and(isPayment(key), inArray(payments.state, [...from])))
    .returning({ lastSeq: payments.lastSeq })
  if (!moved) return false
  if (events.length > 0)
    await tx.insert(paymentEvents).values(eventRows(key, moved.lastSeq, events, at))
  return true
}

/** A person's own payments, for the copy of his data. */
export const exportPaymentsOf = (tx: Reader, payer: PersonId): Promise<unknown> =>
  tx
    .select({
      number: payments.outTradeNo,
      words: payments.words,
      amountFen: payments.amountFen,
      refundedFen: payments.refundedFen,
      state: payments.state,
      paidBy: payments.paidBy,
      paidAt: payments.paidAt,
      createdAt: payments.createdAt,
    })
    .from(payments)
    .where(eq(payments.payerPersonId, payer))
    .orderBy(asc(payments.createdAt))
