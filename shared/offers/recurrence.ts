import ICAL from 'ical.js'
import { addDays } from '../time/shanghai.ts'
import type { Rule } from './rule.ts'

/** From where a rule can be followed: a rule of every day, week or month has no memory. */
const beginning = ({ every, interval }: Rule, startsOn: string, from: string): string => {
  if (interval > 1 || from <= startsOn) return startsOn
  const near = every === 'month' ? `${from.slice(0, 8)}01` : addDays(from, -7)
  return near > startsOn ? near : startsOn
}

/**
 * Days `yyyy-mm-dd` that a rule says between two days, both included, in order. `startsOn` is the
 * first day it may say, and the one that intervals count from (weeks begin on Monday).
 */
export const ruleDays = (rule: Rule, startsOn: string, from: string, to: string): string[] => {
  const first = from > startsOn ? from : startsOn
  const days: string[] = []
  const start = ICAL.Time.fromDateString(beginning(rule, startsOn, from))
  const iterator = ICAL.Recur.fromString(rule.text).iterator(start)
  for (;;) {
    const day = iterator.next()?.toString()
    if (day === undefined || day > to) return days
    if (day >= first) days.push(day)
  }
}
