import { toHalfWidth } from '../accounts/phone.ts'

/** `yyyy-mm-dd` with a month and a day that can be; what exactly, `isRealDay` says. */
export const dayPattern = '^(19|20)\\d{2}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$'

/** Whether the text is a real day of the Gregorian calendar between 1900 and 2099. */
export const isRealDay = (day: string): boolean => {
  if (!new RegExp(dayPattern).test(day)) return false
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  return date <= new Date(Date.UTC(year, month, 0)).getUTCDate()
}

/**
 * Full years on a day, both `yyyy-mm-dd`. Text alone is compared, never an instant: a birthday in the
 * summer time of 1986–1991 would slip by a day. Born on 29 February, one is a year older on 1 March.
 */
export const ageOn = (bornOn: string, day: string): number => {
  const years = Number(day.slice(0, 4)) - Number(bornOn.slice(0, 4))
  return day.slice(5) < bornOn.slice(5) ? years - 1 : years
}

/** A day typed as eight digits (`19510208`, also full-width or with marks between); else undefined. */
export const dayFromDigits = (typed: string): string | undefined => {
  const digits = toHalfWidth(typed).replace(/[\s./年月日-]/g, '')
  if (!/^\d{8}$/.test(digits)) return undefined
  const day = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`
  return isRealDay(day) ? day : undefined
}
