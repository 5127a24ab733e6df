import type { Platform } from '../platform/platform.ts'
import { createAlertActing } from './alert-acting.ts'
import { createAlertContext } from './alert-context.ts'
import type { AlertNeeds } from './alert-neighbours.ts'
import { createAlertReading } from './alert-reading.ts'
import { createAlertViews } from './alert-views.ts'
import { exportAlertsOf, forgetListening } from './alerts-forget.store.ts'
import { createCareStatus } from './care-status.ts'
import { createChecks } from './consciousness.ts'
import { createDeviceFaults } from './device-faults.ts'
import { createEscalating } from './escalating.ts'
import { createEvaluating } from './evaluating.ts'
import { createFiring } from './firing.ts'
import { createJudging } from './judging.ts'
import { createPhoneList } from './phone-list.ts'
import { createShiftNotes } from './shift-notes.ts'
import { createSummaries } from './summaries.ts'
import { createTelling } from './telling.ts'
import { createThresholds } from './thresholds.ts'

/** What readings mean: rules, alerts, who is told when, and the plain words of a day. */
export const createAlerts = (platform: Platform, needs: AlertNeeds) => {
  const context = createAlertContext(platform, needs)
  const telling = createTelling(context)
  const firing = createFiring(context, telling)
  const judging = createJudging(context)
  const views = createAlertViews(context)
  const evaluating = createEvaluating(context, judging, firing)
  const escalating = createEscalating(context, firing, telling)
  const summaries = createSummaries(context)
  needs.accounts.contributeToExport('alerts', exportAlertsOf)
  needs.accounts.onDeletion(forgetListening)

  return {
    reading: createAlertReading(context, views),
    acting: createAlertActing(context, views, { firing, telling }),
    thresholds: createThresholds(context),
    phoneList: createPhoneList(context, telling),
    shiftNotes: createShiftNotes(context),
    deviceFaults: createDeviceFaults(context),
    checks: createChecks(context, judging),
    summaries,
    ...createCareStatus(context),
    /** One round of everything; the tests' clock moves and then calls it. */
    sweep: async (): Promise<void> => {
      await evaluating.sweep()
      await escalating.sweep()
      await summaries.sweep()
    },
    isPlatformAway: evaluating.isPlatformAway,
    judgeRound: evaluating.judgeRound,
    escalate: escalating.sweep,
  }
}
export type Alerts = ReturnType<typeof createAlerts>
