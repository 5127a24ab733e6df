/** Shanghai is 8 hours ahead of UTC all year (summer time ended in 1991). */
export const shanghaiOffsetMinutes = 480

const minute = 60_000
const dayLength = 24 * 60 * minute

const local = (at: Date): Date => new Date(at.getTime() + shanghaiOffsetMinutes * minute)

/** The calendar day `yyyy-mm-dd` of an instant in Shanghai. */
export const shanghaiDay = (at: Date): string => local(at).toISOString().slice(0, 10)

/** Minutes after midnight in Shanghai. */
export const shanghaiMinute = (at: Date): number =>
  local(at).getUTCHours() * 60 + local(at).getUTCMinutes()

/** The instant of a minute after midnight of a day in Shanghai. */
export const shanghaiInstant = (day: string, minuteOfDay = 0): Date =>
  new Date(Date.parse(`${day}T00:00:00+08:00`) + minuteOfDay * minute)

/** A day so many days later; earlier when negative. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayLength).toISOString().slice(0, 10)

/** 1: Monday … 7: Sunday. */
export const weekday = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7
