import type { LiveReading } from '#shared/readings/live-readings.ts'
import type { MetricCode, Quality } from '#shared/readings/metrics.ts'
import type { ReadingsSnapshot } from '#shared/readings/readings.contract.ts'
import type { Span } from './chart-scale.ts'
import type { Watched } from './freshness.ts'
import type { ChartPoint } from './line-shape.ts'

/** The newest of one metric as the phone knows it. */
export interface Newest {
  readonly metric: MetricCode
  /** Null: the probe is off. */
  readonly value: number | null
  readonly quality: Quality
  /** Milliseconds since 1970, by the platform's clock. */
  readonly measuredAt: number
  /** On the phone's monotonic clock. */
  readonly receivedAt: number
  /** When the last true value came, on the same clock. */
  readonly valueAt: number | null
}

export interface LiveState {
  readonly newest: ReadonlyMap<MetricCode, Newest>
  /** What to add to the phone's monotonic clock to get the platform's. */
  readonly ahead: number
}

export const nothingYet: LiveState = { newest: new Map(), ahead: 0 }

/** What a snapshot says, with its ages put on the phone's own clock, `at` when it arrived. */
export const afterSnapshot = (snapshot: ReadingsSnapshot, at: number): LiveState => {
  const ahead = Date.parse(snapshot.at) - at
  const newest = new Map<MetricCode, Newest>()
  for (const { metric, value, quality, measuredAt, receivedAt } of snapshot.latest) {
    const received = Date.parse(receivedAt) - ahead
    newest.set(metric, {
      metric,
      value,
      quality,
      measuredAt: Date.parse(measuredAt),
      receivedAt: received,
      valueAt: value === null ? null : received,
    })
  }
  return { newest, ahead }
}

/** With readings that have just come; an older one than is known changes nothing. */
export const afterReadings = (
  state: LiveState,
  readings: readonly LiveReading[],
  at: number,
): LiveState => {
  const newest = new Map(state.newest)
  for (const { metric, value, quality, measuredAt } of readings) {
    const before = newest.get(metric)
    if (before !== undefined && before.measuredAt >= measuredAt) continue
    const valueAt = value === null ? (before?.valueAt ?? null) : at
    newest.set(metric, { metric, value, quality, measuredAt, receivedAt: at, valueAt })
  }
  return { ...state, newest }
}

/** What comes again and again while all is well; the first that there is tells how fresh all is. */
const steady = [
  'heart_rate',
  'pulse_rate',
  'respiratory_rate',
  'oxygen_saturation',
  'motion',
  'in_bed',
  'door',
] as const satisfies readonly MetricCode[]

const leastEvery = 5

/** What the phone's watchdog needs to know of the device, from the snapshot and since. */
export const watchedDevice = (
  state: LiveState,
  devices: ReadingsSnapshot['devices'],
): Pick<Watched, 'deviceAt' | 'valueAt' | 'everySeconds'> & {
  readonly metric: MetricCode | null
} => {
  const used = devices.filter(({ state: is }) => is !== 'retired')
  const metric =
    steady.find((one) => used.some(({ metrics }) => metrics.includes(one))) ??
    steady.find((one) => state.newest.has(one)) ??
    null
  if (metric === null) return { metric, deviceAt: null, valueAt: null, everySeconds: leastEvery }
  const device = used.find(({ metrics }) => metrics.includes(metric))
  const known = state.newest.get(metric)
  const seen = device?.lastSeenAt == null ? null : Date.parse(device.lastSeenAt) - state.ahead
  const heard = [seen, known?.receivedAt ?? null].filter((one): one is number => one !== null)
  return {
    metric,
    deviceAt: heard.length === 0 ? null : Math.max(...heard),
    valueAt: known?.valueAt ?? null,
    everySeconds: Math.max(leastEvery, device?.everySeconds ?? leastEvery),
  }
}

/** The line that goes on live. */
export interface Recent {
  readonly points: readonly ChartPoint[]
  readonly noSignal: readonly Span[]
}

type RawPoint = readonly [at: number, value: number | null]

/** Points of the line and the stretches without signal, from readings in any order. */
export const recentOf = (raw: readonly RawPoint[], from: number): Recent => {
  const inOrder = raw
    .filter(([at]) => at >= from)
    .sort(([one], [other]) => one - other)
    .filter(([at], index, all) => index === 0 || all[index - 1]?.[0] !== at)
  const points: ChartPoint[] = []
  const noSignal: { from: number; to: number }[] = []
  let wasOff = false
  for (const [at, value] of inOrder) {
    const open = noSignal[noSignal.length - 1]
    if (wasOff && open !== undefined) open.to = at
    if (value === null) {
      if (!wasOff) noSignal.push({ from: at, to: at })
      wasOff = true
    } else {
      points.push({ at, value, low: value, high: value })
      wasOff = false
    }
  }
  return { points, noSignal }
}
