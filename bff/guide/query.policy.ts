import { cutPinyin } from './pinyin-cut.ts'
import {
  characterTokens,
  initialsToken,
  isHan,
  normaliseSaid,
  runsOf,
  syllablesOf,
  syllableTokens,
} from './search-tokens.ts'
import { fillers, meanings, spoken } from './search-words.ts'

/** How many items a token stands in, of how many. */
export interface Frequencies {
  readonly items: number
  readonly of: ReadonlyMap<string, number>
}

/** A token to look for: with `prefix` also as the beginning of one. */
export interface WantedToken {
  readonly token: string
  readonly prefix: boolean
  readonly weight: number
}

const weights = { phrase: 1.6, pair: 1, character: 0.12, word: 1.2, sound: 0.45, meant: 0.55 }
const mostTokens = 40
const longestPhrase = 8

const phrasesOf = (run: string): string[] => {
  const characters = [...run]
  return characters.flatMap((_, from) =>
    Array.from({ length: longestPhrase - 1 }, (_two, more) =>
      characters.slice(from, from + 2 + more),
    )
      .filter((part) => part.length > 1)
      .map((part) => `#${part.join('')}`),
  )
}

/** By token, and by `token:*` where its beginning is enough. */
type Found = Map<string, WantedToken>

const note = (found: Found, token: string, weight: number, prefix = false): void => {
  const key = prefix ? `${token}:*` : token
  const known = found.get(key)
  if (known === undefined || known.weight < weight) found.set(key, { token, weight, prefix })
}

const noteHan = (found: Found, run: string, share: number): void => {
  for (const phrase of phrasesOf(run)) note(found, phrase, weights.phrase * share)
  for (const token of characterTokens(run))
    note(found, token, share * ([...token].length > 1 ? weights.pair : weights.character))
  for (const token of syllableTokens(syllablesOf(run))) note(found, token, weights.sound * share)
}

/** Letters are pinyin when they can be cut into syllables; else first letters, or a word. */
const noteLetters = (found: Found, run: string): void => {
  note(found, run, weights.word)
  if (/\d/.test(run)) return
  const syllables = cutPinyin(run)
  if (syllables && syllables.length > 1) {
    for (const token of syllableTokens(syllables)) note(found, token, weights.pair)
    note(found, initialsToken(syllables), weights.sound)
    // While one still types, the last syllable may not be whole: jingla, jinglao.
    note(found, `~${syllables.slice(-2).join('')}`, weights.pair, true)
  } else if (syllables) note(found, `~${run}`, weights.pair, true)
  if (run.length > 1 && run.length < 7) note(found, `=${run}`, weights.word, true)
  // Cut off in the middle of a syllable: jinglaok.
  const whole = syllables ? undefined : (cutPinyin(run.slice(0, -1)) ?? cutPinyin(run.slice(0, -2)))
  if (whole && whole.length > 0) {
    for (const token of syllableTokens(whole)) note(found, token, weights.pair)
    const rest = run.slice(whole.join('').length)
    note(found, `~${whole.at(-1) ?? ''}${rest}`, weights.pair, true)
  }
}

const rarity = ({ items, of }: Frequencies, token: string): number =>
  Math.log(1 + items / (1 + (of.get(token) ?? 0)))

/**
 * What to look for when somebody types this, weightiest first: what is known to stand in an item,
 * weighed by how rare it is. Nothing when nothing typed is known.
 */
export const wantedTokens = (typed: string, known: Frequencies): WantedToken[] => {
  const found: Found = new Map()
  let text = normaliseSaid(typed)
  for (const [said, meant] of spoken) text = text.replaceAll(said, meant)
  const cut = text.replaceAll(fillers, ' ')
  const kept = runsOf(cut).length > 0 ? cut : text
  for (const run of runsOf(kept))
    if (isHan(run)) noteHan(found, run, 1)
    else noteLetters(found, run)
  // A name may hold a filler (怎么…): the whole is looked for as well.
  for (const run of runsOf(text))
    if (isHan(run)) for (const p of phrasesOf(run)) note(found, p, weights.phrase)
  for (const [said, meant] of meanings)
    if (said.test(text)) for (const run of runsOf(meant)) noteHan(found, run, weights.meant)
  return [...found.values()]
    .filter(({ token, prefix }) => prefix || known.of.has(token))
    .map(({ token, weight, prefix }) => ({
      token,
      prefix,
      weight: weight * (prefix ? rarity(known, '') / 2 : rarity(known, token)),
    }))
    .toSorted((one, other) => other.weight - one.weight)
    .slice(0, mostTokens)
}

/** Those that choose which items are looked at: the rare ones; common ones only when alone. */
export const choosingTokens = (
  wanted: readonly WantedToken[],
  known: Frequencies,
): WantedToken[] => {
  const most = Math.max(60, known.items * 0.03)
  const rare = wanted.filter(({ token, prefix }) => prefix || (known.of.get(token) ?? 0) <= most)
  return (rare.length > 0 ? rare : [...wanted]).slice(0, 14)
}
