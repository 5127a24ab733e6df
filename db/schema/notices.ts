import { sql } from 'drizzle-orm'
import {
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { AlertId, CallId, NoticeId } from '#shared/ids.ts'
import type { CallState } from '#shared/notices/calls.contract.ts'
import type { Rung, Urgency } from '#shared/notices/ladder-rules.ts'
import type { NoticeKind } from '#shared/notices/notices.contract.ts'
import { persons } from './accounts.ts'
import {
  bookingIdColumn,
  caseIdColumn,
  instant,
  personIdColumn,
  placeIdColumn,
  subdistrictIdColumn,
} from './columns.ts'
import { subdistricts } from './places.ts'

/** The first rung of the ladder: what a person finds in the app. */
export const notices = pgTable(
  'notices',
  {
    noticeId: uuid('notice_id').$type<NoticeId>().primaryKey(),
    personId: personIdColumn()
      .notNull()
      .references(() => persons.personId),
    kind: text('kind').$type<NoticeKind>().notNull(),
    title: text('title').notNull(),
    body: text('body').notNull(),
    subdistrictId: text('subdistrict_id'),
    caseId: caseIdColumn(),
    bookingId: bookingIdColumn(),
    alertId: uuid('alert_id').$type<AlertId>(),
    urgency: text('urgency').$type<Urgency>().notNull().default('normal'),
    /** The thing it tells, as the teller names it; a person is told of each once. */
    once: text('once'),
    /** A service's name, and when it is: all that leaves in a text message or a call. */
    what: text('what'),
    happensAt: instant('happens_at'),
    /** After this it is stale: nothing more is sent. */
    staleAt: instant('stale_at'),
    /** Who may be called in place of somebody without a phone. */
    relativeId: personIdColumn('relative_id'),
    at: instant('at').notNull(),
    readAt: instant('read_at'),
  },
  (t) => [
    index('notices_person').on(t.personId, t.at.desc(), t.noticeId),
    index('notices_alert').on(t.alertId).where(sql`${t.alertId} is not null`),
    uniqueIndex('notices_once').on(t.personId, t.once).where(sql`${t.once} is not null`),
  ],
)

/** Every attempt beyond the first rung; one row a rung, so nobody is told twice for one thing. */
export const noticeAttempts = pgTable(
  'notice_attempts',
  {
    noticeId: uuid('notice_id')
      .$type<NoticeId>()
      .notNull()
      .references(() => notices.noticeId),
    rung: text('rung').$type<Rung>().notNull(),
    /** `unknown`: it may have arrived, and is not tried again for that. */
    state: text('state')
      .$type<'sending' | 'sent' | 'unknown' | 'refused' | 'failed' | 'not_needed'>()
      .notNull(),
    why: text('why'),
    /** What the sender's own books call it, to ask them about it. */
    providerId: text('provider_id'),
    begunAt: instant('begun_at').notNull().default(sql`now()`),
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.noticeId, t.rung] })],
)

/** One accepted tap is one message: how many are left per template. */
export const subscriptionGrants = pgTable(
  'subscription_grants',
  {
    personId: personIdColumn()
      .notNull()
      .references(() => persons.personId),
    templateId: text('template_id').notNull(),
    left: integer('left').notNull(),
    changedAt: instant('changed_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.templateId] })],
)

/** People to be called or visited because no message reaches them. */
export const calls = pgTable(
  'calls',
  {
    subdistrictId: subdistrictIdColumn()
      .notNull()
      .references(() => subdistricts.subdistrictId),
    callId: uuid('call_id').$type<CallId>().notNull(),
    personId: personIdColumn()
      .notNull()
      .references(() => persons.personId),
    noticeId: uuid('notice_id')
      .$type<NoticeId>()
      .notNull()
      .references(() => notices.noticeId),
    bookingId: bookingIdColumn(),
    relativeId: personIdColumn('relative_id').references(() => persons.personId),
    /** The 居委 that looks after him; null: nobody knows where he lives. */
    neighbourhoodId: placeIdColumn('neighbourhood_id'),
    title: text('title').notNull(),
    body: text('body').notNull(),
    dueAt: instant('due_at').notNull(),
    state: text('state').$type<CallState>().notNull().default('todo'),
    tries: integer('tries').notNull().default(0),
    note: text('note').notNull().default(''),
    doneBy: personIdColumn('done_by').references(() => persons.personId),
    doneAt: instant('done_at'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.callId] }),
    unique('calls_notice').on(t.noticeId),
    index('calls_list').on(t.subdistrictId, t.state, t.dueAt),
    index('calls_person').on(t.personId),
    check('calls_state', sql`${t.state} in ('todo', 'no_answer', 'reached', 'given_up')`),
  ],
)
