import { rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { removeDatabase, startDatabase } from '#bff/platform/embedded-postgres.ts'
import { createDatabase } from '#bff/platform/postgres-databases.ts'
import { intensity } from '#tests/intensity.ts'
import { startServerProcess, temporaryFolder } from '#tests/support/server-process.ts'
import { fileWithoutPause, signInAt } from './filing-load.ts'

const writers = 16
/** Long enough for hundreds of filings between two crashes. */
const millisecondsBetweenCrashes = 1200
/** A slow machine takes seconds to start a server again; that is not what is measured here. */
const timeout = 60_000 + 20_000 * (intensity.killNine + intensity.databaseRestarts)

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let postgres: Awaited<ReturnType<typeof startDatabase>>

beforeAll(async () => {
  folder = await temporaryFolder()
  postgres = await startDatabase({ directory: path.join(folder.path, 'postgres') })
})

afterAll(async () => {
  await removeDatabase(path.join(folder.path, 'postgres'))
  rmSync(folder.path, { recursive: true, force: true })
})

const freshUrl = (name: string) => createDatabase(postgres.url, name)

/** Texts of all stored cases with how often each is there, read beside the product. */
const storedCases = async (
  url: string,
): Promise<Map<string, { number: string; times: number }>> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ text: string; number: string; times: number }>(
    'select text, min(number) as number, count(*)::int as times from cases group by text',
  )
  await client.end()
  return new Map(rows.map(({ text, number, times }) => [text, { number, times }]))
}

const lostOf = async (url: string, attempts: ReturnType<typeof fileWithoutPause>['attempts']) => {
  const stored = await storedCases(url)
  return attempts.filter(
    ({ text, acknowledged }) =>
      acknowledged !== undefined && stored.get(text)?.number !== acknowledged,
  )
}

const expectEachOnce = async (
  url: string,
  load: ReturnType<typeof fileWithoutPause>,
): Promise<void> => {
  expect(await lostOf(url, load.attempts)).toEqual([])
  await load.retryUnanswered()
  const stored = await storedCases(url)
  expect(load.attempts.filter(({ text }) => stored.get(text)?.times !== 1)).toEqual([])
}

test('no acknowledged report is lost and none doubled when the server is killed with -9', {
  timeout,
}, async () => {
  const url = await freshUrl('kill_nine')
  let server = await startServerProcess({ databaseUrl: url, filesDirectory: folder.path })
  let client = await signInAt(server.address, 'chen-yue')
  const port = Number(new URL(server.address).port)
  const load = fileWithoutPause(() => client, writers)
  for (let crash = 0; crash < intensity.killNine; crash++) {
    await sleep(millisecondsBetweenCrashes)
    await server.killNine()
    server = await startServerProcess({ databaseUrl: url, filesDirectory: folder.path, port })
    client = await signInAt(server.address, 'chen-yue')
  }
  await sleep(millisecondsBetweenCrashes)
  await load.stop()
  const acknowledged = load.attempts.filter((attempt) => attempt.acknowledged !== undefined)
  expect(acknowledged.length).toBeGreaterThan(50)
  await expectEachOnce(url, load)
  await server.terminate()
})

test('no acknowledged report is lost when the database crashes, and the server lives on', {
  timeout,
}, async () => {
  const url = await freshUrl('crashes')
  const server = await startServerProcess({ databaseUrl: url, filesDirectory: folder.path })
  const client = await signInAt(server.address, 'chen-yue')
  const load = fileWithoutPause(() => client, writers)
  for (let crash = 0; crash < intensity.databaseRestarts; crash++) {
    await sleep(millisecondsBetweenCrashes)
    await postgres.restartImmediate()
  }
  await sleep(millisecondsBetweenCrashes)
  await load.stop()
  expect(server.child.exitCode).toBeNull()
  await expectEachOnce(url, load)
  expect((await client.raw('/readyz')).status).toBe(200)
  expect(await server.terminate()).toBe(0)
})

test('this very check finds reports that a careless database would lose', { timeout }, async () => {
  const url = await freshUrl('careless')
  const administrator = new pg.Client({ connectionString: url })
  await administrator.connect()
  // The planted fault: PostgreSQL acknowledges before the disk has it.
  await administrator.query('alter database careless set synchronous_commit = off')
  await administrator.query("alter system set wal_writer_delay = '10s'")
  await administrator.query('select pg_reload_conf()')
  await administrator.end()
  const server = await startServerProcess({ databaseUrl: url, filesDirectory: folder.path })
  const client = await signInAt(server.address, 'chen-yue')
  const load = fileWithoutPause(() => client, writers)
  let lost = 0
  for (let crash = 0; crash < 8 && lost === 0; crash++) {
    await sleep(millisecondsBetweenCrashes / 2)
    await postgres.restartImmediate()
    await sleep(600)
    lost = (await lostOf(url, load.attempts)).length
  }
  await load.stop()
  expect(lost).toBeGreaterThan(0)
  await server.killNine()
})
