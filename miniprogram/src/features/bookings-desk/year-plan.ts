import type { PlannedDay } from '#shared/offers/offers.contract.ts'

/** What becomes of the dates of one month. */
export interface PlannedMonth {
  /** yyyy-mm of the day the rule says. */
  readonly month: string
  readonly kept: readonly PlannedDay[]
  readonly changed: readonly PlannedDay[]
}

/** Dates by month; those a holiday or a closure changes apart, since somebody must see them. */
export const byMonth = (days: readonly PlannedDay[]): readonly PlannedMonth[] => {
  const months = [...new Set(days.map(({ ruleDay }) => ruleDay.slice(0, 7)))].sort()
  return months.map((month) => {
    const here = days.filter(({ ruleDay }) => ruleDay.startsWith(month))
    return {
      month,
      kept: here.filter(({ day, ruleDay }) => day === ruleDay),
      changed: here.filter(({ day, ruleDay }) => day !== ruleDay),
    }
  })
}

const shortDay = (day: string): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`

export const monthWords = (month: string): string =>
  `${month.slice(0, 4)}年${Number(month.slice(5))}月`

/** `5、12、19、26日`; those of a year whose holidays are not published are marked. */
export const keptWords = (days: readonly PlannedDay[]): string =>
  days.length === 0 ? '' : `${days.map(({ day }) => Number(day?.slice(8))).join('、')}日`

/** `10月1日 国庆节，改到10月8日`, `10月1日 国庆节，不办`. */
export const changedWords = ({ ruleDay, day, why }: PlannedDay): string => {
  const name = why === null ? '' : ` ${why}`
  return `${shortDay(ruleDay)}${name}，${day === null ? '不办' : `改到${shortDay(day)}`}`
}
