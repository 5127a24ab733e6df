import type { Static } from '@sinclair/typebox'
import type { ReviewReason } from '#shared/cases/case-status.ts'
import type { CaseType } from '#shared/cases/case-type.ts'
import type { PersonId, PlaceId, PostId, UnitId } from '#shared/ids.ts'
import type { NamedPlace } from '#shared/places/places.contract.ts'

export interface RoutedUnit {
  readonly unitId: UnitId
  readonly kind: string
  readonly code: string | null
  readonly name: string
  readonly placeId: PlaceId
}

export interface OnPost {
  readonly postId: PostId
  readonly personId: PersonId
  readonly isHead: boolean
  readonly placeId: PlaceId | null
}

/** Where the report says it is; undefined when it does not say. */
export interface SaidPlace {
  readonly certainty: 'exact' | 'two_claim' | 'unknown'
  readonly neighbourhoodId: PlaceId | null
  readonly gridId: PlaceId | null
  readonly candidates: readonly Static<typeof NamedPlace>[]
}

export interface Route {
  /** Null: the duty desk decides, because of the reasons. */
  readonly unit: RoutedUnit | null
  readonly reasons: readonly ReviewReason[]
}

/** The unit a type names as its owner at a place; undefined when there is none. */
export const ownerUnit = (
  type: CaseType,
  place: Pick<SaidPlace, 'neighbourhoodId' | 'gridId'>,
  units: readonly RoutedUnit[],
): RoutedUnit | undefined => {
  const at = (kind: string, placeId: PlaceId | null) =>
    units.find((unit) => unit.kind === kind && unit.placeId === placeId)
  if (type.ownerKind === 'neighbourhood')
    return at('neighbourhood_committee', place.neighbourhoodId)
  if (type.ownerKind === 'grid') return at('grid_station', place.gridId)
  return units.find((unit) => unit.code !== null && unit.code === type.ownerUnitCode)
}

const placeReason = (place: SaidPlace | undefined): ReviewReason | undefined => {
  if (!place) return 'no_place'
  if (place.certainty === 'two_claim') return 'two_neighbourhoods_claim'
  if (place.neighbourhoodId === null) return 'place_outside'
  return undefined
}

/** Type × place → unit where both are clear; every doubt goes to a person, with its name. */
export const routeCase = (
  type: CaseType | undefined,
  typeReason: Extract<ReviewReason, 'no_type' | 'type_unsure'>,
  place: SaidPlace | undefined,
  units: readonly RoutedUnit[],
): Route => {
  const doubts = [type ? undefined : typeReason, placeReason(place)].filter(
    (reason) => reason !== undefined,
  )
  if (!type || !place || doubts.length > 0) return { unit: null, reasons: doubts }
  const unit = ownerUnit(type, place, units)
  return unit ? { unit, reasons: [] } : { unit: null, reasons: ['no_unit'] }
}

/** The one person it clearly falls to; undefined leaves it in the unit's queue. */
export const officerFor = <P extends OnPost>(
  unit: RoutedUnit,
  holders: readonly P[],
): P | undefined => {
  const [atPlace, another] = holders.filter((post) => post.placeId === unit.placeId)
  if (atPlace && !another) return atPlace
  const [only, second] = holders.filter((post) => !post.isHead)
  return only && !second ? only : undefined
}
