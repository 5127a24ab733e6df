import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyBaseLogger } from 'fastify'
import pg from 'pg'
import PgBoss from 'pg-boss'
import type { Transaction } from '#db/database.ts'
import { isDatabaseAway } from '#db/sql-state.ts'

/** Jobs of the product by name, with what each carries (ids only, never personal data). */
export interface JobKinds {
  'booking.day-closed': { subdistrictId: string }
  'care.forget-readings': { elderNo: number }
  'case.check-text': { subdistrictId: string; caseId: string }
  'notice.climb': { noticeId: string }
  'payment.close': { subdistrictId: string; paymentId: string }
  'payment.refund': { subdistrictId: string; refundId: string }
}
export type JobName = keyof JobKinds

export interface Jobs {
  /**
   * Written at the end of the caller's transaction: it runs if and only if that commits, at least
   * once. The commit fails when there is no such queue.
   */
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
  /** Seconds before the first retry; each further pause is twice as long. */
  readonly retrySeconds?: number
}

/** Jobs of one kind that run side by side on one node. */
const together = 4
const stopMilliseconds = 10_000

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
export const connectJobs = ({
  databaseUrl,
  log,
  pollSeconds = 1,
  retrySeconds = 5,
}: Options): Jobs => {
  let state: 'idle' | 'started' | 'stopping' | 'stopped' = 'idle'
  const database = patientDatabase(databaseUrl, log, () => state === 'stopped')
  const boss = new PgBoss({
    db: database,
    schema: 'jobs',
    retryLimit: 10,
    retryDelay: retrySeconds,
    retryBackoff: true,
    expireInSeconds: 120,
  })
  boss.on('error', (error) => log.error({ err: error }, 'jobs'))
  const queues = new Set<JobName>()
  const timers: NodeJS.Timeout[] = []
  const running = new Set<Promise<void>>()
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

  /**
   * Each job ends on its own: one that fails must not have its neighbours done again.
   * @returns whether it is done
   */
  const perform = async <N extends JobName>(
    name: N,
    job: { readonly id: string; readonly data: JobKinds[N] },
    work: (data: JobKinds[N]) => Promise<void>,
  ): Promise<boolean> => {
    try {
      await work(job.data)
      return true
    } catch (error) {
      log.error({ err: error, job: name, jobId: job.id }, 'job failed')
      // Not the error itself: its message may hold what nobody should find in a table.
      await boss.fail(name, job.id, { failed: true })
      return false
    }
  }

  /** Jobs of transactions that are still open: one statement writes them all. */
  const waiting = new WeakMap<Transaction, PgBoss.JobInsert[]>()
  const write = async (tx: Transaction, jobs: PgBoss.JobInsert[]): Promise<void> => {
    waiting.delete(tx)
    let written = 0
    await boss.insert(jobs, {
      db: {
        executeSql: async (text: string, values: unknown[]) => {
          const result = await tx.client.query({ name: 'jobs.insert', text, values })
          written = result.rowCount ?? 0
          return result
        },
      },
    })
    // pg-boss says nothing when the queue does not exist, and the work would be lost.
    if (written !== jobs.length) throw new Error('there is no queue for a job')
  }

  return {
    enqueue: async (tx, name, data, { afterSeconds = 0 } = {}) => {
      const job = { name, data, startAfter: `${afterSeconds}` }
      const others = waiting.get(tx)
      if (others) {
        others.push(job)
        return
      }
      const jobs: PgBoss.JobInsert[] = [job]
      waiting.set(tx, jobs)
      tx.beforeCommit(() => write(tx, jobs))
    },
    // Not boss.work: what it leaves unawaited would end the process when the database is away.
    handle: (name, work) => {
      queues.add(name)
      every(pollSeconds, name, async () => {
        while (state === 'started') {
          const jobs = await boss.fetch<JobKinds[typeof name]>(name, { batchSize: together })
          const ended = await Promise.all(
            jobs.map(async (job) => ({ id: job.id, done: await perform(name, job, work) })),
          )
          const done = ended.flatMap((job) => (job.done ? [job.id] : []))
          if (done.length > 0) await boss.complete(name, done)
          if (jobs.length < together) return
        }
      })
    },
    every,
    start: async () => {
      await boss.start()
      for (const name of queues) await boss.createQueue(name)
      state = 'started'
      for (const begin of rounds) begin()
    },
    stop: async () => {
      const wasStarted = state === 'started'
      state = 'stopping'
      for (const timer of timers) clearInterval(timer)
      const tooLate = new AbortController()
      await Promise.race([
        Promise.allSettled(running),
        sleep(stopMilliseconds, undefined, { signal: tooLate.signal }).catch(() => undefined),
      ])
      tooLate.abort()
      state = 'stopped'
      if (wasStarted) await boss.stop({ graceful: false })
      await database.close()
    },
  }
}
