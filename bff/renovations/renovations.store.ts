import { and, desc, eq, inArray, or, sql } from 'drizzle-orm'
import type { Reader, Transaction } from '#db/database.ts'
import { persons } from '#db/schema/accounts.ts'
import { renovations } from '#db/schema/renovations.ts'
import type { PersonId, RenovationId, SubdistrictId, UnitId } from '#shared/ids.ts'

export type NewRenovation = typeof renovations.$inferInsert
export type RenovationRecord = typeof renovations.$inferSelect & { readonly personName: string }

export interface RenovationKey {
  readonly subdistrictId: SubdistrictId
  readonly renovationId: RenovationId
}

/** Lists end here; nobody has read that far. */
const longestList = 200

const withName = (tx: Reader) =>
  tx
    .select({ renovation: renovations, personName: persons.displayName })
    .from(renovations)
    .innerJoin(persons, eq(persons.personId, renovations.personId))

const recordOf = (row: {
  readonly renovation: typeof renovations.$inferSelect
  readonly personName: string
}): RenovationRecord => ({ ...row.renovation, personName: row.personName })

const is = ({ subdistrictId, renovationId }: RenovationKey) =>
  and(eq(renovations.subdistrictId, subdistrictId), eq(renovations.renovationId, renovationId))

export const insertRenovation = async (tx: Transaction, row: NewRenovation): Promise<void> => {
  await tx.insert(renovations).values(row)
}

export const findRenovation = async (
  tx: Reader,
  key: RenovationKey,
): Promise<RenovationRecord | undefined> => {
  const [row] = await withName(tx).where(is(key))
  return row && recordOf(row)
}

/** Of these people, newest first. */
export const renovationsOf = async (
  tx: Reader,
  personIds: readonly PersonId[],
): Promise<RenovationRecord[]> => {
  const rows = await withName(tx)
    .where(inArray(renovations.personId, [...personIds]))
    .orderBy(desc(renovations.registeredAt), desc(renovations.renovationId))
    .limit(longestList)
  return rows.map(recordOf)
}

export type Scope = 'all' | readonly UnitId[]

/** What these units answer for (or all): those one of them has not looked at first, then the newest. */
export const renovationsFor = async (
  tx: Reader,
  subdistrictId: SubdistrictId,
  units: Scope,
): Promise<RenovationRecord[]> => {
  const here = eq(renovations.subdistrictId, subdistrictId)
  const { propertyUnitId, propertySeenAt, neighbourhoodUnitId, neighbourhoodSeenAt } = renovations
  const mine = (column: typeof propertyUnitId | typeof neighbourhoodUnitId) =>
    units === 'all' ? sql`${column} is not null` : inArray(column, [...units])
  const where =
    units === 'all' ? here : and(here, or(mine(propertyUnitId), mine(neighbourhoodUnitId)))
  const waits = sql`(${mine(propertyUnitId)} and ${propertySeenAt} is null)
    or (${mine(neighbourhoodUnitId)} and ${neighbourhoodSeenAt} is null)`
  const rows = await withName(tx)
    .where(where)
    .orderBy(sql`coalesce(${waits}, false) desc`, desc(renovations.registeredAt))
    .limit(longestList)
  return rows.map(recordOf)
}

export type Side = 'property' | 'neighbourhood'

/** Writes down that a side has looked, the first time, and what it says, every time. */
export const markSeen = async (
  tx: Transaction,
  key: RenovationKey,
  sides: readonly Side[],
  remark: RenovationRecord['remarks'][number] | undefined,
  at: Date,
): Promise<void> => {
  const seen = (side: Side, column: typeof renovations.propertySeenAt) =>
    sides.includes(side) ? sql`coalesce(${column}, ${at.toISOString()}::timestamptz)` : column
  await tx
    .update(renovations)
    .set({
      propertySeenAt: sql`${seen('property', renovations.propertySeenAt)}`,
      neighbourhoodSeenAt: sql`${seen('neighbourhood', renovations.neighbourhoodSeenAt)}`,
      ...(remark
        ? { remarks: sql`${renovations.remarks} || ${JSON.stringify([remark])}::jsonb` }
        : {}),
    })
    .where(is(key))
}

/** A person's own registrations, for the copy of his data. */
export const exportRenovationsOf = async (tx: Transaction, personId: PersonId) =>
  (await renovationsOf(tx, [personId])).map(
    ({ propertyUnitId: _property, neighbourhoodUnitId: _committee, registeredBy, ...rest }) => ({
      ...rest,
      byMyself: registeredBy === personId,
    }),
  )

/** Takes away where he lives and what he signed; that there was a renovation there stays. */
export const forgetRenovationsOf = async (tx: Transaction, personId: PersonId): Promise<void> => {
  await tx
    .update(renovations)
    .set({ doorNo: '', placeLabel: '', contractor: '', pledgeSignedBy: '' })
    .where(eq(renovations.personId, personId))
}

/** A newcomer turned out to be somebody on file: what he registered is that person's. */
export const moveRenovationsTo = async (
  tx: Transaction,
  from: PersonId,
  to: PersonId,
): Promise<void> => {
  await tx.update(renovations).set({ personId: to }).where(eq(renovations.personId, from))
  await tx.update(renovations).set({ registeredBy: to }).where(eq(renovations.registeredBy, from))
}
