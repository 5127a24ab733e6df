export const weekdayCodes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
export type WeekdayCode = (typeof weekdayCodes)[number]

/** The n-th such day of a month; -1: the last. */
export interface NthWeekday {
  readonly nth: number
  readonly weekday: WeekdayCode
}

/** A rule over days, as far as a schedule may say one (a part of RFC 5545). */
export type Rule = { readonly text: string; readonly interval: number } & (
  | { readonly every: 'day' }
  | { readonly every: 'week'; readonly weekdays: readonly WeekdayCode[] }
  | { readonly every: 'month'; readonly nths: readonly NthWeekday[] }
  | { readonly every: 'month'; readonly monthDays: readonly number[] }
)

/**
 * Longest intervals. A rule every twelfth month on the 31st might never fall on any day, and a search
 * for it never end; up to six months every rule does.
 */
const longest = { DAILY: 30, WEEKLY: 8, MONTHLY: 6 } as const

const isWeekday = (code: string): code is WeekdayCode => weekdayCodes.some((one) => one === code)

const listOf = <T>(text: string, read: (one: string) => T | undefined): T[] | undefined => {
  const ones = text.split(',').map(read)
  const known = ones.flatMap((one) => (one === undefined ? [] : [one]))
  return known.length === ones.length && new Set(text.split(',')).size === ones.length
    ? known
    : undefined
}

const weekdayOf = (code: string): WeekdayCode | undefined => (isWeekday(code) ? code : undefined)

const nthOf = (text: string): NthWeekday | undefined => {
  const [, nth, code = ''] = /^([1-5]|-1)([A-Z]{2})$/.exec(text) ?? []
  return isWeekday(code) ? { nth: Number(nth), weekday: code } : undefined
}

const monthDayOf = (text: string): number | undefined =>
  /^([1-9]|[12]\d|3[01]|-1)$/.test(text) ? Number(text) : undefined

const isFrequency = (text: string): text is keyof typeof longest => text in longest

/**
 * Reads `FREQ=DAILY`, `FREQ=WEEKLY;BYDAY=MO,WE` and `FREQ=MONTHLY` with `BYDAY=1TH` or `BYMONTHDAY=15`,
 * each with an INTERVAL. Anything else is undefined: half understood would be a wrong day for somebody.
 */
export const readRule = (text: string): Rule | undefined => {
  const pairs = text.split(';').map((part) => part.split('='))
  if (pairs.some((pair) => pair.length !== 2)) return undefined
  const parts = new Map(pairs.map(([name = '', value = '']) => [name, value]))
  const frequency = parts.get('FREQ') ?? ''
  const said = parts.get('INTERVAL') ?? '1'
  if (parts.size !== pairs.length || !isFrequency(frequency) || !/^[1-9]\d?$/.test(said))
    return undefined
  const interval = Number(said)
  if (interval > longest[frequency]) return undefined
  const rest = [...parts.keys()].filter((name) => name !== 'FREQ' && name !== 'INTERVAL')
  const [name, another] = rest
  const value = parts.get(name ?? '') ?? ''
  if (another !== undefined) return undefined
  if (frequency === 'DAILY')
    return name === undefined ? { text, interval, every: 'day' } : undefined
  if (frequency === 'WEEKLY') {
    const weekdays = name === 'BYDAY' ? listOf(value, weekdayOf) : undefined
    return weekdays && { text, interval, every: 'week', weekdays }
  }
  if (name === 'BYDAY') {
    const nths = listOf(value, nthOf)
    return nths && { text, interval, every: 'month', nths }
  }
  const monthDays = name === 'BYMONTHDAY' ? listOf(value, monthDayOf) : undefined
  return monthDays && { text, interval, every: 'month', monthDays }
}
