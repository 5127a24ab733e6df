import { and, asc, desc, eq, gt, isNull, lte, or, sql } from 'drizzle-orm'
import type { Reader, Transaction } from '#db/database.ts'
import { persons } from '#db/schema/accounts.ts'
import { careInvites, careInviteTries } from '#db/schema/care.ts'
import type { CareConsentBasis } from '#shared/care/care-rules.ts'
import type { InviteId, PersonId, PostId } from '#shared/ids.ts'
import type { Relation } from '#shared/relatives/relations.ts'

export interface NewInvite {
  readonly inviteId: InviteId
  readonly elderId: PersonId
  readonly codeIndex: string
  /** `vitals/view`, each a yes by itself. */
  readonly yes: readonly string[]
  readonly followUntil: Date | null
  readonly textVersion: string
  readonly basis: CareConsentBasis
  readonly proofNote: string | null
  readonly madeByPerson: PersonId
  readonly madeByPost: PostId | null
  readonly madeAt: Date
  readonly expiresAt: Date
}

/** Nobody has typed it in time: its digits may be shown to somebody else. */
const freeCodes = (now: Date) =>
  and(
    isNull(careInvites.usedBy),
    or(lte(careInvites.expiresAt, now), eq(careInvites.answer, 'refused')),
  )

/** False when another code that may be used has the same digits. */
export const insertInvite = async (
  tx: Transaction,
  { yes, ...invite }: NewInvite,
): Promise<boolean> => {
  await tx.delete(careInvites).where(freeCodes(invite.madeAt))
  const added = await tx
    .insert(careInvites)
    .values({ ...invite, yes: [...yes] })
    .onConflictDoNothing()
    .returning({ inviteId: careInvites.inviteId })
  return added.length === 1
}

/** Codes that may be used, and people who wait for the yes, newest first. */
export const openInvites = (tx: Reader, elderId: PersonId, now: Date) =>
  tx
    .select({
      inviteId: careInvites.inviteId,
      yes: careInvites.yes,
      basis: careInvites.basis,
      madeAt: careInvites.madeAt,
      expiresAt: careInvites.expiresAt,
      followUntil: careInvites.followUntil,
      usedBy: careInvites.usedBy,
      usedAt: careInvites.usedAt,
      relation: careInvites.relation,
      userName: persons.displayName,
    })
    .from(careInvites)
    .leftJoin(persons, eq(persons.personId, careInvites.usedBy))
    .where(
      and(
        eq(careInvites.elderId, elderId),
        isNull(careInvites.answer),
        or(gt(careInvites.expiresAt, now), sql`${careInvites.usedBy} is not null`),
      ),
    )
    .orderBy(desc(careInvites.madeAt))

export const countOpen = async (tx: Reader, elderId: PersonId, now: Date): Promise<number> =>
  (await openInvites(tx, elderId, now)).length

/** Uses a code up; undefined when it is unknown, used, refused or past its end. */
export const takeInvite = async (
  tx: Transaction,
  codeIndex: string,
  by: { readonly personId: PersonId; readonly relation: Relation },
  now: Date,
): Promise<{ readonly elderId: PersonId; readonly inviteId: InviteId } | undefined> => {
  const [taken] = await tx
    .update(careInvites)
    .set({ usedBy: by.personId, usedAt: now, relation: by.relation })
    .where(
      and(
        eq(careInvites.codeIndex, codeIndex),
        isNull(careInvites.usedBy),
        isNull(careInvites.answer),
        gt(careInvites.expiresAt, now),
      ),
    )
    .returning({ elderId: careInvites.elderId, inviteId: careInvites.inviteId })
  return taken
}

/** Answers one that has no answer yet; a yes needs somebody who typed the code. */
export const answerInvite = async (
  tx: Transaction,
  key: { readonly inviteId: InviteId; readonly elderId: PersonId },
  answer: 'confirmed' | 'refused',
  by: PersonId | null,
  now: Date,
) => {
  const [answered] = await tx
    .update(careInvites)
    .set({ answer, answeredBy: by, answeredAt: now })
    .where(
      and(
        eq(careInvites.inviteId, key.inviteId),
        eq(careInvites.elderId, key.elderId),
        isNull(careInvites.answer),
        answer === 'confirmed' ? sql`${careInvites.usedBy} is not null` : undefined,
      ),
    )
    .returning()
  return answered
}

/** Ends every open one of an elder; @returns who waited. */
export const refuseAll = async (
  tx: Transaction,
  elderId: PersonId,
  by: PersonId | null,
  now: Date,
): Promise<PersonId[]> => {
  const ended = await tx
    .update(careInvites)
    .set({ answer: 'refused', answeredBy: by, answeredAt: now })
    .where(and(eq(careInvites.elderId, elderId), isNull(careInvites.answer)))
    .returning({ usedBy: careInvites.usedBy })
  return ended.flatMap(({ usedBy }) => usedBy ?? [])
}

/** Where this person has typed a code and waits. */
export const waitingOf = (tx: Reader, personId: PersonId) =>
  tx
    .select({
      inviteId: careInvites.inviteId,
      elderName: persons.displayName,
      usedAt: careInvites.usedAt,
    })
    .from(careInvites)
    .innerJoin(persons, eq(persons.personId, careInvites.elderId))
    .where(and(eq(careInvites.usedBy, personId), isNull(careInvites.answer)))
    .orderBy(asc(careInvites.usedAt))

/** As with the codes of relatives: one statement, so that a hundred tries at once count as a hundred. */
export const countTry = async (
  tx: Transaction,
  personId: PersonId,
  windowStart: Date,
  now: Date,
): Promise<number> => {
  const over = lte(careInviteTries.since, windowStart)
  const [counted] = await tx
    .insert(careInviteTries)
    .values({ personId, since: now, tries: 1 })
    .onConflictDoUpdate({
      target: careInviteTries.personId,
      set: {
        tries: sql`case when ${over} then 1 else ${careInviteTries.tries} + 1 end`,
        since: sql`case when ${over} then excluded.since else ${careInviteTries.since} end`,
      },
    })
    .returning({ tries: careInviteTries.tries })
  return counted?.tries ?? 1
}

/** The right code was no try at guessing. */
export const takeTryBack = async (tx: Transaction, personId: PersonId): Promise<void> => {
  await tx
    .update(careInviteTries)
    .set({ tries: sql`${careInviteTries.tries} - 1` })
    .where(eq(careInviteTries.personId, personId))
}
