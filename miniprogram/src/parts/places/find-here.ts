import type { PlaceAnswer } from '#shared/places/places.contract.ts'
import { findPlaceAtPoint } from '#shared/places/places.contract.ts'
import { call } from '../../platform/api.ts'
import { whereAmI } from '../../platform/location.ts'

export type Here =
  | { readonly status: 'found'; readonly place: PlaceAnswer }
  | { readonly status: 'no_position' | 'elsewhere' }

/** The place where this device is. Ask for the consent `location` before. Throws a `Failure`. */
export const findHere = async (): Promise<Here> => {
  const point = await whereAmI()
  if (point === null) return { status: 'no_position' }
  const { longitude, latitude } = point
  const datum = point.system === 'GCJ-02' ? 'gcj02' : 'wgs84'
  const { place } = await call(findPlaceAtPoint, { query: { longitude, latitude, datum } })
  return place === null ? { status: 'elsewhere' } : { status: 'found', place }
}
