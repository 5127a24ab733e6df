import { rulesOn } from '#shared/cases/case-rules.ts'
import type { ClockKind } from '#shared/cases/case-status.ts'
import type { CaseType } from '#shared/cases/case-type.ts'
import type { DueAt } from '#shared/cases/working-time.ts'
import { addNaturalMinutes, addWorkingMinutes } from '#shared/cases/working-time.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import { workCalendarAt } from './work-calendar.ts'

export interface ClockSet extends DueAt {
  readonly clock: ClockKind
}

/**
 * When a case must be contacted and resolved, counted from `startedAt`. While nobody knows its type
 * the rules' own times hold: a case that waits for the duty desk must not wait unseen.
 */
export const clocksFrom = (startedAt: Date, type: CaseType | undefined): readonly ClockSet[] => {
  const { timeUnit, firstContactMinutes, resolveMinutes } = type ?? {
    timeUnit: 'working',
    ...rulesOn(shanghaiDay(startedAt)).withoutType,
  }
  const due = (minutes: number): DueAt =>
    timeUnit === 'natural'
      ? addNaturalMinutes(startedAt, minutes)
      : addWorkingMinutes(startedAt, minutes, workCalendarAt(startedAt))
  return [
    { clock: 'first_contact', ...due(firstContactMinutes) },
    { clock: 'resolve', ...due(resolveMinutes) },
  ]
}
