import type { Reader } from '#db/database.ts'
import type { PersonId, SubdistrictId } from '#shared/ids.ts'
import type { MetricCode, Quality } from '#shared/readings/metrics.ts'
import { metricOfNo, qualities } from '#shared/readings/metrics.ts'

/** An elder as topics and addresses name him. */
export interface NamedElder {
  readonly subdistrictId: SubdistrictId
  readonly personId: PersonId
}

export interface NamedLatest extends NamedElder {
  readonly metric: MetricCode
  /** Null: no signal. */
  readonly value: number | null
  readonly quality: Quality
  readonly measuredAt: Date
  readonly receivedAt: Date
}

interface Row extends Omit<NamedLatest, 'metric' | 'quality'> {
  readonly metric: number
  readonly quality: number
}

/** The newest reading of each metric of each elder who is under care now; one question for all. */
export const latestOfNamed = async (
  { client }: Reader,
  elders: readonly NamedElder[],
): Promise<NamedLatest[]> => {
  const { rows } = await client.query<Row>({
    name: 'readings.latest-named',
    text: `select c.subdistrict_id as "subdistrictId", c.person_id as "personId", l.metric,
                  l.value, l.quality, l.measured_at as "measuredAt",
                  l.received_at as "receivedAt"
             from unnest($1::text[], $2::uuid[]) as asked(subdistrict_id, person_id)
             join cared_persons c on c.subdistrict_id = asked.subdistrict_id
              and c.person_id = asked.person_id and c.ended_at is null
             join latest_readings l on l.elder_no = c.elder_no
            order by l.elder_no, l.metric`,
    values: [
      elders.map(({ subdistrictId }) => subdistrictId),
      elders.map(({ personId }) => personId),
    ],
  })
  return rows.map(({ metric, quality, ...row }) => ({
    ...row,
    metric: metricOfNo(metric),
    quality: qualities[quality] ?? 'no_signal',
  }))
}
