/** Mainland mobile numbers: 1, then 3–9, then nine digits (工信部 号码规划). */
const MOBILE = /^1[3-9]\d{9}$/
/** Area code and local part: 010 and 02x have 8 local digits, the rest 7 or 8. */
const LANDLINE = /^(?:(010|02[0-57-9])([2-9]\d{7})|(0[3-9]\d\d)([2-9]\d{6,7}))$/
/** First two digits of an ID number: the provinces of GB/T 2260 and the special regions. */
const PROVINCE = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])/
/** GB 11643: weights of the first 17 digits, and the check characters for the sum mod 11. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECK_CHARACTERS = '10X98765432'

/** Turns full-width ASCII (１３８, ＋, －, Ｘ) into its half-width form, one character for one. */
export function toHalfWidth(text: string): string {
  return text.replace(/[\uff01-\uff5e]/g, (character) =>
    String.fromCharCode(character.charCodeAt(0) - 0xfee0),
  )
}

/**
 * The digits of a mainland phone number as people type it: spaces, dashes, brackets, full-width
 * digits and +86 are allowed. Mobile → 11 digits; landline → area code and number, `02161234567`.
 * Undefined when it is neither.
 */
export function normalisePhone(typed: string): string | undefined {
  const compact = toHalfWidth(typed).replace(/[\s\-‐-—()._·]/g, '')
  const national = compact.replace(/^(?:\+86|0086|86(?=1[3-9]\d{9}$))/, '')
  if (MOBILE.test(national) || LANDLINE.test(national)) return national
  // Abroad the 0 of an area code is left out: +86 21 6123 4567.
  if (national !== compact && LANDLINE.test(`0${national}`)) return `0${national}`
  return undefined
}

/** Whether a normalised number is a mobile, which is what can receive a text message. */
export function isMobile(phone: string): boolean {
  return MOBILE.test(phone)
}

/** 138****5678 and 021-****4567; anything that is no phone number is hidden whole. */
export function maskPhone(phone: string): string {
  const digits = normalisePhone(phone)
  if (digits === undefined) return '****'
  if (isMobile(digits)) return `${digits.slice(0, 3)}****${digits.slice(-4)}`
  const parts = LANDLINE.exec(digits)
  return `${parts?.[1] ?? parts?.[3] ?? ''}-****${digits.slice(-4)}`
}

/** Whether year, month (1–12) and day name a real day of the Gregorian calendar. */
function isRealDate(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const days = month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31
  return day <= days
}

/**
 * Whether the digits have the shape of an ID number: a province, a real date of birth, and 18
 * characters (the last may be X) or the 15 digits used until 1999. The check digit is not asked:
 * a mistyped ID number in public still points at a person.
 */
export function looksLikeIdNumber(digits: string): boolean {
  if (!PROVINCE.test(digits)) return false
  if (/^\d{15}$/.test(digits)) {
    const year = 1900 + Number(digits.slice(6, 8))
    return isRealDate(year, Number(digits.slice(8, 10)), Number(digits.slice(10, 12)))
  }
  if (!/^\d{6}(?:18|19|20)\d{9}[\dX]$/.test(digits)) return false
  const [year, month, day] = [digits.slice(6, 10), digits.slice(10, 12), digits.slice(12, 14)]
  return isRealDate(Number(year), Number(month), Number(day))
}

/**
 * An 18-character resident ID number (GB 11643: province, real date of birth, mod 11-2 check
 * character) in upper case without spaces; undefined when it is not a valid one.
 */
export function normaliseIdNumber(typed: string): string | undefined {
  const compact = toHalfWidth(typed).replace(/[\s-]/g, '').toUpperCase()
  if (compact.length !== 18 || !looksLikeIdNumber(compact)) return undefined
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(compact[at]), 0)
  return CHECK_CHARACTERS[sum % 11] === compact[17] ? compact : undefined
}

/** 310101********1234; anything that is no ID number is hidden whole. */
export function maskIdNumber(idNumber: string): string {
  const compact = toHalfWidth(idNumber).replace(/[\s-]/g, '').toUpperCase()
  if (!looksLikeIdNumber(compact)) return '****'
  return `${compact.slice(0, 6)}${'*'.repeat(compact.length - 10)}${compact.slice(-4)}`
}
