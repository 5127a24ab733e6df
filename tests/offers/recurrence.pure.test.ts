import { expect, test } from 'vitest'
import { ruleDays } from '#shared/offers/recurrence.ts'
import type { Rule, WeekdayCode } from '#shared/offers/rule.ts'
import { readRule, weekdayCodes } from '#shared/offers/rule.ts'
import { ruleWords } from '#shared/offers/rule.words.ts'
import { addDays, weekday } from '#shared/time/shanghai.ts'

const ruleOf = (text: string): Rule => {
  const rule = readRule(text)
  if (!rule) throw new Error(`${text} is not read`)
  return rule
}
const daysOf = (text: string, startsOn: string, from: string, to: string) =>
  ruleDays(ruleOf(text), startsOn, from, to)

/** The same, worked out the slow way: every day is asked whether the rule says it. */
const slowly = (text: string, startsOn: string, from: string, to: string): string[] => {
  const rule = ruleOf(text)
  const daysBetween = (one: string, other: string) => (Date.parse(other) - Date.parse(one)) / 864e5
  const monday = (day: string) => addDays(day, 1 - weekday(day))
  const months = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7))
  const codeOf = (day: string): WeekdayCode => weekdayCodes[weekday(day) - 1] ?? 'MO'
  const says = (day: string): boolean => {
    if (rule.every === 'day') return daysBetween(startsOn, day) % rule.interval === 0
    if (rule.every === 'week')
      return (
        (daysBetween(monday(startsOn), monday(day)) / 7) % rule.interval === 0 &&
        rule.weekdays.includes(codeOf(day))
      )
    if ((months(day) - months(startsOn)) % rule.interval !== 0) return false
    const date = Number(day.slice(8))
    const isLast = (ahead: number) => addDays(day, ahead).slice(5, 7) !== day.slice(5, 7)
    if ('monthDays' in rule)
      return rule.monthDays.some((one) => (one === -1 ? isLast(1) : one === date))
    return rule.nths.some(
      ({ nth, weekday: code }) =>
        code === codeOf(day) && (nth === -1 ? isLast(7) : Math.ceil(date / 7) === nth),
    )
  }
  const found: string[] = []
  for (let day = from > startsOn ? from : startsOn; day <= to; day = addDays(day, 1))
    if (says(day)) found.push(day)
  return found
}

test.each([
  'FREQ=DAILY',
  'FREQ=DAILY;INTERVAL=3',
  'FREQ=WEEKLY;BYDAY=MO,WE',
  'FREQ=WEEKLY;BYDAY=SU,MO,FR',
  'FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,TU',
  'FREQ=WEEKLY;BYDAY=TH;INTERVAL=3',
  'FREQ=MONTHLY;BYDAY=1TH',
  'FREQ=MONTHLY;BYDAY=3MO,1MO',
  'FREQ=MONTHLY;BYDAY=5FR',
  'FREQ=MONTHLY;BYDAY=-1SU',
  'FREQ=MONTHLY;BYDAY=1TU,-1TU',
  'FREQ=MONTHLY;BYMONTHDAY=31',
  'FREQ=MONTHLY;BYMONTHDAY=-1',
  'FREQ=MONTHLY;BYMONTHDAY=28,15,1,-1',
  'FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=31',
  'FREQ=MONTHLY;INTERVAL=2;BYDAY=2SA',
])('%s says the days that a look at every single day finds', (text) => {
  for (const startsOn of ['2024-02-29', '2025-11-30', '2026-01-01', '2026-03-31', '2026-06-03'])
    for (const [from, to] of [
      ['2026-01-01', '2026-12-31'],
      ['2026-02-20', '2026-03-02'],
      ['2027-10-10', '2028-03-01'],
    ] as const)
      expect([startsOn, from, daysOf(text, startsOn, from, to)]).toEqual([
        startsOn,
        from,
        slowly(text, startsOn, from, to),
      ])
})

test.each([
  'FREQ=YEARLY;BYMONTHDAY=1',
  'FREQ=WEEKLY',
  'FREQ=WEEKLY;BYDAY=',
  'FREQ=WEEKLY;BYDAY=1MO',
  'FREQ=WEEKLY;BYDAY=MO,MO',
  'FREQ=MONTHLY;BYDAY=TH',
  'FREQ=MONTHLY;BYDAY=6TH',
  'FREQ=MONTHLY;BYDAY=1TH;BYMONTHDAY=1',
  'FREQ=MONTHLY;BYMONTHDAY=32',
  'FREQ=MONTHLY;BYMONTHDAY=31;INTERVAL=12',
  'FREQ=DAILY;COUNT=3',
  'FREQ=DAILY;UNTIL=20270101',
  'FREQ=DAILY;INTERVAL=0',
  'FREQ=DAILY;FREQ=DAILY',
  'freq=daily',
  '每周一',
  '',
])('%s is not read: half understood would be a wrong day for somebody', (text) => {
  expect(readRule(text)).toBeUndefined()
})

test.each([
  ['FREQ=DAILY', '每天'],
  ['FREQ=DAILY;INTERVAL=2', '每两天一次'],
  ['FREQ=WEEKLY;BYDAY=WE,MO', '每周一、三'],
  ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', '每周一至周五'],
  ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU', '每天'],
  ['FREQ=WEEKLY;INTERVAL=2;BYDAY=SU', '每两周的周日'],
  ['FREQ=MONTHLY;BYDAY=1TH', '每月第一个星期四'],
  ['FREQ=MONTHLY;BYDAY=2TU,-1TU', '每月第二个星期二、最后一个星期二'],
  ['FREQ=MONTHLY;BYMONTHDAY=-1,15', '每月15日、最后一天'],
  ['FREQ=MONTHLY;INTERVAL=3;BYDAY=1SA', '每三个月的第一个星期六'],
])('%s is said as %s', (text, words) => {
  expect(ruleWords(ruleOf(text))).toBe(words)
})
