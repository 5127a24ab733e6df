import { doorRulesOn } from '#shared/devices/device-rules.ts'
import { retentionRulesOn } from '#shared/readings/retention-rules.ts'
import { addDays, shanghaiDay, weekday } from '#shared/time/shanghai.ts'
import type { Platform } from '../platform/platform.ts'
import { dropWeek, findWeeks, makeWeek } from './partitions.store.ts'

const weeksAhead = 3
const day = 24 * 60 * 60_000

/** The Monday (UTC) of the week of an instant, `yyyy-mm-dd`. */
const weekOf = (at: Date): string => {
  const date = at.toISOString().slice(0, 10)
  return addDays(date, 1 - weekday(date))
}

/** Weeks of readings, each a table of its own: made ahead, dropped whole. */
export const createPartitions = ({ clock, database }: Pick<Platform, 'clock' | 'database'>) => {
  const make = async (weeks: readonly string[]): Promise<void> => {
    const there = new Set(await findWeeks(database.reader))
    // Each in a transaction of its own: what holds up one must not undo the others.
    for (const week of weeks)
      if (!there.has(week))
        await database.inTransaction((tx) => makeWeek(tx, week, addDays(week, 7)))
  }

  return {
    /** From the oldest reading that is still taken in to three weeks ahead. */
    makeAhead: async (): Promise<void> => {
      const now = clock.now()
      const today = shanghaiDay(now)
      const { lateDays } = doorRulesOn(today)
      const first = weekOf(new Date(now.getTime() - (lateDays + 1) * day))
      const count = Math.ceil((lateDays + 1) / 7) + 1 + weeksAhead
      await make(Array.from({ length: count }, (_, at) => addDays(first, 7 * at)))
    },

    /** The weeks of these instants, for readings that found none. */
    ensureAround: (instants: readonly Date[]): Promise<void> =>
      make([...new Set(instants.map(weekOf))]),

    /** Drops weeks that ended longer ago than single readings are kept. @returns those dropped */
    dropOld: async (): Promise<string[]> => {
      const today = shanghaiDay(clock.now())
      const first = addDays(today, -retentionRulesOn(today).rawDays)
      const old = (await findWeeks(database.reader)).filter((week) => addDays(week, 7) < first)
      for (const week of old) await database.inTransaction((tx) => dropWeek(tx, week))
      return old
    },
  }
}
export type Partitions = ReturnType<typeof createPartitions>
