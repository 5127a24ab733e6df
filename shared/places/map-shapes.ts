import type { BoundingBox, LngLat } from './coordinates.ts'
import { fromLocalMetres, toLocalMetres } from './coordinates.ts'
import type { Line, Ring } from './geometry.ts'
import { labelPosition, metresToLine } from './geometry.ts'

/** A drawing surface: `viewBox` for the svg element, both ways between the earth and it. */
export interface MapView {
  readonly viewBox: string
  readonly width: number
  readonly height: number
  /** Drawing units for one metre. */
  readonly unitsPerMetre: number
  toDrawing(position: LngLat): readonly [x: number, y: number]
  /** Where a tap on the drawing is on the earth (WGS-84 in, WGS-84 out). */
  toPosition(x: number, y: number): LngLat
}

/** Fits the box into a drawing `width` units wide, north up, with `margin` units around it. */
export function mapView(box: BoundingBox, width: number, margin = 0): MapView {
  const northWest: LngLat = [box.southWest[0], box.northEast[1]]
  const [metresWide, south] = toLocalMetres(northWest, [box.northEast[0], box.southWest[1]])
  const unitsPerMetre = (width - 2 * margin) / metresWide
  const height = Math.round(-south * unitsPerMetre + 2 * margin)
  return {
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    unitsPerMetre,
    toDrawing: (position) => {
      const [east, north] = toLocalMetres(northWest, position)
      return [margin + east * unitsPerMetre, margin - north * unitsPerMetre]
    },
    toPosition: (x, y) =>
      fromLocalMetres(northWest, (x - margin) / unitsPerMetre, (margin - y) / unitsPerMetre),
  }
}

/** The `d` of an svg path for a closed area. */
export function areaPath(view: MapView, ring: Ring): string {
  return ring.length === 0 ? '' : `${linePath(view, ring)}Z`
}

/** The `d` of an svg path for a line. */
export function linePath(view: MapView, line: Line): string {
  return line
    .map((position, i) => {
      const [x, y] = view.toDrawing(position)
      return `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`
    })
    .join('')
}

/** Where to write an area's name on the drawing. */
export function areaLabel(view: MapView, ring: Ring): readonly [x: number, y: number] {
  return view.toDrawing(labelPosition(ring))
}

/** Leaves out corners that change the line by less than `metres` (Douglas–Peucker). */
export function simplifyLine(line: Line, metres: number): Line {
  const [first, last] = [line[0], line[line.length - 1]]
  if (first === undefined || last === undefined || line.length < 3) return line
  let [farthest, distance] = [0, 0]
  line.forEach((position, i) => {
    const away = metresToLine(position, [first, last])
    if (away > distance) [farthest, distance] = [i, away]
  })
  if (distance <= metres) return [first, last]
  const before = simplifyLine(line.slice(0, farthest + 1), metres)
  return [...before, ...simplifyLine(line.slice(farthest), metres).slice(1)]
}

/** Leaves out corners that change the area's outline by less than `metres`. */
export function simplifyArea(ring: Ring, metres: number): Ring {
  const [first] = ring
  if (first === undefined) return ring
  // Split at the corner farthest from the first: a closed line has no two ends to start from.
  const distances = ring.map((corner) => Math.hypot(...toLocalMetres(first, corner)))
  const opposite = distances.indexOf(Math.max(...distances))
  const out = simplifyLine(ring.slice(0, opposite + 1), metres)
  const back = simplifyLine([...ring.slice(opposite), first], metres)
  return [...out, ...back.slice(1, -1)]
}
