import type { LngLat } from './coordinates.ts'
import { toLocalMetres } from './coordinates.ts'

/** Corners of an area in order, not repeating the first one; no holes. */
export type Ring = readonly LngLat[]

/** Corners of a line in order. */
export type Line = readonly LngLat[]

type Metres = readonly [number, number]

/** Whether the position lies inside the ring (even-odd rule; on the border either answer). */
export function isInside([lng, lat]: LngLat, ring: Ring): boolean {
  let inside = false
  for (const [[lngA, latA], [lngB, latB]] of sides(ring)) {
    const crosses = latA > lat !== latB > lat
    if (crosses && lng < ((lngB - lngA) * (lat - latA)) / (latB - latA) + lngA) inside = !inside
  }
  return inside
}

/** Metres from the position to the nearest point of the ring's border, inside or outside. */
export function metresToBorder(position: LngLat, ring: Ring): number {
  return nearest(position, sides(ring))
}

/** Metres from the position to the nearest point of the line. */
export function metresToLine(position: LngLat, line: Line): number {
  return nearest(position, sides(line).slice(1))
}

/** Metres from the position to the area: 0 inside. */
export function metresToArea(position: LngLat, ring: Ring): number {
  return isInside(position, ring) ? 0 : metresToBorder(position, ring)
}

/** Square metres enclosed by the ring. */
export function areaSquareMetres(ring: Ring): number {
  return Math.abs(signedArea(inMetres(ring)))
}

/** Centre of gravity of the ring; for a bent area it may lie outside, see `labelPosition`. */
export function centroid(ring: Ring): LngLat {
  const origin = ring[0] ?? [0, 0]
  let [lng, lat, twiceArea] = [0, 0, 0]
  for (const [a, b] of sides(ring)) {
    const [ax, ay] = [a[0] - origin[0], a[1] - origin[1]]
    const [bx, by] = [b[0] - origin[0], b[1] - origin[1]]
    const cross = ax * by - bx * ay
    lng += (ax + bx) * cross
    lat += (ay + by) * cross
    twiceArea += cross
  }
  if (twiceArea === 0) return origin
  return [origin[0] + lng / (3 * twiceArea), origin[1] + lat / (3 * twiceArea)]
}

/**
 * Where to write an area's name: the centroid when it lies inside, otherwise the middle of the
 * widest stretch of the area on the centroid's latitude.
 */
export function labelPosition(ring: Ring): LngLat {
  const [lng, lat] = centroid(ring)
  if (isInside([lng, lat], ring)) return [lng, lat]
  const crossings = sides(ring)
    .filter(([[, latA], [, latB]]) => latA > lat !== latB > lat)
    .map(([[lngA, latA], [lngB, latB]]) => ((lngB - lngA) * (lat - latA)) / (latB - latA) + lngA)
    .sort((a, b) => a - b)
  let widest: readonly [number, number] = [lng, lng]
  for (let i = 0; i + 1 < crossings.length; i += 2) {
    const stretch = [crossings[i] ?? lng, crossings[i + 1] ?? lng] as const
    if (stretch[1] - stretch[0] > widest[1] - widest[0]) widest = stretch
  }
  return [(widest[0] + widest[1]) / 2, lat]
}

/** Each corner with the one before it; the first pair closes the ring. */
function sides(ring: Ring): (readonly [LngLat, LngLat])[] {
  let previous = ring[ring.length - 1]
  return ring.flatMap((corner) => {
    const side = previous === undefined ? [] : [[previous, corner] as const]
    previous = corner
    return side
  })
}

function nearest(position: LngLat, segments: readonly (readonly [LngLat, LngLat])[]): number {
  const distances = segments.map(([a, b]) =>
    metresFromOrigin(toLocalMetres(position, a), toLocalMetres(position, b)),
  )
  return Math.min(Infinity, ...distances)
}

function metresFromOrigin([ax, ay]: Metres, [bx, by]: Metres): number {
  const [dx, dy] = [bx - ax, by - ay]
  const lengthSquared = dx * dx + dy * dy
  const along = lengthSquared === 0 ? 0 : -(ax * dx + ay * dy) / lengthSquared
  const t = Math.max(0, Math.min(1, along))
  return Math.hypot(ax + t * dx, ay + t * dy)
}

function inMetres(ring: Ring): Metres[] {
  const origin = ring[0] ?? [0, 0]
  return ring.map((corner) => toLocalMetres(origin, corner))
}

function signedArea(corners: readonly Metres[]): number {
  let [area, previous] = [0, corners[corners.length - 1]]
  for (const corner of corners) {
    if (previous !== undefined) area += previous[0] * corner[1] - corner[0] * previous[1]
    previous = corner
  }
  return area / 2
}
