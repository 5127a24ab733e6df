import type { Reader } from '#db/database.ts'
import type { MetricCode } from '#shared/readings/metrics.ts'
import { metrics, qualities } from '#shared/readings/metrics.ts'
import type { BinCount, ChartWindow } from './chart.policy.ts'
import type { BedReading } from './sleep.policy.ts'
import { bedReadingHolds } from './sleep.policy.ts'

/**
 * Four sources that meet without overlap: days, hours and minutes of the roll-ups as far as they are
 * long enough for the bins and complete, and what is newer reading by reading. `tail` lies two minutes
 * before the last roll-up, since readings come in some seconds late; later ones show after the next.
 */
const binsText = `
  with tail as (
    select least($4::timestamptz, greatest($3::timestamptz, coalesce(
      (select date_trunc('minute', rolled_until - interval '2 minutes') from roll_up_state),
      $3::timestamptz))) as at),
  edges as (
    select at,
      case when $5 < 3600 then $3::timestamptz
           else greatest($3::timestamptz, date_trunc('hour', at)) end as hour,
      case when $5 < 86400 then $3::timestamptz
           else greatest($3::timestamptz,
             date_trunc('day', at at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai') end as day
      from tail),
  parts as (
    select day::timestamp at time zone 'Asia/Shanghai' as from_at, n, no_signal, sum, min, max
      from reading_days
     where elder_no = $1 and metric = $2
       and day >= ($3::timestamptz at time zone 'Asia/Shanghai')::date
       and day < ((select day from edges) at time zone 'Asia/Shanghai')::date
    union all
    select from_at, n, no_signal, sum, min, max from reading_hours
     where elder_no = $1 and metric = $2
       and from_at >= (select day from edges) and from_at < (select hour from edges)
    union all
    select from_at, n, no_signal, sum, min, max from reading_minutes
     where elder_no = $1 and metric = $2
       and from_at >= (select hour from edges) and from_at < (select at from edges)
    union all
    select measured_at, (quality < 2)::int, (quality = 2)::int, coalesce(value, 0)::float8,
           value, value
      from readings
     where elder_no = $1 and metric = $2
       and measured_at >= (select at from edges) and measured_at < $4::timestamptz)
  select floor(extract(epoch from from_at - $3::timestamptz) / $5)::int as no,
         sum(n)::int as n, sum(no_signal)::int as "noSignal", sum(sum)::float8 as sum,
         min(min) as min, max(max) as max
    from parts group by 1`

/** One elder's readings of one metric, counted into the bins of a window; empty bins are missing. */
export const countBins = async (
  { client }: Reader,
  elderNo: number,
  metric: MetricCode,
  { from, to, binSeconds }: ChartWindow,
): Promise<BinCount[]> => {
  const values = [elderNo, metrics[metric].no, from, to, binSeconds]
  return (await client.query<BinCount>({ name: 'readings.bins', text: binsText, values })).rows
}

interface PointRow {
  readonly measuredAt: Date
  readonly value: number | null
  readonly quality: number
}

/** The newest readings since a moment, oldest first. */
export const readPoints = async (
  { client }: Reader,
  elderNo: number,
  metric: MetricCode,
  since: Date,
  most: number,
): Promise<PointRow[]> => {
  const { rows } = await client.query<PointRow>({
    name: 'readings.points',
    text: `select measured_at as "measuredAt", value, quality from readings
            where elder_no = $1 and metric = $2 and measured_at >= $3
            order by measured_at desc limit $4`,
    values: [elderNo, metrics[metric].no, since, most],
  })
  return rows.reverse()
}

interface PairRow {
  readonly measuredAt: Date
  readonly systolic: number
  readonly diastolic: number
  readonly doubtful: boolean
}

/** Both pressures of one measurement of one device, newest first. */
export const readPairs = async (
  { client }: Reader,
  elderNo: number,
  { from, to }: Pick<ChartWindow, 'from' | 'to'>,
  most: number,
): Promise<PairRow[]> => {
  const { rows } = await client.query<PairRow>({
    name: 'readings.pairs',
    text: `select s.measured_at as "measuredAt", s.value as systolic, d.value as diastolic,
                  s.quality = 1 or d.quality = 1 as doubtful
             from readings s
             join readings d on d.elder_no = s.elder_no and d.metric = $3
              and d.measured_at = s.measured_at and d.source_no = s.source_no and d.quality < 2
            where s.elder_no = $1 and s.metric = $2 and s.quality < 2
              and s.measured_at >= $4 and s.measured_at < $5
              and d.measured_at >= $4 and d.measured_at < $5
            order by s.measured_at desc limit $6`,
    values: [elderNo, metrics.systolic.no, metrics.diastolic.no, from, to, most],
  })
  return rows
}

/** A sensor that speaks every 2 s for 18 hours stays below. */
const mostBedReadings = 70_000

/** What the bed sensor said in a window, and just before. */
export const readBed = async (
  { client }: Reader,
  elderNo: number,
  { from, to }: Pick<ChartWindow, 'from' | 'to'>,
): Promise<BedReading[]> => {
  const { rows } = await client.query<{ at: Date; value: number; isStage: boolean }>({
    name: 'readings.bed',
    text: `select measured_at as at, value, metric = $3 as "isStage" from readings
            where elder_no = $1 and metric in ($2, $3) and quality < $4
              and measured_at >= $5 and measured_at < $6
            order by measured_at limit $7`,
    values: [
      ...[elderNo, metrics.in_bed.no, metrics.sleep_stage.no, qualities.indexOf('no_signal')],
      ...[new Date(from.getTime() - bedReadingHolds), to, mostBedReadings],
    ],
  })
  return rows.map(({ at, value, isStage }) => ({
    ...{ at, value, metric: isStage ? 'sleep_stage' : 'in_bed' },
  }))
}
