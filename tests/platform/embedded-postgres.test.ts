import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { EmbeddedDatabase } from '#bff/platform/embedded-postgres.ts'
import { removeDatabase, startDatabase } from '#bff/platform/embedded-postgres.ts'
import { existingHome } from '#bff/platform/postgres-place.ts'
import { waitForExit } from '#bff/platform/postgres-process.ts'

let directory = ''

beforeEach(() => {
  directory = join(mkdtempSync(join(process.env.TEST_DIRECTORY ?? tmpdir(), 'own ')), 'a database')
})

afterEach(async () => {
  await removeDatabase(directory)
  rmSync(dirname(directory), { recursive: true })
})

/** As root the files are elsewhere: only root can enter a directory made by mkdtemp. */
function passwordFile(): string {
  return join(existingHome(directory) ?? '', 'password')
}

async function ask<Row extends pg.QueryResultRow>(
  database: EmbeddedDatabase,
  query: string,
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  try {
    return (await client.query<Row>(query)).rows
  } finally {
    await client.end()
  }
}

test('the bundled database finds trigrams in Chinese text, which search rests on', async () => {
  const database = await startDatabase({ directory })
  await ask(database, 'create extension pg_trgm')
  const [row] = await ask<{ trigrams: string[] }>(
    database,
    `select show_trgm('敬老卡补办') as trigrams`,
  )
  expect(row?.trigrams.length).toBeGreaterThan(3)
})

test('the bundled database keeps its durability at PostgreSQL’s own defaults', async () => {
  const database = await startDatabase({ directory })
  const rows = await ask<{ name: string; setting: string }>(
    database,
    `select name, setting from pg_settings
     where name in ('fsync', 'full_page_writes', 'synchronous_commit') order by name`,
  )
  expect(rows.map(({ name, setting }) => `${name} ${setting}`)).toEqual([
    'fsync on',
    'full_page_writes on',
    'synchronous_commit on',
  ])
})

test('a database left behind by a killed run is taken over, not started a second time', async () => {
  const first = await startDatabase({ directory })
  const said: string[] = []
  const second = await startDatabase({ directory, log: (line) => said.push(line) })
  expect({ pid: second.pid, port: second.port }).toEqual({ pid: first.pid, port: first.port })
  expect(said.join('\n')).toContain('adopted')
})

test('what was committed survives kill -9 of the database itself, with everything it held', async () => {
  const first = await startDatabase({ directory })
  await ask(first, "create table kept (word text); insert into kept values ('邻里')")
  process.kill(first.pid, 'SIGKILL')
  expect(await waitForExit(first.pid, 5_000)).toBe(true)
  const second = await startDatabase({ directory })
  expect(second.pid).not.toBe(first.pid)
  expect(await ask(second, 'select word from kept')).toEqual([{ word: '邻里' }])
})

test('a database that crashes comes back on the same address with what was committed', async () => {
  const database = await startDatabase({ directory })
  await ask(database, "create table kept (word text); insert into kept values ('邻里')")
  const before = database.pid
  await database.restartImmediate()
  expect(database.pid).not.toBe(before)
  expect(await ask(database, 'select word from kept')).toEqual([{ word: '邻里' }])
})

test('only its owner may read the password of the database', async () => {
  await startDatabase({ directory })
  expect(statSync(passwordFile()).mode & 0o777).toBe(0o600)
})

test('a lost password is told in plain words, not as a failed login', async () => {
  const first = await startDatabase({ directory })
  await first.stop()
  rmSync(passwordFile())
  await expect(startDatabase({ directory })).rejects.toThrow(/password file .* is missing/)
})

/** A process of its own that starts the database and says where it is, or what went wrong. */
function startElsewhere(): Promise<string> {
  const module = fileURLToPath(new URL('../../bff/platform/embedded-postgres.ts', import.meta.url))
  const script = `
    import { startDatabase } from ${JSON.stringify(module)}
    const { url } = await startDatabase({ directory: ${JSON.stringify(directory)} })
    process.stdout.write(url)`
  const args = ['--import', 'tsx', '--input-type=module', '--eval', script]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  return new Promise((resolve) => child.once('close', () => resolve(said)))
}

test('three that start a fresh database at once all get the same one, and it lets them in', async () => {
  const [first, ...others] = await Promise.all([
    startElsewhere(),
    startElsewhere(),
    startDatabase({ directory }).then(({ url }) => url),
  ])
  expect(first).toMatch(/^postgres:\/\/linli:\w+@127\.0\.0\.1:\d+\/linli$/)
  expect(others).toEqual([first, first])
  const client = new pg.Client({ connectionString: first })
  await client.connect()
  expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  await client.end()
})
