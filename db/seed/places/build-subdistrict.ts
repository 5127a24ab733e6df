import type { Ring } from '#shared/places/geometry.ts'
import { labelPosition } from '#shared/places/geometry.ts'
import { houseNumbers, laneRange } from './house-numbers.ts'
import type {
  SeedAddressRange,
  SeedPlace,
  SeedRoad,
  SeedScenery,
  SeedSubdistrict,
} from './seed-types.ts'
import type { Rect } from './street-lattice.ts'
import { blockMetres, latticeLine, latticeOutline } from './street-lattice.ts'
import type { EstatePlan, NeighbourhoodPlan, SubdistrictPlan } from './subdistrict-plan.ts'

export interface BuiltSubdistrict {
  readonly subdistrict: SeedSubdistrict
  readonly places: readonly SeedPlace[]
  readonly roads: readonly SeedRoad[]
  readonly addressRanges: readonly SeedAddressRange[]
  readonly scenery: readonly SeedScenery[]
}

// Half a street with its pavement, and half a yard between two estates of one block.
const STREET_SETBACK_METRES = 14
const YARD_SETBACK_METRES = 9

/** Works a plan out into places with outlines, roads and house numbers; pure and repeatable. */
export function buildSubdistrict(plan: SubdistrictPlan): BuiltSubdistrict {
  const { id, code, name, phone } = plan
  return {
    subdistrict: { id, code, name, phone },
    places: placesOf(plan),
    roads: plan.roads.map((road) => ({
      key: `${id}/road/${road.slug}`,
      subdistrictId: id,
      name: road.name,
      line: latticeLine(
        plan.lattice,
        road.runs === 'east' ? [road.from, road.at] : [road.at, road.from],
        road.runs === 'east' ? [road.to, road.at] : [road.at, road.to],
      ),
    })),
    addressRanges: [
      ...houseNumbers(plan),
      ...plan.neighbourhoods.flatMap((neighbourhood) =>
        neighbourhood.estates.map((estate, i) =>
          laneRange(plan, neighbourhood, estate, estateKey(plan, neighbourhood, i)),
        ),
      ),
    ],
    scenery: plan.scenery.map((scenery) => ({
      key: `${id}/scenery/${scenery.slug}`,
      subdistrictId: id,
      kind: scenery.kind,
      name: scenery.name,
      area: latticeOutline(plan.lattice, scenery.rects),
    })),
  }
}

function placesOf(plan: SubdistrictPlan): SeedPlace[] {
  const { id } = plan
  const place = (
    row: Pick<SeedPlace, 'key' | 'parentKey' | 'kind' | 'name'> & { rects: readonly Rect[] },
    buildings: number | null = null,
  ): SeedPlace => {
    const { rects, ...named } = row
    const area: Ring = latticeOutline(plan.lattice, rects)
    return { ...named, subdistrictId: id, area, centre: labelPosition(area), buildings }
  }
  const whole = plan.neighbourhoods.flatMap((n) => blocksOf(plan, n))
  const subdistrict = place({
    key: id,
    parentKey: null,
    kind: 'subdistrict',
    name: plan.name,
    rects: whole,
  })
  const grids = plan.gridNames.map((name, i) => {
    const members = plan.neighbourhoods.filter((n) => n.grid === i + 1)
    const rects = members.flatMap((n) => blocksOf(plan, n))
    return place({ key: gridKey(plan, i + 1), parentKey: id, kind: 'grid', name, rects })
  })
  const neighbourhoods = plan.neighbourhoods.map((n) =>
    place({
      key: neighbourhoodKey(plan, n),
      parentKey: gridKey(plan, n.grid),
      kind: 'neighbourhood',
      name: n.name,
      rects: [
        ...blocksOf(plan, n),
        ...plan.alsoClaimedLand.filter(({ by }) => by === n.letter).map(({ land }) => land),
      ],
    }),
  )
  const estates = plan.neighbourhoods.flatMap((n) =>
    n.estates.map((estate, i) =>
      place(
        {
          key: estateKey(plan, n, i),
          parentKey: neighbourhoodKey(plan, n),
          kind: 'estate',
          name: estate.name,
          rects: [estateRect(plan, estate)],
        },
        estate.buildings,
      ),
    ),
  )
  return [subdistrict, ...grids, ...neighbourhoods, ...estates]
}

export const gridKey = (plan: SubdistrictPlan, grid: number): string => `${plan.id}/grid/${grid}`

export const neighbourhoodKey = (plan: SubdistrictPlan, { slug }: NeighbourhoodPlan): string =>
  `${plan.id}/${slug}`

const estateKey = (plan: SubdistrictPlan, n: NeighbourhoodPlan, i: number): string =>
  `${neighbourhoodKey(plan, n)}/${i + 1}`

function blocksOf(plan: SubdistrictPlan, { letter }: NeighbourhoodPlan): Rect[] {
  const top = plan.drawing.length - 1
  return plan.drawing.flatMap((row, i) =>
    [...row].flatMap((drawn, column): Rect[] =>
      drawn === letter ? [[column, top - i, column + 1, top - i + 1]] : [],
    ),
  )
}

function estateRect(plan: SubdistrictPlan, { block: [x, y], part }: EstatePlan): Rect {
  const [metresEast, metresNorth] = blockMetres(plan.lattice, x, y)
  const setback = (inner: boolean, metres: number): number =>
    (inner ? YARD_SETBACK_METRES : STREET_SETBACK_METRES) / metres
  return [
    (part === 'e' ? x + 0.5 : x) + setback(part === 'e', metresEast),
    (part === 'n' ? y + 0.5 : y) + setback(part === 'n', metresNorth),
    (part === 'w' ? x + 0.5 : x + 1) - setback(part === 'w', metresEast),
    (part === 's' ? y + 0.5 : y + 1) - setback(part === 's', metresNorth),
  ]
}
