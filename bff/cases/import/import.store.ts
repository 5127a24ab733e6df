import { and, eq, inArray } from 'drizzle-orm'
import type { Transaction } from '#db/database.ts'
import { caseExternalIds, cases } from '#db/schema/cases.ts'
import type { SubdistrictId } from '#shared/ids.ts'

/** What stands in the database under these ids of one source. */
export const findImported = (
  tx: Transaction,
  subdistrictId: SubdistrictId,
  source: string,
  externalIds: readonly string[],
) =>
  tx
    .select({
      externalId: caseExternalIds.externalId,
      text: cases.text,
      submittedAt: cases.submittedAt,
    })
    .from(caseExternalIds)
    .innerJoin(
      cases,
      and(
        eq(cases.subdistrictId, caseExternalIds.subdistrictId),
        eq(cases.caseId, caseExternalIds.caseId),
      ),
    )
    .where(
      and(
        eq(caseExternalIds.subdistrictId, subdistrictId),
        eq(caseExternalIds.source, source),
        inArray(caseExternalIds.externalId, [...externalIds]),
      ),
    )
