import type { SeedAddressRange } from './seed-types.ts'
import type {
  EstatePlan,
  Letter,
  NeighbourhoodPlan,
  RoadPlan,
  SubdistrictPlan,
} from './subdistrict-plan.ts'

/** Every block of a street takes 64 numbers, 32 on each side, used up or not. */
const NUMBERS_TO_A_BLOCK = 64

type RoadSide = 'left' | 'right'

/**
 * Doors on the streets, by 居委: odd on the left, even on the right, looking along the rising
 * numbers. A street on the subdistrict's edge has one side here. Doors listed by a second 居委 come
 * last, as rows of their own.
 */
export function houseNumbers(plan: SubdistrictPlan): SeedAddressRange[] {
  const regular = plan.roads.flatMap((road) =>
    (['left', 'right'] as const).flatMap((side) => doorsAlong(plan, road, side)),
  )
  const claimed = plan.alsoClaimedDoors.map(({ road, door, by }) =>
    doorRange(plan, road, by, door, door),
  )
  return [...regular, ...claimed]
}

/** The lane an estate is entered by, named after the street number of its gate. */
export function laneRange(
  plan: SubdistrictPlan,
  neighbourhood: NeighbourhoodPlan,
  estate: EstatePlan,
  estateKey: string,
): SeedAddressRange {
  const { road, along, side } = gateOf(plan, estate)
  const block = Math.floor(along)
  const pair = Math.round((along - block) * (NUMBERS_TO_A_BLOCK / 2))
  const first = NUMBERS_TO_A_BLOCK * (block - road.from)
  // A gate right at a crossing still belongs to the block before it.
  const even = first + 2 * Math.max(1, pair)
  return {
    key: `${estateKey}/lane`,
    subdistrictId: plan.id,
    roadKey: `${plan.id}/road/${road.slug}`,
    lane: side === 'left' ? even - 1 : even,
    from: 1,
    to: estate.buildings,
    parity: 'all',
    neighbourhoodKey: `${plan.id}/${neighbourhood.slug}`,
    estateKey,
  }
}

function doorsAlong(plan: SubdistrictPlan, road: RoadPlan, side: RoadSide): SeedAddressRange[] {
  const ranges: SeedAddressRange[] = []
  let stretch: { letter: Letter; from: number } | null = null
  for (let block = road.from; block <= road.to; block += 1) {
    const letter = block < road.to ? letterBeside(plan, road, block, side) : null
    if (stretch !== null && stretch.letter === letter) continue
    const before = NUMBERS_TO_A_BLOCK * (block - road.from)
    const odd = side === 'left' ? 1 : 0
    if (stretch !== null) {
      ranges.push(doorRange(plan, road.slug, stretch.letter, stretch.from, before - odd))
    }
    stretch = letter === null ? null : { letter, from: before + 2 - odd }
  }
  return ranges
}

function doorRange(
  plan: SubdistrictPlan,
  road: string,
  letter: Letter,
  from: number,
  to: number,
): SeedAddressRange {
  const neighbourhood = plan.neighbourhoods.find((n) => n.letter === letter)
  if (neighbourhood === undefined) throw new Error(`no neighbourhood ${letter} in ${plan.id}`)
  const roadKey = `${plan.id}/road/${road}`
  return {
    key: `${roadKey}/${neighbourhood.slug}/${from}`,
    subdistrictId: plan.id,
    roadKey,
    lane: null,
    from,
    to,
    parity: from % 2 === 0 ? 'even' : 'odd',
    neighbourhoodKey: `${plan.id}/${neighbourhood.slug}`,
    estateKey: null,
  }
}

function letterBeside(
  plan: SubdistrictPlan,
  road: RoadPlan,
  block: number,
  side: RoadSide,
): Letter | null {
  // Left of a road to the east is north; left of a road to the north is west.
  const high = (road.runs === 'east') === (side === 'left')
  const across = high ? Math.floor(road.at) : Math.ceil(road.at) - 1
  return road.runs === 'east' ? letterAt(plan, block, across) : letterAt(plan, across, block)
}

function letterAt(plan: SubdistrictPlan, column: number, row: number): Letter | null {
  const drawn = plan.drawing[plan.drawing.length - 1 - row]?.[column]
  return drawn === undefined || drawn === '.' ? null : drawn
}

function gateOf(
  plan: SubdistrictPlan,
  estate: EstatePlan,
): { road: RoadPlan; along: number; side: RoadSide } {
  const { part, gate, gateAlong = 0.5 } = estate
  const [x, y] = estate.block
  const west = part === 'e' ? x + 0.5 : x
  const east = part === 'w' ? x + 0.5 : x + 1
  const south = part === 'n' ? y + 0.5 : y
  const north = part === 's' ? y + 0.5 : y + 1
  const at = { n: north, s: south, e: east, w: west }[gate]
  const onStreetEast = gate === 'n' || gate === 's'
  const [from, to] = onStreetEast ? [west, east] : [south, north]
  const road = plan.roads.find(
    (r) =>
      r.runs === (onStreetEast ? 'east' : 'north') && r.at === at && r.from <= from && r.to >= to,
  )
  if (road === undefined) throw new Error(`the gate of ${estate.name} opens on no street`)
  // The last number of a block is its own, not the first of the next.
  const along = Math.min(from + (to - from) * gateAlong, Math.floor(from) + 1 - 1 / 64)
  return { road, along, side: gate === 's' || gate === 'e' ? 'left' : 'right' }
}
