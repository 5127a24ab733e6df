import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import type { Reader, Transaction } from '#db/database.ts'
import { persons } from '#db/schema/accounts.ts'
import { paymentDifferences } from '#db/schema/payments.ts'
import type { DifferenceId, PersonId, SubdistrictId } from '#shared/ids.ts'

export type NewDifference = Pick<
  typeof paymentDifferences.$inferInsert,
  | 'subdistrictId'
  | 'differenceId'
  | 'day'
  | 'kind'
  | 'outTradeNo'
  | 'outRefundNo'
  | 'paymentId'
  | 'oursFen'
  | 'theirsFen'
  | 'foundAt'
>

/** Adds what is new; one that is there stays as it is, cleared or not. @returns how many were new. */
export const insertDifferences = async (
  tx: Transaction,
  found: readonly NewDifference[],
): Promise<number> => {
  if (found.length === 0) return 0
  const added = await tx
    .insert(paymentDifferences)
    .values([...found])
    .onConflictDoNothing()
    .returning({ differenceId: paymentDifferences.differenceId })
  return added.length
}

/** The open ones first, the newest day first. */
export const listDifferences = (tx: Reader, subdistrictId: SubdistrictId, limit: number) =>
  tx
    .select({
      differenceId: paymentDifferences.differenceId,
      day: paymentDifferences.day,
      kind: paymentDifferences.kind,
      outTradeNo: paymentDifferences.outTradeNo,
      outRefundNo: paymentDifferences.outRefundNo,
      paymentId: paymentDifferences.paymentId,
      oursFen: paymentDifferences.oursFen,
      theirsFen: paymentDifferences.theirsFen,
      foundAt: paymentDifferences.foundAt,
      clearedAt: paymentDifferences.clearedAt,
      clearedBy: persons.displayName,
      note: paymentDifferences.note,
    })
    .from(paymentDifferences)
    .leftJoin(persons, eq(persons.personId, paymentDifferences.clearedByPerson))
    .where(eq(paymentDifferences.subdistrictId, subdistrictId))
    .orderBy(
      sql`${paymentDifferences.clearedAt} is not null`,
      desc(paymentDifferences.day),
      paymentDifferences.differenceId,
    )
    .limit(limit)

/** Clears one that is open: 'cleared', or why not. */
export const clearDifference = async (
  tx: Transaction,
  subdistrictId: SubdistrictId,
  id: DifferenceId,
  by: PersonId,
  note: string,
  at: Date,
): Promise<'cleared' | 'cleared_before' | 'unknown'> => {
  const isIt = and(
    eq(paymentDifferences.subdistrictId, subdistrictId),
    eq(paymentDifferences.differenceId, id),
  )
  const cleared = await tx
    .update(paymentDifferences)
    .set({ clearedAt: at, clearedByPerson: by, note })
    .where(and(isIt, isNull(paymentDifferences.clearedAt)))
    .returning({ differenceId: paymentDifferences.differenceId })
  if (cleared.length === 1) return 'cleared'
  const [known] = await tx
    .select({ differenceId: paymentDifferences.differenceId })
    .from(paymentDifferences)
    .where(isIt)
  return known ? 'cleared_before' : 'unknown'
}
