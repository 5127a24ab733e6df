import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { places } from '#db/seed/places/place-rows.ts'
import type { LngLat } from '#shared/places/coordinates.ts'
import {
  boundingBox,
  distanceMetres,
  fromLocalMetres,
  gcj02ToWgs84,
  toLocalMetres,
  wgs84ToGcj02,
} from '#shared/places/coordinates.ts'
import { areaSquareMetres, isInside, metresToArea } from '#shared/places/geometry.ts'
import { areaPath, mapView, simplifyArea } from '#shared/places/map-shapes.ts'

const inShanghai = fc.tuple(
  fc.double({ min: 120.8, max: 122.1, noNaN: true }),
  fc.double({ min: 30.6, max: 31.9, noNaN: true }),
)

describe('coordinates', () => {
  it('come back from a Chinese map within a centimetre, anywhere in Shanghai', () => {
    fc.assert(
      fc.property(inShanghai, (wgs84) => {
        expect(distanceMetres(gcj02ToWgs84(wgs84ToGcj02(wgs84)), wgs84)).toBeLessThan(0.01)
      }),
    )
  })

  it('are shifted by the published amount', () => {
    // Shanghai, Shenzhen and Beijing from the tests of googollee/eviltransform.
    const published: readonly (readonly [LngLat, LngLat])[] = [
      [
        [121.5272106, 31.1774276],
        [121.531541859215, 31.17530398364597],
      ],
      [
        [113.912316, 22.543847],
        [113.9171764808363, 22.540796131694766],
      ],
      [
        [116.377817, 39.911954],
        [116.38404722455657, 39.91334545536069],
      ],
    ]
    for (const [wgs84, gcj02] of published) {
      expect(distanceMetres(wgs84ToGcj02(wgs84), gcj02)).toBeLessThan(0.1)
    }
  })

  it('outside China stay as they are', () => {
    expect(wgs84ToGcj02([2.35, 48.85])).toEqual([2.35, 48.85])
    expect(gcj02ToWgs84([2.35, 48.85])).toEqual([2.35, 48.85])
  })

  it('measure a thousandth of a degree of latitude as 111 metres', () => {
    expect(distanceMetres([121.44, 31.24], [121.44, 31.241])).toBeCloseTo(111.19, 1)
  })

  it('flatten to metres and back without loss', () => {
    const origin: LngLat = [121.44, 31.23]
    const [east, north] = toLocalMetres(origin, fromLocalMetres(origin, 812.5, -430.25))
    expect(east).toBeCloseTo(812.5, 6)
    expect(north).toBeCloseTo(-430.25, 6)
  })
})

describe('areas', () => {
  // An L: 200 m square without its north-east quarter.
  const origin: LngLat = [121.44, 31.23]
  const corner = (east: number, north: number): LngLat => fromLocalMetres(origin, east, north)
  const bent = [
    corner(0, 0),
    corner(200, 0),
    corner(200, 100),
    corner(100, 100),
    corner(100, 200),
    corner(0, 200),
  ]

  it('know what lies inside, and how far the outside is', () => {
    expect(isInside(corner(50, 150), bent)).toBe(true)
    expect(isInside(corner(150, 150), bent)).toBe(false)
    expect(metresToArea(corner(50, 150), bent)).toBe(0)
    expect(metresToArea(corner(150, 130), bent)).toBeCloseTo(30, 1)
    expect(areaSquareMetres(bent)).toBeCloseTo(30_000, 0)
  })

  it('have their box', () => {
    expect(boundingBox(bent)).toEqual({ southWest: corner(0, 0), northEast: corner(200, 200) })
    expect(boundingBox([])).toBeNull()
  })
})

describe('the map', () => {
  const [subdistrict] = places
  const ring = subdistrict?.area ?? []
  const box = boundingBox(ring) ?? { southWest: [0, 0], northEast: [0, 0] }
  const view = mapView(box, 1000, 20)

  it('draws the subdistrict into its frame, north up, and finds a tap again', () => {
    for (const corner of ring) {
      const [x, y] = view.toDrawing(corner)
      expect(x).toBeGreaterThanOrEqual(19.9)
      expect(x).toBeLessThanOrEqual(980.1)
      expect(y).toBeGreaterThanOrEqual(19.9)
      expect(y).toBeLessThanOrEqual(view.height - 19)
      expect(distanceMetres(view.toPosition(x, y), corner)).toBeLessThan(0.01)
    }
    expect(view.toDrawing(box.northEast)[1]).toBeLessThan(view.toDrawing(box.southWest)[1])
    expect(areaPath(view, ring)).toMatch(/^M[\d.]+ [\d.]+(L[\d.]+ [\d.]+)+Z$/)
  })

  it('leaves out corners nobody can see without changing the shape', () => {
    const simpler = simplifyArea(ring, 3)
    expect(simpler.length).toBeLessThan(ring.length)
    expect(areaSquareMetres(simpler) / areaSquareMetres(ring)).toBeCloseTo(1, 2)
    for (const corner of ring) expect(metresToArea(corner, simpler)).toBeLessThan(3.1)
  })
})
