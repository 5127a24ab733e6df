import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLog } from '#bff/http/log.ts'
import type { Jobs } from '#bff/platform/jobs.ts'
import { connectJobs } from '#bff/platform/jobs.ts'
import type { Database } from '#db/database.ts'
import { connectDatabase } from '#db/database.ts'
import { freshDatabase } from '#tests/support/test-database.ts'

let fresh: Awaited<ReturnType<typeof freshDatabase>>
let database: Database
const lines: string[] = []
const log = createLog('info', { write: (line: string) => void lines.push(line) })

beforeAll(async () => {
  fresh = await freshDatabase()
  database = connectDatabase({ url: fresh.url })
})

afterAll(async () => {
  await database.close()
  await fresh.drop()
})

const nodes: Jobs[] = []
const connect = (): Jobs => {
  const jobs = connectJobs({
    databaseUrl: fresh.url,
    log,
    pollSeconds: 0.1,
    retrySeconds: 1,
  })
  nodes.push(jobs)
  return jobs
}

/** A node that notes what it was given; `work` may throw. */
const startNode = async (work: (id: string) => Promise<void> = async () => undefined) => {
  const ran: string[] = []
  const jobs = connect()
  jobs.handle('notice.climb', async ({ noticeId }) => {
    ran.push(noticeId)
    await work(noticeId)
  })
  await jobs.start()
  return { jobs, ran }
}

const enqueue = (jobs: Jobs, noticeId: string, afterSeconds?: number): Promise<void> =>
  database.inTransaction((tx) =>
    jobs.enqueue(
      tx,
      'notice.climb',
      { noticeId },
      afterSeconds === undefined ? {} : { afterSeconds },
    ),
  )

test('a job of a transaction that is rolled back never runs', async () => {
  const { jobs, ran } = await startNode()
  const failing = database.inTransaction(async (tx) => {
    await jobs.enqueue(tx, 'notice.climb', { noticeId: 'rolled-back' })
    throw new Error('changed my mind')
  })
  await expect(failing).rejects.toThrow('changed my mind')
  await enqueue(jobs, 'committed')
  await expect.poll(() => ran, { timeout: 5000 }).toContain('committed')
  await sleep(300)
  expect(ran).toEqual(['committed'])
  await jobs.stop()
})

test('a job enqueued before the node has started runs once it has', async () => {
  const early = connect()
  const ran: string[] = []
  early.handle('notice.climb', async ({ noticeId }) => void ran.push(noticeId))
  await enqueue(early, 'early')
  await early.start()
  await expect.poll(() => ran, { timeout: 5000 }).toEqual(['early'])
  await early.stop()
})

test('a job that fails is tried again, and the others with it are not', async () => {
  const failures = new Map([['fails-twice', 2]])
  const { jobs, ran } = await startNode(async (id) => {
    const left = failures.get(id) ?? 0
    failures.set(id, left - 1)
    if (left > 0) throw new Error('13800138000 in a message')
  })
  const ids = ['before-1', 'before-2', 'fails-twice', 'after-1', 'after-2']
  await database.inTransaction(async (tx) => {
    for (const noticeId of ids) await jobs.enqueue(tx, 'notice.climb', { noticeId })
  })
  const times = (id: string) => ran.filter((one) => one === id).length
  await expect.poll(() => times('fails-twice'), { timeout: 15_000 }).toBe(3)
  await sleep(300)
  expect(ids.map(times)).toEqual([1, 1, 3, 1, 1])
  const stored = await database.pool.query('select output::text from jobs.job')
  expect(JSON.stringify(stored.rows)).not.toContain('13800138000')
  expect(lines.join('')).not.toContain('13800138000')
  expect(lines.join('')).toContain('job failed')
  await jobs.stop()
})

test('a job waits as long as it was told to', async () => {
  const { jobs, ran } = await startNode()
  await enqueue(jobs, 'later', 2)
  await sleep(1000)
  expect(ran).toEqual([])
  await expect.poll(() => ran, { timeout: 5000 }).toEqual(['later'])
  await jobs.stop()
})

test('of two nodes one does a job', async () => {
  const one = await startNode()
  const two = await startNode()
  const ids = Array.from({ length: 40 }, (_, i) => `shared-${i}`)
  await database.inTransaction(async (tx) => {
    for (const noticeId of ids) await one.jobs.enqueue(tx, 'notice.climb', { noticeId })
  })
  const ran = () => [...one.ran, ...two.ran].sort()
  await expect.poll(ran, { timeout: 10_000 }).toHaveLength(ids.length)
  expect(ran()).toEqual([...ids].sort())
  await Promise.all([one.jobs.stop(), two.jobs.stop()])
})

test('stopping waits for the job that runs, and leaves the rest to others', async () => {
  let finished = false
  const { jobs, ran } = await startNode(async () => {
    await sleep(700)
    finished = true
  })
  await enqueue(jobs, 'running')
  await expect.poll(() => ran, { timeout: 5000 }).toEqual(['running'])
  await jobs.stop()
  expect(finished).toBe(true)
  const next = await startNode()
  await sleep(400)
  expect(next.ran).toEqual([])
  await next.jobs.stop()
})

test('the loss of the database in the middle of a job ends nothing but that attempt', async () => {
  const { jobs, ran } = await startNode(async (id) => {
    if (id !== 'cut') return
    await database.pool.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'linli jobs' and datname = current_database()",
    )
  })
  await enqueue(jobs, 'cut')
  await expect.poll(() => ran, { timeout: 5000 }).toContain('cut')
  await enqueue(jobs, 'after-the-cut')
  await expect.poll(() => ran, { timeout: 10_000 }).toContain('after-the-cut')
  await jobs.stop()
})

test('a sweep goes on after a failure', async () => {
  const jobs = connect()
  let rounds = 0
  jobs.every(0.1, 'test.sweep', async () => {
    rounds += 1
    if (rounds === 1) throw new Error('this once')
  })
  await jobs.start()
  await expect.poll(() => rounds, { timeout: 5000 }).toBeGreaterThan(3)
  expect(lines.join('')).toContain('sweep failed')
  await jobs.stop()
  const then = rounds
  await sleep(300)
  expect(rounds).toBe(then)
})

test('a sweep that takes long is not started twice', async () => {
  const jobs = connect()
  let running = 0
  let most = 0
  jobs.every(0.05, 'test.slow', async () => {
    running += 1
    most = Math.max(most, running)
    await sleep(200)
    running -= 1
  })
  await jobs.start()
  await sleep(700)
  await jobs.stop()
  expect([most, running]).toEqual([1, 0])
})
