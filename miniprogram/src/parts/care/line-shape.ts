import type { Span } from './chart-scale.ts'
import { timeTicks, valueTicks } from './chart-scale.ts'

/** One value, or the mean of a minute, an hour or a day with its least and most. */
export interface ChartPoint {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly value: number
  readonly low: number
  readonly high: number
}

export interface LineData extends Span {
  /** In order of time. */
  readonly points: readonly ChartPoint[]
  /** Milliseconds between two points when all is well; beyond 2.5 times that nothing is joined. */
  readonly every: number
  /** The sensor was there and measured nothing. */
  readonly noSignal: readonly Span[]
  /** Between the limits beyond which somebody is told. */
  readonly usual: Span | null
  readonly now: number
  /** `bars` stand from low to high, as two pressures do. */
  readonly look: 'line' | 'bars'
}

export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

interface Spot {
  readonly x: number
  readonly y: number
}

/** What is drawn, in CSS pixels. */
export interface LineShape {
  readonly box: Box
  readonly band: Box | null
  readonly shaded: readonly Box[]
  /** Means joined where the data is; a single one is a dot. */
  readonly lines: readonly (readonly Spot[])[]
  /** From least to most, behind the line. */
  readonly spreads: readonly (readonly Spot[])[]
  readonly bars: readonly { readonly x: number; readonly top: number; readonly bottom: number }[]
  /** From the last value to now, when it is old. */
  readonly stale: readonly [Spot, Spot] | null
  readonly values: readonly { readonly y: number; readonly words: string }[]
  readonly times: readonly { readonly x: number; readonly words: string }[]
}

const joined = 2.5

/** Points that belong together: a gap is a gap, nothing is drawn across it. */
export const runsOf = (
  points: readonly ChartPoint[],
  every: number,
): readonly (readonly ChartPoint[])[] => {
  const runs: ChartPoint[][] = []
  let last: ChartPoint | undefined
  for (const point of points) {
    const run = runs[runs.length - 1]
    if (run !== undefined && last !== undefined && point.at - last.at <= every * joined)
      run.push(point)
    else runs.push([point])
    last = point
  }
  return runs
}

/**
 * Stretches of the chart in which nothing came, the longest first. A sensor that is off has been
 * heard, and the time after now is not missing.
 */
export const gapsOf = ({ from, to, points, every, now, noSignal }: LineData): readonly Span[] => {
  const end = Math.min(to, now)
  const heard = [...points.map(({ at }) => ({ from: at, to: at })), ...noSignal].sort(
    (one, other) => one.from - other.from,
  )
  const gaps: Span[] = []
  let before = from
  for (const span of heard) {
    if (span.from - before > every * joined) gaps.push({ from: before, to: span.from })
    before = Math.max(before, span.to)
  }
  if (end - before > every * joined) gaps.push({ from: before, to: end })
  return gaps.sort((one, other) => other.to - other.from - (one.to - one.from))
}

const rangeOf = ({ points, usual }: LineData): Span => {
  const lows = points.map(({ low }) => low)
  const highs = points.map(({ high }) => high)
  if (usual !== null) {
    lows.push(usual.from)
    highs.push(usual.to)
  }
  if (lows.length === 0) return { from: 0, to: 1 }
  return { from: Math.min(...lows), to: Math.max(...highs) }
}

interface Paper {
  readonly width: number
  readonly height: number
  /** Pixels of the letters on the axes. */
  readonly letters: number
}

/** Everything of a chart at its place on a paper of that size. */
export const lineShape = (chart: LineData, { width, height, letters }: Paper): LineShape => {
  const ticks = valueTicks(rangeOf(chart), Math.max(2, Math.floor(height / (letters * 2))))
  const low = ticks[0] ?? 0
  const high = ticks[ticks.length - 1] ?? 1
  const longest = Math.max(...ticks.map((tick) => String(tick).length))
  const box: Box = {
    left: Math.ceil(longest * letters * 0.62) + 8,
    top: Math.ceil(letters * 0.7),
    right: width - Math.ceil(letters * 0.8),
    bottom: height - Math.ceil(letters * 1.6),
  }
  const x = (at: number) =>
    box.left + ((at - chart.from) / (chart.to - chart.from)) * (box.right - box.left)
  const y = (value: number) => box.bottom - ((value - low) / (high - low)) * (box.bottom - box.top)
  const inside = (at: number) => Math.min(box.right, Math.max(box.left, x(at)))
  const runs = runsOf(chart.points, chart.every)
  const isLine = chart.look === 'line'
  const last = chart.points[chart.points.length - 1]
  const end = Math.min(chart.now, chart.to)
  const isOld = last !== undefined && end - last.at > chart.every * joined
  const most = Math.max(2, Math.floor((box.right - box.left) / (letters * 3.6)))
  return {
    box,
    band:
      chart.usual === null ? null : { ...box, top: y(chart.usual.to), bottom: y(chart.usual.from) },
    shaded: chart.noSignal
      .filter(({ from, to }) => to > chart.from && from < chart.to)
      .map(({ from, to }) => ({ ...box, left: inside(from), right: inside(to) })),
    lines: isLine ? runs.map((run) => run.map(({ at, value }) => ({ x: x(at), y: y(value) }))) : [],
    spreads: isLine
      ? runs
          .filter((run) => run.length > 1 && run.some(({ low: least, high: top }) => least < top))
          .map((run) => [
            ...run.map(({ at, high: top }) => ({ x: x(at), y: y(top) })),
            ...[...run].reverse().map(({ at, low: least }) => ({ x: x(at), y: y(least) })),
          ])
      : [],
    bars: isLine
      ? []
      : chart.points.map(({ at, low: least, high: top }) => ({
          x: x(at),
          top: y(top),
          bottom: y(least),
        })),
    stale:
      last !== undefined && isOld && isLine
        ? [
            { x: x(last.at), y: y(last.value) },
            { x: x(end), y: y(last.value) },
          ]
        : null,
    values: ticks.map((tick) => ({ y: y(tick), words: String(tick) })),
    times: timeTicks(chart, most).map(({ at, words }) => ({ x: x(at), words })),
  }
}
