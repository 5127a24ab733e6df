import type { AddressText } from '#shared/places/address-text.ts'
import { parseAddressText } from '#shared/places/address-text.ts'
import type { LngLat } from '#shared/places/coordinates.ts'
import { PLACE_KINDS } from '#shared/places/place-index.ts'
import type { PlaceAnswer } from '#shared/places/places.contract.ts'
import { addressWords, doorWords, nearWords } from '#shared/places/places.words.ts'
import type { Resolution } from '#shared/places/resolve-address.ts'
import { resolveAddress } from '#shared/places/resolve-address.ts'
import { resolvePoint } from '#shared/places/resolve-point.ts'
import type { KnownPlace, PlaceBook } from './place-book.ts'
import { ancestorOfKind } from './place-book.ts'

/** A place as found in one subdistrict's book, before it is said to anyone. */
export interface Spot {
  readonly label: string
  readonly certainty: PlaceAnswer['certainty']
  readonly grid: KnownPlace | undefined
  /** The 居委 that claim it; empty when nobody knows. */
  readonly neighbourhoods: readonly KnownPlace[]
  readonly estate: KnownPlace | undefined
  readonly road: KnownPlace | undefined
  readonly doorNo: string | null
  /** WGS-84; null when only the road is known. */
  readonly point: LngLat | null
}

/** A spot found by words, and how sure the words were. */
export interface Found extends Spot {
  readonly basis: Resolution['basis']
}

export const named = ({ placeId, name }: KnownPlace) => ({ placeId, name })

export const answerOf = (book: PlaceBook, spot: Spot): PlaceAnswer => ({
  subdistrictId: book.subdistrictId,
  subdistrictName: book.name,
  label: spot.label,
  certainty: spot.certainty,
  grid: spot.grid ? named(spot.grid) : null,
  neighbourhoods: spot.neighbourhoods.map(named),
  estate: spot.estate ? named(spot.estate) : null,
  road: spot.road ? named(spot.road) : null,
  doorNo: spot.doorNo,
  longitude: spot.point?.[0] ?? null,
  latitude: spot.point?.[1] ?? null,
})

/** The part of a spot that follows from who claims it. */
const claimsOf = (book: PlaceBook, resolution: Resolution) => {
  const { outcome, basis, candidates } = resolution
  const several = outcome === 'several'
  // A road alone, or a lane shared by two, is no claim: the house number is missing.
  const claimed = several && basis !== 'door' && basis !== 'point' ? [] : candidates
  const [first] = candidates
  const place = (id: string | null | undefined) => book.places.get(id ?? '')
  const sameGrid = candidates.every(({ gridId }) => gridId === first?.gridId)
  return {
    certainty:
      claimed.length === 1
        ? ('exact' as const)
        : claimed.length > 1
          ? ('two_claim' as const)
          : ('unknown' as const),
    grid: sameGrid ? place(first?.gridId) : undefined,
    neighbourhoods: claimed.flatMap(({ neighbourhoodId }) => place(neighbourhoodId) ?? []),
    estate: several && basis !== 'point' ? undefined : place(first?.estateId),
    road: place(first?.roadId),
  }
}

/** What the words of an address lead to; undefined when no road, estate or 居委 of the book is named. */
export const spotOfAddress = (book: PlaceBook, address: AddressText): Found | undefined => {
  const resolution = resolveAddress(book.index, address)
  if (resolution.outcome === 'none') return undefined
  const claims = claimsOf(book, resolution)
  const { estate, road, neighbourhoods } = claims
  const door = doorWords(address)
  const [neighbourhood] = neighbourhoods
  const byRoad = road !== undefined
  const where = road ?? estate ?? neighbourhood
  if (!where) return undefined
  const within =
    byRoad && door !== ''
      ? (estate ?? (neighbourhoods.length === 1 ? neighbourhood : undefined))
      : undefined
  return {
    ...claims,
    basis: resolution.basis,
    label: addressWords(where.name, door, within?.name ?? null),
    doorNo: door === '' ? null : door,
    point: estate?.centre ?? (byRoad ? null : where.centre),
  }
}

/** Who answers at a point (WGS-84); undefined outside the subdistrict. */
export const spotOfPoint = (book: PlaceBook, point: LngLat): Spot | undefined => {
  const resolution = resolvePoint(book.index, point)
  if (resolution.outcome === 'none') return undefined
  const claims = claimsOf(book, resolution)
  const where = claims.estate ?? claims.road ?? claims.neighbourhoods[0]
  return { ...claims, label: nearWords(where?.name ?? book.name), doorNo: null, point }
}

/** A chosen place with the door somebody said. Scenery (a park) is claimed by whoever its middle is. */
export const spotOfPlace = (book: PlaceBook, place: KnownPlace, doorNo: string | null): Spot => {
  const label = addressWords(place.name, doorNo ?? '', null)
  if (place.kind === 'road') {
    const known = spotOfAddress(book, parseAddressText(`${place.name}${doorNo ?? ''}`))
    return known ?? { ...nowhere, label, road: place, doorNo }
  }
  const isTree = PLACE_KINDS.some((kind) => kind === place.kind)
  const around = isTree ? undefined : spotOfPoint(book, place.centre)
  if (around) return { ...around, label, doorNo }
  const neighbourhood = ancestorOfKind(book, place.placeId, 'neighbourhood')
  return {
    ...nowhere,
    label,
    doorNo,
    certainty: neighbourhood ? 'exact' : 'unknown',
    grid: ancestorOfKind(book, place.placeId, 'grid'),
    neighbourhoods: neighbourhood ? [neighbourhood] : [],
    estate: place.kind === 'estate' ? place : undefined,
    point: place.centre,
  }
}

const nowhere: Omit<Spot, 'label'> = {
  certainty: 'unknown',
  grid: undefined,
  neighbourhoods: [],
  estate: undefined,
  road: undefined,
  doorNo: null,
  point: null,
}
