import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { DifferenceId, RefundId } from '#shared/ids.ts'
import type {
  DifferenceKind,
  PaidWay,
  PayMethod,
  PaymentEventKind,
  PaymentState,
  RefundState,
  SubjectKind,
} from '#shared/payments/payment-status.ts'
import { persons } from './accounts.ts'
import {
  instant,
  paymentIdColumn,
  personIdColumn,
  postIdColumn,
  subdistrictIdColumn,
} from './columns.ts'

export const payments = pgTable(
  'payments',
  {
    subdistrictId: subdistrictIdColumn().notNull(),
    paymentId: paymentIdColumn().notNull(),
    /** Our number at WeChat and on the receipt. */
    outTradeNo: text('out_trade_no').notNull(),
    subjectKind: text('subject_kind').$type<SubjectKind>().notNull(),
    subjectId: uuid('subject_id').notNull(),
    payerPersonId: personIdColumn('payer_person_id')
      .notNull()
      .references(() => persons.personId),
    /** The only amount there is: nobody sends one. */
    amountFen: integer('amount_fen').notNull(),
    /** Refunds asked for, less those that will not happen. */
    refundedFen: integer('refunded_fen').notNull().default(0),
    words: text('words').notNull(),
    method: text('method').$type<PayMethod>().notNull(),
    state: text('state').$type<PaymentState>().notNull(),
    createdAt: instant('created_at').notNull(),
    /** From then on it is closed; null: it may be paid until it is closed by hand. */
    expiresAt: instant('expires_at'),
    /** Who WeChat will say has paid. */
    payerOpenId: text('payer_open_id'),
    prepaidAt: instant('prepaid_at'),
    paidBy: text('paid_by').$type<PaidWay>(),
    paidAt: instant('paid_at'),
    transactionId: text('transaction_id'),
    collectedByPerson: personIdColumn('collected_by_person'),
    collectedByPost: postIdColumn('collected_by_post'),
    /** When a sweep looks after it next; null: nothing to look for. */
    nextLookAt: instant('next_look_at'),
    looks: integer('looks').notNull().default(0),
    lastSeq: integer('last_seq').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.paymentId] }),
    uniqueIndex('payments_out_trade_no').on(t.outTradeNo),
    uniqueIndex('payments_transaction').on(t.transactionId),
    uniqueIndex('payments_one_open')
      .on(t.subdistrictId, t.subjectKind, t.subjectId)
      .where(sql`${t.state} in ('created','prepaid','due','closing')`),
    check('payments_amount', sql`${t.amountFen} > 0`),
    check('payments_never_overrefunded', sql`${t.refundedFen} between 0 and ${t.amountFen}`),
    check(
      'payments_state',
      sql`${t.state} in ('created','prepaid','due','closing','closed','paid','paid_late')`,
    ),
    check(
      'payments_paid_says_how',
      sql`(${t.state} in ('paid','paid_late')) = (${t.paidAt} is not null and ${t.paidBy} is not null)`,
    ),
    check('payments_refunds_need_money', sql`${t.refundedFen} = 0 or ${t.paidAt} is not null`),
    index('payments_subject').on(t.subdistrictId, t.subjectKind, t.subjectId, t.createdAt),
    index('payments_payer').on(t.payerPersonId),
    index('payments_to_look').on(t.nextLookAt).where(sql`${t.nextLookAt} is not null`),
    index('payments_paid_at').on(t.paidAt).where(sql`${t.paidBy} = 'wechat'`),
  ],
)

