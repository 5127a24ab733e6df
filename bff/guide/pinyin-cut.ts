const initials = ['', 'b', 'p', 'm', 'f', 'd', 't', 'n', 'l', 'g', 'k', 'h', 'j', 'q', 'x']
const more = ['zh', 'ch', 'sh', 'r', 'z', 'c', 's', 'y', 'w']
const finals =
  'a o e i u v ai ei ao ou an en ang eng ong er ia ie iao iu ian in iang ing iong ua uo uai ui uan un uang ue ve'.split(
    ' ',
  )
const syllables = new Set(
  [...initials, ...more].flatMap((initial) => finals.map((final) => `${initial}${final}`)),
)
const longest = 6

/** `jinglaoka` → jing, lao, ka; undefined when it is no pinyin. The longest syllables win. */
export const cutPinyin = (letters: string): string[] | undefined => {
  if (letters === '') return []
  for (let length = Math.min(longest, letters.length); length > 0; length--) {
    const syllable = letters.slice(0, length)
    if (!syllables.has(syllable)) continue
    const rest = cutPinyin(letters.slice(length))
    if (rest) return [syllable, ...rest]
  }
  return undefined
}
