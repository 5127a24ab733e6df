import chineseDays from 'chinese-days'
import { rulesOn } from '#shared/cases/case-rules.ts'
import type { DayKind, WorkCalendar } from '#shared/cases/working-time.ts'
import { shanghaiDay, shanghaiOffsetMinutes } from '#shared/time/shanghai.ts'

const publishedYears = new Map<string, boolean>()

/** chinese-days calls every day of a year it does not know an ordinary weekday; so ask for holidays. */
const isPublished = (year: string): boolean => {
  const known = publishedYears.get(year)
  if (known !== undefined) return known
  const found = chineseDays.getHolidaysInRange(`${year}-01-01`, `${year}-12-31`, false).length > 0
  publishedYears.set(year, found)
  return found
}

/** The State Council's calendar with its make-up working days (调休). */
const dayKind = (day: string): DayKind => ({
  works: chineseDays.isWorkday(day),
  assumed: !isPublished(day.slice(0, 4)),
})

/** Working days of China and the office hours in force at `at`. */
export const workCalendarAt = (at: Date): WorkCalendar => ({
  dayKind,
  officeHours: rulesOn(shanghaiDay(at)).officeHours,
  offsetMinutes: shanghaiOffsetMinutes,
})
