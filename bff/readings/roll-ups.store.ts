import type { Transaction } from '#db/database.ts'

/** Whether this node may roll up now; nobody else does until the transaction ends. */
export const lockRollUps = async ({ client }: Transaction): Promise<boolean> => {
  const { rows } = await client.query<{ locked: boolean }>(
    `select pg_try_advisory_xact_lock(hashtext('readings.roll-ups')) as locked`,
  )
  return rows[0]?.locked ?? false
}

/** Up to when received readings are in the roll-ups; undefined: nothing was ever rolled up. */
export const readRolledUntil = async ({ client }: Transaction): Promise<Date | undefined> => {
  const { rows } = await client.query<{ until: Date }>(
    'select rolled_until as until from roll_up_state',
  )
  return rows[0]?.until
}

export const writeRolledUntil = async ({ client }: Transaction, until: Date): Promise<void> => {
  await client.query(
    `insert into roll_up_state (single, rolled_until) values (true, $1)
      on conflict (single) do update set rolled_until = excluded.rolled_until`,
    [until],
  )
}

/**
 * Milliseconds since the oldest of our transactions that is still open began: a reading that nobody
 * can see yet was received no earlier. Other programs (a dump) hold nothing up.
 */
export const oldestOpen = async ({ client }: Transaction): Promise<number> => {
  const { rows } = await client.query<{ milliseconds: number }>(
    `select coalesce(max(extract(epoch from clock_timestamp() - xact_start) * 1000), 0)::float8
        as milliseconds
      from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
        and application_name like 'linli%' and xact_start is not null`,
  )
  return rows[0]?.milliseconds ?? 0
}

/** When the first reading of all was received; undefined: none was. */
export const firstReceived = async ({ client }: Transaction): Promise<Date | undefined> => {
  const { rows } = await client.query<{ at: Date | null }>(
    'select min(received_at) as at from readings',
  )
  return rows[0]?.at ?? undefined
}

/**
 * Counts anew, from the readings themselves, each minute that something received in (from, to]
 * belongs to, then their hours, then their days. Counted, not added: so neither a reading that comes
 * late nor a crash, nor doing it twice, can make them wrong.
 * @param to null: all there is @returns minutes counted
 */
export const recount = async (
  { client }: Transaction,
  from: Date,
  to: Date | null,
): Promise<number> => {
  // The planner knows nothing of a table that was filled a moment ago; a minute is always found by key.
  await client.query(`set local enable_seqscan = off; set local enable_mergejoin = off;
    create temporary table if not exists touched_minutes
      (elder_no integer, metric smallint, from_at timestamptz(3)) on commit delete rows`)
  const touched = await client.query({
    text: `insert into touched_minutes
      select distinct elder_no, metric, date_trunc('minute', measured_at) from readings
      where received_at > $1 and ($2::timestamptz is null or received_at <= $2)`,
    values: [from, to],
  })
  if (!touched.rowCount) return 0
  await client.query(`analyze touched_minutes;
    insert into reading_minutes as m (elder_no, metric, from_at, n, no_signal, sum, min, max)
    select t.elder_no, t.metric, t.from_at, r.* from touched_minutes t cross join lateral (
      select count(value)::int as n, count(*) filter (where value is null)::int as no_signal,
        coalesce(sum(value::float8), 0) as sum, min(value) as min, max(value) as max
      from readings where elder_no = t.elder_no and metric = t.metric
        and measured_at >= t.from_at and measured_at < t.from_at + interval '1 minute') r
    where r.n + r.no_signal > 0
    on conflict (elder_no, metric, from_at) do update set n = excluded.n,
      no_signal = excluded.no_signal, sum = excluded.sum, min = excluded.min, max = excluded.max
    where (m.n, m.no_signal, m.sum, m.min, m.max) is distinct from
      (excluded.n, excluded.no_signal, excluded.sum, excluded.min, excluded.max);
    insert into reading_hours as h (elder_no, metric, from_at, n, no_signal, sum, min, max, minutes)
    select t.elder_no, t.metric, t.from_at, sum(n)::int, sum(no_signal)::int, sum(sum), min(min),
      max(max), count(*) filter (where n > 0)
    from (select distinct elder_no, metric, date_trunc('hour', from_at) as from_at
      from touched_minutes) t
    join reading_minutes m on m.elder_no = t.elder_no and m.metric = t.metric
      and m.from_at >= t.from_at and m.from_at < t.from_at + interval '1 hour'
    group by 1, 2, 3
    on conflict (elder_no, metric, from_at) do update set n = excluded.n,
      no_signal = excluded.no_signal, sum = excluded.sum, min = excluded.min, max = excluded.max,
      minutes = excluded.minutes
    where (h.n, h.no_signal, h.sum, h.min, h.max, h.minutes) is distinct from (excluded.n,
      excluded.no_signal, excluded.sum, excluded.min, excluded.max, excluded.minutes);
    insert into reading_days as d (elder_no, metric, day, n, no_signal, sum, min, max, minutes)
    select t.elder_no, t.metric, t.day, sum(n)::int, sum(no_signal)::int, sum(sum), min(min),
      max(max), sum(minutes)
    from (select distinct elder_no, metric, (from_at at time zone 'Asia/Shanghai')::date as day
      from touched_minutes) t
    join reading_hours h on h.elder_no = t.elder_no and h.metric = t.metric
      and h.from_at >= t.day::timestamp at time zone 'Asia/Shanghai'
      and h.from_at < (t.day + 1)::timestamp at time zone 'Asia/Shanghai'
    group by 1, 2, 3
    on conflict (elder_no, metric, day) do update set n = excluded.n,
      no_signal = excluded.no_signal, sum = excluded.sum, min = excluded.min, max = excluded.max,
      minutes = excluded.minutes
    where (d.n, d.no_signal, d.sum, d.min, d.max, d.minutes) is distinct from (excluded.n,
      excluded.no_signal, excluded.sum, excluded.min, excluded.max, excluded.minutes)`)
  return touched.rowCount
}
