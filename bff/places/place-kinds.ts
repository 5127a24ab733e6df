import type { SubdistrictPlan } from './place-book.ts'

/** Kinds of places a subdistrict is made of; rank 1 is the widest. */
export const placeKinds: SubdistrictPlan['kinds'] = [
  { kind: 'subdistrict', rank: 1, name: '街道' },
  { kind: 'grid', rank: 2, name: '网格' },
  { kind: 'neighbourhood', rank: 3, name: '居委' },
  { kind: 'estate', rank: 4, name: '小区' },
  { kind: 'road', rank: 4, name: '道路' },
  { kind: 'park', rank: 4, name: '公园' },
  { kind: 'school', rank: 4, name: '学校' },
  { kind: 'market', rank: 4, name: '菜场' },
  { kind: 'water', rank: 4, name: '河道' },
]
