import { randomUUID } from 'node:crypto'
import type { Catalogue, CatalogueOffer } from '#bff/offers/catalogue.ts'
import type { SubdistrictPlan } from '#bff/places/place-book.ts'
import { placeKinds } from '#bff/places/place-kinds.ts'
import { seedId } from '#db/seed-id.ts'
import { readMe } from '#shared/accounts/accounts.contract.ts'
import type { Role } from '#shared/accounts/roles.ts'
import type { BookingView } from '#shared/bookings/bookings.contract.ts'
import { confirmBooking, holdTime } from '#shared/bookings/bookings.contract.ts'
import type { OfferId, UnitId } from '#shared/ids.ts'
import {
  offerId,
  placeId,
  postId,
  providerId,
  resourceId,
  scheduleId,
  siteId,
  subdistrictId,
  unitId,
} from '#shared/ids.ts'
import type { OfferTerms } from '#shared/offers/offer-terms.ts'
import type { Slot } from '#shared/offers/offers.contract.ts'
import type { Client } from '#tests/support/client.ts'
import type { TestApp } from '#tests/support/test-app.ts'

/** A subdistrict that the demo does not know, so that what is here is all there is. */
export const here = subdistrictId('meiyuan')
export const params = { subdistrictId: here }

const idOf = (name: string): string => seedId(`tests/offers/${name}`)
const root = placeId(idOf('root'))
export const units = {
  room: unitId(idOf('unit of the room')),
  point: unitId(idOf('unit of the point')),
  provider: unitId(idOf('unit of the provider')),
}
const plan: SubdistrictPlan = {
  subdistrict: { subdistrictId: here, code: 'MY', name: '梅园街道', phone: '02155550002' },
  kinds: placeKinds,
  places: [
    {
      placeId: root,
      parentId: null,
      kind: 'subdistrict',
      name: '梅园街道',
      searchKeys: ['梅园街道'],
      outline: [],
      centre: [121.45, 31.25],
    },
  ],
  ranges: [
    {
      rangeId: placeId(idOf('range')),
      roadId: root,
      neighbourhoodId: root,
      estateId: null,
      lane: null,
      from: 1,
      to: 9,
      parity: 'odd',
    },
  ],
  units: Object.entries(units).map(([name, unit]) => ({
    unitId: unit,
    parentUnitId: null,
    kind: 'handling_unit',
    code: null,
    name,
    phone: '02155550003',
    placeId: root,
  })),
}
export const sites = { room: siteId(idOf('room')), point: siteId(idOf('point')) }
export const providers = { public: providerId(idOf('public')), ended: providerId(idOf('ended')) }
export const offers = {
  hair: offerId(idOf('hair')),
  hairAtPoint: offerId(idOf('hair at point')),
  cleaning: offerId(idOf('cleaning')),
  dance: offerId(idOf('dance')),
  fair: offerId(idOf('fair')),
  bath: offerId(idOf('bath')),
}
export const resources = {
  wang: resourceId(idOf('wang')),
  li: resourceId(idOf('li')),
  zhao: resourceId(idOf('zhao')),
  cleaner: resourceId(idOf('cleaner')),
}
export const schedules = {
  wang: scheduleId(idOf('wang')),
  li: scheduleId(idOf('li')),
  zhao: scheduleId(idOf('zhao')),
  cleaner: scheduleId(idOf('cleaner')),
  dance: scheduleId(idOf('dance')),
  fair: scheduleId(idOf('fair')),
}

/** Open to everybody, free, until an hour before, three weeks ahead. */
export const terms: OfferTerms = {
  who: { minAge: null, residence: 'anyone', minLevel: null },
  price: { fullFen: 0, seniorFromAge: null, seniorFen: null, subsidies: [], depositFen: 0 },
  payBy: ['free'],
  cancel: { fullRefundMinutes: 60, lateRefundPercent: 0, closesMinutes: 0 },
  accept: { how: 'auto', withinMinutes: 60 },
  book: { daysAhead: 21, closesMinutes: 60, holdMinutes: 5, maxParty: 1, maxComing: 5 },
  noShow: { limit: 3, days: 90 },
}

const offer = (
  id: OfferId,
  serviceCode: string,
  more: Partial<CatalogueOffer> & Pick<CatalogueOffer, 'siteId'>,
): CatalogueOffer => ({
  offerId: id,
  serviceCode,
  providerId: providers.public,
  kind: 'time',
  minutes: 30,
  stepMinutes: 30,
  bufferMinutes: 0,
  languages: ['mandarin', 'shanghainese'],
  terms,
  termsFrom: '2026-01-01',
  termsSource: 'made up for a test',
  ...more,
})

