import type { Reader, Transaction } from '#db/database.ts'

/** Names are made by us alone: `readings_` and the Monday the week begins with. */
const nameOf = (week: string): string => {
  if (!/^\d{4}-\d\d-\d\d$/.test(week)) throw new RangeError(`no week ${week}`)
  return `readings_${week.replaceAll('-', '')}`
}

/** Weeks that have a partition, as the Monday (UTC) they begin with. */
export const findWeeks = async ({ client }: Reader): Promise<string[]> => {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = 'readings'::regclass order by 1`,
  )
  return rows.map(({ name }) => {
    const [, year, month, day] = /^readings_(\d{4})(\d\d)(\d\d)$/.exec(name) ?? []
    return `${year}-${month}-${day}`
  })
}

/**
 * Makes the partition of a week, beside readings that come in meanwhile: attached, not created in
 * place, which would wait for and hold up everybody. Nodes that do it at once take turns.
 */
export const makeWeek = async (
  { client }: Transaction,
  week: string,
  nextWeek: string,
): Promise<void> => {
  const name = nameOf(week)
  const upper = nameOf(nextWeek).slice(-8)
  await client.query(`select pg_advisory_xact_lock(hashtext('readings.partitions'))`)
  const { rows } = await client.query<{ there: boolean }>(
    'select to_regclass($1) is not null as there',
    [name],
  )
  if (rows[0]?.there) return
  await client.query(`create table ${name} (like readings including defaults including constraints);
    alter table ${name} add primary key (elder_no, metric, measured_at, source_no);
    create index ${name}_received on ${name}
      using brin (received_at) with (pages_per_range = 32, autosummarize = on);
    alter table readings attach partition ${name}
      for values from ('${name.slice(-8)} 00:00:00+00') to ('${upper} 00:00:00+00')`)
}

/** @throws when the table is busy for longer than the lock timeout; the next round tries again */
export const dropWeek = async ({ client }: Transaction, week: string): Promise<void> => {
  await client.query(`select pg_advisory_xact_lock(hashtext('readings.partitions'))`)
  await client.query(`drop table if exists ${nameOf(week)}`)
}
