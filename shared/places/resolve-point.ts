import type { LngLat } from './coordinates.ts'
import { isInside, metresToArea, metresToBorder, metresToLine } from './geometry.ts'
import type { IndexedPlace, PlaceIndex } from './place-index.ts'
import type { Resolution } from './resolve-address.ts'
import { toResolution } from './resolve-address.ts'

/** Closer than this to a border, a phone's GPS cannot say on which side somebody stands. */
export const BORDER_METRES = 8

/** Farther than this from an estate or a road, naming it would mislead. */
const NEARBY_METRES = 60

/**
 * Finds who is responsible at a point (WGS-84). A point inside two areas, or within
 * `BORDER_METRES` of a second one, is claimed by both; the one the point lies in comes first.
 * Each candidate names its nearest estate and the nearest road within 60 m.
 */
export function resolvePoint(index: PlaceIndex, point: LngLat): Resolution {
  const roadId = nearestWithin(index.roads, (road) => metresToLine(point, road.line))
  const claims = ofKind(index, 'neighbourhood')
    .filter(({ area }) => metresToArea(point, area) <= BORDER_METRES)
    .sort((a, b) => depth(point, b.area) - depth(point, a.area))
    .map(({ place }) => {
      const estates = ofKind(index, 'estate').filter((e) => e.place.parentId === place.id)
      const near = estates.map((e) => ({ id: e.place.id, area: e.area }))
      const estateId = nearestWithin(near, ({ area }) => metresToArea(point, area))
      return { neighbourhoodId: place.id, estateId, roadId }
    })
  return toResolution(index, 'point', claims)
}

interface Drawn {
  readonly place: IndexedPlace
  readonly area: readonly LngLat[]
}

function ofKind(index: PlaceIndex, kind: IndexedPlace['kind']): Drawn[] {
  return index.places.flatMap((place) =>
    place.kind === kind && place.area !== null ? [{ place, area: place.area }] : [],
  )
}

/** Metres inside the area, negative outside. */
function depth(point: LngLat, area: readonly LngLat[]): number {
  const border = metresToBorder(point, area)
  return isInside(point, area) ? border : -border
}

function nearestWithin<Item extends { readonly id: string }>(
  items: readonly Item[],
  metres: (item: Item) => number,
): string | null {
  let best: { id: string; metres: number } = { id: '', metres: NEARBY_METRES }
  for (const item of items) {
    const away = metres(item)
    if (away < best.metres) best = { id: item.id, metres: away }
  }
  return best.id === '' ? null : best.id
}
