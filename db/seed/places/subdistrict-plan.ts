import type { SeedScenery } from './seed-types.ts'
import type { Rect, StreetLattice } from './street-lattice.ts'

export type Side = 'n' | 'e' | 's' | 'w'

/** Which part of a block: all of it or one half. */
export type Part = 'all' | Side

/** One letter per 居委, as used in the plan's drawing. */
export type Letter = string

export interface NeighbourhoodPlan {
  readonly letter: Letter
  /** Pinyin, for keys. */
  readonly slug: string
  readonly name: string
  /** Number of its grid, from 1. */
  readonly grid: number
  /** Its estates; the order makes their keys, so append only. */
  readonly estates: readonly EstatePlan[]
}

export interface EstatePlan {
  readonly name: string
  readonly block: readonly [column: number, row: number]
  readonly part: Part
  /** The side with the gate: its lane number is on the street there. */
  readonly gate: Side
  readonly buildings: number
  /** How far along its front the gate is, 0 to 1 with the rising numbers; the middle if not said. */
  readonly gateAlong?: number
}

export interface RoadPlan {
  readonly slug: string
  readonly name: string
  /** `east`: runs and is numbered from west to east; `north`: from south to north. */
  readonly runs: 'east' | 'north'
  /** The street number it lies on, and from which to which crossing it goes. */
  readonly at: number
  readonly from: number
  readonly to: number
}

/** A whole fictional subdistrict as somebody would sketch it; `buildSubdistrict` works it out. */
export interface SubdistrictPlan {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly phone: string
  readonly lattice: StreetLattice
  /** Rows from north to south, a letter of a 居委 per block, `.` outside the subdistrict. */
  readonly drawing: readonly string[]
  readonly gridNames: readonly string[]
  readonly neighbourhoods: readonly NeighbourhoodPlan[]
  readonly roads: readonly RoadPlan[]
  /** Doors that a second 居委 lists as its own. */
  readonly alsoClaimedDoors: readonly {
    readonly road: string
    readonly door: number
    readonly by: Letter
  }[]
  /** Land that a second 居委 draws as its own. */
  readonly alsoClaimedLand: readonly { readonly land: Rect; readonly by: Letter }[]
  readonly scenery: readonly {
    readonly slug: string
    readonly kind: SeedScenery['kind']
    readonly name: string
    readonly rects: readonly Rect[]
  }[]
}
