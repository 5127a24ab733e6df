import { and, eq, lt } from 'drizzle-orm'
import type { Transaction } from '#db/database.ts'
import { idempotencyKeys } from '#db/schema/accounts.ts'
import type { AccountId } from '#shared/ids.ts'

const claim = {
  name: 'idempotency.claim',
  text: `insert into idempotency_keys (account_id, key, fingerprint, response, created_at)
         values ($1, $2, $3, $4, $5) on conflict do nothing`,
}

/** Claims the key; false when it was used before. Waits while another transaction holds it. */
export const claimKey = async (
  tx: Transaction,
  accountId: AccountId,
  { key, fingerprint }: { readonly key: string; readonly fingerprint: string },
  response: unknown,
  now: Date,
): Promise<boolean> => {
  const values = [accountId, key, fingerprint, JSON.stringify(response), now]
  return (await tx.client.query({ ...claim, values })).rowCount === 1
}

export const findKey = async (tx: Transaction, accountId: AccountId, key: string) => {
  const [found] = await tx
    .select({ fingerprint: idempotencyKeys.fingerprint, response: idempotencyKeys.response })
    .from(idempotencyKeys)
    .where(and(eq(idempotencyKeys.accountId, accountId), eq(idempotencyKeys.key, key)))
  return found
}

export const deleteKeysBefore = async (tx: Transaction, before: Date): Promise<void> => {
  await tx.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, before))
}
