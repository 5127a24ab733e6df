import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Reader, Transaction } from '#db/database.ts'
import { persons } from '#db/schema/accounts.ts'
import { caredPersons } from '#db/schema/care.ts'
import type { CareConsentBasis } from '#shared/care/care-rules.ts'
import type { PersonId, PlaceId, PostId, SubdistrictId, UnitId } from '#shared/ids.ts'
import type { MetricClass } from '#shared/readings/metrics.ts'
import type { Elder, ElderKey } from './care-record.ts'

const fields = {
  subdistrictId: caredPersons.subdistrictId,
  personId: caredPersons.personId,
  elderNo: caredPersons.elderNo,
  name: persons.displayName,
  unitId: caredPersons.unitId,
  room: caredPersons.room,
  livesAlone: caredPersons.livesAlone,
  oxygenScale: caredPersons.oxygenScale,
  onOxygen: caredPersons.onOxygen,
  measured: caredPersons.measured,
  homePlaceId: sql<PlaceId | null>`case when ${persons.homeSubdistrictId} =
    ${caredPersons.subdistrictId} then ${persons.homePlaceId} end`,
  enrolledAt: caredPersons.enrolledAt,
}

const elders = (tx: Reader) =>
  tx
    .select(fields)
    .from(caredPersons)
    .innerJoin(persons, eq(persons.personId, caredPersons.personId))

type ElderRow = Awaited<ReturnType<typeof elders>>[number]
const elderOf = ({ oxygenScale, ...row }: ElderRow): Elder => ({
  ...row,
  oxygenScale: oxygenScale === 2 ? 2 : 1,
})

const inForce = isNull(caredPersons.endedAt)

export const findElder = async (
  tx: Reader,
  { subdistrictId, personId }: ElderKey,
): Promise<Elder | undefined> => {
  const [row] = await elders(tx).where(
    and(
      eq(caredPersons.subdistrictId, subdistrictId),
      eq(caredPersons.personId, personId),
      inForce,
    ),
  )
  return row && elderOf(row)
}

/** Those of these people who are under care, wherever. */
export const eldersAmong = async (tx: Reader, personIds: readonly PersonId[]): Promise<Elder[]> =>
  personIds.length === 0
    ? []
    : (await elders(tx).where(and(inArray(caredPersons.personId, [...personIds]), inForce))).map(
        elderOf,
      )

/** Everybody under care in a subdistrict, or in one home of it; null: those at home. By room. */
export const eldersIn = async (
  tx: Reader,
  subdistrictId: SubdistrictId,
  unitId?: UnitId | null,
): Promise<Elder[]> => {
  const atUnit = unitId === null ? isNull(caredPersons.unitId) : undefined
  const inUnit = unitId ? eq(caredPersons.unitId, unitId) : atUnit
  const rows = await elders(tx)
    .where(and(eq(caredPersons.subdistrictId, subdistrictId), inUnit, inForce))
    .orderBy(asc(caredPersons.room), asc(caredPersons.elderNo))
  return rows.map(elderOf)
}

/** What he agreed to be measured on, for himself and his staff. */
export const findEnrolment = async (tx: Reader, { subdistrictId, personId }: ElderKey) => {
  const [row] = await tx
    .select({
      livesAlone: caredPersons.livesAlone,
      onOxygen: caredPersons.onOxygen,
      oxygenScale: caredPersons.oxygenScale,
      measured: caredPersons.measured,
      basis: caredPersons.consentBasis,
      textVersion: caredPersons.consentVersion,
      proofNote: caredPersons.consentNote,
      enrolledAt: caredPersons.enrolledAt,
    })
    .from(caredPersons)
    .where(
      and(
        eq(caredPersons.subdistrictId, subdistrictId),
        eq(caredPersons.personId, personId),
        inForce,
      ),
    )
  return row
}

