import type { AlertRuleCode, AlertSeverity } from '#shared/alerts/alert-rules.ts'

/** What is said of it; instants as ISO text. All of it goes into the alert's row. */
export type AlertFacts = Readonly<Record<string, string | number | null>>

/** What a rule says of one elder now; `keep` leaves things as they are, active or not. */
export type Judgement =
  | {
      readonly verdict: 'raise'
      readonly facts: AlertFacts
      /** Where it differs from the rule's own. */
      readonly severity?: AlertSeverity
    }
  | { readonly verdict: 'clear'; readonly why: ClearReason }
  | { readonly verdict: 'keep' }

/** Why an alert ended. */
export type ClearReason = 'over' | 'data_ended' | 'paused' | 'off' | 'not_measured' | 'settled'

export type Judged = Judgement & { readonly rule: AlertRuleCode }

export const keep: Judgement = { verdict: 'keep' }
export const clear = (why: ClearReason = 'over'): Judgement => ({ verdict: 'clear', why })
export const raise = (facts: AlertFacts, severity?: AlertSeverity): Judgement => ({
  verdict: 'raise',
  facts,
  ...(severity === undefined ? {} : { severity }),
})
/** Whether it is so, told to a rule without hysteresis of its own. */
export const raiseIf = (isSo: boolean, facts: () => AlertFacts): Judgement =>
  isSo ? raise(facts()) : clear()
