import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { seedId } from '#db/seed-id.ts'
import { readMe } from '#shared/accounts/accounts.contract.ts'
import { occurrenceId, offerId, personId } from '#shared/ids.ts'
import type { Slot } from '#shared/offers/offers.contract.ts'
import {
  listServices,
  listSites,
  listTimes,
  readOfferFor,
  readService,
} from '#shared/offers/offers.contract.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import {
  offers,
  params,
  resources,
  saveSmallCatalogue,
  sites,
  smallCatalogue,
  staffOf,
  takeForTest,
  terms,
  units,
} from './small-catalogue.ts'

let app: TestApp

beforeAll(async () => {
  // Tuesday 17 November 2026, 10:00 in Shanghai.
  app = await startTestApp()
  await saveSmallCatalogue(app)
})
afterAll(() => app?.stop())
beforeEach(async () => {
  app.clock.set('2026-11-17T02:00:00.000Z')
  const { pool } = app.platform.database
  await pool.query('delete from occupancies')
  await pool.query('delete from waits')
  await pool.query('update occurrences set taken = 0 where taken > 0')
  await pool.query('delete from bookings')
})

/** `17 13:00 柳湾服务点 ×1`, as a person reads a time. */
const said = ({ startsAt, siteName, left }: Slot): string => {
  const local = new Date(Date.parse(startsAt) + 8 * 3_600_000).toISOString()
  return `${local.slice(8, 10)} ${local.slice(11, 16)} ${siteName} ×${left}`
}
const timesOf = async (code: string, query: Parameters<typeof ask>[1] = {}) => {
  const { earliest, days } = await ask(code, query)
  return { earliest: earliest.map(said), slots: days.flatMap(({ slots }) => slots.map(said)) }
}
const ask = (
  code: string,
  query: { from?: string; days?: number; siteId?: (typeof sites)['room'] } = {},
) => app.nobody.call(listTimes, { params: { ...params, code }, query })

test('the earliest three times come from all sites, then every day shows its own', async () => {
  const { earliest, slots } = await timesOf('haircut', { days: 2 })
  expect(earliest).toEqual([
    '17 13:00 梅园服务点 ×1',
    '17 13:30 梅园服务点 ×1',
    '18 09:00 梅园活动室 ×1',
  ])
  expect(slots).toEqual([
    '17 13:00 梅园服务点 ×1',
    '17 13:30 梅园服务点 ×1',
    ...['09:00', '09:30', '10:00', '10:30'].map((at) => `18 ${at} 梅园活动室 ×1`),
  ])
})

test('two barbers who are free at one time are one time with two places', async () => {
  const { slots } = await timesOf('haircut', { from: '2026-11-19', days: 1 })
  expect(slots).toEqual(['09:00', '09:30', '10:00', '10:30'].map((at) => `19 ${at} 梅园活动室 ×2`))
})

test('a time that is taken is gone for that barber and stays with the other', async () => {
  const half = { offer: offers.hair, at: '2026-11-19T09:30' }
  await takeForTest(app, { ...half, resource: resources.wang })
  const day = { from: '2026-11-19', days: 1 }
  expect((await timesOf('haircut', day)).slots[1]).toBe('19 09:30 梅园活动室 ×1')
  await takeForTest(app, { ...half, resource: resources.li, personId: seedId('person/zhang-hui') })
  expect((await timesOf('haircut', day)).slots).toEqual(
    ['09:00', '10:00', '10:30'].map((at) => `19 ${at} 梅园活动室 ×2`),
  )
})

test('a visit keeps the way there and back free', async () => {
  const day = { from: '2026-11-18', days: 1 }
  expect((await timesOf('cleaning', day)).slots).toEqual(
    ['09:00', '09:30', '10:00', '10:30', '11:00'].map((at) => `18 ${at} 梅园活动室 ×1`),
  )
  // 9:00 to 10:00 with a quarter of an hour on both sides: the next may leave at 10:15, so begin at 10:30.
  await takeForTest(app, {
    ...{ offer: offers.cleaning, at: '2026-11-18T09:00', minutes: 60 },
    ...{ resource: resources.cleaner, buffer: 15 },
  })
  expect((await timesOf('cleaning', day)).slots).toEqual(
    ['10:30', '11:00'].map((at) => `18 ${at} 梅园活动室 ×1`),
  )
})

