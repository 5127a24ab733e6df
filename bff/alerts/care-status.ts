import type { Reader } from '#db/database.ts'
import type { AlertSeverity } from '#shared/alerts/alert-rules.ts'
import { alertRuleWords } from '#shared/alerts/alerts.words.ts'
import type { PersonId } from '#shared/ids.ts'
import type { MetricClass } from '#shared/readings/metrics.ts'
import type { AlertContext } from './alert-context.ts'
import { lastingAmong } from './alerts.store.ts'

/** An alert that lasts, as the cards and the wall of care show it. */
export interface OpenAlert {
  readonly personId: PersonId
  readonly severity: AlertSeverity
  /** What it rests on; null: on no reading (a button, a device). */
  readonly metricClass: MetricClass | null
  /** What it says in one line. */
  readonly words: string
  readonly raisedAt: Date
  readonly clearedAt: Date | null
  readonly acknowledgedAt: Date | null
}

/** What other features ask of alerts. */
export const createCareStatus = (context: AlertContext) => ({
  /** Alerts that last of these elders, tests apart; one question for any number of them. */
  openOf: async (
    tx: Reader,
    elders: readonly { readonly personId: PersonId }[],
  ): Promise<readonly OpenAlert[]> => {
    const { rules } = context.figuresAt(context.clock.now())
    const people = elders.map(({ personId }) => personId)
    return (await lastingAmong(tx, people)).map((alert) => {
      const of = rules[alert.rule].class
      const handled = alert.acknowledgedAt === null ? '' : '，已有人在处理'
      return {
        personId: alert.personId,
        severity: alert.severity,
        metricClass: of === 'any' ? null : of,
        words: `${alertRuleWords[alert.rule]}${handled}`,
        raisedAt: alert.raisedAt,
        clearedAt: alert.clearedAt,
        acknowledgedAt: alert.acknowledgedAt,
      }
    })
  },
})
export type CareStatuses = ReturnType<typeof createCareStatus>
