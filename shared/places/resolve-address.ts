import type { AddressText } from './address-text.ts'
import { normaliseAddressText } from './address-text.ts'
import type { AddressRange, IndexedPlace, PlaceIndex } from './place-index.ts'
import { coversNumber } from './place-index.ts'

/** What an answer rests on, from the surest to the vaguest. */
export type Basis = 'door' | 'lane' | 'estate' | 'neighbourhood' | 'road' | 'point'

/** One 居委 that may be responsible, with what is known around it. */
export interface Candidate {
  readonly neighbourhoodId: string
  readonly gridId: string | null
  readonly subdistrictId: string | null
  readonly estateId: string | null
  readonly roadId: string | null
}

/**
 * The answer to "who is responsible there". With `several` and the basis door or point, more than
 * one 居委 claims the spot: review it, never guess. With any other basis the words merely fit
 * several: ask for the house number.
 */
export type Resolution =
  | { readonly outcome: 'one'; readonly basis: Basis; readonly candidates: readonly [Candidate] }
  | {
      readonly outcome: 'several'
      readonly basis: Basis
      readonly candidates: readonly Candidate[]
    }
  | { readonly outcome: 'none'; readonly basis: null; readonly candidates: readonly [] }

/**
 * Finds the 居委, estate and grid of a typed address among a subdistrict's roads and house numbers;
 * without a known road, by the name of an estate or 居委. An unknown house number falls back to the
 * lane, then to the road, and the basis says so.
 */
export function resolveAddress(index: PlaceIndex, address: AddressText): Resolution {
  const road = findRoad(index, address.roadName)
  if (road === null) return resolveByName(index, address)
  const onRoad = index.ranges.filter((range) => range.roadId === road)
  const { lane, doorNo } = address
  const inLane = onRoad.filter((range) => range.lane === lane)
  const atDoor = doorNo === null ? [] : inLane.filter((range) => coversNumber(range, doorNo))
  if (atDoor.length > 0) return toResolution(index, 'door', atDoor.map(fromRange))
  if (lane !== null && inLane.length > 0) {
    return toResolution(index, 'lane', inLane.map(fromRange))
  }
  return toResolution(
    index,
    'road',
    onRoad.map((range) => ({ ...fromRange(range), estateId: null })),
  )
}

/** What `toResolution` starts from: the ends of a candidate before the tree above is looked up. */
export type Claim = Pick<Candidate, 'neighbourhoodId' | 'estateId' | 'roadId'>

/** Merges claims of the same 居委 (keeping an estate only when all agree) and adds the tree above. */
export function toResolution(
  index: PlaceIndex,
  basis: Basis,
  claims: readonly Claim[],
): Resolution {
  const merged = new Map<string, Claim>()
  for (const claim of claims) {
    const known = merged.get(claim.neighbourhoodId)
    const agrees = known === undefined || known.estateId === claim.estateId
    merged.set(claim.neighbourhoodId, agrees ? claim : { ...claim, estateId: null })
  }
  const candidates = [...merged.values()].map((claim) => ({
    ...claim,
    ...ancestors(index, claim.neighbourhoodId),
  }))
  const [first, second] = candidates
  if (first === undefined) return { outcome: 'none', basis: null, candidates: [] }
  if (second === undefined) return { outcome: 'one', basis, candidates: [first] }
  return { outcome: 'several', basis, candidates }
}

// People put words before a road (我家在合兴路): the longest known name that ends it wins.
function findRoad(index: PlaceIndex, roadName: string | null): string | null {
  if (roadName === null) return null
  const [best] = index.roads
    .filter((road) => roadName.endsWith(normaliseAddressText(road.name)))
    .sort((a, b) => b.name.length - a.name.length)
  return best?.id ?? null
}

function resolveByName(index: PlaceIndex, address: AddressText): Resolution {
  const words = `${address.roadName ?? ''}${address.rest}`
  if (words.length < 2) return { outcome: 'none', basis: null, candidates: [] }
  for (const kind of ['estate', 'neighbourhood'] as const) {
    const named = bestNamed(
      index.places.filter((place) => place.kind === kind),
      words,
    )
    const claims = named.flatMap((place) => fromPlace(place))
    if (claims.length > 0) return toResolution(index, kind, claims)
  }
  return { outcome: 'none', basis: null, candidates: [] }
}

/** The places whose name is spelt out in the words, or else those whose name contains the words. */
function bestNamed(places: readonly IndexedPlace[], words: string): IndexedPlace[] {
  const spelt = places.filter((place) => words.includes(normaliseAddressText(place.name)))
  const longest = Math.max(0, ...spelt.map((place) => place.name.length))
  if (longest > 0) return spelt.filter((place) => place.name.length === longest)
  return places.filter((place) => normaliseAddressText(place.name).includes(words))
}

function fromRange({ neighbourhoodId, estateId, roadId }: AddressRange): Claim {
  return { neighbourhoodId, estateId, roadId }
}

function fromPlace(place: IndexedPlace): Claim[] {
  if (place.kind === 'neighbourhood') {
    return [{ neighbourhoodId: place.id, estateId: null, roadId: null }]
  }
  if (place.parentId === null) return []
  return [{ neighbourhoodId: place.parentId, estateId: place.id, roadId: null }]
}

function ancestors(
  index: PlaceIndex,
  neighbourhoodId: string,
): Pick<Candidate, 'gridId' | 'subdistrictId'> {
  const parentOf = (id: string | null): string | null =>
    index.places.find((place) => place.id === id)?.parentId ?? null
  const gridId = parentOf(neighbourhoodId)
  return { gridId, subdistrictId: parentOf(gridId) }
}
