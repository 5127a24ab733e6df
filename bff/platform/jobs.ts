import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyBaseLogger } from 'fastify'
import pg from 'pg'
import PgBoss from 'pg-boss'
import type { Transaction } from '#db/database.ts'
import { isDatabaseAway } from '#db/sql-state.ts'

/** Jobs of the product by name, with what each carries (ids only, never personal data). */
export interface JobKinds {
  'case.check-text': { subdistrictId: string; caseId: string }
  'notice.climb': { noticeId: string }
}
export type JobName = keyof JobKinds

export interface Jobs {
  /** Written in the caller's transaction: it runs if and only if that commits, at least once. */
  readonly enqueue: <N extends JobName>(
    tx: Transaction,
    name: N,
    data: JobKinds[N],
    options?: { readonly afterSeconds?: number },
  ) => Promise<void>
  /** Declares the handler; it may run twice for one job and must not mind. */
  readonly handle: <N extends JobName>(name: N, work: (data: JobKinds[N]) => Promise<void>) => void
  /** Repeats `work` on this node; nodes take turns by what the work locks, not by who runs it. */
  readonly every: (seconds: number, name: string, work: () => Promise<void>) => void
  readonly start: () => Promise<void>
  /** Lets running work finish, for at most 10 s. */
  readonly stop: () => Promise<void>
}

interface Options {
  readonly databaseUrl: string
  readonly log: Pick<FastifyBaseLogger, 'error' | 'info'>
  /** Seconds between two looks for work; nothing live depends on it. */
  readonly pollSeconds?: number
}

/** Milliseconds between two tries while the database is away. */
const patience = 300

/**
 * The database as pg-boss asks it. pg-boss lets an error of its own bookkeeping go unhandled, which
 * would end the process: while the database is away its questions wait here instead.
 */
const patientDatabase = (databaseUrl: string, log: Options['log'], isStopping: () => boolean) => {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    application_name: 'linli jobs',
    max: 4,
    connectionTimeoutMillis: 5000,
  })
  const lost = (error: Error) => log.info({ err: error }, 'jobs connection lost')
  pool.on('error', lost)
  pool.on('connect', (client) => client.on('error', lost))
  return {
    executeSql: async (text: string, values: unknown[]) => {
      for (;;) {
        try {
          return await pool.query(text, values)
        } catch (error) {
          if (!isDatabaseAway(error) || isStopping()) throw error
          await sleep(patience)
        }
      }
    },
    close: () => pool.end(),
  }
}

/** Jobs in PostgreSQL through pg-boss, in schema `jobs`; retried 10 times with growing pauses. */
export const connectJobs = ({ databaseUrl, log, pollSeconds = 1 }: Options): Jobs => {
  let stopping = false
  const database = patientDatabase(databaseUrl, log, () => stopping)
  const boss = new PgBoss({
    db: database,
    schema: 'jobs',
    retryLimit: 10,
    retryDelay: 5,
    retryBackoff: true,
    expireInSeconds: 120,
  })
  boss.on('error', (error) => log.error({ err: error }, 'jobs'))
  const workers: (() => Promise<void>)[] = []
  const queues = new Set<JobName>()
  const timers: NodeJS.Timeout[] = []
  const running = new Set<Promise<void>>()
  let started = false

  const rounds: (() => void)[] = []
  const every = (seconds: number, name: string, work: () => Promise<void>): void => {
    let busy = false
    const round = () => {
      if (busy) return
      busy = true
      const done = work()
        .catch((error: unknown) => log.error({ err: error, sweep: name }, 'sweep failed'))
        .finally(() => {
          busy = false
          running.delete(done)
        })
      running.add(done)
    }
    rounds.push(() => {
      round()
      timers.push(setInterval(round, seconds * 1000))
    })
  }

  return {
    enqueue: async (tx, name, data, options = {}) => {
      await boss.send(name, data, {
        ...(options.afterSeconds === undefined ? {} : { startAfter: options.afterSeconds }),
        db: {
          executeSql: (text: string, values: unknown[]) => tx.client.query(text, values),
        },
      })
    },
    handle: (name, work) => {
      queues.add(name)
      workers.push(async () => {
        await boss.work<JobKinds[typeof name]>(
          name,
          { pollingIntervalSeconds: pollSeconds, batchSize: 10 },
          async (batch) => {
            // Alone: one that fails must not take its neighbours in the batch along.
            for (const job of batch)
              await work(job.data).catch(async (error: unknown) => {
                log.error({ err: error, job: name }, 'job failed')
                await boss.fail(name, job.id)
              })
          },
        )
      })
    },
    every,
    start: async () => {
      await boss.start()
      started = true
      for (const name of queues) await boss.createQueue(name)
      for (const startWorker of workers) await startWorker()
      for (const begin of rounds) begin()
    },
    stop: async () => {
      for (const timer of timers) clearInterval(timer)
      await Promise.allSettled(running)
      stopping = true
      if (started) await boss.stop({ graceful: true, timeout: 10_000 })
      await database.close()
    },
  }
}
