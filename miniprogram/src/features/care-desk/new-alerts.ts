import type { AlertRow } from '#shared/alerts/alerts.contract.ts'

type Known = Pick<AlertRow, 'alertId' | 'fired' | 'clearedAt' | 'acknowledgedAt'>

/**
 * What rings at the desk: an alert that was not there, or one that fired again, as long as it lasts
 * and nobody has taken it in hand.
 */
export const newAlerts = <A extends Known>(
  before: readonly Known[],
  after: readonly A[],
): readonly A[] => {
  const fired = new Map(before.map((alert) => [alert.alertId, alert.fired]))
  return after.filter(
    (alert) =>
      alert.clearedAt === null &&
      alert.acknowledgedAt === null &&
      alert.fired > (fired.get(alert.alertId) ?? 0),
  )
}
