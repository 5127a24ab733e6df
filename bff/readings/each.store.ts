import type { Reader } from '#db/database.ts'
import type { MetricCode } from '#shared/readings/metrics.ts'
import { metricOfNo, metrics, qualities } from '#shared/readings/metrics.ts'
import type { EachReading } from './reading-record.ts'

type Row = Omit<EachReading, 'metric' | 'quality'> & {
  readonly metric: number
  readonly quality: number
}

/** Readings measured in [from, to), oldest first; what was measured together stands together. */
export const findEach = async (
  { client }: Reader,
  elderNo: number,
  codes: readonly MetricCode[],
  from: Date,
  to: Date,
): Promise<EachReading[]> => {
  const { rows } = await client.query<Row>({
    name: 'readings.each',
    text: `select r.metric, r.measured_at as "measuredAt", r.received_at as "receivedAt", r.value,
        r.quality, r.source_no as "sourceNo", d.serial, d.model
      from readings r left join devices d on d.source_no = r.source_no
      where r.elder_no = $1 and r.metric = any($2::smallint[])
        and r.measured_at >= $3 and r.measured_at < $4
      order by r.measured_at, r.source_no, r.metric`,
    values: [elderNo, codes.map((code) => metrics[code].no), from, to],
  })
  return rows.map((row) => ({
    ...row,
    metric: metricOfNo(row.metric),
    quality: qualities[row.quality] ?? 'no_signal',
  }))
}
