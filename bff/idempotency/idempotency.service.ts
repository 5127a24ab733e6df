import type { Transaction } from '#db/database.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { Actor } from '../accounts/actor.ts'
import type { IdempotencyKey } from '../http/serve.ts'
import { claimKey, findKey } from './idempotency.store.ts'

/**
 * Does `work` once per account and key, in the transaction that also keeps `result`: a repeat gets
 * the kept result, and a crash leaves neither. `result` names the thing done (an id of our own
 * making), not the whole answer: that is made anew, so that it is never broader than today's rights.
 * `done` is what `work` answered, and missing for a repeat.
 * @throws Refusal idempotency_key_reused when the key came with another request.
 */
export const doOnce = async <R, D>(
  tx: Transaction,
  actor: Actor,
  once: IdempotencyKey,
  now: Date,
  result: R,
  work: () => Promise<D>,
): Promise<{ readonly result: R; readonly done?: D }> => {
  const { key, fingerprint } = once
  if (await claimKey(tx, actor.accountId, once, result, now)) return { result, done: await work() }
  const before = await findKey(tx, actor.accountId, key)
  if (!before) throw new Refusal('idempotency_in_flight')
  if (before.fingerprint !== fingerprint) throw new Refusal('idempotency_key_reused')
  // Written by the lines above in an earlier transaction of this same function.
  return { result: before.response as R }
}
