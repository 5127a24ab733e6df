import type { Reader } from '#db/database.ts'
import type { MetricCode } from '#shared/readings/metrics.ts'
import { metricOfNo, metrics, qualities } from '#shared/readings/metrics.ts'
import type { LatestReading, LongRollUp, RollUp } from './reading-record.ts'

type Elder = { readonly elderNo: number }
const numbersOf = (elders: readonly Elder[]) => elders.map(({ elderNo }) => elderNo)
const numbered = (codes: readonly MetricCode[]) => codes.map((code) => metrics[code].no)

interface LatestRow {
  readonly elderNo: number
  readonly metric: number
  readonly measuredAt: Date
  readonly receivedAt: Date
  readonly value: number | null
  readonly quality: number
}

/** The newest reading of each metric of these elders, suspect ones and probes that are off included. */
export const findLatest = async (
  { client }: Reader,
  elders: readonly Elder[],
): Promise<LatestReading[]> => {
  const { rows } = await client.query<LatestRow>({
    name: 'readings.latest',
    text: `select elder_no as "elderNo", metric, measured_at as "measuredAt",
        received_at as "receivedAt", value, quality
      from latest_readings where elder_no = any($1::int[]) order by elder_no, metric`,
    values: [numbersOf(elders)],
  })
  return rows.map((row) => ({
    ...row,
    metric: metricOfNo(row.metric),
    quality: qualities[row.quality] ?? 'no_signal',
  }))
}

type Row<R extends RollUp> = Omit<R, 'metric'> & { readonly metric: number }
const named = <R extends RollUp>(row: Row<R>) => ({ ...row, metric: metricOfNo(row.metric) })

const fields = `elder_no as "elderNo", metric, from_at as "fromAt", n, no_signal as "noSignal",
  sum, min, max`

/** Whole minutes that begin in [from, to), in order; minutes without any reading are missing. */
export const findMinutes = async (
  { client }: Reader,
  elders: readonly Elder[],
  codes: readonly MetricCode[],
  from: Date,
  to: Date,
): Promise<RollUp[]> => {
  const { rows } = await client.query<Row<RollUp>>({
    name: 'readings.minutes',
    text: `select ${fields} from reading_minutes where elder_no = any($1::int[])
        and metric = any($2::smallint[]) and from_at >= $3 and from_at < $4
      order by elder_no, metric, from_at`,
    values: [numbersOf(elders), numbered(codes), from, to],
  })
  return rows.map(named)
}

/** As `findMinutes`, by the hour. */
export const findHours = async (
  { client }: Reader,
  elders: readonly Elder[],
  codes: readonly MetricCode[],
  from: Date,
  to: Date,
): Promise<LongRollUp[]> => {
  const { rows } = await client.query<Row<LongRollUp>>({
    name: 'readings.hours',
    text: `select ${fields}, minutes from reading_hours where elder_no = any($1::int[])
        and metric = any($2::smallint[]) and from_at >= $3 and from_at < $4
      order by elder_no, metric, from_at`,
    values: [numbersOf(elders), numbered(codes), from, to],
  })
  return rows.map((row) => ({ ...row, metric: metricOfNo(row.metric) }))
}

/** As `findMinutes`, by days of Shanghai, both ends included; `fromAt` is its midnight. */
export const findDays = async (
  { client }: Reader,
  elders: readonly Elder[],
  codes: readonly MetricCode[],
  firstDay: string,
  lastDay: string,
): Promise<LongRollUp[]> => {
  const { rows } = await client.query<Row<LongRollUp>>({
    name: 'readings.days',
    text: `select elder_no as "elderNo", metric, day::timestamp at time zone 'Asia/Shanghai' as "fromAt",
        n, no_signal as "noSignal", sum, min, max, minutes from reading_days
      where elder_no = any($1::int[]) and metric = any($2::smallint[])
        and day between $3::date and $4::date
      order by elder_no, metric, day`,
    values: [numbersOf(elders), numbered(codes), firstDay, lastDay],
  })
  return rows.map((row) => ({ ...row, metric: metricOfNo(row.metric) }))
}
