import type { Reader, Transaction } from '#db/database.ts'

/**
 * Numbers under which something measured is still there, of elders whose consent ended before this,
 * or of nobody. The newest readings go last, so they tell that something is left.
 */
export const findEndedWithReadings = async (
  { client }: Reader,
  endedBefore: Date,
): Promise<number[]> => {
  const { rows } = await client.query<{ elderNo: number }>(
    `select l.elder_no as "elderNo" from latest_readings l
      left join cared_persons c on c.elder_no = l.elder_no
      where c.elder_no is null or c.ended_at <= $1 group by 1 order by 1`,
    [endedBefore],
  )
  return rows.map(({ elderNo }) => elderNo)
}

/** Deletes some of what was measured of an elder, the readings first. @returns how many rows went */
export const deleteSome = async (
  { client }: Transaction,
  elderNo: number,
  most: number,
): Promise<number> => {
  const { rowCount } = await client.query(
    `delete from readings r using (select metric, measured_at, source_no from readings
        where elder_no = $1 limit $2) gone
      where r.elder_no = $1 and r.metric = gone.metric and r.measured_at = gone.measured_at
        and r.source_no = gone.source_no`,
    [elderNo, most],
  )
  return rowCount ?? 0
}

/** Deletes the roll-ups and the newest readings of an elder; not beside a count that still saw his readings. */
export const deleteRollUps = async ({ client }: Transaction, elderNo: number): Promise<void> => {
  await client.query(`select pg_advisory_xact_lock(hashtext('readings.roll-ups'))`)
  for (const table of ['latest_readings', 'reading_minutes', 'reading_hours', 'reading_days'])
    await client.query(`delete from ${table} where elder_no = $1`, [elderNo])
}

/** Where rows stand whose time is over: the column by which they are found. */
const aging = {
  reading_minutes: 'from_at',
  reading_hours: 'from_at',
  reading_days: 'day',
  quarantined_readings: 'received_at',
  quarantine_overflow: 'day',
  vendor_requests: 'received_at',
} as const
export type Aging = keyof typeof aging

/** Deletes some of the rows that are older than `before`. @returns how many went */
export const deleteOld = async (
  { client }: Transaction,
  table: Aging,
  before: Date,
  most: number,
): Promise<number> => {
  const { rowCount } = await client.query(
    `delete from ${table} where ctid = any(array(
      select ctid from ${table} where ${aging[table]} < $1 limit $2))`,
    [before, most],
  )
  return rowCount ?? 0
}
