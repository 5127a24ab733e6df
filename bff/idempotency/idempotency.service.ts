import type { Transaction } from '#db/database.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { Actor } from '../accounts/actor.ts'
import type { IdempotencyKey } from '../http/serve.ts'
import { claimKey, findKey, keepAnswer } from './idempotency.store.ts'

/**
 * Does `work` once per account and key, in the transaction that also keeps its result: a repeat
 * gets the kept result, and a crash leaves neither. Keep what names the thing done (an id), not the
 * whole answer: that is made anew, so that it is never broader than today's rights.
 * @throws Refusal idempotency_key_reused when the key came with another request.
 */
export const doOnce = async <R>(
  tx: Transaction,
  actor: Actor,
  { key, fingerprint }: IdempotencyKey,
  now: Date,
  work: () => Promise<R>,
): Promise<R> => {
  if (await claimKey(tx, actor.accountId, key, fingerprint, now)) {
    const result = await work()
    await keepAnswer(tx, actor.accountId, key, result)
    return result
  }
  const before = await findKey(tx, actor.accountId, key)
  if (!before) throw new Refusal('idempotency_in_flight')
  if (before.fingerprint !== fingerprint) throw new Refusal('idempotency_key_reused')
  // Written by the line above in an earlier transaction of this same function.
  return before.response as R
}
