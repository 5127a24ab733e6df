import { addressRanges, places, roads, scenery, subdistricts } from '#db/seed/places/place-rows.ts'
import { units } from '#db/seed/places/units.ts'
import { seedId } from '#db/seed-id.ts'
import { placeId, subdistrictId, unitId } from '#shared/ids.ts'
import type { LngLat } from '#shared/places/coordinates.ts'
import { labelPosition } from '#shared/places/geometry.ts'
import type { KnownPlace, SubdistrictPlan } from '../places/place-book.ts'
import { placeKinds } from '../places/place-kinds.ts'
import { searchKeyList } from '../places/search-keys.ts'

const idOf = (key: string) => placeId(seedId(key))
const idOrNull = (key: string | null) => (key === null ? null : idOf(key))

const corners = (line: readonly LngLat[]): [number, number][] =>
  line.map(([longitude, latitude]) => [longitude, latitude])

const middle = (line: readonly LngLat[]): LngLat => line[Math.floor(line.length / 2)] ?? [0, 0]

const placesOf = (id: string): KnownPlace[] => {
  const here = (row: { readonly subdistrictId: string }): boolean => row.subdistrictId === id
  return [
    ...places.filter(here).map((place) => ({
      placeId: idOf(place.key),
      parentId: idOrNull(place.parentKey),
      kind: place.kind,
      name: place.name,
      searchKeys: searchKeyList(place.name),
      outline: [corners(place.area)],
      centre: place.centre,
    })),
    ...roads.filter(here).map((road) => ({
      placeId: idOf(road.key),
      parentId: idOf(id),
      kind: 'road',
      name: road.name,
      searchKeys: searchKeyList(road.name),
      outline: [corners(road.line)],
      centre: middle(road.line),
    })),
    ...scenery.filter(here).map((drawn) => ({
      placeId: idOf(drawn.key),
      parentId: idOf(id),
      kind: drawn.kind,
      name: drawn.name,
      searchKeys: searchKeyList(drawn.name),
      outline: [corners(drawn.area)],
      centre: labelPosition(drawn.area),
    })),
  ]
}

/** The demo's subdistricts as the places service takes them. */
export const demoSubdistricts = (): SubdistrictPlan[] =>
  subdistricts.map(({ id, code, name, phone }) => ({
    subdistrict: { subdistrictId: subdistrictId(id), code, name, phone },
    kinds: placeKinds,
    places: placesOf(id),
    ranges: addressRanges
      .filter((range) => range.subdistrictId === id)
      .map(({ key, roadKey, neighbourhoodKey, estateKey, lane, from, to, parity }) => ({
        rangeId: idOf(key),
        roadId: seedId(roadKey),
        neighbourhoodId: seedId(neighbourhoodKey),
        estateId: estateKey === null ? null : seedId(estateKey),
        lane,
        from,
        to,
        parity,
      })),
    units: units
      .filter((unit) => unit.subdistrictId === id)
      .map(
        ({ key, parentKey, kind, code: unitCode, name: unitName, phone: unitPhone, placeKey }) => ({
          unitId: unitId(seedId(key)),
          parentUnitId: parentKey === null ? null : unitId(seedId(parentKey)),
          kind,
          code: unitCode,
          name: unitName,
          phone: unitPhone,
          placeId: idOf(placeKey),
        }),
      ),
  }))
