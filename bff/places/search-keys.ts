import { pinyin } from 'pinyin-pro'
import { normaliseAddressText } from '#shared/places/address-text.ts'

/** What a name is found by: 合兴路, `hxl`, `hexinglu`. */
export interface SearchKeys {
  readonly text: string
  readonly initials: string
  readonly pinyin: string
}

/**
 * Search keys of a place or road name, all in lower case without spaces. Characters with several
 * readings (长, 行, 重) are read by their word; figures and letters stand for themselves.
 */
export function searchKeys(name: string): SearchKeys {
  const text = normaliseAddressText(name)
  const syllables = pinyin(text, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true })
  return {
    text,
    initials: syllables.map((s) => (/^\d/.test(s) ? s : s.slice(0, 1))).join(''),
    pinyin: syllables.join(''),
  }
}

/** As `searchKeys`, in the order a place keeps them. */
export const searchKeyList = (name: string): string[] => {
  const { text, initials, pinyin } = searchKeys(name)
  return [text, initials, pinyin]
}
