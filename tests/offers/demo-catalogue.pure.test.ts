import { Value } from '@sinclair/typebox/value'
import { describe, expect, it } from 'vitest'
import { demoCatalogues, demoOfferId, demoSiteId } from '#bff/demo/demo-catalogue.ts'
import type { Catalogue } from '#bff/offers/catalogue.ts'
import { menuOf } from '#db/seed/offers/menus.ts'
import { seededPlaceIndex } from '#db/seed/places/place-index.ts'
import { places } from '#db/seed/places/place-rows.ts'
import { units } from '#db/seed/places/units.ts'
import { seedId } from '#db/seed-id.ts'
import { needs, offerKinds, takesTime } from '#shared/offers/offer-kinds.ts'
import { OfferTerms, priceFor, refusedBy } from '#shared/offers/offer-terms.ts'
import { parseAddressText } from '#shared/places/address-text.ts'
import { resolveAddress } from '#shared/places/resolve-address.ts'
import { addDays } from '#shared/time/shanghai.ts'

const all = demoCatalogues()
const catalogueOf = (id: string): Catalogue => {
  const found = all.find(({ subdistrictId }) => subdistrictId === id)
  if (!found) throw new Error(`no catalogue of ${id}`)
  return found.catalogue
}
const hexing = catalogueOf('hexing')
const offer = (service: string, site: string) => {
  const id = demoOfferId('hexing', service, site)
  const found = hexing.offers.find(({ offerId }) => offerId === id)
  if (!found) throw new Error(`no ${service} at ${site}`)
  return found
}
const elder = { age: 75, livesHere: true, hasHukou: true, assessedLevel: null }

describe('what can be booked in 合兴街道', () => {
  it('is 5 service points, 18 neighbourhood rooms, 4 special projects, 2 canteens, 14 fairs', () => {
    const count = (kind: string) => hexing.sites.filter((site) => site.kind === kind).length
    expect({
      points: count('service_point'),
      rooms: count('neighbourhood_room'),
      special: count('special_project'),
      canteens: count('canteen'),
      fairs: count('fair_centre'),
      waste: count('waste_spot'),
    }).toEqual({ points: 5, rooms: 18, special: 4, canteens: 2, fairs: 14, waste: 2 })
  })

  it('gives every 居委 a service point or a room, and every grid a service point', () => {
    const parentOf = (id: string) => places.find(({ key }) => seedId(key) === id)?.parentKey
    const served = hexing.sites.filter(({ kind }) => /point|room/.test(kind))
    expect(new Set(served.map(({ placeId }) => parentOf(placeId))).size).toBe(23)
    const grids = hexing.sites
      .filter(({ kind }) => kind === 'service_point')
      .map(({ placeId }) => parentOf(seedId(parentOf(placeId) ?? '')))
    expect(new Set(grids).size).toBe(4)
  })

  it('has the ten menus at each of the fourteen fairs on the first Thursday of the month', () => {
    const fairs = hexing.sites.filter(({ kind }) => kind === 'fair_centre')
    for (const { siteId, name } of fairs) {
      const here = hexing.offers.filter((one) => one.siteId === siteId)
      expect(new Set(here.map(({ serviceCode }) => serviceCode)).size, name).toBe(10)
      for (const { kind, offerId, terms } of here) {
        expect([kind, terms.payBy]).toEqual(['queue', ['free']])
        const schedules = hexing.schedules.filter((one) => one.offerId === offerId)
        expect(schedules).toMatchObject([
          { rule: 'FREQ=MONTHLY;BYDAY=1TH', holidayPolicy: 'next_week' },
        ])
      }
    }
  })

  it('has services for every need and offers of every kind', () => {
    expect(new Set(hexing.services.map(({ need }) => need))).toEqual(new Set(needs))
    expect(new Set(hexing.offers.map(({ kind }) => kind))).toEqual(new Set(offerKinds))
    const offered = new Set(hexing.offers.map(({ serviceCode }) => serviceCode))
    expect(hexing.services.filter(({ code }) => !offered.has(code))).toEqual([])
  })

  it('takes 25% off lunch for the senior card, and nothing off for a neighbour of thirty', () => {
    const { terms, termsSource } = offer('canteen-lunch', 'canteen-1')
    expect(termsSource).toMatch(/^MISSION B5/)
    const young = priceFor(terms, { ...elder, age: 30 })
    expect(priceFor(terms, elder)).toBe(young * 0.75)
    expect(priceFor(terms, { ...elder, age: 64 })).toBe(young)
  })

  it('asks for an age of 60, 70 or 80, for a home here, or for an assessed level where it must', () => {
    const { terms: care } = offer('home-care', 'site-1')
    expect(refusedBy(care, elder)).toBe('level')
    expect(priceFor(care, { ...elder, assessedLevel: 3 })).toBe(650)
    expect(refusedBy(offer('dance', 'site-1').terms, { ...elder, livesHere: false })).toBe(
      undefined,
    )
    const stranger = { ...elder, livesHere: false, hasHukou: false }
    expect(refusedBy(offer('dance', 'site-1').terms, stranger)).toBe('residence')
    const ages = hexing.offers.map(({ terms }) => terms.who.minAge)
    expect(new Set(ages)).toEqual(new Set([null, 60, 70, 80]))
  })

  it('names one provider whose licence has ended and one whose ends within thirty days', () => {
    const today = '2026-11-17'
    const endsBy = (day: string) =>
      hexing.providers.filter(({ licenceTo }) => licenceTo <= day).map(({ name }) => name)
    expect(endsBy(today)).toEqual(['明亮维修公司'])
    expect(endsBy(addDays(today, 30))).toEqual(['银龄数字助老服务社', '明亮维修公司'])
    const offers = hexing.offers.map(({ providerId }) => providerId)
    expect(hexing.providers.filter(({ providerId }) => !offers.includes(providerId))).toEqual([])
  })

  it('keeps the number of schedules small enough to make their days real in a moment', () => {
    expect(hexing.schedules.length).toBeLessThanOrEqual(400)
  })
})

