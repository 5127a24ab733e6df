import { setTimeout as sleep } from 'node:timers/promises'
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { isDatabaseAway, sqlState } from './sql-state.ts'

/**
 * What a question needs. Every transaction is one; `database.reader` answers outside of any, each
 * question for itself, for reads that need no common snapshot: it saves BEGIN and COMMIT.
 */
export interface Reader extends Pick<NodePgDatabase, 'select'> {
  readonly client: Pick<pg.PoolClient, 'query'>
}

/**
 * Work of one transaction. `beforeCommit` work is the last that is done in it, once. `afterCommit`
 * effects run once it is durable, and never when it is not: they may only announce (live events);
 * whatever must not be lost is a job written in `tx`.
 */
export type Transaction = NodePgDatabase & {
  readonly client: pg.PoolClient
  readonly beforeCommit: (work: () => Promise<void>) => void
  readonly afterCommit: (effect: () => void) => void
}

export interface Database {
  readonly pool: pg.Pool
  readonly url: string
  readonly reader: Reader
  /** Runs `work` in one transaction; again, up to 3 times, when PostgreSQL asks for it (40001, 40P01). */
  readonly inTransaction: <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>
  readonly close: () => Promise<void>
}

interface Options {
  readonly url: string
  readonly maxConnections?: number
  /** Told about connections that died; the pool replaces them by itself. */
  readonly onConnectionLost?: (error: Error) => void
}

const parseInstant = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ)

/** As pg's own parser, of which a list of cases spends a tenth of its time, but for the usual form. */
const instantOf = (text: string): Date => {
  const offset = text.charAt(text.length - 3)
  const isUsual = (offset === '+' || offset === '-') && text.charAt(10) === ' '
  return isUsual ? new Date(`${text.slice(0, 10)}T${text.slice(11)}:00`) : parseInstant(text)
}

const types = new pg.TypeOverrides()
types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, instantOf)

const retried = new Set(['40001', '40P01'])

/** Connects lazily. Limits on every connection: statements 5 s, locks 3 s, idle in transaction 10 s. */
export const connectDatabase = ({
  url,
  maxConnections = 16,
  onConnectionLost,
}: Options): Database => {
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    connectionTimeoutMillis: 5000,
    statement_timeout: 5000,
    // A network that swallows everything: the server's own limit never reaches us.
    query_timeout: 8000,
    lock_timeout: 3000,
    idle_in_transaction_session_timeout: 10_000,
    application_name: 'linli',
    types,
  })
  const lost = (error: Error) => onConnectionLost?.(error)
  pool.on('error', lost)
  // A backend that dies while a transaction is open emits on the client, not on the pool.
  pool.on('connect', (client) => client.on('error', lost))

  // Making one costs as much as a short query; a connection keeps its own.
  const builders = new WeakMap<pg.PoolClient, NodePgDatabase>()
  const builderOf = (client: pg.PoolClient): NodePgDatabase => {
    const known = builders.get(client) ?? drizzle(client)
    builders.set(client, known)
    return known
  }

  const attempt = async <T>(
    work: (tx: Transaction) => Promise<T>,
    effects: (() => void)[],
  ): Promise<{ readonly result: T }> => {
    const client = await pool.connect()
    let broken: Error | boolean | undefined
    try {
      await client.query('begin')
      const last: (() => Promise<void>)[] = []
      const builder: NodePgDatabase = Object.create(builderOf(client))
      const tx = Object.assign(builder, {
        client,
        beforeCommit: (work: () => Promise<void>) => void last.push(work),
        afterCommit: (effect: () => void) => void effects.push(effect),
      })
      const result = await work(tx)
      for (const work of last) await work()
      const ended = await client.query('commit')
      // An error that the work swallowed turns COMMIT into a silent ROLLBACK.
      if (ended.command !== 'COMMIT') throw new Error('the transaction had already failed')
      return { result }
    } catch (error) {
      // What no longer answers would not roll back either; losing the connection does.
      broken = isDatabaseAway(error)
      if (!broken)
        await client.query('rollback').catch((lostToo: Error) => {
          broken = lostToo
        })
      throw error
    } finally {
      client.release(broken)
    }
  }

  return {
    pool,
    url,
    reader: Object.assign(drizzle(pool), { client: pool }),
    inTransaction: async (work) => {
      for (let tries = 1; ; tries++) {
        const effects: (() => void)[] = []
        const done = await attempt(work, effects).catch(async (error: unknown) => {
          if (tries === 3 || !retried.has(sqlState(error) ?? '')) throw error
          await sleep(5 * tries * tries)
          return undefined
        })
        if (done === undefined) continue
        // Outside the attempt: what is durable is not done again because an announcement failed.
        for (const effect of effects) effect()
        return done.result
      }
    },
    close: () => pool.end(),
  }
}
