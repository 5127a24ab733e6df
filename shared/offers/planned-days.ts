import { addDays } from '../time/shanghai.ts'
import type { HolidayPolicy } from './offer-kinds.ts'
import type { PlannedDay } from './offers.contract.ts'
import { ruleDays } from './recurrence.ts'
import type { Rule } from './rule.ts'

/** Public holidays as the State Council publishes them, a year at a time. */
export interface HolidayCalendar {
  /** What makes this day off; undefined on ordinary days, weekends and make-up working days (调休). */
  readonly holidayOn: (day: string) => string | undefined
  readonly isWorkingDay: (day: string) => boolean
  /** Whether that day's year is published; until then only the days fixed by law are known. */
  readonly isPublished: (day: string) => boolean
}

export interface RuleOfDays {
  readonly rule: Rule
  readonly startsOn: string
  readonly endsOn: string | null
  readonly holidayPolicy: HolidayPolicy
}

/** Days; longer than any holiday, so what moved in from outside a stretch is known in it. */
export const longestMove = 40

/** Where a date goes that falls on a holiday; undefined: nowhere. */
const movedDay = (
  ruleDay: string,
  policy: HolidayPolicy,
  calendar: HolidayCalendar,
): string | undefined => {
  if (policy === 'skip' || policy === 'keep') return undefined
  const step = policy === 'next_week' ? 7 : 1
  for (let ahead = step; ahead <= longestMove; ahead += step) {
    const day = addDays(ruleDay, ahead)
    const fits =
      policy === 'next_week' ? calendar.holidayOn(day) === undefined : calendar.isWorkingDay(day)
    if (fits) return day
  }
  return undefined
}

/**
 * What becomes of each day a rule says between two days: held, moved for a holiday, or left out. Two
 * dates of one rule never fall on one day: what would move onto another date is left out instead.
 */
export const planDays = (
  { rule, startsOn, endsOn, holidayPolicy }: RuleOfDays,
  calendar: HolidayCalendar,
  from: string,
  to: string,
): PlannedDay[] => {
  const last = endsOn !== null && endsOn < to ? endsOn : to
  const farther = addDays(last, longestMove)
  const until = endsOn !== null && endsOn < farther ? endsOn : farther
  const days = ruleDays(rule, startsOn, addDays(from, -longestMove), until)
  const taken = new Set(
    days.filter((day) => holidayPolicy === 'keep' || calendar.holidayOn(day) === undefined),
  )
  const planned = days.map((ruleDay): PlannedDay => {
    const holiday = calendar.holidayOn(ruleDay)
    const plan = (day: string | null): PlannedDay => ({
      ruleDay,
      day,
      why: holiday ?? null,
      provisional: !calendar.isPublished(ruleDay) || (day !== null && !calendar.isPublished(day)),
    })
    if (taken.has(ruleDay)) return plan(ruleDay)
    const day = movedDay(ruleDay, holidayPolicy, calendar)
    if (day === undefined || taken.has(day) || (endsOn !== null && day > endsOn)) return plan(null)
    taken.add(day)
    return plan(day)
  })
  return planned.filter(({ ruleDay }) => ruleDay >= from && ruleDay <= last)
}
