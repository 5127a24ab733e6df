import { eq, sql } from 'drizzle-orm'
import type { Reader, Transaction } from '#db/database.ts'
import { caseNumberBlocks, caseTypes } from '#db/schema/cases.ts'
import { severityOf, severityRank } from '#shared/cases/case-status.ts'
import type { CaseType } from '#shared/cases/case-type.ts'
import type { SubdistrictId } from '#shared/ids.ts'

/** In the order they were saved, oldest version first. */
export const listTypes = async (
  tx: Reader,
  subdistrictId: SubdistrictId,
): Promise<readonly CaseType[]> => {
  const rows = await tx.select().from(caseTypes).where(eq(caseTypes.subdistrictId, subdistrictId))
  return rows.map(({ severity, ...row }) => ({ ...row, severity: severityOf(severity) }))
}

/** Adds rows of the dated table; a row that is there is brought to what is given. */
export const saveTypes = async (
  tx: Transaction,
  subdistrictId: SubdistrictId,
  types: readonly CaseType[],
): Promise<void> => {
  await tx
    .insert(caseTypes)
    .values(
      types.map((type) => ({ ...type, subdistrictId, severity: severityRank(type.severity) })),
    )
    .onConflictDoUpdate({
      target: [caseTypes.subdistrictId, caseTypes.code, caseTypes.validFrom],
      set: {
        validTo: sql`excluded.valid_to`,
        name: sql`excluded.name`,
        hint: sql`excluded.hint`,
        ownerKind: sql`excluded.owner_kind`,
        ownerUnitCode: sql`excluded.owner_unit_code`,
        tier: sql`excluded.tier`,
        severity: sql`excluded.severity`,
        timeUnit: sql`excluded.time_unit`,
        firstContactMinutes: sql`excluded.first_contact_minutes`,
        resolveMinutes: sql`excluded.resolve_minutes`,
        needsAfterPhoto: sql`excluded.needs_after_photo`,
        source: sql`excluded.source`,
      },
    })
}

/** Takes the next `count` running numbers of a day; answers the last of them. */
export const takeNumbers = async (
  tx: Transaction,
  subdistrictId: SubdistrictId,
  day: string,
  count: number,
): Promise<number> => {
  const [block] = await tx
    .insert(caseNumberBlocks)
    .values({ subdistrictId, day, taken: count })
    .onConflictDoUpdate({
      target: [caseNumberBlocks.subdistrictId, caseNumberBlocks.day],
      set: { taken: sql`${caseNumberBlocks.taken} + ${count}` },
    })
    .returning({ taken: caseNumberBlocks.taken })
  if (!block) throw new Error('no block of case numbers was handed out')
  return block.taken
}
