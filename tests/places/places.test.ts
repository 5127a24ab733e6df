import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hexing } from '#db/seed/places/hexing.ts'
import { places } from '#db/seed/places/place-rows.ts'
import { latticePosition } from '#db/seed/places/street-lattice.ts'
import { placeId, subdistrictId } from '#shared/ids.ts'
import type { LngLat } from '#shared/places/coordinates.ts'
import { wgs84ToGcj02 } from '#shared/places/coordinates.ts'
import type { PlaceAnswer, PlaceGiven } from '#shared/places/places.contract.ts'
import {
  findPlaceAtPoint,
  listSubdistricts,
  listUnits,
  readMap,
  readPlaceOfficer,
  searchPlaces,
} from '#shared/places/places.contract.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ running: false })
})
afterAll(() => app.stop())

const hexingId = subdistrictId('hexing')
const liuwanId = subdistrictId('liuwan')

const search = async (text: string, where?: string): Promise<readonly PlaceAnswer[]> => {
  const query = { text, ...(where ? { subdistrictId: subdistrictId(where) } : {}) }
  return (await app.nobody.call(searchPlaces, { query })).places
}
const labels = async (text: string) => (await search(text)).map(({ label }) => label)
const first = async (text: string): Promise<PlaceAnswer> => {
  const [answer] = await search(text)
  if (!answer) throw new Error(`nothing found for ${text}`)
  return answer
}
const at = async ([longitude, latitude]: LngLat, datum: 'wgs84' | 'gcj02' = 'wgs84') =>
  (await app.nobody.call(findPlaceAtPoint, { query: { longitude, latitude, datum } })).place
const centreOf = (name: string): LngLat => {
  const place = places.find((one) => one.name === name)
  if (!place) throw new Error(`no place ${name}`)
  return place.centre
}
const inWords = (answer: PlaceAnswer) => ({
  label: answer.label,
  certainty: answer.certainty,
  grid: answer.grid?.name ?? null,
  neighbourhoods: answer.neighbourhoods.map(({ name }) => name),
  estate: answer.estate?.name ?? null,
})

describe('typing part of an address', () => {
  it('finds an estate by part of its name and says its grid and 居委', async () => {
    expect(inWords(await first('苇塘小'))).toEqual({
      label: '苇塘小区',
      certainty: 'exact',
      grid: '第一网格',
      neighbourhoods: ['苇塘居委'],
      estate: '苇塘小区',
    })
  })

  it.each([['hxyc'], ['HXYC'], ['hexingyicun'], ['hexingyic'], ['合兴一村'], ['合興一村']])(
    'finds 合兴一村 first when one types %s',
    async (typed) => {
      expect((await first(typed)).label).toBe('合兴一村')
    },
  )

  it.each([
    ['合兴路128弄5号'],
    ['hxl128n5h'],
    ['hexinglu128nong5hao'],
    ['合兴路１２８弄５号'],
    ['合兴路一百二十八弄五号'],
  ])('finds the door in the lane when one types %s', async (typed) => {
    expect(inWords(await first(typed))).toEqual({
      label: '合兴路128弄5号（合兴一村）',
      certainty: 'exact',
      grid: '第三网格',
      neighbourhoods: ['合兴一居委'],
      estate: '合兴一村',
    })
  })

  it.each([['合兴路128号'], ['hxl128'], ['hexinglu128'], ['合兴128号']])(
    'says that two 居委 claim the door when one types %s',
    async (typed) => {
      expect(inWords(await first(typed))).toEqual({
        label: '合兴路128号',
        certainty: 'two_claim',
        grid: '第三网格',
        neighbourhoods: ['合兴一居委', '合兴二居委'],
        estate: null,
      })
    },
  )

  it('knows the doors beside it to be of one 居委 each', async () => {
    expect(inWords(await first('合兴路126号')).neighbourhoods).toEqual(['合兴一居委'])
    expect(inWords(await first('hxl130')).neighbourhoods).toEqual(['合兴二居委'])
  })

  it('does not pretend to know who answers for a whole road', async () => {
    expect(inWords(await first('合兴路'))).toEqual({
      label: '合兴路',
      certainty: 'unknown',
      grid: null,
      neighbourhoods: [],
      estate: null,
    })
  })

  it('puts whole names before beginnings and beginnings before parts', async () => {
    const found = await labels('合兴')
    expect(found.slice(0, 3)).toContain('合兴一村')
    expect(found).toContain('合兴路')
    expect(await labels('晒网路')).toEqual(['晒网路'])
  })

  it('answers each place once and at most twenty', async () => {
    for (const typed of ['居委', 'l', '合兴路128弄5号', '村']) {
      const found = await labels(typed)
      expect(new Set(found).size, typed).toBe(found.length)
      expect(found.length, typed).toBeGreaterThan(0)
      expect(found.length, typed).toBeLessThanOrEqual(20)
    }
  })

  it('finds a park, and the 居委 it lies in', async () => {
    const park = await first('竹泾浜公园')
    expect(park.neighbourhoods.length).toBeGreaterThan(0)
    expect(park.longitude).not.toBeNull()
  })

  it('finds nothing for what is nowhere, and survives any text', async () => {
    expect(await search('天安门广场')).toEqual([])
    for (const odd of ['!!!', '(', '%_%', '\\', '\u{1f600}', '128', '号', '1'.repeat(60)])
      expect((await app.nobody.ask(searchPlaces, { query: { text: odd } })).status).toBe(200)
  })

  it('stays within the subdistrict it is asked for', async () => {
    expect((await search('柳荫苑', 'hexing')).map(({ label }) => label)).toEqual([])
    const [answer] = await search('柳荫苑', 'liuwan')
    expect(answer).toMatchObject({ subdistrictId: 'liuwan', subdistrictName: '柳湾街道' })
    expect((await search('居委')).map((found) => found.subdistrictId)).toContain('hexing')
    expect((await search('芦花居委')).map((found) => found.subdistrictId)).toEqual(['liuwan'])
  })
})

