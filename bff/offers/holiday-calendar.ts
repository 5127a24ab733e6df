import chineseDays from 'chinese-days'
import type { HolidayCalendar } from '#shared/offers/planned-days.ts'

const publishedYears = new Map<string, boolean>()

/** chinese-days calls every day of a year it does not know an ordinary weekday; so ask for holidays. */
const isPublished = (day: string): boolean => {
  const year = day.slice(0, 4)
  const known = publishedYears.get(year)
  if (known !== undefined) return known
  const found = chineseDays.getHolidaysInRange(`${year}-01-01`, `${year}-12-31`, false).length > 0
  publishedYears.set(year, found)
  return found
}

/** Days off by law whatever is published (《全国年节及纪念日放假办法》, 2024); the lunar ones wait. */
const fixedByLaw: Readonly<Record<string, string>> = {
  '01-01': '元旦',
  '05-01': '劳动节',
  '05-02': '劳动节',
  '10-01': '国庆节',
  '10-02': '国庆节',
  '10-03': '国庆节',
}

const readHoliday = (day: string): string | undefined => {
  if (!isPublished(day)) return fixedByLaw[day.slice(5)]
  const { work, name } = chineseDays.getDayDetail(day)
  // `National Day,国庆节,3`; an ordinary weekend is only `Saturday`.
  return work ? undefined : name.split(',')[1]
}

/** Hundreds of rules ask for the same days; a calendar of ten years is 3,650 of them. */
const knownDays = new Map<string, string | undefined>()
const mostKnownDays = 5000

const holidayOn = (day: string): string | undefined => {
  if (knownDays.has(day)) return knownDays.get(day)
  if (knownDays.size >= mostKnownDays) knownDays.clear()
  const holiday = readHoliday(day)
  knownDays.set(day, holiday)
  return holiday
}

/** Public holidays and make-up working days (调休) of China. */
export const holidayCalendar: HolidayCalendar = {
  isPublished,
  holidayOn,
  isWorkingDay: (day) => chineseDays.isWorkday(day) && holidayOn(day) === undefined,
}
