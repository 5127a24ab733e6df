import { and, desc, eq, gte, inArray, lte } from 'drizzle-orm'
import type { Reader, Transaction } from '#db/database.ts'
import { careSummaries } from '#db/schema/alerts.ts'
import type { PersonId, SubdistrictId } from '#shared/ids.ts'

export type Summary = typeof careSummaries.$inferSelect
export type SummarySpan = Summary['span']

/** Adds it unless it was made already, on this or another node. */
export const insertSummary = async (
  tx: Transaction,
  summary: typeof careSummaries.$inferInsert,
): Promise<boolean> => {
  const added = await tx
    .insert(careSummaries)
    .values(summary)
    .onConflictDoNothing()
    .returning({ personId: careSummaries.personId })
  return added.length === 1
}

/** Of whom there is one of this span and day. */
export const summarisedOn = async (
  tx: Reader,
  subdistrictId: SubdistrictId,
  span: SummarySpan,
  day: string,
): Promise<ReadonlySet<PersonId>> => {
  const rows = await tx
    .select({ personId: careSummaries.personId })
    .from(careSummaries)
    .where(
      and(
        eq(careSummaries.subdistrictId, subdistrictId),
        eq(careSummaries.span, span),
        eq(careSummaries.day, day),
      ),
    )
  return new Set(rows.map(({ personId }) => personId))
}

/** Days of these people between two, both included. */
export const daysBetween = (
  tx: Reader,
  subdistrictId: SubdistrictId,
  people: readonly PersonId[],
  [first, last]: readonly [string, string],
): Promise<Summary[]> =>
  people.length === 0
    ? Promise.resolve([])
    : tx
        .select()
        .from(careSummaries)
        .where(
          and(
            eq(careSummaries.subdistrictId, subdistrictId),
            inArray(careSummaries.personId, [...people]),
            eq(careSummaries.span, 'day'),
            gte(careSummaries.day, first),
            lte(careSummaries.day, last),
          ),
        )

export const listSummariesOf = (
  tx: Reader,
  subdistrictId: SubdistrictId,
  personId: PersonId,
  span: SummarySpan,
  limit: number,
): Promise<Summary[]> =>
  tx
    .select()
    .from(careSummaries)
    .where(
      and(
        eq(careSummaries.subdistrictId, subdistrictId),
        eq(careSummaries.personId, personId),
        eq(careSummaries.span, span),
      ),
    )
    .orderBy(desc(careSummaries.day))
    .limit(limit)
