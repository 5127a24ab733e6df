import type { PlaceId, SubdistrictId, UnitId } from '#shared/ids.ts'
import type { LngLat } from '#shared/places/coordinates.ts'
import type { AddressRange, PlaceIndex, PlaceKind } from '#shared/places/place-index.ts'
import { PLACE_KINDS } from '#shared/places/place-index.ts'

export interface KnownPlace {
  readonly placeId: PlaceId
  readonly parentId: PlaceId | null
  /** A kind of the tree, `road`, or scenery (`park`, `water`, `school`, `market`). */
  readonly kind: string
  readonly name: string
  /** Name, initials and full pinyin, as one may type them. */
  readonly searchKeys: readonly string[]
  /** Rings, or one line for a road, WGS-84. */
  readonly outline: [number, number][][]
  readonly centre: LngLat
}

export interface Unit {
  readonly unitId: UnitId
  readonly parentUnitId: UnitId | null
  readonly kind: string
  readonly code: string | null
  readonly name: string
  readonly phone: string
  readonly placeId: PlaceId
}

export interface Subdistrict {
  readonly subdistrictId: SubdistrictId
  readonly code: string
  readonly name: string
  readonly phone: string
}

/** One subdistrict with everything needed to find a place of it. */
export interface PlaceBook extends Subdistrict {
  readonly places: ReadonlyMap<string, KnownPlace>
  readonly units: readonly Unit[]
  readonly index: PlaceIndex
}

/** A subdistrict as it is to be: parents before children. */
export interface SubdistrictPlan {
  readonly subdistrict: Subdistrict
  readonly kinds: readonly { readonly kind: string; readonly rank: number; readonly name: string }[]
  readonly places: readonly KnownPlace[]
  readonly ranges: readonly (AddressRange & { readonly rangeId: PlaceId })[]
  readonly units: readonly Unit[]
}

interface Rows {
  readonly subdistrict: Subdistrict
  readonly places: readonly KnownPlace[]
  readonly ranges: readonly AddressRange[]
  readonly units: readonly Unit[]
}

const treeKind = (kind: string): PlaceKind | undefined =>
  PLACE_KINDS.find((known) => known === kind)

export const placeBook = ({ subdistrict, places, ranges, units }: Rows): PlaceBook => ({
  ...subdistrict,
  places: new Map(places.map((place) => [place.placeId, place])),
  units,
  index: {
    places: places.flatMap(({ placeId, parentId, kind: said, name, outline, centre }) => {
      const kind = treeKind(said)
      return kind ? [{ id: placeId, parentId, kind, name, area: outline[0] ?? null, centre }] : []
    }),
    roads: places.flatMap(({ placeId, kind, name, outline }) =>
      kind === 'road' ? [{ id: placeId, name, line: outline[0] ?? [] }] : [],
    ),
    ranges,
  },
})

/** The place itself or the nearest one above it of that kind. */
export const ancestorOfKind = (
  book: PlaceBook,
  placeId: string | null,
  kind: PlaceKind,
): KnownPlace | undefined => {
  const place = placeId === null ? undefined : book.places.get(placeId)
  if (!place || place.kind === kind) return place
  return ancestorOfKind(book, place.parentId, kind)
}