test('a hold that is over is in nobody’s way, one that waits for a payment is', async () => {
  const held = { status: 'held', holdUntil: '2026-11-17T09:59' }
  await takeForTest(app, {
    ...{ offer: offers.cleaning, at: '2026-11-18T09:00', minutes: 60 },
    ...{ resource: resources.cleaner, buffer: 15, ...held },
  })
  await takeForTest(app, { offer: offers.dance, at: '2026-11-18T09:00', minutes: 120, ...held })
  const day = { from: '2026-11-18', days: 1 }
  expect((await timesOf('cleaning', day)).slots[0]).toBe('18 09:00 梅园活动室 ×1')
  expect((await timesOf('dance', day)).slots).toEqual(['18 09:00 梅园活动室 ×2'])
  await app.platform.database.pool.query('update bookings set awaits_payment = true')
  expect((await timesOf('cleaning', day)).slots[0]).toBe('18 10:30 梅园活动室 ×1')
  expect((await timesOf('dance', day)).slots).toEqual(['18 09:00 梅园活动室 ×1'])
})

test('what is full is shown with nobody’s place and the number who wait', async () => {
  const at = { offer: offers.dance, at: '2026-11-18T09:00', minutes: 120 }
  await takeForTest(app, at)
  await takeForTest(app, { ...at, personId: seedId('person/zhang-hui') })
  const [slot] = (await ask('dance', { from: '2026-11-18', days: 1 })).days[0]?.slots ?? []
  await app.platform.database.pool.query(
    `insert into waits (subdistrict_id, wait_id, occurrence_id, offer_id, person_id, waited_by, channel,
        party, state, at, changed_at)
      values ('meiyuan', $1, $2, $3, $4, $4, 'app', 1, 'waiting', now(), now())`,
    [randomUUID(), slot?.occurrenceId, offers.dance, seedId('person/xia-genfa')],
  )
  const { earliest, days } = await ask('dance', { from: '2026-11-18', days: 1 })
  expect(days[0]?.slots).toMatchObject([{ left: 0, waiting: 1 }])
  // What one can have now lies after the days that were asked for.
  expect(earliest.map(said)).toEqual(['19', '20', '23'].map((day) => `${day} 09:00 梅园活动室 ×2`))
})

test('nobody books closer than the service allows, or farther ahead', async () => {
  app.clock.set('2026-11-17T04:01:00.000Z')
  // 12:01, and booking closes an hour before: 13:00 is gone, 13:30 not.
  expect((await timesOf('haircut')).earliest[0]).toBe('17 13:30 梅园服务点 ×1')
  // Three weeks ahead is Tuesday 8 December.
  const { slots } = await timesOf('haircut', { from: '2026-12-07', days: 7 })
  expect(slots.at(-1)).toBe('08 13:30 梅园服务点 ×1')
})

test('a desk gives out what has begun until it is over, a resident does not', async () => {
  app.clock.set('2026-11-18T02:00:00.000Z')
  const ofToday = async (until: 'closes' | 'ends') => {
    const query = { from: '2026-11-18', days: 1, until }
    const dance = await app.nobody.call(listTimes, { params: { ...params, code: 'dance' }, query })
    const hair = await app.nobody.call(listTimes, { params: { ...params, code: 'haircut' }, query })
    return [...dance.days, ...hair.days].flatMap(({ slots }) => slots.map(said))
  }
  expect(await ofToday('closes')).toEqual([])
  expect(await ofToday('ends')).toEqual([
    '18 09:00 梅园活动室 ×2',
    ...['10:00', '10:30'].map((at) => `18 ${at} 梅园活动室 ×1`),
  ])
})

test('a provider whose licence has ended is shown as such and gives no time', async () => {
  const { service, offers: found } = await app.nobody.call(readService, {
    params: { ...params, code: 'bath' },
  })
  expect(service.siteCount).toBe(0)
  expect(found).toMatchObject([{ providerName: '到期服务社', unavailable: 'licence_ended' }])
  expect(await ask('bath')).toEqual({ earliest: [], days: [] })
})

