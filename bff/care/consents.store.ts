import { and, asc, eq, gt, inArray, isNull, lte, or } from 'drizzle-orm'
import type { Reader, Transaction } from '#db/database.ts'
import { persons } from '#db/schema/accounts.ts'
import { careConsents } from '#db/schema/care.ts'
import type { CareConsentBasis, CarePurpose } from '#shared/care/care-rules.ts'
import type { CareConsentId, PersonId, PostId } from '#shared/ids.ts'
import type { MetricClass } from '#shared/readings/metrics.ts'
import type { Relation } from '#shared/relatives/relations.ts'

export interface NewConsent {
  readonly consentId: CareConsentId
  readonly elderId: PersonId
  readonly followerId: PersonId
  readonly metricClass: MetricClass
  readonly purpose: CarePurpose
  readonly relation: Relation
  readonly textVersion: string
  readonly basis: CareConsentBasis
  readonly proofNote: string | null
  readonly givenByPerson: PersonId | null
  readonly givenByPost: PostId | null
  readonly givenAt: Date
  readonly expiresAt: Date | null
}

const inForce = (now: Date) =>
  and(
    isNull(careConsents.withdrawnAt),
    or(isNull(careConsents.expiresAt), gt(careConsents.expiresAt, now)),
  )

const lineFields = {
  elderId: careConsents.elderId,
  followerId: careConsents.followerId,
  metricClass: careConsents.metricClass,
  purpose: careConsents.purpose,
  relation: careConsents.relation,
  textVersion: careConsents.textVersion,
  basis: careConsents.basis,
  givenAt: careConsents.givenAt,
  expiresAt: careConsents.expiresAt,
}

/** Lines in force of these elders, with the follower's name, the longest known first. */
export const consentsInForce = (tx: Reader, elderIds: readonly PersonId[], now: Date) =>
  tx
    .select({ ...lineFields, name: persons.displayName })
    .from(careConsents)
    .innerJoin(persons, eq(persons.personId, careConsents.followerId))
    .where(and(inArray(careConsents.elderId, [...elderIds]), inForce(now)))
    .orderBy(asc(careConsents.givenAt), asc(careConsents.consentId))
export type ConsentInForce = Awaited<ReturnType<typeof consentsInForce>>[number]

/** Whom this person follows now, the longest first. */
export const followedBy = async (tx: Reader, followerId: PersonId, now: Date) =>
  tx
    .select({ ...lineFields, relation: careConsents.relation })
    .from(careConsents)
    .where(and(eq(careConsents.followerId, followerId), inForce(now)))
    .orderBy(asc(careConsents.givenAt), asc(careConsents.consentId))

/**
 * Adds what is not there yet: a yes given twice stays the first, but for its end and its relation.
 * One that has expired makes room.
 */
export const insertConsents = async (
  tx: Transaction,
  lines: readonly NewConsent[],
): Promise<void> => {
  for (const line of lines) {
    await tx
      .update(careConsents)
      .set({ withdrawnAt: line.givenAt, withdrawnBy: line.givenByPerson })
      .where(
        and(
          eq(careConsents.elderId, line.elderId),
          eq(careConsents.followerId, line.followerId),
          eq(careConsents.metricClass, line.metricClass),
          eq(careConsents.purpose, line.purpose),
          isNull(careConsents.withdrawnAt),
          // The newer yes counts from now on; the ledger keeps both.
          lte(careConsents.givenAt, line.givenAt),
        ),
      )
    await tx.insert(careConsents).values(line).onConflictDoNothing()
  }
}

/** What is to be ended: all of a follower, a class, or a purpose. */
export interface Withdrawal {
  readonly elderId: PersonId
  readonly followerId?: PersonId | undefined
  readonly metricClass?: MetricClass | undefined
  readonly purpose?: CarePurpose | undefined
}

/** @returns whose lines have ended. */
export const withdrawConsents = async (
  tx: Transaction,
  { elderId, followerId, metricClass, purpose }: Withdrawal,
  by: PersonId | null,
  now: Date,
): Promise<PersonId[]> => {
  const ended = await tx
    .update(careConsents)
    .set({ withdrawnAt: now, withdrawnBy: by })
    .where(
      and(
        eq(careConsents.elderId, elderId),
        followerId && eq(careConsents.followerId, followerId),
        metricClass && eq(careConsents.metricClass, metricClass),
        purpose && eq(careConsents.purpose, purpose),
        isNull(careConsents.withdrawnAt),
      ),
    )
    .returning({ followerId: careConsents.followerId })
  return [...new Set(ended.map((line) => line.followerId))]
}

/** All that this person gave or was given, for the export. */
export const consentsOf = (tx: Reader, personId: PersonId) =>
  tx
    .select({
      ...lineFields,
      proofNote: careConsents.proofNote,
      withdrawnAt: careConsents.withdrawnAt,
    })
    .from(careConsents)
    .where(or(eq(careConsents.elderId, personId), eq(careConsents.followerId, personId)))
    .orderBy(asc(careConsents.givenAt))
