import { fileURLToPath } from 'node:url'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url))
/** Any number will do, as long as every node uses the same. */
const migrationLock = 5_201_314

/** The database is not what the product rests on; the message says what to do about it. */
export class UnfitDatabase extends Error {}

/**
 * Brings the database to this version; several nodes at once take turns.
 * @throws UnfitDatabase before anything is written, where that can be known before.
 */
export const migrateDatabase = async (url: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url, lock_timeout: 60_000 })
  // What kills the connection also fails the query that waits on it; unheard it would end us first.
  client.on('error', () => undefined)
  await client.connect()
  try {
    await assertServer(client)
    await client.query('select pg_advisory_lock($1)', [migrationLock])
    await migrate(drizzle(client), { migrationsFolder })
    await assertTrigrams(client)
    await assertGuards(client)
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
  'occupancies_never_overlap',
  'occurrences_not_oversold',
  'occurrences_once',
  'closures_once',
  'bookings_one_live',
  'bookings_check_in_secret',
  'booking_events_append_only',
  'waits_one_live',
  'relationships_one_in_force',
  'relationships_two_people',
  'relation_codes_code',
  'person_profiles_id_number',
  'payment_events_append_only',
  'payments_one_open',
  'payments_out_trade_no',
  'payments_never_overrefunded',
  'payment_refunds_once',
  'payment_refunds_number',
  'payment_differences_once',
  'notices_once',
  'notice_attempts_notice_id_rung_pk',
  'calls_notice',
  'cared_persons_one_in_force',
  'care_consents_one_in_force',
  'care_invites_code',
  'device_assignments_one_wearer',
  'devices_serial',
  'vendor_requests_vendor_code_nonce_pk',
  'readings_once',
  'quarantined_readings_once',
  'alerts_one_active',
  'alert_events_append_only',
  'guide_items_code',
  'guide_versions_append_only',
] as const

const assertServer = async (client: pg.Client): Promise<void> => {
  const { rows } = await client.query<{ version: number; encoding: string }>(
    `select current_setting('server_version_num')::int as version,
            current_setting('server_encoding') as encoding`,
  )
  const found = rows[0]
  if (!found || found.version < 150_000) throw new UnfitDatabase('PostgreSQL 15 or newer is needed')
  if (found.encoding !== 'UTF8')
    throw new UnfitDatabase('the database must be UTF-8 (createdb --encoding=UTF8)')
}

/** Needs the extension, so it can only be asked after the migrations. */
const assertTrigrams = async (client: pg.Client): Promise<void> => {
  const { rows } = await client.query<{ trigrams: number }>(
    `select cardinality(show_trgm('敬老卡补办')) as trigrams`,
  )
  if (rows[0]?.trigrams === 0)
    throw new UnfitDatabase(
      'this database finds no trigrams in Chinese text: initialise it with --locale-provider=builtin --builtin-locale=C.UTF-8, or a UTF-8 locale',
    )
}

const assertGuards = async (client: pg.Client): Promise<void> => {
  const present = await client.query<{ name: string }>(
    `select tgname as name from pg_trigger where tgenabled <> 'D'
      union select conname from pg_constraint union select indexname from pg_indexes`,
  )
  const names = new Set(present.rows.map((row) => row.name))
  const missing = guards.filter((guard) => !names.has(guard))
  if (missing.length > 0)
    throw new UnfitDatabase(`the database lacks ${missing.join(', ')}: restore it or migrate again`)
}
