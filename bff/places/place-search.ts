import type { AddressText } from '#shared/places/address-text.ts'
import { normaliseAddressText, parseAddressText } from '#shared/places/address-text.ts'
import { coversNumber } from '#shared/places/place-index.ts'
import type { PlaceAnswer } from '#shared/places/places.contract.ts'
import type { KnownPlace, PlaceBook } from './place-book.ts'
import type { Found, Spot } from './place-spot.ts'
import { answerOf, spotOfAddress, spotOfPlace } from './place-spot.ts'

const maxAnswers = 20

/** How well typed letters fit a name: 0 the whole of it, 1 its beginning, 2 some part; undefined not. */
const nearness = (place: KnownPlace, typed: string): number | undefined => {
  const keys = place.searchKeys
  if (keys.includes(typed)) return 0
  if (keys.some((key) => key.startsWith(typed))) return 1
  // One letter is somewhere in nearly every name; one character is not.
  const says = typed.length > 1 || !/[a-z0-9]/.test(typed)
  return says && keys.some((key) => key.includes(typed)) ? 2 : undefined
}

const kindOrder = ['estate', 'neighbourhood', 'road', 'park', 'school', 'market', 'grid', 'water']

interface Ranked {
  readonly rank: number
  readonly place: KnownPlace | undefined
  readonly spot: Spot
}

/** `hxl128h`, `hexinglu128nong5hao` and 合兴128号 alike: a name, then numbers. */
const nameAndNumbers = (typed: string): { name: string; numbers: string } | undefined => {
  const parts = /^([^\d]+)(\d.*)$/.exec(typed)
  if (!parts?.[1] || !parts[2]) return undefined
  const numbers = parts[2]
    .replaceAll(/(\d)(?:nong|n)(?=\d|$)/g, '$1弄')
    .replaceAll(/(\d)(?:hao|h)(?=\d|$)/g, '$1号')
    .replaceAll(/(\d)(?:shi|s)$/g, '$1室')
  return { name: parts[1], numbers }
}

/** Whether somebody has written this door down: a road's or lane's own, or a house of the estate. */
const isListed = (
  book: PlaceBook,
  place: KnownPlace,
  address: AddressText,
  spot: Found,
): boolean =>
  place.kind === 'road'
    ? spot.basis === 'door' || spot.basis === 'lane'
    : book.index.ranges.some(
        (range) => range.estateId === place.placeId && coversNumber(range, address.doorNo ?? 0),
      )

const byNumber = (book: PlaceBook, typed: string): Ranked[] => {
  const parts = nameAndNumbers(typed)
  if (!parts) return []
  return [...book.places.values()].flatMap((place) => {
    if (place.kind !== 'road' && place.kind !== 'estate') return []
    const rank = nearness(place, parts.name)
    if (rank === undefined) return []
    const address = parseAddressText(`${place.name}${parts.numbers}`)
    const spot = spotOfAddress(book, address)
    if (!spot) return []
    // A number nobody has listed still names the place, but after the doors that exist.
    return [{ rank: isListed(book, place, address, spot) ? rank : rank + 3, place, spot }]
  })
}

const byName = (book: PlaceBook, typed: string): Ranked[] =>
  [...book.places.values()].flatMap((place) => {
    const rank = place.kind === 'subdistrict' ? undefined : nearness(place, typed)
    return rank === undefined
      ? []
      : [{ rank: rank + 1, place, spot: spotOfPlace(book, place, null) }]
  })

const bySentence = (book: PlaceBook, typed: string): Ranked[] => {
  const spot = spotOfAddress(book, parseAddressText(typed))
  return spot
    ? [{ rank: spot.basis === 'door' || spot.basis === 'lane' ? 0 : 6, place: undefined, spot }]
    : []
}

/**
 * Places that fit what was typed – part of a name, pinyin, its initials, with or without a house
 * number – best first, at most 20. A door that two 居委 claim says so in its certainty.
 */
export const searchBooks = (books: readonly PlaceBook[], text: string): PlaceAnswer[] => {
  const typed = normaliseAddressText(text)
  if (typed === '') return []
  const found = books.flatMap((book) =>
    [...bySentence(book, text), ...byNumber(book, typed), ...byName(book, typed)].map((one) => ({
      ...one,
      answer: answerOf(book, one.spot),
    })),
  )
  const order = (one: Ranked) => kindOrder.indexOf(one.place?.kind ?? 'estate')
  const length = (one: Ranked) => one.place?.name.length ?? 0
  const ranked = found.toSorted(
    (a, b) => a.rank - b.rank || order(a) - order(b) || length(a) - length(b),
  )
  const first = new Map<string, PlaceAnswer>()
  for (const { answer } of ranked) {
    const key = `${answer.subdistrictId} ${answer.label}`
    if (!first.has(key)) first.set(key, answer)
  }
  return [...first.values()].slice(0, maxAnswers)
}
