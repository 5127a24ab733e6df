import type { ResponseOf } from '#shared/http/endpoint.ts'
import type { readMap } from '#shared/places/places.contract.ts'

type Outlines = ResponseOf<typeof readMap>['places']

/** A stop on the map: WGS-84, and its number on the way. */
export interface Pin {
  readonly longitude: number
  readonly latitude: number
  readonly number: number
}

const width = 360
const edge = 14
const pinRadius = 13

/** Numbers that stand at one spot, said together: `1`, `2–4`, `2、5`. */
export const pinWords = (numbers: readonly number[]): string => {
  const [first = 0] = numbers
  const last = numbers[numbers.length - 1] ?? first
  if (numbers.length === 1) return String(first)
  return last - first === numbers.length - 1 ? `${first}–${last}` : numbers.join('、')
}

const together = (pins: readonly Pin[]): { at: Pin; numbers: number[] }[] => {
  const spots = new Map<string, { at: Pin; numbers: number[] }>()
  for (const pin of pins) {
    const key = `${pin.longitude} ${pin.latitude}`
    const spot = spots.get(key) ?? { at: pin, numbers: [] }
    spot.numbers.push(pin.number)
    spots.set(key, spot)
  }
  return [...spots.values()]
}

/**
 * Our own map as a picture's address, north up: the 居委 and roads of the subdistrict, the way from
 * stop to stop, and the numbers. No tile server is asked where we go. Null without outlines.
 */
export const roundPicture = (places: Outlines, pins: readonly Pin[]): string | null => {
  const grounds = places.filter(({ kind }) => kind === 'neighbourhood')
  const points = grounds.flatMap(({ outline }) => outline.flat())
  if (points.length === 0) return null
  const west = Math.min(...points.map(([longitude]) => longitude))
  const east = Math.max(...points.map(([longitude]) => longitude))
  const south = Math.min(...points.map(([, latitude]) => latitude))
  const north = Math.max(...points.map(([, latitude]) => latitude))
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const scale = (width - 2 * edge) / Math.max((east - west) * narrow, 1e-9)
  const height = Math.ceil((north - south) * scale + 2 * edge)
  const spot = (longitude: number, latitude: number) =>
    `${((longitude - west) * narrow * scale + edge).toFixed(1)} ${((north - latitude) * scale + edge).toFixed(1)}`
  const line = (ring: readonly (readonly [number, number])[]) =>
    `M${ring.map(([longitude, latitude]) => spot(longitude, latitude)).join('L')}`
  const drawn = (kind: string, end: string) =>
    places
      .filter((place) => place.kind === kind)
      .flatMap(({ outline }) => outline.map((ring) => line(ring) + end))
      .join('')
  const way = pins.map(({ longitude, latitude }) => spot(longitude, latitude)).join('L')
  const marks = together(pins).map(({ at, numbers }) => {
    const [x = '0', y = '0'] = spot(at.longitude, at.latitude).split(' ')
    const words = pinWords(numbers)
    const half = Math.max(pinRadius, words.length * 5 + 6)
    return (
      `<rect x="${Number(x) - half}" y="${Number(y) - pinRadius}" width="${2 * half}" ` +
      `height="${2 * pinRadius}" rx="${pinRadius}" fill="#0e5b4b" stroke="#fff" stroke-width="2"/>` +
      `<text x="${x}" y="${Number(y) + 5}" text-anchor="middle" font-size="15" ` +
      `font-weight="700" font-family="sans-serif" fill="#fff">${words}</text>`
    )
  })
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}">` +
    `<rect width="${width}" height="${height}" fill="#ece9e1"/>` +
    `<path d="${drawn('neighbourhood', 'z')}" fill="#fff" stroke="#dcd8cd"/>` +
    `<path d="${drawn('water', 'z')}" fill="#cfe0ee"/>` +
    `<path d="${drawn('road', '')}" fill="none" stroke="#b9b4a6" stroke-width="3"/>` +
    (pins.length > 1
      ? `<path d="M${way}" fill="none" stroke="#0e5b4b" stroke-width="3" stroke-dasharray="6 4"/>`
      : '') +
    `${marks.join('')}</svg>`
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
}