describe('pointing at a place', () => {
  it('finds the estate one stands in', async () => {
    const found = await at(centreOf('合兴一村'))
    expect(found && inWords(found)).toEqual({
      label: '合兴一村附近',
      certainty: 'exact',
      grid: '第三网格',
      neighbourhoods: ['合兴一居委'],
      estate: '合兴一村',
    })
  })

  it('takes the shifted coordinates of WeChat for what they are', async () => {
    const real = centreOf('桨声公寓')
    const shifted = wgs84ToGcj02(real)
    const found = await at(shifted, 'gcj02')
    expect(found?.estate?.name).toBe('桨声公寓')
    expect(found?.longitude).toBeCloseTo(real[0], 6)
    expect((await at(shifted, 'wgs84'))?.estate?.name).not.toBe('桨声公寓')
  })

  it('says that two 居委 claim the bank of the creek', async () => {
    const bank = latticePosition(hexing.lattice, [3.075, 4.5])
    const found = await at(bank)
    expect(found?.certainty).toBe('two_claim')
    expect(found?.neighbourhoods.map(({ name }) => name).toSorted()).toEqual([
      '竹泾居委',
      '苇塘居委',
    ])
  })

  it('knows the other subdistrict, and nothing outside both', async () => {
    expect((await at(centreOf('柳荫苑')))?.subdistrictId).toBe('liuwan')
    expect(await at([116.39, 39.9])).toBeNull()
  })
})