test('an offer of terms to come keeps today’s terms until their day', async () => {
  const later = { ...terms, price: { ...terms.price, fullFen: 1500 } }
  await saveSmallCatalogue(app, (catalogue) => ({
    ...catalogue,
    offers: catalogue.offers.map((offer) =>
      offer.offerId === offers.dance ? { ...offer, terms: later, termsFrom: '2026-12-01' } : offer,
    ),
  }))
  const priceNow = async () =>
    (await app.nobody.call(readService, { params: { ...params, code: 'dance' } })).service.fullFen
  expect(await priceNow()).toBe(0)
  app.clock.set('2026-12-01T02:00:00.000Z')
  expect(await priceNow()).toBe(1500)
})

test('saving a catalogue again changes words, not what was decided since', async () => {
  await saveSmallCatalogue(app, (catalogue) => ({
    ...catalogue,
    services: catalogue.services.map((one) =>
      one.code === 'dance' ? { ...one, name: '交谊舞' } : one,
    ),
    schedules: catalogue.schedules.map((one) => ({ ...one, capacity: one.capacity && 99 })),
  }))
  const { services } = await app.nobody.call(listServices, { params })
  expect(services.map(({ name }) => name)).toEqual([
    '理发',
    '居家保洁',
    '交谊舞',
    '便民集市',
    '助浴',
  ])
  expect((await timesOf('dance', { from: '2026-11-18', days: 1 })).slots).toEqual([
    '18 09:00 梅园活动室 ×2',
  ])
  await saveSmallCatalogue(app)
})

test.each([
  ['理发', ['理发']],
  ['lf', ['理发']],
  ['lifa', ['理发']],
  ['剃头', ['理发']],
  ['洗澡', ['助浴']],
  ['磨', ['便民集市']],
  ['火箭', []],
  ['，', []],
])('a search for %s finds %j', async (search, names) => {
  const { services } = await app.nobody.call(listServices, { params, query: { search } })
  expect(services.map(({ name }) => name)).toEqual(names)
})

test('sites are listed with what somebody on wheels must know', async () => {
  const { sites: found } = await app.nobody.call(listSites, { params })
  expect(found.map(({ name }) => name).sort()).toEqual(['梅园服务点', '梅园活动室'])
  expect(found[0]?.accessibility).toEqual(['step_free'])
})

test('a catalogue changed on one node is read again by the other', async () => {
  const other = await startTestApp({ databaseUrl: app.databaseUrl })
  try {
    const nameThere = async () =>
      (await other.nobody.call(listServices, { params })).services.find(
        ({ code }) => code === 'bath',
      )?.name
    expect(await nameThere()).toBe('助浴')
    await saveSmallCatalogue(app, (catalogue) => ({
      ...catalogue,
      services: catalogue.services.map((one) =>
        one.code === 'bath' ? { ...one, name: '上门助浴' } : one,
      ),
    }))
    await expect.poll(nameThere, { timeout: 3000 }).toBe('上门助浴')
  } finally {
    await other.stop()
    await saveSmallCatalogue(app)
  }
})

test('a catalogue that is not committed is nobody’s', async () => {
  const { offers: service } = app.app.services
  const saving = app.platform.database.inTransaction(async (tx) => {
    await service.saveCatalogue(tx, params.subdistrictId, {
      ...smallCatalogue,
      services: smallCatalogue.services.map((one) => ({ ...one, name: `${one.name}（旧）` })),
    })
    const inside = await service.offerOf(tx, params.subdistrictId, offers.dance)
    expect(inside?.serviceName).toBe('舞厅（旧）')
    throw new Error('not this time')
  })
  await expect(saving).rejects.toThrow('not this time')
  const { services } = await app.nobody.call(listServices, { params })
  expect(services.map(({ name }) => name)).toContain('舞厅')
})

test('a subdistrict and a service nobody knows are not found, and a day must be one', async () => {
  const elsewhere = { subdistrictId: 'nowhere' as typeof params.subdistrictId }
  expect((await app.nobody.ask(listSites, { params: elsewhere })).status).toBe(404)
  const unknown = { ...params, code: 'unknown' }
  expect((await app.nobody.ask(listTimes, { params: unknown })).status).toBe(404)
  const hair = { params: { ...params, code: 'haircut' } }
  const wrong = await app.nobody.ask(listTimes, { ...hair, query: { from: '2026-02-31' } })
  expect(wrong.code).toBe('invalid_request')
})

