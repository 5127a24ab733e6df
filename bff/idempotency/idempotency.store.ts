import { and, eq, lt } from 'drizzle-orm'
import type { Transaction } from '#db/database.ts'
import { idempotencyKeys } from '#db/schema/accounts.ts'
import type { AccountId } from '#shared/ids.ts'

/** Claims the key; false when it was used before. Waits while another transaction holds it. */
export const claimKey = async (
  tx: Transaction,
  accountId: AccountId,
  key: string,
  fingerprint: string,
  now: Date,
): Promise<boolean> => {
  const claimed = await tx
    .insert(idempotencyKeys)
    .values({ accountId, key, fingerprint, createdAt: now })
    .onConflictDoNothing()
    .returning({ key: idempotencyKeys.key })
  return claimed.length === 1
}

export const findKey = async (tx: Transaction, accountId: AccountId, key: string) => {
  const [found] = await tx
    .select({ fingerprint: idempotencyKeys.fingerprint, response: idempotencyKeys.response })
    .from(idempotencyKeys)
    .where(and(eq(idempotencyKeys.accountId, accountId), eq(idempotencyKeys.key, key)))
  return found
}

export const keepAnswer = async (
  tx: Transaction,
  accountId: AccountId,
  key: string,
  response: unknown,
): Promise<void> => {
  await tx
    .update(idempotencyKeys)
    .set({ response })
    .where(and(eq(idempotencyKeys.accountId, accountId), eq(idempotencyKeys.key, key)))
}

export const deleteKeysBefore = async (tx: Transaction, before: Date): Promise<void> => {
  await tx.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, before))
}
