import type { LatestValue } from '#shared/care/care-shapes.ts'
import { timeInWords } from '#shared/cases/deadline.words.ts'
import { metricWords } from '#shared/readings/readings.words.ts'
import { pressureWords, readingWords } from './values.words.ts'

/** In one line on a card; the rest is one press away. */
const shown = ['heart_rate', 'oxygen_saturation', 'respiratory_rate', 'temperature'] as const

/** `心率 76 次/分 · 血压 128/76 mmHg（今天 08:10）`; null when there is nothing to say. */
export const latestWords = (latest: readonly LatestValue[], now: Date): string | null => {
  const known = (metric: LatestValue['metric']) => latest.find((one) => one.metric === metric)
  const parts: string[] = []
  for (const metric of shown) {
    const value = known(metric)?.value ?? null
    if (value !== null && parts.length < 2)
      parts.push(`${metricWords[metric].name} ${readingWords(metric, value)}`)
  }
  const systolic = known('systolic')
  const diastolic = known('diastolic')
  if (systolic?.value != null && diastolic?.value != null)
    parts.push(
      `血压 ${pressureWords(systolic.value, diastolic.value)}（${timeInWords(new Date(systolic.measuredAt), now)}）`,
    )
  return parts.length === 0 ? null : parts.join(' · ')
}

/** When anything was last measured; null: never. */
export const lastMeasured = (latest: readonly LatestValue[]): string | null =>
  latest.reduce<string | null>(
    (last, { measuredAt }) => (last === null || measuredAt > last ? measuredAt : last),
    null,
  )
