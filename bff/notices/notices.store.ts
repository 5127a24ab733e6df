import { and, count, desc, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import type { Reader, Transaction } from '#db/database.ts'
import { noticeAttempts, notices, subscriptionGrants } from '#db/schema/notices.ts'
import type { NoticeId, PersonId } from '#shared/ids.ts'
import type { ListPosition } from './notices.policy.ts'

type NoticeRow = typeof notices.$inferInsert
export type AttemptState = (typeof noticeAttempts.$inferInsert)['state']

const insert = {
  name: 'notices.insert',
  text: `insert into notices
           (notice_id, person_id, kind, title, body, subdistrict_id, case_id, at)
         select id, person, $3, $4, $5, $6, $7, $8
           from unnest($1::uuid[], $2::uuid[]) as told (id, person)`,
}

/** One notice for several people, each with an id of his own. */
export const insertNotices = async (
  tx: Transaction,
  told: readonly { readonly noticeId: NoticeId; readonly personId: PersonId }[],
  { kind, title, body, subdistrictId, caseId, at }: Omit<NoticeRow, 'noticeId' | 'personId'>,
): Promise<void> => {
  const noticeIds = told.map(({ noticeId }) => noticeId)
  const personIds = told.map(({ personId }) => personId)
  const values = [noticeIds, personIds, kind, title, body, subdistrictId, caseId, at]
  await tx.client.query({ ...insert, values })
}

/** The person's notices after `from`, newest first. */
export const listNotices = (
  tx: Reader,
  personId: PersonId,
  from: ListPosition | undefined,
  limit: number,
) =>
  tx
    .select()
    .from(notices)
    .where(
      and(
        eq(notices.personId, personId),
        from &&
          sql`(${notices.at}, ${notices.noticeId}) < (${from.at.toISOString()}::timestamptz, ${from.noticeId}::uuid)`,
      ),
    )
    .orderBy(desc(notices.at), desc(notices.noticeId))
    .limit(limit)

/** Everything the person was told and agreed to be sent, for his own copy of his data. */
export const exportNotices = async (tx: Transaction, personId: PersonId) => ({
  told: await tx
    .select({
      at: notices.at,
      title: notices.title,
      body: notices.body,
      readAt: notices.readAt,
    })
    .from(notices)
    .where(eq(notices.personId, personId))
    .orderBy(notices.at),
  messagesLeft: await tx
    .select({ templateId: subscriptionGrants.templateId, left: subscriptionGrants.left })
    .from(subscriptionGrants)
    .where(eq(subscriptionGrants.personId, personId)),
})

export const countUnread = async (tx: Reader, personId: PersonId): Promise<number> => {
  const [row] = await tx
    .select({ unread: count() })
    .from(notices)
    .where(and(eq(notices.personId, personId), isNull(notices.readAt)))
  return row?.unread ?? 0
}

/** Marks the person's own; answers how many were unread. */
export const markRead = async (
  tx: Transaction,
  personId: PersonId,
  noticeIds: readonly NoticeId[],
  now: Date,
): Promise<number> => {
  const marked = await tx
    .update(notices)
    .set({ readAt: now })
    .where(
      and(
        eq(notices.personId, personId),
        inArray(notices.noticeId, [...noticeIds]),
        isNull(notices.readAt),
      ),
    )
    .returning({ noticeId: notices.noticeId })
  return marked.length
}

/** The notice, locked: its ladder is climbed by one at a time. */
export const lockNotice = async (tx: Transaction, noticeId: NoticeId) => {
  const [found] = await tx
    .select()
    .from(notices)
    .where(eq(notices.noticeId, noticeId))
    .for('update')
  return found
}

export const findAttempt = async (tx: Transaction, noticeId: NoticeId, rung: string) => {
  const [found] = await tx
    .select({ state: noticeAttempts.state, why: noticeAttempts.why })
    .from(noticeAttempts)
    .where(and(eq(noticeAttempts.noticeId, noticeId), eq(noticeAttempts.rung, rung)))
  return found
}

/** Writes where an attempt stands; a rung that has ended stays as it ended. */
export const saveAttempt = async (
  tx: Transaction,
  attempt: { noticeId: NoticeId; rung: string; state: AttemptState; why: string | null; at: Date },
): Promise<void> => {
  await tx
    .insert(noticeAttempts)
    .values(attempt)
    .onConflictDoUpdate({
      target: [noticeAttempts.noticeId, noticeAttempts.rung],
      set: { state: attempt.state, why: attempt.why, at: attempt.at },
      setWhere: eq(noticeAttempts.state, 'sending'),
    })
}

/** Takes one message off what the person agreed to; false when none is left. */
export const takeGrant = async (
  tx: Transaction,
  personId: PersonId,
  templateId: string,
  now: Date,
): Promise<boolean> => {
  const taken = await tx
    .update(subscriptionGrants)
    .set({ left: sql`${subscriptionGrants.left} - 1`, changedAt: now })
    .where(
      and(
        eq(subscriptionGrants.personId, personId),
        eq(subscriptionGrants.templateId, templateId),
        gt(subscriptionGrants.left, 0),
      ),
    )
    .returning({ left: subscriptionGrants.left })
  return taken.length === 1
}

export const addGrant = async (
  tx: Transaction,
  personId: PersonId,
  templateId: string,
  now: Date,
): Promise<void> => {
  await tx
    .insert(subscriptionGrants)
    .values({ personId, templateId, left: 1, changedAt: now })
    .onConflictDoUpdate({
      target: [subscriptionGrants.personId, subscriptionGrants.templateId],
      set: { left: sql`${subscriptionGrants.left} + 1`, changedAt: now },
    })
}

/** WeChat said that nothing is left, whatever we counted. */
export const clearGrants = async (
  tx: Transaction,
  personId: PersonId,
  templateId: string,
  now: Date,
): Promise<void> => {
  await tx
    .update(subscriptionGrants)
    .set({ left: 0, changedAt: now })
    .where(
      and(eq(subscriptionGrants.personId, personId), eq(subscriptionGrants.templateId, templateId)),
    )
}
