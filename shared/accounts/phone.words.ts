import { isMobile, normalisePhone } from './phone.ts'

/** A number in groups one can read and say: 021-5550 0304, 138 1234 5678; others as they are. */
export const phoneInGroups = (phone: string): string => {
  const digits = normalisePhone(phone)
  if (digits === undefined) return phone
  if (isMobile(digits)) return `${digits.slice(0, 3)} ${digits.slice(3, 7)} ${digits.slice(7)}`
  const area = /^(?:010|02\d)/.test(digits) ? 3 : 4
  const local = digits.slice(area)
  return `${digits.slice(0, area)}-${local.slice(0, -4)} ${local.slice(-4)}`
}