const service = (
  code: string,
  name: string,
  need: Catalogue['services'][number]['need'],
  otherNames: readonly string[],
  rank: number,
) => ({ code, name, need, description: `${name}。`, bring: '带身份证', otherNames, rank })

/** Weekday mornings of two barbers and a cleaner, a dance of two places, a monthly fair. */
export const smallCatalogue: Catalogue = (() => {
  const site = {
    placeId: root,
    kind: 'neighbourhood_room' as const,
    address: '梅园路1号',
    phone: '02155550000',
    openingWords: '周一至周五 9:00–11:00',
    accessibility: ['step_free' as const],
    longitude: 121.45,
    latitude: 31.25,
  }
  const provider = {
    unitId: units.provider,
    kind: 'social_organisation' as const,
    phone: '02155550001',
    licenceName: '民办非企业单位登记证书',
    licenceNo: '沪0001',
    licenceFrom: '2025-01-01',
  }
  const mornings = {
    rule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
    fromMinute: 9 * 60,
    toMinute: 11 * 60,
    capacity: null,
    holidayPolicy: 'skip' as const,
    startsOn: '2026-01-01',
    endsOn: null,
  }
  const places = { ...mornings, resourceId: null }
  return {
    sites: [
      { ...site, siteId: sites.room, unitId: units.room, name: '梅园活动室' },
      {
        ...site,
        siteId: sites.point,
        unitId: units.point,
        kind: 'service_point',
        name: '梅园服务点',
      },
    ],
    providers: [
      { ...provider, providerId: providers.public, name: '乐邻服务社', licenceTo: '2027-12-31' },
      {
        ...provider,
        providerId: providers.ended,
        unitId: units.point,
        name: '到期服务社',
        licenceTo: '2026-10-31',
      },
    ],
    services: [
      service('haircut', '理发', 'body', ['剪头发', '剃头'], 1),
      service('cleaning', '居家保洁', 'home', ['钟点工'], 2),
      service('dance', '舞厅', 'company', ['跳舞'], 3),
      service('fair', '便民集市', 'fair', ['磨刀', '修伞'], 4),
      service('bath', '助浴', 'body', ['洗澡'], 5),
    ],
    offers: [
      offer(offers.hair, 'haircut', { siteId: sites.room }),
      offer(offers.hairAtPoint, 'haircut', { siteId: sites.point }),
      offer(offers.cleaning, 'cleaning', {
        siteId: sites.room,
        kind: 'visit',
        minutes: 60,
        stepMinutes: 30,
        bufferMinutes: 15,
      }),
      offer(offers.dance, 'dance', { siteId: sites.room, kind: 'session', minutes: 120 }),
      offer(offers.fair, 'fair', {
        siteId: sites.room,
        kind: 'queue',
        terms: { ...terms, book: { ...terms.book, daysAhead: 60 } },
      }),
      offer(offers.bath, 'bath', { siteId: sites.room, providerId: providers.ended }),
    ],
    resources: [
      { resourceId: resources.wang, siteId: sites.room, kind: 'person', name: '王师傅' },
      { resourceId: resources.li, siteId: sites.room, kind: 'person', name: '李师傅' },
      { resourceId: resources.zhao, siteId: sites.point, kind: 'person', name: '赵师傅' },
      { resourceId: resources.cleaner, siteId: sites.room, kind: 'person', name: '保洁员' },
    ],
    schedules: [
      {
        ...mornings,
        scheduleId: schedules.wang,
        offerId: offers.hair,
        resourceId: resources.wang,
      },
      {
        ...mornings,
        scheduleId: schedules.li,
        offerId: offers.hair,
        resourceId: resources.li,
        rule: 'FREQ=WEEKLY;BYDAY=TH',
      },
      {
        ...mornings,
        scheduleId: schedules.zhao,
        offerId: offers.hairAtPoint,
        resourceId: resources.zhao,
        rule: 'FREQ=WEEKLY;BYDAY=TU',
        fromMinute: 13 * 60,
        toMinute: 14 * 60,
      },
      {
        ...mornings,
        scheduleId: schedules.cleaner,
        offerId: offers.cleaning,
        resourceId: resources.cleaner,
        rule: 'FREQ=WEEKLY;BYDAY=WE',
        toMinute: 12 * 60,
      },
      { ...places, scheduleId: schedules.dance, offerId: offers.dance, capacity: 2 },
      {
        ...places,
        scheduleId: schedules.fair,
        offerId: offers.fair,
        rule: 'FREQ=MONTHLY;BYDAY=1TH',
        capacity: 20,
        holidayPolicy: 'next_week',
      },
    ],
  }
})()

