import { buildSubdistrict } from './build-subdistrict.ts'
import { hexing } from './hexing.ts'
import { liuwan } from './liuwan.ts'

const built = [buildSubdistrict(hexing), buildSubdistrict(liuwan)]

/** The demo subdistrict first, then the small one to be refused from. */
export const subdistricts = built.map(({ subdistrict }) => subdistrict)

/** The place tree of both, parents before children. */
export const places = built.flatMap((b) => b.places)

export const roads = built.flatMap((b) => b.roads)

/** House numbers and lanes, who answers for them. */
export const addressRanges = built.flatMap((b) => b.addressRanges)

/** Water, parks and schools for the map. */
export const scenery = built.flatMap((b) => b.scenery)

/** The kinds used so far, the widest first; a road lies beside the tree, under its subdistrict. */
export const placeKinds = [
  { kind: 'subdistrict', rank: 10, name: '街道' },
  { kind: 'grid', rank: 20, name: '网格' },
  { kind: 'neighbourhood', rank: 30, name: '居委' },
  { kind: 'estate', rank: 40, name: '小区' },
  { kind: 'road', rank: 50, name: '道路' },
] as const
