import {
  findPlaceAtPoint,
  listSubdistricts,
  readMap,
  searchPlaces,
} from '#shared/places/places.contract.ts'
import type { Kernel } from '../http/serve.ts'
import type { Places } from './places.service.ts'

/** Who is on post at a place or unit is answered by accounts, which knows the people. */
export const servePlaces = (serve: Kernel, places: Places): void => {
  serve.json(searchPlaces, async ({ query }) => ({
    places: await places.search(query.text, query.subdistrictId),
  }))
  serve.json(findPlaceAtPoint, async ({ query }) => ({
    place: await places.at([query.longitude, query.latitude], query.datum),
  }))
  serve.json(listSubdistricts, async () => ({ subdistricts: await places.list() }))
  serve.json(readMap, async ({ params }) => ({ places: await places.map(params.subdistrictId) }))
}
