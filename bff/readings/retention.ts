import type { Transaction } from '#db/database.ts'
import { retentionRulesOn } from '#shared/readings/retention-rules.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import type { Platform } from '../platform/platform.ts'
import type { Partitions } from './partitions.ts'
import type { Aging } from './retention.store.ts'
import { deleteOld, deleteRollUps, deleteSome, findEndedWithReadings } from './retention.store.ts'

const day = 24 * 60 * 60_000
/** Rows of one transaction: long ones would hold up the readings that come in. */
const most = 20_000

/** What was measured goes when its time is over, and when whose it is says stop. */
export const createRetention = (
  { clock, database }: Pick<Platform, 'clock' | 'database'>,
  partitions: Partitions,
) => {
  const untilNone = async (work: (tx: Transaction) => Promise<number>): Promise<void> => {
    while ((await database.inTransaction(work)) === most);
  }

  /** Deletes everything that was measured of an elder. */
  const forget = async (elderNo: number): Promise<void> => {
    await untilNone((tx) => deleteSome(tx, elderNo, most))
    await database.inTransaction((tx) => deleteRollUps(tx, elderNo))
  }

  /** Of everybody whose consent has ended for as long as the rule says. */
  const forgetEnded = async (): Promise<void> => {
    const now = clock.now()
    const { daysAfterEnd } = retentionRulesOn(shanghaiDay(now))
    const before = new Date(now.getTime() - daysAfterEnd * day)
    for (const elderNo of await findEndedWithReadings(database.reader, before))
      await forget(elderNo)
  }

  return {
    forget,
    forgetEnded,
    /** Once a day: whole weeks of readings, roll-ups, what was put aside, requests of vendors. */
    deleteOld: async (): Promise<void> => {
      const now = clock.now()
      const rules = retentionRulesOn(shanghaiDay(now))
      await partitions.dropOld()
      const ages: readonly (readonly [Aging, number])[] = [
        ['reading_minutes', rules.minuteDays],
        ['reading_hours', rules.longDays],
        ['reading_days', rules.longDays],
        ['quarantined_readings', rules.quarantineDays],
        ['quarantine_overflow', rules.quarantineDays],
        ['vendor_requests', 1],
      ]
      for (const [table, days] of ages)
        await untilNone((tx) => deleteOld(tx, table, new Date(now.getTime() - days * day), most))
    },
  }
}
