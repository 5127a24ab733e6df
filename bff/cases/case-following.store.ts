import type { Transaction } from '#db/database.ts'
import { caseReporters } from '#db/schema/cases.ts'
import type { CaseId } from '#shared/ids.ts'
import type { CaseKey } from './case-record.ts'

/** What the case is followed by, outside this feature. */
export interface Followed extends Pick<CaseKey, 'subdistrictId'> {
  readonly source: 'booking'
  readonly externalId: string
}

/** The case that follows something, kept from others until the transaction ends. */
export const lockFollowed = async (
  { client }: Transaction,
  { subdistrictId, source, externalId }: Followed,
): Promise<CaseId | undefined> => {
  const { rows } = await client.query<{ caseId: CaseId }>(
    `select c.case_id as "caseId" from cases c
      join case_external_ids x on x.subdistrict_id = c.subdistrict_id and x.case_id = c.case_id
      where x.subdistrict_id = $1 and x.source = $2 and x.external_id = $3
      for no key update of c`,
    [subdistrictId, source, externalId],
  )
  return rows[0]?.caseId
}

export const insertReporter = async (
  tx: Transaction,
  reporter: typeof caseReporters.$inferInsert,
): Promise<void> => {
  await tx.insert(caseReporters).values(reporter)
}