describe('the server working out again where something is', () => {
  const locate = (where: string, given: PlaceGiven) =>
    app.platform.database.inTransaction((tx) =>
      app.app.services.places.locate(tx, subdistrictId(where), given),
    )

  it('comes to the same door from what a search answered', async () => {
    const { road, doorNo } = await first('hxl128')
    const located = await locate('hexing', { placeId: road?.placeId, doorNo: doorNo ?? undefined })
    expect(located).toMatchObject({
      certainty: 'two_claim',
      neighbourhoodId: null,
      label: '合兴路128号',
    })
    expect(located.candidates).toHaveLength(2)
  })

  it('makes what it keeps into the same answer again', async () => {
    for (const typed of ['合兴路128弄5号', '合兴路128号', '苇塘小区', '荷塘居委']) {
      const answer = await first(typed)
      const chosen = answer.road ?? answer.estate ?? answer.neighbourhoods[0]
      const located = await locate('hexing', {
        placeId: chosen?.placeId,
        doorNo: answer.doorNo ?? undefined,
      })
      const again = await app.platform.database.inTransaction((tx) =>
        app.app.services.places.answerFor(tx, hexingId, located),
      )
      expect(again && inWords(again), typed).toEqual(inWords(answer))
    }
  })

  it('refuses a place of another subdistrict and one that is nowhere', async () => {
    const { estate } = await first('柳荫苑')
    await expect(locate('hexing', { placeId: estate?.placeId })).rejects.toMatchObject({
      code: 'place_elsewhere',
    })
    const [longitude, latitude] = centreOf('柳荫苑')
    await expect(locate('hexing', { longitude, latitude })).rejects.toMatchObject({
      code: 'place_elsewhere',
    })
    const nowhere = placeId('00000000-0000-7000-8000-000000000000')
    await expect(locate('hexing', { placeId: nowhere })).rejects.toMatchObject({
      code: 'place_unknown',
    })
  })

  it('reads an address out of words, and admits when it cannot', async () => {
    expect(await locate('hexing', { spokenPlace: '合兴路128弄5号门口的花坛' })).toMatchObject({
      certainty: 'exact',
      candidates: [{ name: '合兴一居委' }],
    })
    expect(await locate('hexing', { spokenPlace: '楼下' })).toEqual({
      placeId: null,
      neighbourhoodId: null,
      gridId: null,
      label: '楼下',
      longitude: null,
      latitude: null,
      doorNo: null,
      candidates: [],
      certainty: 'unknown',
    })
  })
})

describe('the map and the people behind it', () => {
  it('lists both subdistricts', async () => {
    const { subdistricts } = await app.nobody.call(listSubdistricts)
    expect(subdistricts.map(({ name }) => name)).toEqual(['合兴街道', '柳湾街道'])
  })

  it('draws a subdistrict with its roads, and only its own', async () => {
    const drawn = await app.nobody.call(readMap, { params: { subdistrictId: liuwanId } })
    const names = drawn.places.map(({ name }) => name)
    expect(names).toContain('柳湾路')
    expect(names).not.toContain('合兴路')
    expect(drawn.places.every(({ outline }) => (outline[0]?.length ?? 0) > 1)).toBe(true)
    const elsewhere = await app.nobody.ask(readMap, {
      params: { subdistrictId: subdistrictId('nowhere') },
    })
    expect(elsewhere.code).toBe('not_found')
  })

  it('names the officer of an estate with the office’s phone, never a private one', async () => {
    const resident = await app.as('chen-yue')
    const { estate, subdistrictId: where } = await first('合兴二村')
    if (!estate) throw new Error('no estate')
    const params = { subdistrictId: where, placeId: estate.placeId }
    expect(await resident.call(readPlaceOfficer, { params })).toMatchObject({
      neighbourhood: { name: '合兴二居委' },
      officerName: expect.stringMatching(/^.{2,4}$/),
      unitName: '合兴二居委',
      phone: expect.stringMatching(/^021555/),
    })
    expect((await app.nobody.ask(readPlaceOfficer, { params })).status).toBe(401)
  })

  it('shows units and their staff to staff of this subdistrict only', async () => {
    const params = { subdistrictId: hexingId }
    const officer = await app.as('hexing-officer-hexinger')
    const { units } = await officer.call(listUnits, { params })
    const crew = units.find(({ name }) => name === '合兴市政养护队')?.staff.map(({ name }) => name)
    expect(crew?.[0]).toBe('于大江')
    expect(crew?.toSorted()).toEqual(['于大江', '康健', '白小路', '石磊'])
    for (const stranger of ['chen-yue', 'liuwan-duty-1']) {
      const client = await app.as(stranger)
      expect((await client.ask(listUnits, { params })).code, stranger).toBe('not_allowed')
    }
  })
})
