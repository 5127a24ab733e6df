import { expect, test } from 'vitest'
import { holidayCalendar } from '#bff/offers/holiday-calendar.ts'
import type { HolidayPolicy } from '#shared/offers/offer-kinds.ts'
import type { HolidayCalendar } from '#shared/offers/planned-days.ts'
import { planDays } from '#shared/offers/planned-days.ts'
import { readRule } from '#shared/offers/rule.ts'
import { addDays } from '#shared/time/shanghai.ts'

interface Asked {
  readonly text: string
  readonly policy: HolidayPolicy
  readonly from: string
  readonly to: string
  readonly endsOn?: string
  readonly calendar?: HolidayCalendar
}

const planned = ({ text, policy, from, to, endsOn, calendar = holidayCalendar }: Asked) => {
  const rule = readRule(text)
  if (!rule) throw new Error(`${text} is not read`)
  const schedule = { rule, startsOn: '2025-01-01', endsOn: endsOn ?? null, holidayPolicy: policy }
  return planDays(schedule, calendar, from, to)
}
const heldOn = (asked: Asked) => planned(asked).map(({ day }) => day)

const fair = { text: 'FREQ=MONTHLY;BYDAY=1TH', from: '2026-01-01', to: '2026-12-31' } as const
/** First Thursdays of February to September, November and December 2026: none is a holiday. */
const ordinary = [
  ...['2026-02-05', '2026-03-05', '2026-04-02', '2026-05-07', '2026-06-04', '2026-07-02'],
  ...['2026-08-06', '2026-09-03'],
]
const late = ['2026-11-05', '2026-12-03']

test.each<[HolidayPolicy, string | null, string | null]>([
  // 1 January opens the new year's holiday until Saturday the 3rd; Sunday the 4th makes up for it.
  ['next_working_day', '2026-01-04', '2026-10-08'],
  ['next_week', '2026-01-08', '2026-10-08'],
  ['skip', null, null],
  ['keep', '2026-01-01', '2026-10-01'],
])('the fair of each first Thursday of 2026 under “%s”', (policy, january, october) => {
  expect(heldOn({ ...fair, policy })).toEqual([january, ...ordinary, october, ...late])
})

test('a date that was moved or left out says for which holiday', () => {
  const said = planned({ ...fair, policy: 'next_week' }).filter(({ why }) => why !== null)
  expect(said).toEqual([
    { ruleDay: '2026-01-01', day: '2026-01-08', why: '元旦', provisional: false },
    { ruleDay: '2026-10-01', day: '2026-10-08', why: '国庆节', provisional: false },
  ])
})

test('a week of holidays moves no date onto another date of the rule', () => {
  // 1 to 7 October: Thursday and Monday both want Thursday the 8th, which is a date itself.
  const days = { text: 'FREQ=WEEKLY;BYDAY=MO,TH', from: '2026-09-28', to: '2026-10-12' } as const
  expect(heldOn({ ...days, policy: 'next_working_day' })).toEqual([
    ...['2026-09-28', null, null, '2026-10-08', '2026-10-12'],
  ])
  // Wednesday and Friday of two weeks want the 8th too; the first of them has it.
  const others = { text: 'FREQ=WEEKLY;BYDAY=WE,FR', from: '2026-09-30', to: '2026-10-14' } as const
  expect(heldOn({ ...others, policy: 'next_working_day' })).toEqual([
    ...['2026-09-30', '2026-10-08', null, '2026-10-09', '2026-10-14'],
  ])
})

test('a make-up Sunday is a working day, and a Saturday class is held on its make-up Saturday', () => {
  const weekends = { text: 'FREQ=WEEKLY;BYDAY=SA', from: '2026-10-03', to: '2026-10-10' } as const
  expect(heldOn({ ...weekends, policy: 'skip' })).toEqual([null, '2026-10-10'])
})

test('a stretch of a plan says what the whole plan says', () => {
  const text = 'FREQ=WEEKLY;BYDAY=WE,FR'
  const whole = planned({ text, policy: 'next_working_day', from: '2026-09-01', to: '2026-12-31' })
  for (let from = '2026-09-20'; from < '2026-10-20'; from = addDays(from, 1))
    expect(planned({ text, policy: 'next_working_day', from, to: addDays(from, 9) })).toEqual(
      whole.filter(({ ruleDay }) => ruleDay >= from && ruleDay <= addDays(from, 9)),
    )
})

test('nothing moves past the last day of a rule', () => {
  expect(
    heldOn({ ...fair, policy: 'next_week', from: '2026-09-01', endsOn: '2026-10-05' }),
  ).toEqual(['2026-09-03', null])
})

test('a year whose calendar is not published is provisional, yet nobody works on its 1 January', () => {
  const unpublished: HolidayCalendar = {
    ...holidayCalendar,
    isPublished: (day) => day < '2099',
  }
  expect(holidayCalendar.isPublished('2099-01-01')).toBe(false)
  const asked = {
    text: 'FREQ=DAILY',
    policy: 'skip',
    from: '2098-12-31',
    to: '2099-01-02',
  } as const
  expect(planned({ ...asked, calendar: unpublished })).toEqual([
    { ruleDay: '2098-12-31', day: '2098-12-31', why: null, provisional: false },
    { ruleDay: '2099-01-01', day: null, why: '元旦', provisional: true },
    { ruleDay: '2099-01-02', day: '2099-01-02', why: null, provisional: true },
  ])
})
