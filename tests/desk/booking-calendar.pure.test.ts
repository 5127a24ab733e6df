import { expect, test } from 'vitest'
import type { DemandRow } from '#shared/bookings/demand.contract.ts'
import { offerId, resourceId, scheduleId } from '#shared/ids.ts'
import type { PlannedDay, ScheduleView } from '#shared/offers/offers.contract.ts'
import { readRule } from '#shared/offers/rule.ts'
import { ruleWords } from '#shared/offers/rule.words.ts'
import {
  byService,
  extremesOf,
  sumOf,
} from '../../miniprogram/src/features/bookings-desk/demand-sums.ts'
import type { ScheduleForm } from '../../miniprogram/src/features/bookings-desk/rule-form.ts'
import {
  bodyOf,
  choicesOf,
  emptyForm,
  formOf,
  ruleOf,
} from '../../miniprogram/src/features/bookings-desk/rule-form.ts'
import {
  byMonth,
  changedWords,
  keptWords,
} from '../../miniprogram/src/features/bookings-desk/year-plan.ts'

const inWords = (form: ScheduleForm): string | undefined => {
  const rule = readRule(ruleOf(form) ?? '')
  return rule && ruleWords(rule)
}
const form = emptyForm('2026-11-18')

test('what is chosen becomes a rule that the server reads and says in the same words', () => {
  expect(inWords({ ...form, weekdays: ['WE', 'MO'] })).toBe('每周一、三')
  expect(inWords({ ...form, every: 'month', nths: ['1'], nthWeekday: 'TH' })).toBe(
    '每月第一个星期四',
  )
  expect(inWords({ ...form, every: 'month', nths: ['-1', '2'], nthWeekday: 'FR' })).toBe(
    '每月第二个星期五、最后一个星期五',
  )
  expect(inWords({ ...form, every: 'day' })).toBe('每天')
})

test('a schedule there is opens with its own choices, or says that they cannot be chosen', () => {
  for (const text of ['FREQ=WEEKLY;BYDAY=MO,WE', 'FREQ=MONTHLY;BYDAY=1TH,3TH', 'FREQ=DAILY']) {
    const said = choicesOf(text)
    expect(said && ruleOf({ ...form, ...said })).toBe(text)
  }
  for (const text of ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO', 'FREQ=MONTHLY;BYMONTHDAY=15', 'x'])
    expect(choicesOf(text), text).toBeNull()
  const schedule: ScheduleView = {
    scheduleId: scheduleId('s'),
    offerId: offerId('o'),
    resourceId: null,
    rule: 'FREQ=MONTHLY;BYDAY=1TH',
    fromMinute: 540,
    toMinute: 660,
    capacity: 20,
    holidayPolicy: 'next_week',
    startsOn: '2026-01-01',
    endsOn: null,
    offerName: '集市',
    resourceName: null,
    ruleWords: '每月第一个星期四',
  }
  expect(bodyOf(formOf(schedule, '2026-11-18'), { kind: 'queue', minutes: 0 })).toEqual({
    body: {
      offerId: 'o',
      resourceId: null,
      rule: 'FREQ=MONTHLY;BYDAY=1TH',
      fromMinute: 540,
      toMinute: 660,
      capacity: 20,
      holidayPolicy: 'next_week',
      startsOn: '2026-11-18',
      endsOn: null,
    },
  })
})

test('what is still missing is said before anything is sent', () => {
  const session = { kind: 'session', minutes: 60 } as const
  const time = { kind: 'time', minutes: 30 } as const
  const chosen = { ...form, offerId: 'o', weekdays: ['MO'] as const, places: '20' }
  expect(bodyOf(form, undefined)).toEqual({ missing: '先选哪项服务' })
  expect(bodyOf({ ...chosen, weekdays: [] }, session)).toEqual({ missing: '先选星期几' })
  expect(bodyOf({ ...chosen, toMinute: 9 * 60 }, session)).toEqual({ missing: '结束要晚于开始' })
  expect(bodyOf({ ...chosen, places: '0' }, session)).toEqual({ missing: '先写几个名额' })
  expect(bodyOf(chosen, time)).toEqual({ missing: '先选谁来做' })
  const short = { ...chosen, resourceId: 'r', toMinute: 9 * 60 + 15 }
  expect(bodyOf(short, time)).toEqual({ missing: '一次要 30 分钟，时间不够' })
  expect(bodyOf({ ...chosen, resourceId: 'r' }, time)).toMatchObject({
    body: { capacity: null, resourceId: resourceId('r') },
  })
})

test('a year is read by month: what is held, what a holiday moves and what it takes away', () => {
  const plan = (ruleDay: string, day: string | null, why: string | null = null): PlannedDay => ({
    ruleDay,
    day,
    why,
    provisional: false,
  })
  const months = byMonth([
    plan('2026-01-01', '2026-01-08', '元旦'),
    plan('2026-01-15', '2026-01-15'),
    plan('2026-01-22', '2026-01-22'),
    plan('2026-10-01', null, '国庆节'),
  ])
  expect(months.map(({ month }) => month)).toEqual(['2026-01', '2026-10'])
  expect(months.map(({ kept }) => keptWords(kept))).toEqual(['15、22日', ''])
  expect(months.flatMap(({ changed }) => changed.map(changedWords))).toEqual([
    '1月1日 元旦，改到1月8日',
    '10月1日 国庆节，不办',
  ])
})

test('demand adds up over weeks and sites, and names the most wanted and the most missed', () => {
  const row = (serviceCode: string, week: string, accepted: number, unmet: number): DemandRow => ({
    week,
    serviceCode,
    serviceName: serviceCode,
    siteId: null,
    siteName: null,
    offered: 10,
    requested: accepted,
    accepted,
    waited: 0,
    declined: 0,
    cancelled: 0,
    noShow: 0,
    served: accepted,
    rated: 0,
    grade: null,
    people: accepted,
    elders: accepted,
    unmet,
  })
  const rows = [
    row('dance', '2026-11-09', 3, 0),
    row('dance', '2026-11-16', 4, 1),
    row('bath', '2026-11-16', 1, 5),
  ]
  const services = byService(rows)
  expect(services.map(({ code, accepted, unmet }) => [code, accepted, unmet])).toEqual([
    ['dance', 7, 1],
    ['bath', 1, 5],
  ])
  expect(services[1]?.weeks.map(({ week, sum }) => [week, sum.accepted])).toEqual([
    ['2026-11-09', 0],
    ['2026-11-16', 1],
  ])
  const { popular, missed } = extremesOf(services)
  expect([popular?.code, missed?.code]).toEqual(['dance', 'bath'])
  expect(sumOf(rows)).toMatchObject({ offered: 30, accepted: 8, unmet: 6 })
  expect(extremesOf([])).toEqual({ popular: null, missed: null })
})
