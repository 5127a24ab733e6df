import { normaliseIdNumber } from '../accounts/phone.ts'

export interface IdNumber {
  /** 18 characters, the last may be X. */
  readonly whole: string
  readonly tail: string
  /** `yyyy-mm-dd`, digits 7–14. */
  readonly bornOn: string
}

/** What a resident ID number says (GB 11643); undefined when its date or check character is wrong. */
export const readIdNumber = (typed: string): IdNumber | undefined => {
  const whole = normaliseIdNumber(typed)
  if (whole === undefined) return undefined
  const bornOn = `${whole.slice(6, 10)}-${whole.slice(10, 12)}-${whole.slice(12, 14)}`
  return { whole, tail: whole.slice(-4), bornOn }
}
