import { pinyin } from 'pinyin-pro'

/** Weights of a tsvector, from what an item is called down to what is said in it. */
export type Weight = 'A' | 'B' | 'C' | 'D'

const han = /[\u3400-\u9fff]+|[a-z0-9]+/g

/** One form of what is typed: full-width letters made narrow, no case, nothing between words. */
export const normaliseSaid = (text: string): string => text.normalize('NFKC').toLowerCase()

/** Runs of characters, and of letters and figures. */
export const runsOf = (text: string): string[] => normaliseSaid(text).match(han) ?? []

export const isHan = (run: string): boolean => /^[\u3400-\u9fff]/.test(run)

/** Syllables as they are typed: without tones, ü as v. */
export const syllablesOf = (run: string): string[] =>
  pinyin(run, { toneType: 'none', type: 'array', nonZh: 'removed', v: true })

const pairsOf = (parts: readonly string[]): string[] =>
  parts.slice(1).map((part, at) => `${parts[at]}${part}`)

/** `=jlk`: first letters of a whole name; so marked that they are never taken for a word. */
export const initialsToken = (syllables: readonly string[]): string =>
  `=${syllables.map((syllable) => syllable[0]).join('')}`

/** `~jinglao`: two syllables next to each other, which homophones and pinyin share. */
export const syllableTokens = (syllables: readonly string[]): string[] =>
  pairsOf(syllables).map((pair) => `~${pair}`)

/** Characters and pairs of them. */
export const characterTokens = (run: string): string[] => {
  const characters = [...run]
  return [...characters, ...pairsOf(characters)]
}

/** What a text can be found by; with `sounds` by how it is said as well. */
export const tokensOf = (text: string, sounds: boolean): string[] =>
  runsOf(text).flatMap((run) => {
    if (!isHan(run)) return [run]
    if (!sounds) return characterTokens(run)
    const syllables = syllablesOf(run)
    return [...characterTokens(run), ...syllableTokens(syllables), initialsToken(syllables)]
  })

/** Text of a tsvector: each token once, at the best place it stands in. */
export const vectorOf = (parts: readonly (readonly [Weight, readonly string[]])[]): string => {
  const best = new Map<string, Weight>()
  for (const [weight, tokens] of parts)
    for (const token of tokens) {
      const known = best.get(token)
      if (known === undefined || weight < known) best.set(token, weight)
    }
  return [...best].map(([token, weight]) => `'${token}':1${weight}`).join(' ')
}
