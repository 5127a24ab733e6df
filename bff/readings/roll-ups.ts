import type { Transaction } from '#db/database.ts'
import { isDatabaseAway, sqlState } from '#db/sql-state.ts'
import type { Platform } from '../platform/platform.ts'
import {
  firstReceived,
  lockRollUps,
  oldestOpen,
  readRolledUntil,
  recount,
  writeRolledUntil,
} from './roll-ups.store.ts'

/** How far the clocks of two nodes may be apart; their operator keeps them by NTP. */
const skewMilliseconds = 2000
/** Of received time that one transaction counts at most, and what it takes when things are slow. */
const longestWindow = 24 * 60 * 60_000
const shortestWindow = 1000
const statementTimeout = '57014'

/** Minutes, hours and days of readings: counted from the readings, a little after they came. */
export const createRollUps = ({ clock, database }: Pick<Platform, 'clock' | 'database'>) => {
  let windowMilliseconds = 60_000

  const beginning = async (tx: Transaction): Promise<Date | undefined> => {
    const first = await firstReceived(tx)
    return first && new Date(first.getTime() - 1)
  }

  /** One transaction. @returns whether more waits; undefined: another node is at it */
  const step = (): Promise<boolean | undefined> =>
    database.inTransaction(async (tx) => {
      if (!(await lockRollUps(tx))) return undefined
      // In this order: what a later question cannot see began after this one was asked, or is in it.
      const open = await oldestOpen(tx)
      const safe = new Date(clock.now().getTime() - open - skewMilliseconds)
      const from = (await readRolledUntil(tx)) ?? (await beginning(tx))
      if (from === undefined) return false
      const end = new Date(from.getTime() + windowMilliseconds)
      const isLast = end >= safe
      await recount(tx, from, isLast ? null : end)
      const until = isLast ? safe : end
      if (until > from) await writeRolledUntil(tx, until)
      return !isLast
    })

  return {
    /** Brings the roll-ups up to what was received; several nodes may call it, one works. */
    rollUp: async (): Promise<void> => {
      for (let waits: boolean | undefined = true; waits; ) {
        const begun = performance.now()
        try {
          waits = await step()
        } catch (error) {
          const isSlow = sqlState(error) === statementTimeout || isDatabaseAway(error)
          if (!isSlow || windowMilliseconds <= shortestWindow) throw error
          windowMilliseconds = Math.max(shortestWindow, windowMilliseconds / 4)
          continue
        }
        const took = performance.now() - begun
        if (took > 2000) windowMilliseconds = Math.max(shortestWindow, windowMilliseconds / 2)
        if (took < 500) windowMilliseconds = Math.min(longestWindow, windowMilliseconds * 4)
      }
    },
  }
}
