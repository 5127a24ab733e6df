/** A position as GeoJSON writes it: longitude first, then latitude, in degrees. */
export type LngLat = readonly [lng: number, lat: number]

/** South-west and north-east corners of an upright box. */
export interface BoundingBox {
  readonly southWest: LngLat
  readonly northEast: LngLat
}

const EARTH_RADIUS_METRES = 6_371_008.8
const METRES_PER_DEGREE = (EARTH_RADIUS_METRES * Math.PI) / 180

// Krasovsky 1940, the ellipsoid GCJ-02 is defined on.
const KRASOVSKY_AXIS = 6_378_245
const KRASOVSKY_ECCENTRICITY_SQUARED = 0.006693421622965943

const radians = (degrees: number): number => (degrees * Math.PI) / 180

/** Distance along the earth's surface in metres (haversine, mean radius; within 0.5 %). */
export function distanceMetres([lngA, latA]: LngLat, [lngB, latB]: LngLat): number {
  const halfLat = Math.sin(radians(latB - latA) / 2)
  const halfLng = Math.sin(radians(lngB - lngA) / 2)
  const h = halfLat ** 2 + Math.cos(radians(latA)) * Math.cos(radians(latB)) * halfLng ** 2
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(h)))
}

/**
 * Flattens the earth around `origin`: metres east and north of it. Good to a few centimetres over
 * the few kilometres of a subdistrict, and undone by `fromLocalMetres`.
 */
export function toLocalMetres(origin: LngLat, [lng, lat]: LngLat): readonly [number, number] {
  const east = (lng - origin[0]) * METRES_PER_DEGREE * Math.cos(radians(origin[1]))
  return [east, (lat - origin[1]) * METRES_PER_DEGREE]
}

/** The position `east` and `north` metres away from `origin`, the inverse of `toLocalMetres`. */
export function fromLocalMetres(origin: LngLat, east: number, north: number): LngLat {
  const lng = origin[0] + east / (METRES_PER_DEGREE * Math.cos(radians(origin[1])))
  return [lng, origin[1] + north / METRES_PER_DEGREE]
}

/**
 * WGS-84 (GPS, our storage) to GCJ-02 (WeChat's and every Chinese map's shifted coordinates), by
 * the widely published reverse-engineered formula. Outside China's box nothing is shifted.
 */
export function wgs84ToGcj02(wgs84: LngLat): LngLat {
  if (isOutsideChina(wgs84)) return wgs84
  const [lng, lat] = wgs84
  const [east, north] = gcj02ShiftMetres(lng - 105, lat - 35)
  const sine = Math.sin(radians(lat))
  const curve = 1 - KRASOVSKY_ECCENTRICITY_SQUARED * sine * sine
  const meridian =
    (KRASOVSKY_AXIS * (1 - KRASOVSKY_ECCENTRICITY_SQUARED)) / (curve * Math.sqrt(curve))
  const parallel = (KRASOVSKY_AXIS / Math.sqrt(curve)) * Math.cos(radians(lat))
  return [lng + (east * 180) / (parallel * Math.PI), lat + (north * 180) / (meridian * Math.PI)]
}

/**
 * GCJ-02 back to WGS-84. The formula has no closed inverse: three fixed-point steps bring the
 * error from about a metre to well under a millimetre.
 */
export function gcj02ToWgs84(gcj02: LngLat): LngLat {
  if (isOutsideChina(gcj02)) return gcj02
  let guess: LngLat = gcj02
  for (let step = 0; step < 3; step += 1) {
    const shifted = wgs84ToGcj02(guess)
    guess = [guess[0] + gcj02[0] - shifted[0], guess[1] + gcj02[1] - shifted[1]]
  }
  return guess
}

/** The smallest upright box around the positions; null when there are none. */
export function boundingBox(positions: readonly LngLat[]): BoundingBox | null {
  if (positions.length === 0) return null
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [lng, lat] of positions) {
    west = Math.min(west, lng)
    south = Math.min(south, lat)
    east = Math.max(east, lng)
    north = Math.max(north, lat)
  }
  return { southWest: [west, south], northEast: [east, north] }
}

function isOutsideChina([lng, lat]: LngLat): boolean {
  return lng < 72.004 || lng > 137.8347 || lat < 0.8293 || lat > 55.8271
}

function gcj02ShiftMetres(x: number, y: number): readonly [east: number, north: number] {
  const root = Math.sqrt(Math.abs(x))
  const shared = wave(6 * x, 20) + wave(2 * x, 20)
  const north =
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * root +
    ((shared + wave(y, 20) + wave(y / 3, 40) + wave(y / 12, 160) + wave(y / 30, 320)) * 2) / 3
  const east =
    300 +
    x +
    2 * y +
    0.1 * x * x +
    0.1 * x * y +
    0.1 * root +
    ((shared + wave(x, 20) + wave(x / 3, 40) + wave(x / 12, 150) + wave(x / 30, 300)) * 2) / 3
  return [east, north]
}

const wave = (turns: number, height: number): number => height * Math.sin(turns * Math.PI)
