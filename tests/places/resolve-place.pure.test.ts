import { describe, expect, it } from 'vitest'
import { searchKeys } from '#bff/places/search-keys.ts'
import { hexing } from '#db/seed/places/hexing.ts'
import { seededPlaceIndex } from '#db/seed/places/place-index.ts'
import { addressRanges, places, roads, subdistricts } from '#db/seed/places/place-rows.ts'
import { latticePosition } from '#db/seed/places/street-lattice.ts'
import { seedId } from '#db/seed-id.ts'
import { parseAddressText } from '#shared/places/address-text.ts'
import type { LngLat } from '#shared/places/coordinates.ts'
import type { Resolution } from '#shared/places/resolve-address.ts'
import { resolveAddress } from '#shared/places/resolve-address.ts'
import { resolvePoint } from '#shared/places/resolve-point.ts'

const index = seededPlaceIndex('hexing')
const names = new Map([...places, ...roads].map(({ key, name }) => [seedId(key), name] as const))
const named = (id: string | null): string | null => (id === null ? null : (names.get(id) ?? '?'))

/** An answer in words: how many, on what basis, and each candidate's 居委, estate and grid. */
const inWords = ({ outcome, basis, candidates }: Resolution) => ({
  outcome,
  basis,
  candidates: candidates.map((c) =>
    [named(c.neighbourhoodId), named(c.estateId), named(c.gridId)].join(' · '),
  ),
})
const find = (typed: string) => inWords(resolveAddress(index, parseAddressText(typed)))
const at = (point: LngLat) => inWords(resolvePoint(index, point))

describe('an address', () => {
  it('in a lane belongs to one estate, 居委 and grid', () => {
    expect(find('合兴路128弄5号302室')).toEqual({
      outcome: 'one',
      basis: 'door',
      candidates: ['合兴一居委 · 合兴一村 · 第三网格'],
    })
  })

  it('that two 居委 have in their books is claimed by both', () => {
    expect(find('合兴路128号')).toEqual({
      outcome: 'several',
      basis: 'door',
      candidates: ['合兴一居委 ·  · 第三网格', '合兴二居委 ·  · 第三网格'],
    })
  })

  it('next to the disputed door belongs to one', () => {
    expect(find('合兴路126号').candidates).toEqual(['合兴一居委 ·  · 第三网格'])
    expect(find('合兴路130号').candidates).toEqual(['合兴二居委 ·  · 第三网格'])
    expect(find('合兴路127号').candidates).toEqual(['百桨居委 ·  · 第一网格'])
  })

  it('with an unknown house in a known lane still finds the lane', () => {
    expect(find('合兴路128弄99号')).toEqual({
      outcome: 'one',
      basis: 'lane',
      candidates: ['合兴一居委 · 合兴一村 · 第三网格'],
    })
  })

  it('in a lane that two 居委 share goes by the house, and without one needs it', () => {
    const shared = {
      ...index,
      ranges: index.ranges.map((range) =>
        range.lane === 160 ? { ...range, lane: 128, from: 35, to: 60 } : range,
      ),
    }
    const inShared = (typed: string) => inWords(resolveAddress(shared, parseAddressText(typed)))
    expect(inShared('合兴路128弄34号').candidates).toEqual(['合兴一居委 · 合兴一村 · 第三网格'])
    expect(inShared('合兴路128弄35号').candidates).toEqual(['合兴二居委 · 合兴二村 · 第三网格'])
    expect(inShared('合兴路128弄')).toMatchObject({ outcome: 'several', basis: 'lane' })
  })

  it('without a house number says that only the road is known', () => {
    const answer = find('合兴路')
    expect(answer).toMatchObject({ outcome: 'several', basis: 'road' })
    expect(answer.candidates.length).toBeGreaterThan(8)
    expect(find('合兴路9999号')).toEqual(answer)
  })

  it('may be the name of an estate or of a 居委, or half of it', () => {
    expect(find('苇塘小区7号104室').candidates).toEqual(['苇塘居委 · 苇塘小区 · 第一网格'])
    expect(find('我家在橹园').candidates).toEqual(['听橹居委 · 橹园 · 第二网格'])
    expect(find('荷塘居委').candidates).toEqual(['荷塘居委 ·  · 第四网格'])
    expect(find('晒网').candidates).toEqual(['晒网居委 ·  · 第一网格'])
  })

  it('may start with other words', () => {
    expect(find('我住在合兴路128弄5号').candidates).toEqual(['合兴一居委 · 合兴一村 · 第三网格'])
  })

  it('of another place is not found', () => {
    expect(find('柳湾路31弄')).toEqual({ outcome: 'none', basis: null, candidates: [] })
    expect(find('')).toEqual({ outcome: 'none', basis: null, candidates: [] })
    expect(find('路')).toEqual({ outcome: 'none', basis: null, candidates: [] })
  })

  it('of every estate, typed out, resolves to that estate and its 居委', () => {
    const roadNames = new Map(roads.map(({ key, name }) => [key, name]))
    const estates = places.filter(({ kind }) => kind === 'estate')
    expect(estates).toHaveLength(70)
    for (const estate of estates) {
      const range = addressRanges.find(({ estateKey }) => estateKey === estate.key)
      const typed = `${roadNames.get(range?.roadKey ?? '')}${range?.lane}弄${estate.buildings}号`
      const here = seededPlaceIndex(estate.subdistrictId)
      const answer = resolveAddress(here, parseAddressText(typed))
      expect(answer.outcome, typed).toBe('one')
      expect(answer.candidates[0], typed).toMatchObject({
        estateId: seedId(estate.key),
        neighbourhoodId: seedId(estate.parentKey ?? ''),
        subdistrictId: seedId(estate.subdistrictId),
      })
    }
  })

  it('is claimed twice at one door of the whole subdistrict and no other', () => {
    const twice: string[] = []
    for (const road of roads.filter(({ subdistrictId }) => subdistrictId === 'hexing')) {
      for (let number = 1; number <= 520; number += 1) {
        const answer = find(`${road.name}${number}号`)
        if (answer.basis === 'door' && answer.outcome !== 'one') twice.push(`${road.name}${number}`)
      }
    }
    expect(twice).toEqual(['合兴路128'])
  })
})