/** The subdistrict with its catalogue; `change` makes another catalogue of it. */
export const saveSmallCatalogue = async (
  { app, platform }: TestApp,
  change: (catalogue: Catalogue) => Catalogue = (catalogue) => catalogue,
): Promise<void> => {
  await platform.database.inTransaction(async (tx) => {
    await app.services.places.saveSubdistrict(tx, plan)
    await app.services.offers.saveCatalogue(tx, here, change(smallCatalogue))
  })
}

/** Somebody new on a post of the subdistrict. */
export const staffOf = async (
  { app, newcomer, platform }: TestApp,
  openId: string,
  role: Role,
  unit: UnitId | null,
): Promise<Client> => {
  const client = await newcomer(openId)
  const { personId } = await client.call(readMe)
  const post = { postId: postId(randomUUID()), subdistrictId: here, personId, role }
  const startsAt = new Date('2026-01-01')
  await platform.database.inTransaction((tx) =>
    app.services.accounts.savePosts(tx, [
      { ...post, isHead: false, unitId: unit, placeId: null, startsAt },
    ]),
  )
  return client
}

/** Books a time for oneself through the door. @returns undefined when it is refused */
export const book = async (client: Client, slot: Slot): Promise<BookingView | undefined> => {
  const { personId } = await client.call(readMe)
  const { offerId, occurrenceId, startsAt } = slot
  const held = await client.ask(holdTime, {
    params,
    body: { offerId, occurrenceId, startsAt, personId, party: 1 },
  })
  if (held.status !== 201) return undefined
  const { bookingId } = held.body.booking
  const confirmed = await client.ask(confirmBooking, {
    params: { ...params, bookingId },
    body: { payBy: 'free', note: '' },
  })
  return confirmed.status === 200 ? confirmed.body.booking : undefined
}

interface Taken {
  readonly offer: OfferId
  /** As in Shanghai, `2026-11-19T09:00`. */
  readonly at: string
  readonly minutes?: number
  readonly resource?: string
  readonly buffer?: number
  readonly status?: string
  /** Kept until then, `2026-11-19T09:00`. */
  readonly holdUntil?: string
  readonly personId?: string
}

/** A booking as it lies in the database, with the place or the time it takes. */
export const takeForTest = async (app: TestApp, taken: Taken): Promise<string> => {
  const { pool } = app.platform.database
  const { offer: wanted, at, minutes = 30, resource, buffer = 0, status = 'confirmed' } = taken
  const startsAt = new Date(`${at}:00+08:00`)
  const endsAt = new Date(startsAt.getTime() + minutes * 60_000)
  const { rows } = await pool.query(
    `select occurrence_id, site_id, service_code, capacity from occurrences o
      join offers f using (subdistrict_id, offer_id)
      where o.offer_id = $1 and o.starts_at <= $2 and o.ends_at >= $3
        and ($4::uuid is null or o.resource_id = $4)`,
    [wanted, startsAt, endsAt, resource ?? null],
  )
  const [date] = rows
  const bookingId = randomUUID()
  const person = taken.personId ?? seedId('person/chen-yue')
  await pool.query(
    `insert into bookings (subdistrict_id, booking_id, offer_id, occurrence_id, site_id, service_code,
        person_id, booked_by, channel, status, party, starts_at, ends_at, hold_until, price_fen,
        pay_by, note, check_in_secret, created_at, last_seq)
      values ($1, $2, $3, $4, $5, $6, $7, $7, 'app', $8, 1, $9, $10, $11, 0, 'free', '', $12, now(), 1)`,
    [
      here,
      bookingId,
      wanted,
      date.occurrence_id,
      date.site_id,
      date.service_code,
      person,
      status,
      startsAt,
      endsAt,
      taken.holdUntil ? new Date(`${taken.holdUntil}:00+08:00`) : null,
      bookingId,
    ],
  )
  if (resource)
    await pool.query(
      `insert into occupancies (subdistrict_id, booking_id, resource_id, during)
        values ($1, $2, $3, tstzrange($4, $5, '[)'))`,
      [
        here,
        bookingId,
        resource,
        new Date(startsAt.getTime() - buffer * 60_000),
        new Date(endsAt.getTime() + buffer * 60_000),
      ],
    )
  else
    await pool.query('update occurrences set taken = taken + 1 where occurrence_id = $1', [
      date.occurrence_id,
    ])
  return bookingId
}
