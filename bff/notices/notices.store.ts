import { and, count, desc, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import type { Reader, Transaction } from '#db/database.ts'
import { notices, subscriptionGrants } from '#db/schema/notices.ts'
import type { AlertId, NoticeId, PersonId } from '#shared/ids.ts'
import type { ListPosition } from './notices.policy.ts'

type NewNotice = Omit<typeof notices.$inferInsert, 'noticeId' | 'personId'>
export type NoticeRow = typeof notices.$inferSelect

const insert = {
  name: 'notices.insert',
  text: `insert into notices
           (notice_id, person_id, kind, title, body, subdistrict_id, case_id, at, booking_id,
            urgency, once, what, happens_at, stale_at, relative_id, alert_id)
         select id, person, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16
           from unnest($1::uuid[], $2::uuid[]) as told (id, person)
         on conflict (person_id, once) where once is not null do nothing
         returning notice_id as "noticeId", person_id as "personId"`,
}

/** One notice for several people, each with an id of his own; answers those not told of it before. */
export const insertNotices = async (
  tx: Transaction,
  told: readonly { readonly noticeId: NoticeId; readonly personId: PersonId }[],
  notice: NewNotice,
): Promise<{ noticeId: NoticeId; personId: PersonId }[]> => {
  const values = [
    told.map(({ noticeId }) => noticeId),
    told.map(({ personId }) => personId),
    notice.kind,
    notice.title,
    notice.body,
    notice.subdistrictId,
    notice.caseId,
    notice.at,
    notice.bookingId,
    notice.urgency,
    notice.once,
    notice.what,
    notice.happensAt,
    notice.staleAt,
    notice.relativeId,
    notice.alertId,
  ]
  const { rows } = await tx.client.query<{ noticeId: NoticeId; personId: PersonId }>({
    ...insert,
    values,
  })
  return rows
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

/** Who of them agreed to a message of this template that is not used up. */
export const peopleWithGrant = async (
  { client }: Transaction,
  personIds: readonly PersonId[],
  templateId: string,
): Promise<ReadonlySet<PersonId>> => {
  const { rows } = await client.query<{ personId: PersonId }>({
    name: 'grants.left',
    text: `select person_id as "personId" from subscription_grants
            where person_id = any($1::uuid[]) and template_id = $2 and "left" > 0`,
    values: [personIds, templateId],
  })
  return new Set(rows.map(({ personId }) => personId))
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

/** Somebody looks after the alert, or it is over: what is still on its way of it is called back. */
export const stopClimbing = async (tx: Transaction, alertId: AlertId, now: Date): Promise<void> => {
  await tx
    .update(notices)
    .set({ staleAt: now })
    .where(and(eq(notices.alertId, alertId), isNull(notices.readAt)))
}
