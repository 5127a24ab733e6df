import type { PersonId, SubdistrictId } from '#shared/ids.ts'
import type { LiveReading } from '#shared/readings/live-readings.ts'
import { mostOfOneMetric } from '#shared/readings/live-readings.ts'
import type { MetricClass } from '#shared/readings/metrics.ts'
import { metrics } from '#shared/readings/metrics.ts'
import type { MovedOn } from './ingest.store.ts'
import { byPair, newerThan, pairOf } from './newest.policy.ts'
import type { Believed } from './readings.policy.ts'

/** Events of one elder and class that one batch makes at most: a device's whole message. */
const mostEvents = 5
const mostReadings = mostEvents * mostOfOneMetric

interface Topic {
  readonly subdistrictId: SubdistrictId
  readonly personId: PersonId
  readonly metricClass: MetricClass
}

/** One event for who follows an elder: readings of a class, each newer than any before. */
export interface Announced extends Topic {
  readonly readings: readonly LiveReading[]
}

/** As it is stored: four bytes hold seven digits. */
const asStored = (value: number | null): number | null =>
  value === null || Number.isInteger(value) ? value : Number(value.toPrecision(7))

const liveReading = ({ metric, value, quality, measuredAt }: Believed): LiveReading => ({
  ...{ metric, quality, value: asStored(value), measuredAt: measuredAt.getTime() },
})

interface Sorted {
  readonly announced: readonly Announced[]
  /** Values older than what was known, or too many: whoever looks at a chart must read it again. */
  readonly late: readonly Believed[]
}

const placeOf = (reading: Believed): string =>
  `${pairOf(reading)}/${+reading.measuredAt}/${reading.sourceNo}`

/**
 * What followers hear of one batch: every reading that became the newest, one after the other, in as
 * few events as hold them. @param moved the metrics whose newest reading changed
 */
export const announcementsOf = (
  believed: readonly Believed[],
  moved: readonly MovedOn[],
): Sorted => {
  const pairs = byPair(believed)
  const events = new Map<string, Topic & { readonly readings: LiveReading[] }>()
  const told: Believed[] = []
  for (const one of moved) {
    const fresh = newerThan(one.before, pairs.get(pairOf(one)) ?? []).slice(-mostReadings)
    told.push(...fresh)
    for (const [at, reading] of fresh.entries()) {
      const { subdistrictId, personId, metric, elderNo } = reading
      const { class: metricClass } = metrics[metric]
      const name = `${elderNo}/${metricClass}/${Math.floor(at / mostOfOneMetric)}`
      const event = events.get(name) ?? { subdistrictId, personId, metricClass, readings: [] }
      events.set(name, event)
      event.readings.push(liveReading(reading))
    }
  }
  const announced = [...events.values()]
  if (told.length === believed.length) return { announced, late: [] }
  const places = new Set(told.map(placeOf))
  const late = believed.filter((one) => one.value !== null && !places.has(placeOf(one)))
  return { announced, late }
}
