/** `HX-261121-0001-7`: subdistrict code, day (yyMMdd), running number, check digit. */
export interface CaseNumber {
  /** Two capital letters. */
  readonly code: string
  /** yyMMdd of the day it was received, Asia/Shanghai. */
  readonly day: string
  readonly count: number
}

const shape = /^([A-Z]{2})-?(\d{6})-?(\d{4,6})-?(\d)$/

const digitsOf = (character: string): string =>
  /\d/.test(character) ? character : String(character.charCodeAt(0) - 55)

/**
 * Check digit after ISO 7064 MOD 11,10 (letters count as 10 … 35): it notices every single wrong
 * digit and nearly every pair of swapped ones, the slips of a number said on the phone.
 */
const checkDigit = (characters: string): number => {
  const digits = [...characters].map(digitsOf).join('')
  let product = 10
  for (const digit of digits) {
    const sum = (product + Number(digit)) % 10
    product = ((sum === 0 ? 10 : sum) * 2) % 11
  }
  return (11 - product) % 10
}

/** Four digits at least; a day with more than 9,999 cases grows to five. */
export const formatCaseNumber = ({ code, day, count }: CaseNumber): string => {
  const running = String(count).padStart(4, '0')
  return `${code}-${day}-${running}-${checkDigit(code + day + running)}`
}

/** Reads a number as people type it (small letters, no dashes); undefined when it cannot be one. */
export const parseCaseNumber = (typed: string): CaseNumber | undefined => {
  const match = shape.exec(
    typed
      .trim()
      .toUpperCase()
      .replace(/[\s–—－]+/g, '-'),
  )
  const [, code = '', day = '', running = '', check = ''] = match ?? []
  if (!match || checkDigit(code + day + running) !== Number(check)) return undefined
  return { code, day, count: Number(running) }
}