describe('a point', () => {
  const [left, right] = [3.0, 3.15]

  it('in the middle of an estate belongs to it alone', () => {
    for (const estate of places.filter(({ kind }) => kind === 'estate')) {
      const answer = resolvePoint(seededPlaceIndex(estate.subdistrictId), estate.centre)
      expect(answer.outcome, estate.name).toBe('one')
      expect(answer.candidates[0]?.estateId, estate.name).toBe(seedId(estate.key))
    }
  })

  it('on the disputed bank of the creek is claimed by two 居委', () => {
    const bank = latticePosition(hexing.lattice, [(left + right) / 2, 4.5])
    const answer = at(bank)
    expect(answer).toMatchObject({ outcome: 'several', basis: 'point' })
    expect(answer.candidates.map((c) => c.split(' ')[0]).sort()).toEqual(['竹泾居委', '苇塘居委'])
  })

  it('beyond the disputed bank belongs to one again', () => {
    const school = latticePosition(hexing.lattice, [3.33, 4.5])
    expect(at(school).candidates.map((c) => c.split(' ')[0])).toEqual(['苇塘居委'])
  })

  it('within eight metres of a border is claimed by both sides, the nearer first', () => {
    const metres = (away: number): LngLat => {
      const width = (hexing.lattice.eastings[2] ?? 0) - (hexing.lattice.eastings[1] ?? 0)
      return latticePosition(hexing.lattice, [2 - away / width, 2.5])
    }
    expect(at(metres(3)).candidates.map((c) => c.split(' ')[0])).toEqual([
      '合兴一居委',
      '合兴二居委',
    ])
    expect(at(metres(13)).candidates.map((c) => c.split(' ')[0])).toEqual(['合兴一居委'])
  })

  it('on a street names the street', () => {
    const street = latticePosition(hexing.lattice, [1.5, 2.99])
    expect(named(resolvePoint(index, street).candidates[0]?.roadId ?? null)).toBe('合兴路')
  })

  it('outside the subdistrict belongs to nobody here', () => {
    expect(at([121.412, 31.222])).toEqual({ outcome: 'none', basis: null, candidates: [] })
  })
})

describe('a name', () => {
  it.each([
    ['合兴路', 'hxl', 'hexinglu'],
    ['长渡路', 'cdl', 'changdulu'],
    ['石埠路', 'sbl', 'shibulu'],
    ['竹泾浜公园', 'zjbgy', 'zhujingbanggongyuan'],
    ['晒网一村', 'swyc', 'shaiwangyicun'],
    ['麦垄新村', 'mlxc', 'mailongxincun'],
    ['行人道', 'xrd', 'xingrendao'],
    ['重阳坊', 'cyf', 'chongyangfang'],
    ['绿园', 'ly', 'lvyuan'],
    ['合兴3号楼', 'hx3hl', 'hexing3haolou'],
  ])('%s is found by %s and %s', (name, initials, pinyin) => {
    expect(searchKeys(name)).toMatchObject({ initials, pinyin })
  })

  it('of every seeded place and road has keys of Latin letters only', () => {
    for (const { name } of [...places, ...roads, ...subdistricts]) {
      expect(searchKeys(name).pinyin, name).toMatch(/^[a-z]+$/)
      expect(searchKeys(name).initials, name).toHaveLength(name.length)
    }
  })
})
