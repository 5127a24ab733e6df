import type { MetricCode } from '#shared/readings/metrics.ts'
import { metrics } from '#shared/readings/metrics.ts'
import { metricWords } from '#shared/readings/readings.words.ts'
import type { Measured } from './chart.words.ts'

/** What a chart of the metric needs to be said. */
export const measuredOf = (metric: MetricCode): Measured => ({
  ...metricWords[metric],
  decimals: metrics[metric].decimals,
})

const stages = ['醒着', '浅睡', '深睡', '做梦'] as const

/** A value as one says it, with its unit: `76 次/分`, `在床上`, `门开了`. */
export const readingWords = (metric: MetricCode, value: number): string => {
  if (metric === 'in_bed') return value === 1 ? '在床上' : '不在床上'
  if (metric === 'sleep_stage') return stages[value] ?? '睡眠'
  if (metric === 'door') return value === 1 ? '门开了' : '门关着'
  if (metric === 'help_button') return value === 1 ? '按了求助按钮' : '没有按'
  if (metric === 'motion') return value > 0 ? '有活动' : '没有活动'
  const { unit } = metricWords[metric]
  return `${value.toFixed(metrics[metric].decimals)}${unit === '%' ? '%' : ` ${unit}`}`.trim()
}

/** `128/76 mmHg` */
export const pressureWords = (systolic: number, diastolic: number): string =>
  `${Math.round(systolic)}/${Math.round(diastolic)} ${metricWords.systolic.unit}`
