import { offerId, resourceId } from '#shared/ids.ts'
import type { HolidayPolicy } from '#shared/offers/offer-kinds.ts'
import { takesTime } from '#shared/offers/offer-kinds.ts'
import type { OfferView, ScheduleBody, ScheduleView } from '#shared/offers/offers.contract.ts'
import type { WeekdayCode } from '#shared/offers/rule.ts'
import { readRule, weekdayCodes } from '#shared/offers/rule.ts'

export const nths = ['1', '2', '3', '4', '-1'] as const
export type Nth = (typeof nths)[number]

/** Hours of a service as staff choose them; nobody writes a rule. */
export interface ScheduleForm {
  readonly offerId: string | null
  readonly resourceId: string | null
  readonly every: 'week' | 'month' | 'day'
  readonly weekdays: readonly WeekdayCode[]
  readonly nths: readonly Nth[]
  readonly nthWeekday: WeekdayCode
  /** Minutes after midnight. */
  readonly fromMinute: number
  readonly toMinute: number
  /** As typed. */
  readonly places: string
  readonly holidayPolicy: HolidayPolicy
  readonly startsOn: string
}

export const emptyForm = (startsOn: string): ScheduleForm => ({
  offerId: null,
  resourceId: null,
  every: 'week',
  weekdays: [],
  nths: ['1'],
  nthWeekday: 'TH',
  fromMinute: 9 * 60,
  toMinute: 11 * 60,
  places: '',
  holidayPolicy: 'skip',
  startsOn,
})

const isNth = (text: string): text is Nth => nths.some((known) => known === text)

type Said = Pick<ScheduleForm, 'every' | 'weekdays' | 'nths' | 'nthWeekday'>

/** The choices behind a rule; null for one that cannot be chosen here (every second week). */
export const choicesOf = (text: string): Said | null => {
  const rule = readRule(text)
  const none = { weekdays: [], nths: ['1' as const], nthWeekday: 'TH' as const }
  if (rule === undefined || rule.interval !== 1) return null
  if (rule.every === 'day') return { ...none, every: 'day' }
  if (rule.every === 'week') return { ...none, every: 'week', weekdays: rule.weekdays }
  if (!('nths' in rule)) return null
  const days = new Set(rule.nths.map(({ weekday }) => weekday))
  const [nthWeekday] = days
  const chosen = rule.nths.map(({ nth }) => String(nth)).filter(isNth)
  return nthWeekday === undefined || days.size > 1 || chosen.length < rule.nths.length
    ? null
    : { ...none, every: 'month', nths: chosen, nthWeekday }
}

/** The form of a schedule there is, from a day on. */
export const formOf = (schedule: ScheduleView, startsOn: string): ScheduleForm => ({
  ...emptyForm(startsOn),
  ...choicesOf(schedule.rule),
  offerId: schedule.offerId,
  resourceId: schedule.resourceId,
  fromMinute: schedule.fromMinute,
  toMinute: schedule.toMinute,
  places: schedule.capacity === null ? '' : String(schedule.capacity),
  holidayPolicy: schedule.holidayPolicy,
})

/** RFC 5545, as the server reads it; null while nothing is chosen. */
export const ruleOf = ({ every, weekdays, nths: chosen, nthWeekday }: Said): string | null => {
  if (every === 'day') return 'FREQ=DAILY'
  if (every === 'week') {
    const inOrder = weekdayCodes.filter((code) => weekdays.includes(code))
    return inOrder.length === 0 ? null : `FREQ=WEEKLY;BYDAY=${inOrder.join(',')}`
  }
  const inOrder = nths.filter((nth) => chosen.includes(nth)).map((nth) => `${nth}${nthWeekday}`)
  return inOrder.length === 0 ? null : `FREQ=MONTHLY;BYDAY=${inOrder.join(',')}`
}

const placesOf = (typed: string): number | null => {
  const places = Number(typed.trim())
  return Number.isInteger(places) && places >= 1 && places <= 5000 ? places : null
}

/** What is sent, or what is still missing. */
export const bodyOf = (
  form: ScheduleForm,
  offer: Pick<OfferView, 'kind' | 'minutes'> | undefined,
): { readonly body: ScheduleBody } | { readonly missing: string } => {
  const rule = ruleOf(form)
  if (form.offerId === null || offer === undefined) return { missing: '先选哪项服务' }
  if (rule === null) return { missing: form.every === 'week' ? '先选星期几' : '先选第几个' }
  if (form.toMinute <= form.fromMinute) return { missing: '结束要晚于开始' }
  const byTime = takesTime(offer.kind)
  if (byTime && form.resourceId === null) return { missing: '先选谁来做' }
  if (byTime && form.toMinute - form.fromMinute < offer.minutes)
    return { missing: `一次要 ${offer.minutes} 分钟，时间不够` }
  const capacity = placesOf(form.places)
  if (!byTime && capacity === null) return { missing: '先写几个名额' }
  return {
    body: {
      offerId: offerId(form.offerId),
      resourceId: byTime && form.resourceId !== null ? resourceId(form.resourceId) : null,
      rule,
      fromMinute: form.fromMinute,
      toMinute: form.toMinute,
      capacity: byTime ? null : capacity,
      holidayPolicy: form.holidayPolicy,
      startsOn: form.startsOn,
      endsOn: null,
    },
  }
}
