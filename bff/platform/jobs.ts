import type { FastifyBaseLogger } from 'fastify'
import PgBoss from 'pg-boss'
import type { Transaction } from '#db/database.ts'

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

/** Jobs in PostgreSQL through pg-boss, in schema `jobs`; retried 10 times with growing pauses. */
export const connectJobs = ({ databaseUrl, log, pollSeconds = 1 }: Options): Jobs => {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    schema: 'jobs',
    application_name: 'linli jobs',
    max: 4,
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
            for (const job of batch) await work(job.data)
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
      if (started) await boss.stop({ graceful: true, timeout: 10_000 })
    },
  }
}
