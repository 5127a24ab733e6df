import { describe, expect, it } from 'vitest'
import { buildSubdistrict } from '#db/seed/places/build-subdistrict.ts'
import { hexing } from '#db/seed/places/hexing.ts'
import { people, posts } from '#db/seed/places/people.ts'
import { addressRanges, places, roads, scenery, subdistricts } from '#db/seed/places/place-rows.ts'
import { units } from '#db/seed/places/units.ts'
import { seedId } from '#db/seed-id.ts'
import { normalisePhone } from '#shared/accounts/phone.ts'
import type { Ring } from '#shared/places/geometry.ts'
import { areaSquareMetres, isInside, metresToBorder } from '#shared/places/geometry.ts'

const inHexing = (row: { subdistrictId: string }): boolean => row.subdistrictId === 'hexing'
const ofKind = (kind: string) => places.filter((place) => place.kind === kind)
const area = (rows: readonly { area: Ring }[]): number =>
  rows.reduce((sum, row) => sum + areaSquareMetres(row.area), 0)

describe('the demo subdistrict', () => {
  it('has 4 grids, 23 居委, 67 estates and 18 roads', () => {
    const count = (kind: string): number => ofKind(kind).filter(inHexing).length
    expect({
      subdistricts: count('subdistrict'),
      grids: count('grid'),
      neighbourhoods: count('neighbourhood'),
      estates: count('estate'),
      roads: roads.filter(inHexing).length,
    }).toEqual({ subdistricts: 1, grids: 4, neighbourhoods: 23, estates: 67, roads: 18 })
  })

  it('has a small neighbour: 1 grid, 2 居委, 3 estates, 2 roads', () => {
    const rows = [...places, ...roads].filter((row) => row.subdistrictId === 'liuwan')
    expect(rows).toHaveLength(1 + 1 + 2 + 3 + 2)
    expect(subdistricts.map(({ id, code }) => [id, code])).toEqual([
      ['hexing', 'HX'],
      ['liuwan', 'LW'],
    ])
  })

  it('is drawn so that every place lies within its parent', () => {
    const byKey = new Map(places.map((place) => [place.key, place]))
    const strays = places.filter((place) => {
      if (place.parentKey === null) return place.kind !== 'subdistrict'
      const parent = byKey.get(place.parentKey)
      if (parent === undefined) return true
      // Half a metre: corners are rounded to a tenth of a metre.
      return place.area.some(
        (corner) => !isInside(corner, parent.area) && metresToBorder(corner, parent.area) > 0.5,
      )
    })
    expect(strays.map(({ name }) => name)).toEqual([])
  })

  it('leaves no gap and no overlap between 居委, but for one disputed bank of the creek', () => {
    const undisputed = buildSubdistrict({ ...hexing, alsoClaimedLand: [] }).places
    const tiles = undisputed.filter(({ kind }) => kind === 'neighbourhood')
    const whole = area(ofKind('subdistrict').filter(inHexing))
    expect(area(ofKind('grid').filter(inHexing)) / whole).toBeCloseTo(1, 4)
    expect(area(tiles) / whole).toBeCloseTo(1, 4)
    const disputed = area(ofKind('neighbourhood').filter(inHexing)) - area(tiles)
    expect(disputed).toBeGreaterThan(5_000)
    expect(disputed).toBeLessThan(20_000)
  })

  it('has estates that do not overlap, each with room for its houses', () => {
    const estates = ofKind('estate')
    for (const estate of estates) {
      const inOthers = estates.filter(
        (other) => other !== estate && estate.area.some((corner) => isInside(corner, other.area)),
      )
      expect(inOthers.map(({ name }) => `${estate.name} in ${name}`)).toEqual([])
      const perHouse = areaSquareMetres(estate.area) / (estate.buildings ?? Infinity)
      expect(perHouse, estate.name).toBeGreaterThan(500)
      expect(perHouse, estate.name).toBeLessThan(4_000)
    }
  })

  it('is about as large as a subdistrict of the inner city', () => {
    const squareKilometres = area(ofKind('subdistrict').filter(inHexing)) / 1e6
    expect(squareKilometres).toBeGreaterThan(2)
    expect(squareKilometres).toBeLessThan(4)
  })

  it('gives no two places, roads or lanes of one subdistrict the same name', () => {
    const names = [...places, ...roads].map((row) => `${row.subdistrictId} ${row.name}`)
    expect(new Set(names).size).toBe(names.length)
    const lanes = addressRanges
      .filter(({ lane }) => lane !== null)
      .map(({ roadKey, lane }) => `${roadKey} ${lane}`)
    expect(new Set(lanes).size).toBe(lanes.length)
  })
})

