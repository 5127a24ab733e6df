import type { LngLat } from './coordinates.ts'
import type { Line, Ring } from './geometry.ts'

/** Kinds of places this subdistrict's tree uses, from the widest to the narrowest. */
export const PLACE_KINDS = ['subdistrict', 'grid', 'neighbourhood', 'estate'] as const
export type PlaceKind = (typeof PLACE_KINDS)[number]

/** A place of the tree. `area` is WGS-84; null for a place that nobody has drawn yet. */
export interface IndexedPlace {
  readonly id: string
  readonly parentId: string | null
  readonly kind: PlaceKind
  readonly name: string
  readonly area: Ring | null
  readonly centre: LngLat | null
}

/** A road with its middle line in WGS-84. */
export interface IndexedRoad {
  readonly id: string
  readonly name: string
  readonly line: Line
}

export type Parity = 'odd' | 'even' | 'all'

/**
 * Who answers for which house numbers. With `lane` null the numbers are doors on the road itself
 * (128号); with a lane they are doors inside it (128弄1号 to 128弄18号).
 */
export interface AddressRange {
  readonly roadId: string
  readonly lane: number | null
  readonly from: number
  readonly to: number
  readonly parity: Parity
  readonly neighbourhoodId: string
  readonly estateId: string | null
}

/** Everything needed to find a place of one subdistrict by address or by point. */
export interface PlaceIndex {
  readonly places: readonly IndexedPlace[]
  readonly roads: readonly IndexedRoad[]
  readonly ranges: readonly AddressRange[]
}

/** Whether a house number belongs to the range (both ends count). */
export function coversNumber(range: AddressRange, number: number): boolean {
  if (number < range.from || number > range.to) return false
  return range.parity === 'all' || (number % 2 === 0) === (range.parity === 'even')
}