export const paymentRefunds = pgTable(
  'payment_refunds',
  {
    subdistrictId: subdistrictIdColumn().notNull(),
    refundId: uuid('refund_id').$type<RefundId>().notNull(),
    paymentId: paymentIdColumn().notNull(),
    /** Names the reason it is for: the same one never gives back twice. */
    once: text('once').notNull(),
    /** The same at every try: another number would give back again. */
    outRefundNo: text('out_refund_no').notNull(),
    amountFen: integer('amount_fen').notNull(),
    reason: text('reason').notNull(),
    state: text('state').$type<RefundState>().notNull(),
    requestedAt: instant('requested_at').notNull(),
    /** When WeChat was asked first; partial refunds of one payment keep a minute between them. */
    askedAt: instant('asked_at'),
    /** When WeChat took it: the day it stands in the bill. */
    acceptedAt: instant('accepted_at'),
    doneAt: instant('done_at'),
    nextLookAt: instant('next_look_at'),
    looks: integer('looks').notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.refundId] }),
    foreignKey({
      columns: [t.subdistrictId, t.paymentId],
      foreignColumns: [payments.subdistrictId, payments.paymentId],
    }),
    uniqueIndex('payment_refunds_once').on(t.subdistrictId, t.paymentId, t.once),
    uniqueIndex('payment_refunds_number').on(t.outRefundNo),
    check('payment_refunds_amount', sql`${t.amountFen} > 0`),
    check(
      'payment_refunds_state',
      sql`${t.state} in ('requested','processing','done','abnormal','closed')`,
    ),
    index('payment_refunds_to_look').on(t.nextLookAt).where(sql`${t.nextLookAt} is not null`),
    index('payment_refunds_accepted').on(t.acceptedAt),
  ],
)

/** What happened. Append-only (a trigger refuses UPDATE and DELETE). */
export const paymentEvents = pgTable(
  'payment_events',
  {
    subdistrictId: subdistrictIdColumn().notNull(),
    paymentId: paymentIdColumn().notNull(),
    seq: integer('seq').notNull(),
    kind: text('kind').$type<PaymentEventKind>().notNull(),
    at: instant('at').notNull(),
    actorPersonId: personIdColumn('actor_person_id'),
    data: jsonb('data').$type<Record<string, string | number | boolean | null>>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.paymentId, t.seq] }),
    foreignKey({
      columns: [t.subdistrictId, t.paymentId],
      foreignColumns: [payments.subdistrictId, payments.paymentId],
    }),
  ],
)

/** Notices that were taken; WeChat sends each again and again. */
export const wechatPayNotices = pgTable('wechat_pay_notices', {
  noticeId: text('notice_id').primaryKey(),
  bodyHash: text('body_hash').notNull(),
  eventType: text('event_type').notNull(),
  outTradeNo: text('out_trade_no').notNull(),
  at: instant('at').notNull(),
})

export const paymentDifferences = pgTable(
  'payment_differences',
  {
    subdistrictId: subdistrictIdColumn().notNull(),
    differenceId: uuid('difference_id').$type<DifferenceId>().notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    kind: text('kind').$type<DifferenceKind>().notNull(),
    outTradeNo: text('out_trade_no').notNull(),
    /** Empty: it is no refund. */
    outRefundNo: text('out_refund_no').notNull(),
    paymentId: paymentIdColumn(),
    oursFen: integer('ours_fen'),
    theirsFen: integer('theirs_fen'),
    foundAt: instant('found_at').notNull(),
    clearedAt: instant('cleared_at'),
    clearedByPerson: personIdColumn('cleared_by_person').references(() => persons.personId),
    note: text('note'),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.differenceId] }),
    uniqueIndex('payment_differences_once').on(t.day, t.kind, t.outTradeNo, t.outRefundNo),
    index('payment_differences_list').on(t.subdistrictId, t.clearedAt, t.day),
  ],
)

/** One row a day: which node asks, and what the bill of that day came to. */
export const paymentBills = pgTable('payment_bills', {
  day: date('day', { mode: 'string' }).primaryKey(),
  claimedAt: instant('claimed_at').notNull(),
  isImported: boolean('is_imported').notNull(),
  trades: integer('trades').notNull().default(0),
  tradesFen: integer('trades_fen').notNull().default(0),
  refunds: integer('refunds').notNull().default(0),
  refundsFen: integer('refunds_fen').notNull().default(0),
})
