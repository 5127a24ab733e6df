import { fileURLToPath } from 'node:url'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url))
/** Any number will do, as long as every node uses the same. */
const migrationLock = 5_201_314

/** Brings the database to this version; several nodes at once take turns. Refuses an unfit database. */
export const migrateDatabase = async (url: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url, lock_timeout: 60_000 })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock])
    await migrate(drizzle(client), { migrationsFolder })
    await assertFit(client)
  } finally {
    await client.end()
  }
}

/** Triggers and constraints the promises of this product rest on; their absence stops the boot. */
const guards = [
  'case_events_append_only',
  'audit_entries_append_only',
  'cases_number',
  'case_external_ids_subdistrict_id_source_external_id_pk',
  'case_ratings_subdistrict_id_case_id_person_id_round_pk',
] as const

const assertFit = async (client: pg.Client): Promise<void> => {
  const { rows } = await client.query<{ version: number; encoding: string; trigrams: number }>(
    `select current_setting('server_version_num')::int as version,
            current_setting('server_encoding') as encoding,
            cardinality(show_trgm('敬老卡补办')) as trigrams`,
  )
  const found = rows[0]
  if (!found || found.version < 150_000) throw new Error('PostgreSQL 15 or newer is needed')
  if (found.encoding !== 'UTF8')
    throw new Error('the database must be UTF-8 (initdb --encoding=UTF8)')
  if (found.trigrams === 0)
    throw new Error(
      'this database finds no trigrams in Chinese text: initialise it with --locale-provider=builtin --builtin-locale=C.UTF-8, or a UTF-8 locale',
    )
  const present = await client.query<{ name: string }>(
    `select tgname as name from pg_trigger union select conname from pg_constraint union select indexname from pg_indexes`,
  )
  const names = new Set(present.rows.map((row) => row.name))
  const missing = guards.filter((guard) => !names.has(guard))
  if (missing.length > 0)
    throw new Error(`the database lacks ${missing.join(', ')}: restore it or migrate again`)
}
