import { createHash, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import {
  createDatabase,
  databaseExists,
  databaseUrl,
  dropDatabase,
} from '#bff/platform/postgres-databases.ts'
import { migrateDatabase } from '#db/migrate.ts'
import { startTestServer } from './test-server.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The run's own PostgreSQL, or – when one test file is run by hand – one kept in `.data`. */
export const testServerUrl = async (): Promise<string> => {
  if (process.env.TEST_DATABASE_URL) return process.env.TEST_DATABASE_URL
  const started = await startTestServer({ directory: path.join(root, '.data', 'test-postgres') })
  return started.url
}

const names = new Map<string, string>()

/** Name of the template that holds what the files below produce; another content, another name. */
const templateName = (prefix: string, folders: readonly string[]): string => {
  const key = [prefix, ...folders].join()
  const known = names.get(key)
  if (known !== undefined) return known
  const hash = createHash('sha256')
  for (const folder of folders)
    for (const entry of readdirSync(path.join(root, folder), {
      recursive: true,
      withFileTypes: true,
    }))
      if (entry.isFile()) hash.update(readFileSync(path.join(entry.parentPath, entry.name)))
  const name = `${prefix}_${hash.digest('hex').slice(0, 16)}`
  names.set(key, name)
  return name
}

/** Runs `work` while no other test process prepares the same template. */
const alone = async (url: string, work: () => Promise<void>): Promise<void> => {
  const client = new pg.Client({ connectionString: databaseUrl(url, 'postgres') })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(77)')
    await work()
  } finally {
    await client.end()
  }
}

/**
 * A database of the test's own, copied from a template that is filled once per content of `folders`.
 * @returns its url, and `drop` to remove it.
 */
export const freshDatabase = async (
  prefix = 'migrated',
  folders: readonly string[] = ['db/migrations'],
  fill: (url: string) => Promise<void> = migrateDatabase,
): Promise<{ readonly url: string; readonly drop: () => Promise<void> }> => {
  const server = await testServerUrl()
  const template = templateName(prefix, folders)
  await alone(server, async () => {
    if (await databaseExists(server, template)) return
    const draft = `${template}_draft`
    await dropDatabase(server, draft)
    await fill(await createDatabase(server, draft))
    const client = new pg.Client({ connectionString: databaseUrl(server, 'postgres') })
    await client.connect()
    await client.query(`alter database "${draft}" rename to "${template}"`)
    await client.end()
  })
  const name = `t_${randomUUID().replaceAll('-', '')}`
  // Copying waits its turn: PostgreSQL refuses a template that someone else is copying from.
  await alone(server, async () => {
    await createDatabase(server, name, template)
  })
  return { url: databaseUrl(server, name), drop: () => dropDatabase(server, name) }
}
