import { addDays, shanghaiDay, weekday } from '#shared/time/shanghai.ts'

export interface Fetched {
  readonly servedAt: Date
  readonly hours: number
}

/** The middle one; the mean of the two middle ones where there are two. Null of nothing. */
export const median = (values: readonly number[]): number | null => {
  const sorted = values.toSorted((one, other) => one - other)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.ceil(sorted.length / 2) - 1]
  return upper === undefined || lower === undefined ? null : (upper + lower) / 2
}

/** The Monday of the week of a moment in Shanghai. */
const weekOf = (at: Date): string => {
  const day = shanghaiDay(at)
  return addDays(day, 1 - weekday(day))
}

/** Figures of loads against a goal in hours. */
export const figuresOf = (fetched: readonly Fetched[], goalHours: number) => {
  const hours = fetched.map((load) => load.hours)
  const weeks = [...new Set(fetched.map(({ servedAt }) => weekOf(servedAt)))].sort()
  return {
    collected: fetched.length,
    medianHours: median(hours),
    slowestHours: hours.length === 0 ? null : Math.max(...hours),
    withinGoal: hours.filter((each) => each <= goalHours).length,
    weeks: weeks.map((week) => {
      const ofWeek = fetched.filter(({ servedAt }) => weekOf(servedAt) === week)
      return {
        week,
        collected: ofWeek.length,
        medianHours: median(ofWeek.map((load) => load.hours)),
      }
    }),
  }
}
