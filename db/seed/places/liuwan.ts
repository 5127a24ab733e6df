import type { SubdistrictPlan } from './subdistrict-plan.ts'

/** 柳湾街道, a small invented subdistrict three kilometres away: what a stranger may not see. */
export const liuwan: SubdistrictPlan = {
  id: 'liuwan',
  code: 'LW',
  name: '柳湾街道',
  phone: '02155500901',
  lattice: {
    origin: [121.412, 31.222],
    degrees: -6,
    eastings: [0, 290, 560],
    northings: [0, 260],
    stray: 8,
  },
  drawing: ['AB'],
  gridNames: ['柳湾网格'],
  neighbourhoods: [
    {
      letter: 'A',
      slug: 'luhua',
      name: '芦花居委',
      grid: 1,
      estates: [{ name: '芦花新村', block: [0, 0], part: 'all', gate: 'e', buildings: 24 }],
    },
    {
      letter: 'B',
      slug: 'liuyin',
      name: '柳荫居委',
      grid: 1,
      estates: [
        { name: '柳荫苑', block: [1, 0], part: 'w', gate: 's', buildings: 12 },
        { name: '柳荫公寓', block: [1, 0], part: 'e', gate: 's', buildings: 7 },
      ],
    },
  ],
  roads: [
    { slug: 'liuwan', name: '柳湾路', runs: 'east', at: 0, from: 0, to: 2 },
    { slug: 'luhua', name: '芦花路', runs: 'north', at: 1, from: 0, to: 1 },
  ],
  alsoClaimedDoors: [],
  alsoClaimedLand: [],
  scenery: [],
}
