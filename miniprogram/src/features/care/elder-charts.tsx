import { useState } from 'react'
import type { Threshold } from '#shared/alerts/alerts.contract.ts'
import type { MetricClass, MetricCode } from '#shared/readings/metrics.ts'
import { metrics } from '#shared/readings/metrics.ts'
import type { ChartSpan } from '#shared/readings/readings.contract.ts'
import { readChart, readPressurePairs } from '#shared/readings/readings.contract.ts'
import { metricWords } from '#shared/readings/readings.words.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Card } from '../../components/card.tsx'
import { Choice } from '../../components/choice.tsx'
import { Stack } from '../../components/layout.tsx'
import { Segments } from '../../components/segments.tsx'
import type { ElderKey } from '../../parts/care/care-pages.ts'
import { chartLine, pressureBars, quietRange } from '../../parts/care/chart-data.ts'
import { LineChart } from '../../parts/care/line-chart.tsx'
import { measuredOf } from '../../parts/care/values.words.ts'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { call } from '../../platform/api.ts'

const spans = [
  { key: 'day', words: '一天' },
  { key: 'week', words: '一周' },
  { key: 'month', words: '一月' },
] as const satisfies readonly { key: ChartSpan; words: string }[]

/** What one may want to look back on; pressure stands for both of its numbers. */
const charted = [
  'heart_rate',
  'systolic',
  'oxygen_saturation',
  'respiratory_rate',
  'pulse_rate',
  'temperature',
  'weight',
  'motion',
  'water',
] as const satisfies readonly MetricCode[]
type Charted = (typeof charted)[number]

const nameOf = (metric: Charted): string =>
  metric === 'systolic' ? '血压' : metricWords[metric].name

interface ElderChartsProps {
  readonly elder: ElderKey
  readonly classes: readonly MetricClass[]
  readonly known: ReadonlySet<MetricCode>
  readonly thresholds: readonly Threshold[]
  /** Grows when older readings came in late: then the chart is read again. */
  readonly version: number
}

/** Looking back: a day, a week, a month of one metric. */
export function ElderCharts({ elder, classes, known, thresholds, version }: ElderChartsProps) {
  const [span, setSpan] = useState<ChartSpan>('day')
  const [wanted, setWanted] = useState<Charted | null>(null)
  const options = charted.filter(
    (metric) => classes.includes(metrics[metric].class) && known.has(metric),
  )
  const metric = options.find((one) => one === wanted) ?? options[0]
  if (metric === undefined) return null
  return (
    <Card title="往回看">
      <Stack>
        <Segments label="多长时间" items={spans} current={span} onChange={setSpan} />
        {options.length < 2 ? null : (
          <Choice
            look="chips"
            label="看哪一项"
            options={options.map((value) => ({ value, words: nameOf(value) }))}
            value={metric}
            onChange={setWanted}
          />
        )}
        <Picture {...{ elder, metric, span, thresholds, version }} />
      </Stack>
    </Card>
  )
}

interface PictureProps extends Pick<ElderChartsProps, 'elder' | 'thresholds' | 'version'> {
  readonly metric: Charted
  readonly span: ChartSpan
}

function Picture({ elder, metric, span, thresholds, version }: PictureProps) {
  const { subdistrictId, personId } = elder
  const params = { subdistrictId, personId }
  const { state, reload } = useLoaded(async () => {
    const chart = await call(readChart, { params: { ...params, metric }, query: { span } })
    if (metric !== 'systolic') return chartLine(chart, quietRange(metric, thresholds))
    const pairs = await call(readPressurePairs, { params, query: { span } })
    return pressureBars(pairs, Date.parse(chart.at))
  }, `${subdistrictId}/${personId}/${metric}/${span}/${version}/${thresholds.length}`)
  const measured = { ...measuredOf(metric), name: nameOf(metric) }
  return (
    <AsyncView state={state} retry={reload} skeleton="page">
      {(data) => <LineChart data={data} measured={measured} />}
    </AsyncView>
  )
}
