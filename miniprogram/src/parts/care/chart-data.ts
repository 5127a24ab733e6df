import type { AlertRuleCode } from '#shared/alerts/alert-rules.ts'
import type { Threshold } from '#shared/alerts/alerts.contract.ts'
import type { MetricCode } from '#shared/readings/metrics.ts'
import type { Chart, PressurePair } from '#shared/readings/readings.contract.ts'
import type { Span } from './chart-scale.ts'
import type { LineData } from './line-shape.ts'

const instant = (text: string): number => Date.parse(text)

/** Bins of the server as a line. */
export const chartLine = (chart: Chart, usual: Span | null): LineData => {
  const from = instant(chart.from)
  const bin = chart.binSeconds * 1000
  return {
    from,
    to: instant(chart.to),
    now: instant(chart.at),
    every: bin,
    usual,
    look: 'line',
    points: chart.bins.map(({ no, mean, min, max }) => ({
      at: from + (no + 0.5) * bin,
      value: mean,
      low: min,
      high: max,
    })),
    noSignal: chart.gaps
      .filter(({ reason }) => reason === 'no_signal')
      .map((gap) => ({ from: instant(gap.from), to: instant(gap.to) })),
  }
}

interface Pairs {
  readonly from: string
  readonly to: string
  readonly pairs: readonly PressurePair[]
}

/** Blood pressures as bars from the low to the high one. */
export const pressureBars = ({ from, to, pairs }: Pairs, now: number): LineData => ({
  from: instant(from),
  to: instant(to),
  now,
  every: instant(to) - instant(from),
  usual: null,
  look: 'bars',
  noSignal: [],
  points: pairs
    .map(({ measuredAt, systolic, diastolic }) => ({
      at: instant(measuredAt),
      value: systolic,
      low: diastolic,
      high: systolic,
    }))
    .reverse(),
})

interface Limits {
  readonly low?: AlertRuleCode
  readonly high?: AlertRuleCode
  /** Where the scale ends by itself. */
  readonly most?: number
}

const limits: Partial<Record<MetricCode, Limits>> = {
  heart_rate: { low: 'heart_rate_low', high: 'heart_rate_high' },
  pulse_rate: { low: 'heart_rate_low', high: 'heart_rate_high' },
  respiratory_rate: { low: 'respiratory_rate_low', high: 'respiratory_rate_high' },
  oxygen_saturation: { low: 'oxygen_low', most: 100 },
}

/** Between which values nobody is told; null where no rule says. */
export const quietRange = (metric: MetricCode, thresholds: readonly Threshold[]): Span | null => {
  const found = limits[metric]
  if (found === undefined) return null
  const limitOf = (rule: AlertRuleCode | undefined) =>
    thresholds.find((one) => one.rule === rule)?.limit ?? null
  const from = limitOf(found.low)
  const to = found.high === undefined ? (found.most ?? null) : limitOf(found.high)
  return from === null || to === null || to <= from ? null : { from, to }
}
