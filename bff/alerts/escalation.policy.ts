import type { AlertFigures } from '#shared/alerts/alert-figures.ts'
import type { AlertSeverity } from '#shared/alerts/alert-rules.ts'
import type { EscalationStep } from '#shared/alerts/alerts.contract.ts'
import { escalationSteps } from '#shared/alerts/alerts.contract.ts'
import { shanghaiMinute } from '#shared/time/shanghai.ts'
import { isWithin } from './windows.policy.ts'

const minute = 60_000

export const stepNo = (step: EscalationStep): number => escalationSteps.indexOf(step)
export const stepOf = (no: number): EscalationStep => escalationSteps[no] ?? 'nobody'

/** The step after this one and when it is due, counted from when the alert last rang. */
export const nextStepOf = (
  { escalation }: Pick<AlertFigures, 'escalation'>,
  severity: AlertSeverity,
  step: EscalationStep,
  firedAt: Date,
): { readonly step: EscalationStep; readonly at: Date } | undefined => {
  const minutes = escalation[severity]
  for (const next of escalationSteps.slice(stepNo(step) + 1)) {
    const after = next === 'family' ? 0 : minutes[next]
    if (after !== undefined) return { step: next, at: new Date(firedAt.getTime() + after * minute) }
  }
  return undefined
}

/** When it rings again while it lasts. */
export const refireAfter = (
  { refireMinutes }: Pick<AlertFigures, 'refireMinutes'>,
  severity: AlertSeverity,
  at: Date,
): Date | null => {
  const minutes = refireMinutes[severity]
  return minutes === undefined ? null : new Date(at.getTime() + minutes * minute)
}

interface Listening {
  readonly quiet: { readonly fromMinute: number; readonly toMinute: number } | undefined
  readonly mutedUntil: Date | undefined
}

/**
 * Until when this follower does not want to hear of it; undefined: now. The gravest pass his quiet
 * hours, but not a mute that he set for this very alert.
 */
export const silentUntil = (
  { quiet, mutedUntil }: Listening,
  severity: AlertSeverity,
  now: Date,
): Date | undefined => {
  const muted = mutedUntil && mutedUntil > now ? mutedUntil : undefined
  if (severity === 'high' || !quiet || quiet.fromMinute === quiet.toMinute) return muted
  const at = shanghaiMinute(now)
  if (!isWithin(at, { from: quiet.fromMinute, to: quiet.toMinute })) return muted
  const left = (quiet.toMinute - at + 24 * 60) % (24 * 60)
  const over = new Date(Math.floor(now.getTime() / minute) * minute + left * minute)
  return muted && muted > over ? muted : over
}

/** The graver of two. */
export const rankOf = (severity: AlertSeverity): number =>
  ['technical', 'low', 'medium', 'high'].indexOf(severity)
