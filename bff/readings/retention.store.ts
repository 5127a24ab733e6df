import type { Reader, Transaction } from '#db/database.ts'

/** Elders whose consent ended before this and of whom something measured is still there. */
export const findEndedWithReadings = async (
  { client }: Reader,
  endedBefore: Date,
): Promise<number[]> => {
  const { rows } = await client.query<{ elderNo: number }>(
    `select elder_no as "elderNo" from cared_persons c where ended_at <= $1 and (
        exists (select 1 from readings where elder_no = c.elder_no)
        or exists (select 1 from latest_readings where elder_no = c.elder_no)
        or exists (select 1 from reading_minutes where elder_no = c.elder_no)
        or exists (select 1 from reading_hours where elder_no = c.elder_no)
        or exists (select 1 from reading_days where elder_no = c.elder_no))
      order by elder_no`,
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

/** Deletes the roll-ups and the newest readings of an elder. */
export const deleteRollUps = async ({ client }: Transaction, elderNo: number): Promise<void> => {
  for (const table of ['latest_readings', 'reading_minutes', 'reading_hours', 'reading_days'])
    await client.query(`delete from ${table} where elder_no = $1`, [elderNo])
}

/** Where rows stand whose time is over: the column by which they are found. */
const aging = {
  reading_minutes: 'from_at',
  reading_hours: 'from_at',
  reading_days: 'day',
  quarantined_readings: 'received_at',
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