describe.each(all)('the catalogue of $subdistrictId', ({ subdistrictId, catalogue }) => {
  const { sites, providers, services, offers, resources, schedules } = catalogue
  const unlike = (values: readonly string[]) => expect(new Set(values).size).toBe(values.length)

  it('gives every row an id of its own', () => {
    unlike(sites.map(({ siteId }) => siteId))
    unlike(sites.map(({ name }) => name))
    unlike(providers.map(({ providerId }) => providerId))
    unlike(services.map(({ code }) => code))
    unlike(offers.map(({ offerId }) => offerId))
    unlike(resources.map(({ resourceId }) => resourceId))
    unlike(schedules.map(({ scheduleId }) => scheduleId))
  })

  it('names only sites, providers, services, people and units that exist', () => {
    const has = (values: readonly string[]) => (value: string) => new Set(values).has(value)
    const isSite = has(sites.map(({ siteId }) => siteId))
    const isUnit = has(
      units.flatMap((u) => (u.subdistrictId === subdistrictId ? [seedId(u.key)] : [])),
    )
    const isPlace = has(places.map(({ key }) => seedId(key)))
    const isProvider = has(providers.map(({ providerId }) => providerId))
    const isService = has(services.map(({ code }) => code))
    const isOffer = has(offers.map(({ offerId }) => offerId))
    expect(sites.filter((one) => !isUnit(one.unitId) || !isPlace(one.placeId))).toEqual([])
    expect(providers.filter((one) => !isUnit(one.unitId))).toEqual([])
    expect(resources.filter((one) => !isSite(one.siteId))).toEqual([])
    expect(schedules.filter((one) => !isOffer(one.offerId))).toEqual([])
    const lost = offers.filter(
      (one) => !isSite(one.siteId) || !isProvider(one.providerId) || !isService(one.serviceCode),
    )
    expect(lost).toEqual([])
  })

  it('stands at addresses that lead to the estate they are drawn in', () => {
    const index = seededPlaceIndex(subdistrictId)
    for (const { name, address, placeId } of sites) {
      const found = resolveAddress(index, parseAddressText(address))
      expect([found.outcome, found.basis], `${name} ${address}`).toEqual(['one', 'door'])
      expect(found.candidates[0]?.estateId, `${name} ${address}`).toBe(placeId)
    }
  })

  it('has terms of the right shape whose prices agree with the ways to pay', () => {
    for (const { terms, termsSource, serviceCode } of offers) {
      expect(Value.Check(OfferTerms, terms), serviceCode).toBe(true)
      expect(termsSource.length, serviceCode).toBeGreaterThan(10)
      const { fullFen, seniorFen, seniorFromAge, subsidies, depositFen } = terms.price
      expect(seniorFen === null, serviceCode).toBe(seniorFromAge === null)
      for (const share of [...subsidies.map(({ payFen }) => payFen), seniorFen ?? 0])
        expect(share, serviceCode).toBeLessThanOrEqual(fullFen)
      expect(terms.payBy.includes('free'), serviceCode).toBe(fullFen + depositFen === 0)
      const levels = subsidies.map(({ minLevel }) => minLevel)
      expect(levels, serviceCode).toEqual([...levels].sort((one, other) => other - one))
    }
  })

  it('gives each offer hours: of a resource of its site, or a number of places', () => {
    const siteOf = new Map(resources.map(({ resourceId, siteId }) => [resourceId, siteId]))
    for (const { offerId, kind, siteId, minutes, serviceCode } of offers) {
      const hours = schedules.filter((one) => one.offerId === offerId)
      expect(hours.length, serviceCode).toBeGreaterThan(0)
      for (const { resourceId, capacity, fromMinute, toMinute } of hours) {
        expect((capacity === null) === takesTime(kind), serviceCode).toBe(true)
        if (resourceId !== null) expect(siteOf.get(resourceId), serviceCode).toBe(siteId)
        expect(toMinute - fromMinute, serviceCode).toBeGreaterThanOrEqual(minutes)
      }
    }
  })
})

describe('what 柳湾街道 offers', () => {
  it('is two sites and three offers, none of them those of 合兴', () => {
    const liuwan = catalogueOf('liuwan')
    expect([liuwan.sites.length, liuwan.offers.length]).toEqual([2, 3])
    expect(demoSiteId('liuwan', 'site-1')).not.toBe(demoSiteId('hexing', 'site-1'))
    expect(liuwan.services.map(({ code }) => code)).toEqual(['canteen-lunch', 'haircut', 'dance'])
  })
})

describe('the menu of a canteen', () => {
  it('is three sets a day, one of them soft, never two days alike in three weeks', () => {
    const days = Array.from({ length: 21 }, (_, i) => addDays('2026-11-09', i))
    const seen = new Set<string>()
    for (const day of days) {
      const sets = menuOf(day)
      expect(sets.map(({ isSoft }) => isSoft)).toEqual([false, false, true])
      for (const { dishes } of sets) {
        expect(dishes.filter((dish) => dish === '')).toEqual([])
        expect(new Set(dishes).size, day).toBe(dishes.length)
      }
      seen.add(JSON.stringify(sets))
      expect(menuOf(day)).toEqual(sets)
    }
    expect(seen.size).toBe(days.length)
  })
})
