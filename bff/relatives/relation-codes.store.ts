import { and, eq, gt, lte, or, sql } from 'drizzle-orm'
import type { Transaction } from '#db/database.ts'
import { relationCodes, relationCodeTries } from '#db/schema/relatives.ts'
import type { PersonId } from '#shared/ids.ts'

interface RelationCode {
  readonly servedPersonId: PersonId
  readonly codeIndex: string
  readonly textVersion: string
  readonly expiresAt: Date
}

/** Ends the person's older code, and whatever has expired. */
export const clearCodes = async (tx: Transaction, served: PersonId, now: Date): Promise<void> => {
  await tx
    .delete(relationCodes)
    .where(or(eq(relationCodes.servedPersonId, served), lte(relationCodes.expiresAt, now)))
}

/** False when somebody else shows the same six digits just now. */
export const insertCode = async (tx: Transaction, code: RelationCode): Promise<boolean> => {
  const added = await tx
    .insert(relationCodes)
    .values(code)
    .onConflictDoNothing()
    .returning({ servedPersonId: relationCodes.servedPersonId })
  return added.length === 1
}

/** Uses a code up; undefined when it is unknown, used or past its end. */
export const takeCode = async (
  tx: Transaction,
  codeIndex: string,
  now: Date,
): Promise<Pick<RelationCode, 'servedPersonId' | 'textVersion'> | undefined> => {
  const [taken] = await tx
    .delete(relationCodes)
    .where(and(eq(relationCodes.codeIndex, codeIndex), gt(relationCodes.expiresAt, now)))
    .returning({
      servedPersonId: relationCodes.servedPersonId,
      textVersion: relationCodes.textVersion,
    })
  return taken
}

/**
 * Counts one try and answers how many there are since the window began; a window that began before
 * `windowStart` is over. One statement, so that a hundred tries at once are counted as a hundred.
 */
export const countTry = async (
  tx: Transaction,
  personId: PersonId,
  windowStart: Date,
  now: Date,
): Promise<number> => {
  const over = lte(relationCodeTries.since, windowStart)
  const [counted] = await tx
    .insert(relationCodeTries)
    .values({ personId, since: now, tries: 1 })
    .onConflictDoUpdate({
      target: relationCodeTries.personId,
      set: {
        tries: sql`case when ${over} then 1 else ${relationCodeTries.tries} + 1 end`,
        since: sql`case when ${over} then excluded.since else ${relationCodeTries.since} end`,
      },
    })
    .returning({ tries: relationCodeTries.tries })
  return counted?.tries ?? 1
}

/** The right code was no try at guessing. */
export const takeTryBack = async (tx: Transaction, personId: PersonId): Promise<void> => {
  await tx
    .update(relationCodeTries)
    .set({ tries: sql`${relationCodeTries.tries} - 1` })
    .where(eq(relationCodeTries.personId, personId))
}
