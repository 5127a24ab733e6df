import { openStatuses } from '#shared/cases/case-status.ts'
import { takeMissedClock } from './case-clocks.store.ts'
import type { CaseContext } from './case-context.ts'
import { system } from './case-context.ts'
import { advance, findCase } from './cases.store.ts'

const sweepSeconds = 10

/** Missed deadlines: looked for by time, never by timers, so one that passed while down is found at boot. */
export const createSweeps = (context: CaseContext) => {
  const { clock, database, jobs, tell, announce } = context

  const sweepOne = (): Promise<boolean> =>
    database.inTransaction(async (tx) => {
      const now = clock.now()
      const missed = await takeMissedClock(tx, now)
      if (!missed) return false
      const record = await findCase(tx, missed)
      const isOpen = openStatuses.some((status) => status === record?.status)
      if (!record || record.round !== missed.round || !isOpen) return true
      const entry = {
        kind: 'deadline_missed' as const,
        internal: false,
        actor: system,
        data: { clock: missed.clock },
      }
      // Somebody moved it in this very moment: undo, and come back to it in the next round.
      if (!(await advance(tx, record, {}, [entry], now)))
        throw new Error('the case moved meanwhile')
      await tell(tx, 'case_overdue', record, await context.supervisors(tx, record))
      announce(tx, record, record.lastSeq + 1)
      return true
    })

  /** Marks every missed clock once and tells the supervisors; nodes may sweep at the same time. */
  const sweepMissedClocks = async (): Promise<number> => {
    let swept = 0
    while (await sweepOne()) swept += 1
    return swept
  }
  jobs.every(sweepSeconds, 'cases.missed-clocks', async () => {
    await sweepMissedClocks()
  })
  return { sweepMissedClocks }
}
