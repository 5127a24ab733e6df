import type { Transaction } from '#db/database.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import type { MetricCode } from '#shared/readings/metrics.ts'
import {
  heldMinutes,
  metricCodes,
  metricOfNo,
  metrics,
  qualityNo,
} from '#shared/readings/metrics.ts'
import { numbersOf, textsOf } from './lists.ts'
import type { Standing } from './newest.policy.ts'
import { newestOfEach } from './newest.policy.ts'
import type { Believed } from './readings.policy.ts'

/** A metric of an elder whose newest reading changed. */
export interface MovedOn {
  readonly elderNo: number
  readonly metric: MetricCode
  /** Undefined: there was none. */
  readonly before: Standing | undefined
}

interface MovedOnRow {
  /** Null: what is known of the devices is no longer so, and nothing was stored. */
  readonly elderNo: number | null
  readonly metric: number
  /** Null: there was none. */
  readonly at: number | null
  readonly sourceNo: number
  readonly hasValue: boolean
}

/** Milliseconds as an instant of SQL: a double holds them exactly, and it is quicker read than a date. */
const instantsOf = (dates: readonly Date[]): string => numbersOf(dates.map((date) => +date))

const spotNos = metricCodes.filter((code) => metrics[code].spot).map((code) => metrics[code].no)
/** How long a value stands before “no signal”: `heldMinutes` in SQL. */
const held = `case when excluded.metric in (${spotNos.join()})
    then interval '${heldMinutes({ spot: true }, true)} min'
  when l.source_no = excluded.source_no then interval '${heldMinutes({ spot: false }, true)} min'
  else interval '${heldMinutes({ spot: false }, false)} min' end`

const inOneOrder = (one: Believed, other: Believed): number =>
  one.elderNo - other.elderNo || metrics[one.metric].no - metrics[other.metric].no

/**
 * Stores readings, each once, and moves the newest of each metric on – never back: a reading that
 * comes late stays behind the newer one, and “no signal” behind a value that is held. Rows in one order, so that two batches cannot wait for each other.
 * @returns the metrics whose newest reading changed; `stale` and nothing is stored when what measures
 * whom is no longer of these versions
 */
export const insertReadings = async (
  { client }: Transaction,
  readings: readonly Believed[],
  receivedAt: Date,
  versions: ReadonlyMap<SubdistrictId, string>,
): Promise<MovedOn[] | 'stale'> => {
  const newest = new Set(newestOfEach(readings))
  const inOrder = readings.toSorted(inOneOrder)
  const { rows } = await client.query<MovedOnRow>({
    name: 'readings.insert',
    text: `with stale as materialized (
        select from unnest($9::text[], $10::bigint[]) as known(subdistrict_id, version)
          left join measuring_versions v using (subdistrict_id)
         where coalesce(v.version, 0) <> known.version
      ), said as materialized (
        select elder_no, metric, to_timestamp(measured / 1000)::timestamptz(3) as measured_at,
            source_no, value, quality, to_timestamp(sent / 1000)::timestamptz(3) as sent_at, is_newest
          from unnest($1::int[], $2::smallint[], $3::float8[], $4::int[], $5::real[],
            $6::smallint[], $7::float8[], $11::boolean[])
            as s(elder_no, metric, measured, source_no, value, quality, sent, is_newest)
         where not exists (select from stale)
      ), stored as (
        insert into readings (elder_no, metric, measured_at, source_no, value, quality, sent_at,
          received_at)
        select elder_no, metric, measured_at, source_no, value, quality, sent_at, $8 from said
        on conflict do nothing
      ), newest as (
        insert into latest_readings as l
          (elder_no, metric, measured_at, source_no, value, quality, received_at)
        select elder_no, metric, measured_at, source_no, value, quality, $8 from said
         where is_newest order by elder_no, metric
        on conflict (elder_no, metric) do update set measured_at = excluded.measured_at,
          source_no = excluded.source_no, value = excluded.value, quality = excluded.quality,
          received_at = excluded.received_at
          where case
            when (l.value is null) = (excluded.value is null)
              then l.measured_at < excluded.measured_at
            when excluded.value is null then l.measured_at < excluded.measured_at - ${held}
            else l.measured_at - ${held} <= excluded.measured_at end
        returning elder_no, metric
      )
      select n.elder_no as "elderNo", n.metric,
          (extract(epoch from l.measured_at) * 1000)::float8 as at, l.source_no as "sourceNo",
          l.value is not null as "hasValue"
        from newest n left join latest_readings l using (elder_no, metric)
      union all select null, 0, null, 0, false where exists (select from stale)`,
    values: [
      numbersOf(inOrder.map(({ elderNo }) => elderNo)),
      numbersOf(inOrder.map(({ metric }) => metrics[metric].no)),
      instantsOf(inOrder.map(({ measuredAt }) => measuredAt)),
      numbersOf(inOrder.map(({ sourceNo }) => sourceNo)),
      numbersOf(inOrder.map(({ value }) => value)),
      numbersOf(inOrder.map(({ quality }) => qualityNo(quality))),
      instantsOf(inOrder.map(({ sentAt }) => sentAt)),
      receivedAt,
      textsOf([...versions.keys()]),
      `{${[...versions.values()].join(',')}}`,
      `{${inOrder.map((reading) => newest.has(reading)).join(',')}}`,
    ],
  })
  const moved: MovedOn[] = []
  for (const { elderNo, metric, at, sourceNo, hasValue } of rows) {
    if (elderNo === null) return 'stale'
    const before = at === null ? undefined : { at, sourceNo, hasValue }
    moved.push({ elderNo, metric: metricOfNo(metric), before })
  }
  return moved
}

/** Of these readings those that this very batch stored: others had been stored before. */
export const findStoredNow = async (
  { client }: Transaction,
  readings: readonly Believed[],
  receivedAt: Date,
): Promise<Believed[]> => {
  const { rows } = await client.query<{ place: number }>({
    name: 'readings.stored-now',
    text: `select s.place::int as place
        from unnest($1::int[], $2::smallint[], $3::float8[], $4::int[]) with ordinality
          as s(elder_no, metric, measured, source_no, place)
        join readings r on r.elder_no = s.elder_no and r.metric = s.metric
          and r.measured_at = to_timestamp(s.measured / 1000)::timestamptz(3)
          and r.source_no = s.source_no
       where r.received_at = $5`,
    values: [
      numbersOf(readings.map(({ elderNo }) => elderNo)),
      numbersOf(readings.map(({ metric }) => metrics[metric].no)),
      instantsOf(readings.map(({ measuredAt }) => measuredAt)),
      numbersOf(readings.map(({ sourceNo }) => sourceNo)),
      receivedAt,
    ],
  })
  return rows.flatMap(({ place }) => readings[place - 1] ?? [])
}