/** How he lives and what is measured, with the consent it rests on. */
export interface EnrolmentFacts {
  readonly unitId: UnitId | null
  readonly room: string
  readonly livesAlone: boolean
  readonly oxygenScale: 1 | 2
  readonly onOxygen: boolean
  readonly measured: readonly MetricClass[]
  readonly consentVersion: string
  readonly consentBasis: CareConsentBasis
  readonly consentByPerson: PersonId | null
  readonly consentByPost: PostId | null
  readonly consentNote: string | null
}

/** False when he is under care already, here or elsewhere. One whose care had ended begins anew. */
export const insertElder = async (
  tx: Transaction,
  { subdistrictId, personId }: ElderKey,
  { measured, ...facts }: EnrolmentFacts,
  now: Date,
): Promise<boolean> => {
  const kept = { ...facts, measured: [...measured], enrolledAt: now, endedAt: null, endedBy: null }
  const added = await tx
    .insert(caredPersons)
    .values({ subdistrictId, personId, ...kept })
    .onConflictDoUpdate({
      target: [caredPersons.subdistrictId, caredPersons.personId],
      set: kept,
      setWhere: sql`${caredPersons.endedAt} is not null`,
    })
    .returning({ personId: caredPersons.personId })
  return added.length === 1
}

/** False when he is no longer under care. */
export const changeElder = async (
  tx: Transaction,
  { subdistrictId, personId }: ElderKey,
  { measured, ...facts }: Partial<EnrolmentFacts>,
): Promise<boolean> => {
  const changed = await tx
    .update(caredPersons)
    .set({ ...facts, ...(measured && { measured: [...measured] }) })
    .where(
      and(
        eq(caredPersons.subdistrictId, subdistrictId),
        eq(caredPersons.personId, personId),
        inForce,
      ),
    )
    .returning({ personId: caredPersons.personId })
  return changed.length === 1
}

/** False when it had ended before. */
export const endElder = async (
  tx: Transaction,
  { subdistrictId, personId }: ElderKey,
  by: PersonId | null,
  now: Date,
): Promise<boolean> => {
  const ended = await tx
    .update(caredPersons)
    .set({ endedAt: now, endedBy: by })
    .where(
      and(
        eq(caredPersons.subdistrictId, subdistrictId),
        eq(caredPersons.personId, personId),
        inForce,
      ),
    )
    .returning({ personId: caredPersons.personId })
  return ended.length === 1
}

/** Where somebody is or was under care, ended or not: his readings are his all the same. */
export const careEverOf = (tx: Reader, personId: PersonId) =>
  tx
    .select({
      subdistrictId: caredPersons.subdistrictId,
      personId: caredPersons.personId,
      elderNo: caredPersons.elderNo,
      endedAt: caredPersons.endedAt,
    })
    .from(caredPersons)
    .where(eq(caredPersons.personId, personId))

/**
 * Gives him another number for his readings and answers the old ones: from this moment nothing
 * leads to what was stored under those.
 */
export const renumber = async (
  { client }: Transaction,
  personId: PersonId,
  subdistrictId: SubdistrictId | null,
): Promise<number[]> => {
  const { rows } = await client.query<{ elderNo: number }>(
    `with before as (
       select subdistrict_id, elder_no from cared_persons
        where person_id = $1 and ($2::text is null or subdistrict_id = $2) for update)
     update cared_persons c set elder_no = default from before
      where c.person_id = $1 and c.subdistrict_id = before.subdistrict_id
      returning before.elder_no as "elderNo"`,
    [personId, subdistrictId],
  )
  return rows.map(({ elderNo }) => elderNo)
}

/** Nobody ends or changes his care until the transaction ends; false when it has ended. */
export const lockElder = async (
  { client }: Transaction,
  { subdistrictId, personId }: ElderKey,
): Promise<boolean> => {
  const { rowCount } = await client.query(
    `select from cared_persons where subdistrict_id = $1 and person_id = $2 and ended_at is null
        for update`,
    [subdistrictId, personId],
  )
  return rowCount === 1
}
