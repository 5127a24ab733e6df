import { execFile } from 'node:child_process'
import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import Fastify from 'fastify'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readSettings } from '#bff/env.ts'
import { createLog } from '#bff/http/log.ts'
import { createServer } from '#bff/http/server.ts'
import { createDatabase, databaseUrl, dropDatabase } from '#bff/platform/postgres-databases.ts'
import { migrateDatabase } from '#db/migrate.ts'
import { startServerProcess } from '#tests/support/server-process.ts'
import { testServerUrl } from '#tests/support/test-database.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const key = (fill: number) => `k1:${Buffer.alloc(32, fill).toString('base64')}`

const complete = {
  LINLI_MODE: 'production',
  DATABASE_URL: 'postgres://linli@127.0.0.1/linli',
  FILES_DIRECTORY: '/srv/linli/files',
  DEFAULT_SUBDISTRICT: 'hexing',
  LINLI_SIGNING_KEYS: key(1),
  LINLI_PERSONAL_DATA_KEYS: key(2),
  LINLI_BLIND_INDEX_KEY: key(3),
  WECHAT_APP_ID: 'wx0123456789abcdef',
  WECHAT_APP_SECRET: 'a-secret',
  WECHAT_CASE_STEP_TEMPLATE: 'a-template',
} as const

