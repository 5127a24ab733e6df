import type { Transaction } from '#db/database.ts'
import type { AlertContext } from './alert-context.ts'
import type { Alert } from './alerts.store.ts'
import { changeAlert, findDue, takeDue } from './alerts.store.ts'
import type { Firing } from './firing.ts'
import type { Telling } from './telling.ts'

const sweepSeconds = 5
const atOnce = 20

/**
 * What time does to alerts. When the next step is due stands in the row, so a restart goes on where
 * it was, any node may do it, and several at once do it once.
 */
export const createEscalating = (context: AlertContext, firing: Firing, telling: Telling) => {
  const { care, clock, database, jobs, log } = context
  const isDue = (at: Date | null, now: Date): boolean => at !== null && at <= now

  const retell = async (tx: Transaction, alert: Alert, now: Date): Promise<void> => {
    const elder = await care.elderOf(tx, alert.subdistrictId, alert.personId)
    if (!elder) return
    const told = await telling.tellFamily(tx, alert, elder, now)
    await changeAlert(tx, alert, { retellAt: told.retellAt }, told.events, now)
  }

  const workOn = async (tx: Transaction, alert: Alert, now: Date): Promise<void> => {
    const { subdistrictId, personId } = alert
    const elder = await care.elderOf(tx, subdistrictId, personId)
    if (!elder || alert.isTest) {
      const ended = { clearedAt: now, nextStepAt: null, refireAt: null, retellAt: null }
      const why = alert.isTest ? 'over' : 'not_measured'
      await changeAlert(tx, alert, ended, [{ kind: 'cleared', data: { why } }], now)
      return
    }
    if (isDue(alert.refireAt, now)) {
      await firing.refire(tx, alert, elder)
      return
    }
    if (isDue(alert.nextStepAt, now) && alert.acknowledgedAt === null)
      await firing.goOn(tx, alert, elder, now)
    else await retell(tx, alert, now)
  }

  /** Any number of nodes may sweep at the same time. */
  const sweep = async (): Promise<void> => {
    for (;;) {
      const found = await findDue(database.reader, clock.now(), atOnce)
      let failed = 0
      for (const key of found)
        await database
          .inTransaction(async (tx) => {
            const now = clock.now()
            const alert = await takeDue(tx, key, now)
            if (alert) await workOn(tx, alert, now)
          })
          // One that cannot go on must not keep the others waiting; the next round tries again.
          .catch((error: unknown) => {
            failed += 1
            log.error({ err: error, alertId: key.alertId }, 'an alert that is due stands still')
          })
      if (found.length < atOnce || failed > 0) return
    }
  }
  jobs.every(sweepSeconds, 'alerts.due', sweep)

  return { sweep }
}
export type Escalating = ReturnType<typeof createEscalating>
