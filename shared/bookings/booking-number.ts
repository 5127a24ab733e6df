/** Sum of digits as Luhn counts them, doubling every second from the right (ISO/IEC 7812-1). */
const luhn = (digits: string): number =>
  [...digits].reverse().reduce((sum, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 2 : 1)
    return sum + (value > 9 ? value - 9 : value)
  }, 0)

const first = 1_000_000

/** Eight digits one can say on the phone, `1000 0427`; the last is a check digit. */
export const bookingNumber = (serial: number): string => {
  const body = String(first + serial)
  const whole = body + String((10 - (luhn(body) % 10)) % 10)
  return `${whole.slice(0, -4)} ${whole.slice(-4)}`
}

/** The serial of a number as typed, blanks anywhere; undefined when a digit is wrong. */
export const serialOf = (typed: string): number | undefined => {
  const digits = typed.replace(/\s/g, '')
  if (!/^\d{8,15}$/.test(digits)) return undefined
  const body = digits.slice(0, -1)
  if ((luhn(body) + Number(digits.slice(-1))) % 10 !== 0) return undefined
  return Number(body) - first
}