describe('units, people and posts', () => {
  it('give every 居委 one 专管员 and every grid one head', () => {
    const holders = (role: string, unitKey: string) =>
      posts.filter((post) => post.role === role && post.unitKey === unitKey)
    for (const unit of units.filter(({ kind }) => kind === 'neighbourhood_committee')) {
      expect(holders('neighbourhood_officer', unit.key), unit.name).toHaveLength(1)
    }
    for (const unit of units.filter((u) => u.kind === 'grid_station' && inHexing(u))) {
      expect(holders('grid_head', unit.key), unit.name).toHaveLength(1)
    }
  })

  it('give every handling unit of 合兴 one head and two or three handlers', () => {
    const handling = units.filter((unit) => unit.kind === 'handling_unit' && inHexing(unit))
    expect(handling).toHaveLength(6)
    for (const unit of handling) {
      const here = posts.filter(({ unitKey }) => unitKey === unit.key)
      expect(
        here.filter(({ isHead }) => isHead),
        unit.name,
      ).toHaveLength(1)
      expect([2, 3], unit.name).toContain(here.filter(({ isHead }) => !isHead).length)
    }
  })

  it('staff the duty desk with three, the hotline with two, and one administrator', () => {
    const count = (role: string): number =>
      posts.filter((post) => post.role === role && inHexing(post)).length
    expect([count('duty_officer'), count('hotline_clerk'), count('administrator')]).toEqual([
      3, 2, 1,
    ])
  })

  it('have phone numbers that are well formed, unlike, and of the demo blocks', () => {
    const mobiles = people.flatMap(({ phone }) => (phone === null ? [] : [phone]))
    const landlines = units.map(({ phone }) => phone)
    for (const phone of mobiles) expect(phone).toMatch(/^1990000\d{4}$/)
    for (const phone of landlines) expect(phone).toMatch(/^0215550\d{4}$/)
    for (const phone of [...mobiles, ...landlines]) expect(normalisePhone(phone)).toBe(phone)
    expect(new Set([...mobiles, ...landlines]).size).toBe(mobiles.length + landlines.length)
    const dutyDesks = units.filter(({ kind }) => kind === 'duty_desk').map(({ phone }) => phone)
    expect(subdistricts.map(({ phone }) => phone)).toEqual(dutyDesks)
  })

  it('include an elder without phone or WeChat whose daughter lives in the other subdistrict', () => {
    const elder = people.find(({ key }) => key === 'person/shen-apo')
    expect(elder).toMatchObject({ phone: null, usesWechat: false, bornOn: '1933-04-12' })
    expect(elder?.home?.estateKey).toMatch(/^hexing\//)
    const daughter = people.find(({ key }) => key === 'person/zhang-hui')
    expect(daughter?.home?.estateKey).toMatch(/^liuwan\//)
  })
})

describe('seeding twice', () => {
  const keyed = [...places, ...roads, ...addressRanges, ...units, ...people, ...posts, ...scenery]

  it('gives every row an id of its own, the same each time', () => {
    expect(new Set(keyed.map(({ key }) => key)).size).toBe(keyed.length)
    expect(new Set(keyed.map(({ key }) => seedId(key))).size).toBe(keyed.length)
    expect(seedId('hexing/hexingyi/3')).toBe('019b76da-a800-789d-9952-d6c0c5a6348d')
    for (const { key } of keyed) {
      expect(seedId(key)).toMatch(/^019b76da-a800-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
    }
  })

  it('finds every key that a row refers to', () => {
    const keys = new Set(keyed.map(({ key }) => key))
    const referred = [
      ...places.map(({ parentKey }) => parentKey),
      ...addressRanges.flatMap((r) => [r.roadKey, r.neighbourhoodKey, r.estateKey]),
      ...units.flatMap((u) => [u.parentKey, u.placeKey]),
      ...posts.flatMap((p) => [p.personKey, p.unitKey, p.placeKey]),
      ...people.map(({ home }) => home?.estateKey ?? null),
    ]
    expect(referred.filter((key) => key !== null && !keys.has(key))).toEqual([])
  })
})
