const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  壹: 1,
  二: 2,
  两: 2,
  贰: 2,
  三: 3,
  叁: 3,
  四: 4,
  肆: 4,
  五: 5,
  伍: 5,
  六: 6,
  陆: 6,
  七: 7,
  柒: 7,
  八: 8,
  捌: 8,
  九: 9,
  玖: 9,
}
const TENS: Readonly<Record<string, number>> = {
  十: 10,
  拾: 10,
  廿: 20,
  卅: 30,
  百: 100,
  佰: 100,
  千: 1000,
  仟: 1000,
}

/** All characters that may stand in a number written in Chinese, for use in a regular expression. */
export const CHINESE_NUMERALS = [...Object.keys(DIGITS), ...Object.keys(TENS)].join('')

/**
 * Reads a number as people write it on a door: 一百二十八, 一百廿八, 一二八, 二〇三, 十二.
 * Null when the characters make no number.
 */
export function readChineseNumber(text: string): number | null {
  const characters = [...text]
  if (characters.length === 0) return null
  if (characters.every((c) => c in DIGITS)) {
    return Number(characters.map((c) => DIGITS[c]).join(''))
  }
  let [total, pending, lastUnit]: [number, number | null, number] = [0, null, 1]
  for (const character of characters) {
    const digit = DIGITS[character]
    const unit = TENS[character]
    if (digit !== undefined) {
      pending = digit
      if (digit === 0) lastUnit = 1
    } else if (unit === undefined) return null
    else {
      const fixed = unit === 20 || unit === 30
      total += fixed ? unit : (pending ?? 1) * unit
      pending = null
      lastUnit = fixed ? 10 : unit
    }
  }
  // A trailing digit counts the next smaller unit: 一百二 is 120, 一百零二 is 102.
  const trailing = lastUnit >= 100 ? lastUnit / 10 : 1
  return total + (pending ?? 0) * trailing
}
