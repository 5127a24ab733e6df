import { request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clientOf } from '#tests/support/client.ts'
import type { ServerProcess } from '#tests/support/server-process.ts'
import { startServerProcess, temporaryFolder } from '#tests/support/server-process.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import { liveOf } from '../live/live-client.ts'

let beside: TestApp
let folder: Awaited<ReturnType<typeof temporaryFolder>>

beforeAll(async () => {
  beside = await startTestApp({ running: false })
  folder = await temporaryFolder()
})

afterAll(async () => {
  await beside?.stop()
  await folder?.remove()
})

const start = (env: Readonly<Record<string, string>> = {}, port?: number): Promise<ServerProcess> =>
  startServerProcess({
    databaseUrl: beside.databaseUrl,
    filesDirectory: folder.path,
    env: { DRAIN_SECONDS: '1', ...env },
    ...(port === undefined ? {} : { port }),
  })

const exitOf = ({ child }: ServerProcess): Promise<number | null> =>
  new Promise((resolve) => child.once('exit', resolve))

const signIn = async (address: string) => {
  const answer = await clientOf(address).raw('/api/session/demo', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"key":"chen-yue"}',
  })
  return clientOf(address, JSON.parse(await answer.text()).tokens.accessToken)
}

/** A request whose body arrives only when `finish` is called. */
const slowRequest = (address: string) => {
  const body = '{"key":"chen-yue"}'
  const sent = request(`${address}/api/session/demo`, {
    method: 'POST',
    agent: false,
    headers: { 'content-type': 'application/json', 'content-length': body.length },
  })
  const status = new Promise<number>((resolve, reject) => {
    sent.on('error', reject)
    sent.on('response', (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
  })
  sent.write(body.slice(0, 5))
  return { status, finish: () => sent.end(body.slice(5)) }
}

test('an orderly stop says so first, cuts no request, and ends with 0', async () => {
  const server = await start()
  const client = await signIn(server.address)
  const live = await liveOf(server.address, client)
  const slow = Array.from({ length: 20 }, () => slowRequest(server.address))
  await sleep(200)
  const ended = exitOf(server)
  server.child.kill('SIGTERM')
  await sleep(300)
  expect((await client.raw('/readyz')).status).toBe(503)
  expect((await client.raw('/api/me')).status).toBe(200)
  await sleep(1000)
  for (const { finish } of slow) finish()
  const statuses = await Promise.all(slow.map(({ status }) => status))
  expect(new Set(statuses)).toEqual(new Set([200]))
  expect(await live.closed).toBe(1001)
  expect(await ended).toBe(0)
})

test('a second signal ends it at once, and not with 0', async () => {
  const server = await start({ DRAIN_SECONDS: '15' })
  const ended = exitOf(server)
  server.child.kill('SIGTERM')
  await sleep(200)
  const then = Date.now()
  server.child.kill('SIGTERM')
  expect(await ended).toBe(1)
  expect(Date.now() - then).toBeLessThan(3000)
})

test('an error that nobody caught ends the server in order, and not with 0', async () => {
  const planted = "process.on('SIGWINCH', () => { throw new Error('13800138000') })"
  const server = await start({
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(planted)}`,
  })
  const ended = exitOf(server)
  server.child.kill('SIGWINCH')
  expect(await ended).toBe(1)
  expect(server.output()).toContain('"msg":"uncaught"')
  expect(server.output()).not.toContain('13800138000')
})

test('a port that is taken is said in plain words, without a stack', async () => {
  const port = Number(new URL(beside.address).port)
  const failed = await start({}, port).catch((error: Error) => error.message)
  expect(failed).toContain('the server ended (1)')
  expect(failed).toContain(`port ${port} is taken by another program (EADDRINUSE)`)
  expect(failed).not.toMatch(/\n\s+at /)
})

test('a job written before kill -9 runs once the server is back', async () => {
  const server = await start()
  const client = new pg.Client({ connectionString: beside.databaseUrl })
  await client.connect()
  await server.killNine()
  await beside.platform.database.inTransaction((tx) =>
    beside.platform.jobs.enqueue(tx, 'case.check-text', {
      subdistrictId: 'hexing',
      caseId: '00000000-0000-7000-8000-000000000000',
    }),
  )
  const stateOf = async (): Promise<string> =>
    (await client.query("select state::text from jobs.job where name = 'case.check-text'")).rows[0]
      ?.state
  expect(await stateOf()).toBe('created')
  const again = await start()
  await expect.poll(stateOf, { timeout: 10_000 }).not.toBe('created')
  await client.end()
  expect(await again.terminate()).toBe(0)
})
