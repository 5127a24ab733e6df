import { index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { NoticeId } from '#shared/ids.ts'
import type { NoticeKind } from '#shared/notices/notices.contract.ts'
import { persons } from './accounts.ts'
import { caseIdColumn, instant, personIdColumn } from './columns.ts'

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
    at: instant('at').notNull(),
    readAt: instant('read_at'),
  },
  (t) => [index('notices_person').on(t.personId, t.at.desc(), t.noticeId)],
)

/** Every attempt beyond the first rung; one row a rung, so nobody is told twice for one thing. */
export const noticeAttempts = pgTable(
  'notice_attempts',
  {
    noticeId: uuid('notice_id')
      .$type<NoticeId>()
      .notNull()
      .references(() => notices.noticeId),
    rung: text('rung').notNull(),
    state: text('state')
      .$type<'sending' | 'sent' | 'refused' | 'failed' | 'not_needed'>()
      .notNull(),
    why: text('why'),
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
