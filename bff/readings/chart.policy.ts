import type { ChartBin, ChartGap, ChartSpan } from '#shared/readings/readings.contract.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '#shared/time/shanghai.ts'

/** A span in bins of one length; their number is at most 300. */
export interface ChartWindow {
  readonly span: ChartSpan
  readonly from: Date
  readonly to: Date
  readonly binSeconds: number
}

/** Readings of one bin, counted; `no` is its place in the window. */
export interface BinCount {
  readonly no: number
  readonly n: number
  readonly noSignal: number
  readonly sum: number
  /** Null when n is 0. */
  readonly min: number | null
  readonly max: number | null
}

const spans = {
  day: { binSeconds: 300, days: 1 },
  week: { binSeconds: 3600, days: 7 },
  month: { binSeconds: 86_400, days: 30 },
} as const satisfies Record<ChartSpan, { binSeconds: number; days: number }>

const daySeconds = 86_400

/**
 * Up to the end of `lastDay` in Shanghai; without one, up to the end of the bin that is now. Days
 * are Shanghai's, which has no summer time: each has 86,400 s.
 */
export const chartWindow = (
  span: ChartSpan,
  lastDay: string | undefined,
  now: Date,
): ChartWindow => {
  const { binSeconds, days } = spans[span]
  const bin = binSeconds * 1000
  const endsWithDay = lastDay ?? (span === 'month' ? shanghaiDay(now) : undefined)
  const to =
    endsWithDay === undefined
      ? new Date((Math.floor(now.getTime() / bin) + 1) * bin)
      : shanghaiInstant(addDays(endsWithDay, 1))
  return { span, binSeconds, to, from: new Date(to.getTime() - days * daySeconds * 1000) }
}

const rounded = (value: number, decimals: number): number => {
  const factor = 10 ** decimals
  return Math.round(value * factor) / factor
}

/** Bins that have a value; `decimals` are the metric's, the mean gets one more. */
export const chartBins = (counts: readonly BinCount[], decimals: number): ChartBin[] =>
  counts
    .flatMap(({ no, n, sum, min, max }) =>
      n === 0 || min === null || max === null
        ? []
        : [
            {
              ...{ no, n, min: rounded(min, decimals), max: rounded(max, decimals) },
              mean: rounded(sum / n, decimals + 1),
            },
          ],
    )
    .sort((one, other) => one.no - other.no)

/**
 * Bins without a value, those of one reason in a row together: the probe was off when a reading in it
 * said so, else nothing came. A bin that has not ended by `now` is no gap yet.
 */
export const chartGaps = (
  { from, to, binSeconds }: ChartWindow,
  counts: readonly BinCount[],
  now: Date,
): ChartGap[] => {
  const bin = binSeconds * 1000
  const byNo = new Map(counts.map((count) => [count.no, count]))
  const ended = Math.floor((Math.min(to.getTime(), now.getTime()) - from.getTime()) / bin)
  const gaps: { from: number; to: number; reason: ChartGap['reason'] }[] = []
  for (let no = 0; no < ended; no++) {
    const count = byNo.get(no)
    if (count && count.n > 0) continue
    const reason = count && count.noSignal > 0 ? 'no_signal' : 'no_data'
    const begins = from.getTime() + no * bin
    const last = gaps.at(-1)
    if (last?.reason === reason && last.to === begins) last.to += bin
    else gaps.push({ from: begins, to: begins + bin, reason })
  }
  return gaps.map((gap) => ({
    from: new Date(gap.from).toISOString(),
    to: new Date(gap.to).toISOString(),
    reason: gap.reason,
  }))
}
