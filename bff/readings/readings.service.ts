import type { Platform } from '../platform/platform.ts'
import { findEach } from './each.store.ts'
import { createIngest } from './ingest.ts'
import { createPartitions } from './partitions.ts'
import { findDays, findHours, findLatest, findMinutes } from './reading.store.ts'
import { createRetention } from './retention.ts'
import { createRollUps } from './roll-ups.ts'

const secondsOfDay = 24 * 60 * 60

/** What devices measured: taken in, kept for a time, counted into minutes, hours and days, and read. */
export const createReadings = (platform: Platform) => {
  const { jobs } = platform
  const partitions = createPartitions(platform)
  const { ingest, ingestAll } = createIngest(platform, partitions)
  const { rollUp } = createRollUps(platform)
  const retention = createRetention(platform, partitions)

  // At the start too: readings of the first seconds must find their weeks made.
  jobs.every(secondsOfDay, 'readings.weeks', partitions.makeAhead)
  jobs.every(secondsOfDay, 'readings.old', retention.deleteOld)
  jobs.every(60, 'readings.ended', retention.forgetEnded)
  jobs.every(10, 'readings.roll-up', rollUp)

  return {
    ingest,
    ingestAll,
    /** Single readings of [from, to), for who takes them with him; keep the time short. */
    eachOf: findEach,
    /** The newest reading of each metric. */
    latestOf: findLatest,
    minutesOf: findMinutes,
    hoursOf: findHours,
    daysOf: findDays,
    rollUp,
    makeWeeksAhead: partitions.makeAhead,
    forget: retention.forget,
    forgetEnded: retention.forgetEnded,
    deleteOld: retention.deleteOld,
  }
}
export type Readings = ReturnType<typeof createReadings>