test('times of one site, or after a moment, leave out the others', async () => {
  const { slots } = await timesOf('haircut', { siteId: sites.point })
  expect(slots).toEqual(['17 13:00 梅园服务点 ×1', '17 13:30 梅园服务点 ×1'])
  const { offers: service } = app.app.services
  const next = await service.nextSlots(app.platform.database.reader, {
    ...params,
    offerId: offers.hairAtPoint,
    after: new Date('2026-11-17T05:00:00.000Z'),
    limit: 4,
  })
  expect(next.map(said).slice(0, 4)).toEqual([
    '17 13:30 梅园服务点 ×1',
    '24 13:00 梅园服务点 ×1',
    '24 13:30 梅园服务点 ×1',
    '01 13:00 梅园服务点 ×1',
  ])
  const [first] = next
  const found = await service.occurrenceOf(
    app.platform.database.reader,
    params.subdistrictId,
    occurrenceId(first?.occurrenceId ?? ''),
  )
  expect(found).toMatchObject({ ruleDay: '2026-11-17', state: 'planned' })
})

const forWhom = async (personKey: string, who: string, offer: string = offers.bath) =>
  (await app.as(personKey)).ask(readOfferFor, {
    params: { ...params, offerId: offerId(offer), personId: personId(seedId(`person/${who}`)) },
  })

test('one sees the price for oneself and for whom one books, nobody else’s', async () => {
  await saveSmallCatalogue(app, (catalogue) => ({
    ...catalogue,
    offers: catalogue.offers.map((offer) => ({
      ...offer,
      termsFrom: '2026-06-01',
      terms: {
        ...terms,
        who: { ...terms.who, minAge: 80 },
        price: { ...terms.price, fullFen: 3000, seniorFromAge: 70, seniorFen: 1000 },
      },
    })),
  }))
  expect((await forWhom('zhang-hui', 'shen-apo')).body).toMatchObject({
    priceFen: 1000,
    refused: null,
    ageUnknown: false,
    mustAskDesk: false,
  })
  expect((await forWhom('zhang-hui', 'zhang-hui')).body).toMatchObject({ refused: 'age' })
  expect((await forWhom('chen-yue', 'shen-apo')).code).toBe('not_allowed')
  expect((await forWhom('chen-yue', 'chen-yue', randomUUID())).status).toBe(404)

  const clerk = await staffOf(app, 'o-clerk', 'site_clerk', units.room)
  const otherClerk = await staffOf(app, 'o-other-clerk', 'site_clerk', units.provider)
  const provider = await staffOf(app, 'o-other-provider', 'provider_staff', units.room)
  const request = {
    params: { ...params, offerId: offers.dance, personId: personId(seedId('person/shen-apo')) },
  }
  expect((await clerk.ask(readOfferFor, request)).status).toBe(200)
  // A counter books anywhere in the subdistrict, a provider only what it gives.
  expect((await otherClerk.ask(readOfferFor, request)).status).toBe(200)
  expect((await provider.ask(readOfferFor, request)).code).toBe('not_allowed')
})

test('somebody who missed three times is told to ask the desk', async () => {
  app.clock.set('2026-11-24T02:00:00.000Z')
  const newcomer = await app.newcomer('o-forgetful')
  const { personId: id } = await newcomer.call(readMe)
  const request = { params: { ...params, offerId: offers.dance, personId: id } }
  for (const at of ['18', '19'])
    await takeForTest(app, {
      ...{ offer: offers.dance, at: `2026-11-${at}T09:00`, minutes: 120 },
      ...{ status: 'no_show', personId: id },
    })
  expect(await newcomer.call(readOfferFor, request)).toMatchObject({ mustAskDesk: false })
  const third = { offer: offers.dance, at: '2026-11-20T09:00', minutes: 120 }
  await takeForTest(app, { ...third, status: 'no_show', personId: id })
  expect(await newcomer.call(readOfferFor, request)).toMatchObject({
    mustAskDesk: true,
    ageUnknown: true,
  })
})

test('the catalogue has the small one’s rows and nothing from another subdistrict', async () => {
  const { services } = await app.nobody.call(listServices, { params })
  expect(services).toHaveLength(smallCatalogue.services.length)
})
