/** Fen as people read it: `¥12.50`; whole yuan without the zeros. */
export const formatFen = (fen: number): string => {
  const sign = fen < 0 ? '-' : ''
  const whole = Math.floor(Math.abs(fen) / 100)
  const rest = Math.abs(fen) % 100
  return `${sign}¥${whole}${rest === 0 ? '' : `.${String(rest).padStart(2, '0')}`}`
}

/** Fen as a bill writes yuan: `12.50`. */
export const yuanOfFen = (fen: number): string =>
  `${fen < 0 ? '-' : ''}${Math.floor(Math.abs(fen) / 100)}.${String(Math.abs(fen) % 100).padStart(2, '0')}`

/**
 * Yuan as WeChat's bills and people write it → fen, digit by digit: 1.15 × 100 is no whole number
 * for a computer. Undefined when it is no amount, or finer than a fen.
 */
export const fenOfYuan = (yuan: string): number | undefined => {
  const match = /^(-?)(\d{1,9})(?:\.(\d{1,2}))?$/.exec(yuan)
  if (!match) return undefined
  const [, sign = '', whole = '0', part = ''] = match
  const fen = Number(whole) * 100 + Number(part.padEnd(2, '0'))
  return sign === '-' ? 0 - fen : fen
}
