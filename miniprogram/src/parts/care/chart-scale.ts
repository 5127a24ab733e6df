import { shanghaiOffsetMinutes } from '#shared/time/shanghai.ts'

/** A stretch of values or of time (milliseconds since 1970). */
export interface Span {
  readonly from: number
  readonly to: number
}

const steps = [1, 2, 5, 10] as const

/** The smallest 1, 2, 5 or 10 times a power of ten that cuts `length` into at most `most` parts. */
const niceStep = (length: number, most: number): number => {
  const raw = Math.max(length, 1e-9) / Math.max(1, most)
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = steps.find((one) => one * power >= raw - 1e-12) ?? 10
  return step * power
}

/** Round figures from at or below the least to at or above the most, at most `most` + 1 of them. */
export const valueTicks = (values: Span, most = 4): readonly number[] => {
  const wide = values.to - values.from < 4 ? around(values) : values
  let step = niceStep(wide.to - wide.from, most)
  let first = Math.floor(wide.from / step) * step
  if (first + step * most < wide.to) {
    step = niceStep(wide.to - first, most)
    first = Math.floor(wide.from / step) * step
  }
  const count = Math.ceil((wide.to - first) / step - 1e-9)
  return Array.from({ length: count + 1 }, (_, at) => Math.round((first + at * step) * 100) / 100)
}

/** A line that hardly moves must not look like mountains. */
const around = ({ from, to }: Span): Span => {
  const middle = (from + to) / 2
  return { from: middle - 2, to: middle + 2 }
}

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const offset = shanghaiOffsetMinutes * minute
const timeSteps = [
  minute,
  2 * minute,
  5 * minute,
  10 * minute,
  15 * minute,
  30 * minute,
  hour,
  2 * hour,
  3 * hour,
  4 * hour,
  6 * hour,
  12 * hour,
  day,
  2 * day,
  7 * day,
  14 * day,
]

export interface TimeTick {
  readonly at: number
  readonly words: string
}

/** Full minutes, hours or days of Shanghai within the stretch, at most `most` of them. */
export const timeTicks = ({ from, to }: Span, most: number): readonly TimeTick[] => {
  const step = timeSteps.find((one) => (to - from) / one <= most) ?? 28 * day
  const first = Math.ceil((from + offset) / step) * step - offset
  const ticks: TimeTick[] = []
  for (let at = first; at <= to; at += step) ticks.push({ at, words: tickWords(at, step) })
  return ticks
}

const tickWords = (at: number, step: number): string => {
  const local = new Date(at + offset)
  if (step >= day) return `${local.getUTCMonth() + 1}/${local.getUTCDate()}`
  return `${local.getUTCHours()}:${String(local.getUTCMinutes()).padStart(2, '0')}`
}
