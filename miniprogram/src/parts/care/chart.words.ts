import { spanInWords, timeInWords } from '#shared/cases/deadline.words.ts'
import type { SleepNight } from '#shared/readings/readings.contract.ts'
import { shanghaiOffsetMinutes } from '#shared/time/shanghai.ts'
import type { Span } from './chart-scale.ts'
import type { LineData } from './line-shape.ts'
import { gapsOf } from './line-shape.ts'
import type { NightPart } from './night-shape.ts'
import { nightRowWords } from './night-shape.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

export interface Measured {
  readonly name: string
  /** Empty where none is said. */
  readonly unit: string
  readonly decimals: number
}

const valueWords = (value: number, { unit, decimals }: Measured): string =>
  `${value.toFixed(decimals)}${unit === '' ? '' : ` ${unit}`}`

const clock = (at: number): string =>
  new Date(at + shanghaiOffsetMinutes * minute).toISOString().slice(11, 16)

const when = (at: number, now: number): string => timeInWords(new Date(at), new Date(now))

/** The picture in sentences: least and most, what is missing, where no sensor lay on the skin. */
export const lineWords = (data: LineData, measured: Measured): readonly string[] => {
  const { points, usual, now, from, to } = data
  const { name } = measured
  const stretch = `${when(from, now)}到${when(Math.min(to, now), now)}`
  if (points.length === 0) return [`${stretch}，没有${name}的数据。`, ...missingWords(data)]
  const sentences = [`${stretch}，${name}${extremes(data, measured)}。`]
  if (usual !== null)
    sentences.push(`浅绿色是不会提醒的范围：${usual.from} 到 ${valueWords(usual.to, measured)}。`)
  return [...sentences, ...missingWords(data)]
}

const extremes = ({ points, look }: LineData, measured: Measured): string => {
  const lows = points.map(({ low }) => low)
  const highs = points.map(({ high }) => high)
  const say = (value: number) => valueWords(value, measured)
  if (look === 'bars') {
    const most = points.reduce((one, other) => (other.high > one.high ? other : one))
    const last = points[points.length - 1] ?? most
    return `量了 ${points.length} 次，最近一次 ${pair(last)}，最高一次 ${pair(most)}`
  }
  const [least, most] = [Math.min(...lows), Math.max(...highs)]
  return least === most
    ? `一直是 ${say(least)}`
    : `最低 ${least.toFixed(measured.decimals)}，最高 ${say(most)}`
}

const pair = ({ low, high }: { readonly low: number; readonly high: number }): string =>
  `${Math.round(high)}/${Math.round(low)}`

const missingWords = (data: LineData): readonly string[] => {
  const sentences: string[] = []
  // Blood pressure is taken now and then: the time between is not missing.
  const gaps = data.look === 'bars' ? [] : gapsOf(data)
  const [longest] = gaps
  if (longest !== undefined)
    sentences.push(
      gaps.length === 1
        ? `${fromTo(longest, data.now)}没有数据，图上空着。`
        : `有 ${gaps.length} 段没有数据，图上空着；最长 ${spanInWords(longest.to - longest.from)}。`,
    )
  const off = data.noSignal.reduce((sum, span) => sum + lengthWithin(span, data), 0)
  if (off > 0) sentences.push(`传感器没戴好一共 ${spanInWords(off)}，图上画斜线。`)
  return sentences
}

/** `10:05到10:40`; with the days where they are two: `昨天 10:05到今天 07:02`. */
const fromTo = ({ from, to }: Span, now: number): string => {
  const dayOf = (at: number) => Math.floor((at + shanghaiOffsetMinutes * minute) / day)
  if (dayOf(from) === dayOf(to)) return `${clock(from)}到${clock(to)}`
  return `${when(from, now)}到${when(to, now)}`
}

const lengthWithin = (span: Span, whole: Span): number =>
  Math.max(0, Math.min(span.to, whole.to) - Math.max(span.from, whole.from))

const rowSteps = [minute, 10 * minute, hour, 3 * hour, day] as const
const mostRows = 31

export interface ChartRow {
  readonly when: string
  readonly words: string
}

/** The picture as a table: one row for each minute, hour or day, whichever gives few rows. */
export const lineRows = (data: LineData, measured: Measured): readonly ChartRow[] => {
  const offset = shanghaiOffsetMinutes * minute
  const end = Math.min(data.to, data.now)
  const step = rowSteps.find((one) => (end - data.from) / one <= mostRows) ?? day
  const rows: ChartRow[] = []
  const first = Math.floor((data.from + offset) / step) * step - offset
  for (let from = first; from < end; from += step) {
    const inside = data.points.filter(({ at }) => at >= from && at < from + step)
    rows.push({ when: rowWhen(from, step), words: rowWords(inside, data, measured) })
  }
  return rows
}

const rowWhen = (from: number, step: number): string => {
  if (step < day) return `${clock(from)}–${clock(from + step)}`
  const local = new Date(from + shanghaiOffsetMinutes * minute)
  return `${local.getUTCMonth() + 1}月${local.getUTCDate()}日`
}

const rowWords = (inside: LineData['points'], { look }: LineData, measured: Measured): string => {
  if (inside.length === 0) return '没有数据'
  if (look === 'bars') return inside.map(pair).join('，')
  const low = Math.min(...inside.map((point) => point.low))
  const high = Math.max(...inside.map((point) => point.high))
  const mean = inside.reduce((sum, { value }) => sum + value, 0) / inside.length
  const say = (value: number) => value.toFixed(measured.decimals)
  return low === high ? say(low) : `平均 ${say(mean)}（${say(low)}–${say(high)}）`
}

/** A night in sentences; nothing is claimed of hours nobody measured. */
export const nightWords = ({
  toBedAt,
  upAt,
  minutes,
  timesOut,
  longestOut,
  spans,
}: SleepNight): readonly string[] => {
  if (spans.length === 0 || toBedAt === null) return ['这一夜没有睡眠的数据。']
  const up = upAt === null ? '现在还在床上' : `${clock(Date.parse(upAt))}起床`
  const sentences = [`${clock(Date.parse(toBedAt))}上床，${up}。`]
  const stages = (['deep', 'light', 'rem'] as const)
    .filter((stage) => minutes[stage] > 0)
    .map((stage) => `${nightRowWords[stage]} ${spanInWords(minutes[stage] * minute)}`)
  if (minutes.asleep > 0)
    sentences.push(`睡着 ${spanInWords(minutes.asleep * minute)}：${stages.join('，')}。`)
  sentences.push(
    timesOut === 0
      ? '夜里没有起来。'
      : `夜里起来 ${timesOut} 次，最长 ${spanInWords(longestOut * minute)}。`,
  )
  if (minutes.noData > 0)
    sentences.push(`有 ${spanInWords(minutes.noData * minute)}没有数据，图上画斜线。`)
  return sentences
}

/** A night as parts to draw. */
export const nightParts = ({ spans }: SleepNight): readonly NightPart[] =>
  spans.map(({ from, to, state }) => ({
    from: Date.parse(from),
    to: Date.parse(to),
    row: state === 'no_data' ? null : state,
  }))

/** A night as a table. */
export const nightTable = (parts: readonly NightPart[]): readonly ChartRow[] =>
  parts.map(({ from, to, row }) => ({
    when: `${clock(from)}–${clock(to)}`,
    words: row === null ? '没有数据' : nightRowWords[row],
  }))
