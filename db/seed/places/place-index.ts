import type { PlaceIndex } from '#shared/places/place-index.ts'
import { seedId } from '../../seed-id.ts'
import { addressRanges, places, roads } from './place-rows.ts'

/** The seeded subdistrict as the address and point finders want it, with the ids it is stored by. */
export function seededPlaceIndex(subdistrictId: string): PlaceIndex {
  const here = (row: { readonly subdistrictId: string }): boolean =>
    row.subdistrictId === subdistrictId
  return {
    places: places.filter(here).map(({ key, parentKey, kind, name, area, centre }) => ({
      id: seedId(key),
      parentId: parentKey === null ? null : seedId(parentKey),
      kind,
      name,
      area,
      centre,
    })),
    roads: roads.filter(here).map(({ key, name, line }) => ({ id: seedId(key), name, line })),
    ranges: addressRanges.filter(here).map((range) => ({
      roadId: seedId(range.roadKey),
      lane: range.lane,
      from: range.from,
      to: range.to,
      parity: range.parity,
      neighbourhoodId: seedId(range.neighbourhoodKey),
      estateId: range.estateKey === null ? null : seedId(range.estateKey),
    })),
  }
}
