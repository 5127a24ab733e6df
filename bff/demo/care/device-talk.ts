import type { DeviceReading } from '#shared/devices/device-message.ts'
import type { MetricCode } from '#shared/readings/metrics.ts'
import { isMetricCode } from '#shared/readings/metrics.ts'
import type { MadeUpElder } from './believable-day.ts'
import { valueAt } from './believable-day.ts'

interface Talkative {
  readonly elder: MadeUpElder
  readonly paces: Readonly<Partial<Record<MetricCode, number>>>
  readonly battery?: number
}

/** What a device remembers of an outage: an hour; older readings are overwritten. */
const remembered = 60 * 60_000

/** Instants in (from, to] at which a metric of this pace is due; each elder's device has its own beat. */
const beatsIn = (no: number, seconds: number, from: number, to: number): number[] => {
  const pace = seconds * 1000
  const phase = (no * 7919) % pace
  const first = Math.floor((from - phase) / pace) + 1
  const last = Math.floor((to - phase) / pace)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) =>
    Math.round((first + i) * pace + phase),
  )
}

/**
 * Everything that a device has to say for (from, to], milliseconds since 1970, oldest first. What it
 * could say at once is stamped with its own beat, so that two ways of telling a day tell the same.
 */
export const saidSince = (
  { elder, paces, battery }: Talkative,
  from: number,
  to: number,
): DeviceReading[] => {
  const since = Math.max(from, to - remembered)
  return Object.entries(paces)
    .flatMap(([metric, seconds]) =>
      isMetricCode(metric)
        ? beatsIn(elder.no, seconds, since, to).map((t) => ({
            ...{ m: metric, v: valueAt(metric, elder, t), t },
            ...(battery === undefined ? {} : { b: battery }),
          }))
        : [],
    )
    .sort((one, other) => one.t - other.t)
}
