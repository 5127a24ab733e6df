import { and, asc, eq, gt, isNull, lte, or, sql } from 'drizzle-orm'
import type { Reader, Transaction } from '#db/database.ts'
import { persons } from '#db/schema/accounts.ts'
import { personProfiles, relationships } from '#db/schema/relatives.ts'
import type { PersonId, PostId, RelationshipId } from '#shared/ids.ts'
import type {
  Relation,
  RelationshipBasis,
  RelationshipPurpose,
} from '#shared/relatives/relations.ts'

/** Who may act for whom, and on what ground. */
export interface RelationshipRecord {
  readonly relationshipId: RelationshipId
  readonly servedPersonId: PersonId
  readonly relativePersonId: PersonId
  readonly relation: Relation
  readonly purposes: readonly RelationshipPurpose[]
  readonly basis: RelationshipBasis
  readonly textVersion: string
  readonly givenAt: Date
  readonly expiresAt: Date | null
}

export interface NewRelationship extends RelationshipRecord {
  readonly proofNote: string | null
  readonly givenByPerson: PersonId | null
  readonly givenByPost: PostId | null
}

const recordFields = {
  relationshipId: relationships.relationshipId,
  servedPersonId: relationships.servedPersonId,
  relativePersonId: relationships.relativePersonId,
  relation: relationships.relation,
  purposes: relationships.purposes,
  basis: relationships.basis,
  textVersion: relationships.textVersion,
  givenAt: relationships.givenAt,
  expiresAt: relationships.expiresAt,
}

const inForce = (now: Date) =>
  and(
    isNull(relationships.withdrawnAt),
    or(isNull(relationships.expiresAt), gt(relationships.expiresAt, now)),
  )

export const findInForce = async (
  tx: Reader,
  { served, relative }: { readonly served: PersonId; readonly relative: PersonId },
  now: Date,
): Promise<RelationshipRecord | undefined> => {
  const [found] = await tx
    .select(recordFields)
    .from(relationships)
    .where(
      and(
        eq(relationships.servedPersonId, served),
        eq(relationships.relativePersonId, relative),
        inForce(now),
      ),
    )
  return found
}

/** A relationship with the name of the one at its other end. */
export interface NamedRelationship extends RelationshipRecord {
  readonly displayName: string
}

/** Who may act for this person now, the longest known first. */
export const bookersInForce = (tx: Reader, served: PersonId, now: Date) =>
  tx
    .select({ ...recordFields, displayName: persons.displayName })
    .from(relationships)
    .innerJoin(persons, eq(persons.personId, relationships.relativePersonId))
    .where(and(eq(relationships.servedPersonId, served), inForce(now)))
    .orderBy(asc(relationships.givenAt), asc(relationships.relationshipId))

/** For whom this person may act now, the longest known first. */
export const servedInForce = (tx: Reader, relative: PersonId, now: Date) =>
  tx
    .select({
      ...recordFields,
      displayName: persons.displayName,
      homeSubdistrictId: persons.homeSubdistrictId,
      bornOn: personProfiles.bornOn,
    })
    .from(relationships)
    .innerJoin(persons, eq(persons.personId, relationships.servedPersonId))
    .leftJoin(personProfiles, eq(personProfiles.personId, relationships.servedPersonId))
    .where(and(eq(relationships.relativePersonId, relative), inForce(now)))
    .orderBy(asc(relationships.givenAt), asc(relationships.relationshipId))

/** Adds one; false when the two have one in force. One that has expired makes room. */
export const insertRelationship = async (
  tx: Transaction,
  { purposes, ...rest }: NewRelationship,
): Promise<boolean> => {
  await tx
    .update(relationships)
    .set({ withdrawnAt: relationships.expiresAt })
    .where(
      and(
        eq(relationships.servedPersonId, rest.servedPersonId),
        eq(relationships.relativePersonId, rest.relativePersonId),
        isNull(relationships.withdrawnAt),
        lte(relationships.expiresAt, rest.givenAt),
      ),
    )
  const added = await tx
    .insert(relationships)
    .values({ ...rest, purposes: [...purposes] })
    .onConflictDoNothing()
    .returning({ relationshipId: relationships.relationshipId })
  return added.length === 1
}

/** Ends one that is in force where this person is at one of its ends; undefined when there is none. */
export const withdraw = async (
  tx: Transaction,
  relationshipId: RelationshipId,
  side: PersonId,
  by: PersonId,
  now: Date,
): Promise<RelationshipRecord | undefined> => {
  const [ended] = await tx
    .update(relationships)
    .set({ withdrawnAt: now, withdrawnBy: by })
    .where(
      and(
        eq(relationships.relationshipId, relationshipId),
        or(eq(relationships.servedPersonId, side), eq(relationships.relativePersonId, side)),
        isNull(relationships.withdrawnAt),
      ),
    )
    .returning(recordFields)
  return ended
}

/** How many people this one has declared: those in force, and all since `since`, ended or not. */
export const countDeclared = async (
  tx: Reader,
  relative: PersonId,
  since: Date,
): Promise<number> => {
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(relationships)
    .where(
      and(
        eq(relationships.relativePersonId, relative),
        eq(relationships.givenByPerson, relative),
        or(isNull(relationships.withdrawnAt), gt(relationships.givenAt, since)),
      ),
    )
  return row?.count ?? 0
}

/** All that this person is or was part of, for the export. */
export const relationshipsOf = (tx: Reader, personId: PersonId) =>
  tx
    .select({
      ...recordFields,
      proofNote: relationships.proofNote,
      withdrawnAt: relationships.withdrawnAt,
    })
    .from(relationships)
    .where(
      or(eq(relationships.servedPersonId, personId), eq(relationships.relativePersonId, personId)),
    )
    .orderBy(asc(relationships.givenAt))
