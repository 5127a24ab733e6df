import { careKinds, careTopic, liveReadings } from '#shared/readings/live-readings.ts'
import { metrics } from '#shared/readings/metrics.ts'
import type { Platform } from '../platform/platform.ts'
import type { Announced } from './announcements.ts'
import type { Believed } from './readings.policy.ts'

/** A device that sends what it kept for days is told of once in a while, not at each message. */
const backfillMilliseconds = 1000

/** Tells followers what was stored. */
export const createAnnouncing = (liveBus: Platform['liveBus']) => {
  /** Topics of which older readings came in, with the oldest of them. */
  let backfills = new Map<string, number>()
  let timer: NodeJS.Timeout | undefined

  const tellBackfills = (): void => {
    timer = undefined
    const due = backfills
    backfills = new Map()
    for (const [topic, from] of due)
      liveBus.publish({ topic, kind: careKinds.backfilled, data: { from } })
  }

  return {
    tell: (announced: readonly Announced[], backfilled: readonly Believed[]): void => {
      for (const { subdistrictId, personId, metricClass, readings } of announced)
        liveBus.publish({
          topic: careTopic(subdistrictId, personId, metricClass),
          kind: careKinds.readings,
          data: liveReadings(readings),
        })
      for (const { subdistrictId, personId, metric, measuredAt } of backfilled) {
        const topic = careTopic(subdistrictId, personId, metrics[metric].class)
        const oldest = Math.min(backfills.get(topic) ?? Number.POSITIVE_INFINITY, +measuredAt)
        backfills.set(topic, oldest)
        timer = timer ?? setTimeout(tellBackfills, backfillMilliseconds)
      }
    },
  }
}
