import { normalisePhone, toHalfWidth } from '../accounts/phone.ts'

/** How a counter looks for somebody. */
export interface PersonAsked {
  readonly name?: string
  readonly phone?: string
  readonly lastFour?: string
}

/**
 * What a clerk means by one line: `沈秀珍`, `13812345678`, `沈 1234` (last four digits of phone or ID
 * number) or `张慧 13812345678`. Undefined while it is too little to look for.
 */
export const readPersonAsked = (typed: string): PersonAsked | undefined => {
  const said = toHalfWidth(typed).trim()
  const [, name = '', number = ''] = /^([^\d]*?)\s*([\d\s-]*[\dXx]?)$/.exec(said) ?? []
  if (number === '') return [...said].length >= 2 ? { name: said } : undefined
  const who = name === '' ? {} : { name }
  const phone = normalisePhone(number)
  if (phone !== undefined) return { ...who, phone }
  return name !== '' && /^\d{3}[\dXx]$/.test(number) ? { ...who, lastFour: number } : undefined
}
