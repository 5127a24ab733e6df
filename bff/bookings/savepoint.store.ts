import type { Transaction } from '#db/database.ts'
import { Refusal } from '#shared/http/errors.ts'

/**
 * Does the work, or nothing of it when it is refused: then the refusal is answered and what the
 * transaction did before stands.
 */
export const unlessRefused = async (
  { client }: Transaction,
  work: () => Promise<void>,
): Promise<Refusal | undefined> => {
  await client.query('savepoint perhaps')
  try {
    await work()
    await client.query('release savepoint perhaps')
    return undefined
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    await client.query('rollback to savepoint perhaps; release savepoint perhaps')
    return error
  }
}
