import type { LngLat } from '#shared/places/coordinates.ts'
import { fromLocalMetres } from '#shared/places/coordinates.ts'
import type { Line, Ring } from '#shared/places/geometry.ts'

/**
 * The street grid a subdistrict is drawn on. Positions are street numbers: (2, 3) is the crossing
 * of the third street from the west with the fourth from the south, (2.5, 3) half a block east.
 */
export interface StreetLattice {
  /** South-west corner, WGS-84. */
  readonly origin: LngLat
  /** How far the grid is turned, counter-clockwise. */
  readonly degrees: number
  /** Metres from the origin of each street running north, from west to east. */
  readonly eastings: readonly number[]
  /** Metres from the origin of each street running east, from south to north. */
  readonly northings: readonly number[]
  /** How far, in metres, crossings stray from the straight grid. */
  readonly stray: number
}

/** A rectangle between streets: west, south, east, north in street numbers. */
export type Rect = readonly [west: number, south: number, east: number, north: number]

type Corner = readonly [x: number, y: number]

/** Where a street-number position is on the earth, to a tenth of a metre. */
export function latticePosition(lattice: StreetLattice, [x, y]: Corner): LngLat {
  const [column, row] = [Math.floor(x), Math.floor(y)]
  const [s, t] = [x - column, y - row]
  const southWest = crossing(lattice, column, row)
  const southEast = s === 0 ? southWest : crossing(lattice, column + 1, row)
  const northWest = t === 0 ? southWest : crossing(lattice, column, row + 1)
  const northEast =
    s === 0 ? northWest : t === 0 ? southEast : crossing(lattice, column + 1, row + 1)
  // Bilinear inside a block: its straight edges stay straight, so neighbours never overlap.
  const blend = (i: 0 | 1): number =>
    (southWest[i] * (1 - s) + southEast[i] * s) * (1 - t) +
    (northWest[i] * (1 - s) + northEast[i] * s) * t
  const [lng, lat] = turned(lattice, blend(0), blend(1))
  return [Math.round(lng * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6]
}

/** The line of a street from one position to another, with a corner at every street it crosses. */
export function latticeLine(lattice: StreetLattice, from: Corner, to: Corner): Line {
  const stops = (a: number, b: number): number[] =>
    [a, ...whole(Math.min(a, b), Math.max(a, b)), b].filter((v, i, all) => all.indexOf(v) === i)
  const corners: Corner[] =
    from[1] === to[1]
      ? stops(from[0], to[0]).map((x) => [x, from[1]])
      : stops(from[1], to[1]).map((y) => [from[0], y])
  return corners.map((corner) => latticePosition(lattice, corner))
}

/** The outline of rectangles that together make one area without holes. */
export function latticeOutline(lattice: StreetLattice, rects: readonly Rect[]): Ring {
  return outlineOf(rects).map((corner) => latticePosition(lattice, corner))
}

/** How many metres one street number is, eastward and northward, at a block. */
export function blockMetres(lattice: StreetLattice, column: number, row: number): Corner {
  const between = (lines: readonly number[], i: number): number =>
    (lines[i + 1] ?? 0) - (lines[i] ?? 0)
  return [between(lattice.eastings, column), between(lattice.northings, row)]
}

function crossing(lattice: StreetLattice, column: number, row: number): readonly [number, number] {
  const [east, north] = [lattice.eastings[column], lattice.northings[row]]
  if (east === undefined || north === undefined) {
    throw new Error(`no street crossing at ${column}, ${row}`)
  }
  return [
    east + lattice.stray * Math.sin(1.3 * column + 0.9 * row),
    north + lattice.stray * Math.sin(0.8 * column - 1.1 * row),
  ]
}

function turned(lattice: StreetLattice, east: number, north: number): LngLat {
  const angle = (lattice.degrees * Math.PI) / 180
  return fromLocalMetres(
    lattice.origin,
    east * Math.cos(angle) - north * Math.sin(angle),
    east * Math.sin(angle) + north * Math.cos(angle),
  )
}

function whole(from: number, to: number): number[] {
  const numbers: number[] = []
  for (let n = Math.ceil(from); n <= to; n += 1) numbers.push(n)
  return numbers
}

/**
 * Walks around a union of rectangles, counter-clockwise: every small tile between the rectangles'
 * own lines and the streets gives four edges, edges shared by two tiles cancel, the rest is chained.
 */
function outlineOf(rects: readonly Rect[]): Corner[] {
  const lines = (i: 0 | 1): number[] => {
    const ends = rects.flatMap((rect) => [rect[i], rect[i === 0 ? 2 : 3]])
    const all = new Set([...ends, ...whole(Math.min(...ends), Math.max(...ends))])
    return [...all].sort((a, b) => a - b)
  }
  const [xs, ys] = [lines(0), lines(1)]
  const edges = new Map<string, Corner>()
  const start = new Map<string, Corner>()
  const add = (from: Corner, to: Corner): void => {
    if (edges.delete(`${to}>${from}`)) return
    edges.set(`${from}>${to}`, to)
    start.set(`${from}>${to}`, from)
  }
  for (const [i, west] of xs.entries()) {
    for (const [j, south] of ys.entries()) {
      const [east, north] = [xs[i + 1], ys[j + 1]]
      if (east === undefined || north === undefined) continue
      const covered = rects.some(
        ([w, s, e, n]) => w <= west && s <= south && e >= east && n >= north,
      )
      if (!covered) continue
      add([west, south], [east, south])
      add([east, south], [east, north])
      add([east, north], [west, north])
      add([west, north], [west, south])
    }
  }
  const next = new Map([...edges].map(([edge, to]) => [`${start.get(edge)}`, to]))
  const [first] = [...next.values()]
  if (first === undefined) throw new Error('an area needs at least one rectangle')
  const outline: Corner[] = [first]
  for (let at = next.get(`${first}`); at !== undefined && `${at}` !== `${first}`; ) {
    outline.push(at)
    at = next.get(`${at}`)
  }
  return outline
}