const faultsOf = (env: Readonly<Record<string, string | undefined>>): string => {
  try {
    readSettings(env)
    return ''
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

test('a complete set of settings is taken in production', () => {
  expect(faultsOf(complete)).toBe('')
})

test('a rung of the ladder is off, or has all its settings; none is a secret of the demo', () => {
  const sms = { SMS_APP_ID: '1400006666', SMS_SIGN_NAME: '邻里', SMS_TEMPLATE_ID: '1110' }
  const tencent = { TENCENT_SECRET_ID: 'AKIDlinli', TENCENT_SECRET_KEY: 'a-key' }
  expect(faultsOf({ ...complete, ...sms, ...tencent })).toBe('')
  expect(faultsOf({ ...complete, ...sms })).toContain('TENCENT_SECRET_ID')
  expect(faultsOf({ ...complete, ...tencent, VOICE_APP_ID: '15' })).toBe(
    'VOICE_TEMPLATE_ID is missing',
  )
  expect(faultsOf({ ...complete, WECOM_CORP_ID: 'ww1', WECOM_AGENT_ID: 'seven' })).toBe(
    'WECOM_SECRET is missing\nWECOM_AGENT_ID must be a number',
  )
  expect(faultsOf({ ...complete, ...sms, ...tencent, TENCENT_SECRET_KEY: 'demo-key' })).toBe(
    'TENCENT_SECRET_KEY is a secret of the demo',
  )
})

const named = Object.keys(complete).filter((name) => name !== 'LINLI_MODE')

test.each(named)('production without %s is refused by name, and by that name alone', (name) => {
  expect(faultsOf({ ...complete, [name]: undefined })).toBe(`${name} is missing`)
  expect(faultsOf({ ...complete, [name]: '' })).toBe(`${name} is missing`)
})

test('a mode nobody knows is refused, and so is none', () => {
  expect(faultsOf({ ...complete, LINLI_MODE: 'prod' })).toContain('LINLI_MODE')
  expect(faultsOf({ ...complete, LINLI_MODE: undefined })).toContain('LINLI_MODE')
})

test.each([['LINLI_SIGNING_KEYS'], ['LINLI_PERSONAL_DATA_KEYS'], ['LINLI_BLIND_INDEX_KEY']])(
  '%s of the demo is refused in production, and so is a short one',
  (name) => {
    const demo = readSettings({ LINLI_MODE: 'demo', DATABASE_URL: 'postgres://x/y' })
    const bytes = [demo.signingKeys[0]?.bytes, demo.personalDataKeys[0]?.bytes, demo.blindIndexKey]
    for (const secret of bytes) {
      const given = `k1:${secret?.toString('base64')}`
      expect(faultsOf({ ...complete, [name]: given })).toBe(`${name} is a secret of the demo`)
    }
    expect(faultsOf({ ...complete, [name]: 'k1:c2hvcnQ=' })).toContain(`${name} must be`)
  },
)

test.each([
  ['PORT', '99999'],
  ['REQUEST_SECONDS', '-1'],
  ['RATE_LIMIT_SCALE', 'fast'],
  ['WECHAT_MINIPROGRAM_STATE', 'beta'],
  ['LINLI_DEMO_LOGIN', '1'],
])('%s=%s is refused by name', (name, value) => {
  expect(faultsOf({ ...complete, [name]: value })).toContain(name)
})

let serverUrl: string
const made: string[] = []

beforeAll(async () => {
  serverUrl = await testServerUrl()
})

afterAll(async () => {
  for (const name of made) await dropDatabase(serverUrl, name)
})

const query = async (url: string, text: string): Promise<unknown[]> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

const database = async (options = ''): Promise<string> => {
  const name = `boot_${process.pid}_${made.length}`
  made.push(name)
  if (options === '') return createDatabase(serverUrl, name)
  await query(
    databaseUrl(serverUrl, 'postgres'),
    `create database ${name} template template0 ${options}`,
  )
  return databaseUrl(serverUrl, name)
}

test('the real server names every missing setting in one answer, without a stack', async () => {
  const failed = await startServerProcess({
    databaseUrl: '',
    filesDirectory: '',
    env: { LINLI_MODE: 'production' },
  }).catch((error: Error) => error.message)
  expect(failed).toContain('the server ended (1)')
  for (const name of named) expect(failed).toContain(`${name} is missing`)
  expect(failed).not.toMatch(/\n\s+at /)
})

test('a database that is not UTF-8 is refused before anything is written to it', async () => {
  const url = await database("encoding 'SQL_ASCII' locale_provider libc locale 'C'")
  await expect(migrateDatabase(url)).rejects.toThrow('the database must be UTF-8')
  expect(await query(url, "select 1 from pg_tables where schemaname = 'public'")).toEqual([])
})

test('a database that finds nothing in Chinese text is refused, plainly, by the real server', async () => {
  const url = await database("encoding 'UTF8' locale_provider libc locale 'C'")
  const failed = await startServerProcess({ databaseUrl: url, filesDirectory: root }).catch(
    (error: Error) => error.message,
  )
  expect(failed).toContain('finds no trigrams in Chinese text')
  expect(failed).not.toMatch(/\n\s+at /)
})

test.each([
  ['drop trigger case_events_append_only on case_events', 'case_events_append_only'],
  [
    'alter table audit_entries disable trigger audit_entries_append_only',
    'audit_entries_append_only',
  ],
])('after “%s” the server does not start', async (sabotage, name) => {
  const url = await database()
  await migrateDatabase(url)
  await query(url, sabotage)
  await expect(migrateDatabase(url)).rejects.toThrow(`the database lacks ${name}`)
})

test('five nodes that start at once on an empty database migrate it once', async () => {
  const url = await database()
  await Promise.all(Array.from({ length: 5 }, () => migrateDatabase(url)))
  const files = await readdir(path.join(root, 'db/migrations'))
  const wanted = files.filter((file) => file.endsWith('.sql')).length
  expect(await query(url, 'select 1 from drizzle.__drizzle_migrations')).toHaveLength(wanted)
  await migrateDatabase(url)
  expect(await query(url, 'select 1 from drizzle.__drizzle_migrations')).toHaveLength(wanted)
})

test('the migrations make exactly the schema that the code declares', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'linli-drizzle-'))
  try {
    const out = path.relative(root, path.join(folder, 'migrations'))
    await cp(path.join(root, 'db/migrations'), path.join(root, out), { recursive: true })
    const before = await readdir(path.join(root, out))
    const config = path.join(folder, 'drizzle.config.json')
    const own = await import(pathToFileURL(path.join(root, 'drizzle.config.ts')).href)
    await writeFile(config, JSON.stringify({ ...own.default, out }))
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['node_modules/drizzle-kit/bin.cjs', 'generate', `--config=${config}`],
      { cwd: root },
    )
    expect(stdout).toContain('No schema changes')
    expect(await readdir(path.join(root, out))).toEqual(before)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

test('a route that says nothing about who may call it stops the start', async () => {
  const settings = readSettings({ LINLI_MODE: 'demo', DATABASE_URL: 'postgres://x/y' })
  const app = await createServer(settings, createLog('silent'))
  expect(() => app.get('/api/open-by-mistake', () => 'everything')).toThrow(
    'says nothing about access',
  )
  expect(() => app.get('/docs-of-mine', () => 'everything')).toThrow('says nothing about access')
  await app.close()
  // Fastify itself would have served it: the refusal is ours.
  expect(() => Fastify().get('/api/open-by-mistake', () => 'everything')).not.toThrow()
})
