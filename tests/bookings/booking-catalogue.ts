import type { Catalogue, CatalogueOffer, CatalogueSchedule } from '#bff/offers/catalogue.ts'
import { seedId } from '#db/seed-id.ts'
import {
  offerId,
  placeId,
  providerId,
  resourceId,
  scheduleId,
  siteId,
  unitId,
} from '#shared/ids.ts'
import type { OfferKind } from '#shared/offers/offer-kinds.ts'
import type { OfferTerms } from '#shared/offers/offer-terms.ts'

/** Plain terms: free, for anybody, agreed at once. A test names what it is about. */
export interface TermsAbout {
  readonly who?: Partial<OfferTerms['who']>
  readonly price?: Partial<OfferTerms['price']>
  readonly payBy?: OfferTerms['payBy']
  readonly cancel?: Partial<OfferTerms['cancel']>
  readonly accept?: Partial<OfferTerms['accept']>
  readonly book?: Partial<OfferTerms['book']>
  readonly noShow?: Partial<OfferTerms['noShow']>
}

const termsWith = (about: TermsAbout): OfferTerms => ({
  who: { minAge: null, residence: 'anyone', minLevel: null, ...about.who },
  price: {
    fullFen: 0,
    seniorFromAge: null,
    seniorFen: null,
    subsidies: [],
    depositFen: 0,
    ...about.price,
  },
  payBy: about.payBy ?? ['free'],
  cancel: { fullRefundMinutes: 1440, lateRefundPercent: 50, closesMinutes: 60, ...about.cancel },
  accept: { how: 'auto', withinMinutes: 30, ...about.accept },
  book: {
    daysAhead: 30,
    closesMinutes: 30,
    holdMinutes: 10,
    maxParty: 5,
    maxComing: 10,
    ...about.book,
  },
  noShow: { limit: 3, days: 90, ...about.noShow },
})

interface OfferAbout extends TermsAbout {
  readonly kind: OfferKind
  /** Every day, minutes after midnight. */
  readonly from: number
  readonly to: number
  readonly capacity?: number
  readonly minutes?: number
  readonly bufferMinutes?: number
  readonly site?: 'one' | 'two'
  /** People or rooms; their names. */
  readonly resources?: readonly string[]
}

const hour = 60
const yuan = 100

/** One of each kind, and some twins that differ in one rule. */
export const offersOfScene = {
  /** 法律咨询: one person's time, half hours from 9 to 11, agreed at once. */
  advice: { kind: 'time', from: 9 * hour, to: 11 * hour, minutes: 30, resources: ['律师甲'] },
  /** 助浴: at home, an hour with half an hour of travel, staff accept, paid on the phone or there. */
  bath: {
    kind: 'visit',
    from: 9 * hour,
    to: 17 * hour,
    minutes: 60,
    bufferMinutes: 30,
    resources: ['护理员甲'],
    price: { fullFen: 80 * yuan, seniorFromAge: 60, seniorFen: 50 * yuan },
    payBy: ['wechat', 'counter'],
    accept: { how: 'staff', withinMinutes: 30 },
  },
  /** 舞会: three places from 14:00 on, free, agreed at once. */
  dance: { kind: 'session', from: 14 * hour, to: 15 * hour, capacity: 3 },
  /** 讲座: two places, staff accept. */
  talk: {
    kind: 'session',
    from: 15 * hour,
    to: 16 * hour,
    capacity: 2,
    accept: { how: 'staff', withinMinutes: 30 },
  },
  /** 手工课: two places, 20 yuan on the phone or at the counter. */
  craft: {
    kind: 'session',
    from: 16 * hour,
    to: 17 * hour,
    capacity: 2,
    price: { fullFen: 20 * yuan },
    payBy: ['wechat', 'counter'],
  },
  /** 午餐: five portions, an hour before noon at the latest, cheaper from 60 on. */
  lunch: {
    kind: 'meal',
    from: 11 * hour,
    to: 13 * hour,
    capacity: 5,
    price: { fullFen: 15 * yuan, seniorFromAge: 60, seniorFen: 8 * yuan },
    payBy: ['counter'],
    book: { closesMinutes: 60 },
  },
  /** 量血压: a queue at a fair. */
  pressure: { kind: 'queue', from: 9 * hour, to: 11 * hour, capacity: 10 },
  /** 清运: one load in the morning, with a deposit. */
  haul: {
    kind: 'haulage',
    from: 8 * hour,
    to: 12 * hour,
    capacity: 1,
    price: { fullFen: 60 * yuan, depositFen: 100 * yuan },
    payBy: ['wechat', 'counter'],
  },
  /** 棋牌: like the dance, at the other site, from 70 on. */
  chess: {
    kind: 'session',
    from: 14 * hour,
    to: 15 * hour,
    capacity: 3,
    site: 'two',
    who: { minAge: 70 },
  },
} as const satisfies Record<string, OfferAbout>
export type OfferName = keyof typeof offersOfScene

export const siteIdOf = (site: 'one' | 'two') => siteId(seedId(`scene/site/${site}`))
export const offerIdOf = (name: string) => offerId(seedId(`scene/offer/${name}`))
export const serviceCodeOf = (name: string) => `scene-${name}`

const unitOf = (slug: string) => unitId(seedId(`hexing/unit/${slug}`))
const provider = providerId(seedId('scene/provider'))

const sites: Catalogue['sites'] = (['one', 'two'] as const).map((site, at) => ({
  siteId: siteIdOf(site),
  unitId: unitOf(`site-${at + 1}`),
  placeId: placeId(seedId('hexing/hexinger/1')),
  kind: 'service_point',
  name: site === 'one' ? '一号点' : '二号点',
  address: '合兴路1号',
  phone: '02155500401',
  openingWords: '每天 9:00–17:00',
  accessibility: ['step_free'],
  longitude: 121.4,
  latitude: 31.2,
}))

const offerOf = (name: string, about: OfferAbout): CatalogueOffer => ({
  offerId: offerIdOf(name),
  serviceCode: serviceCodeOf(name),
  siteId: siteIdOf(about.site ?? 'one'),
  providerId: provider,
  kind: about.kind,
  minutes: about.minutes ?? about.to - about.from,
  stepMinutes: about.minutes === undefined ? 60 : 30,
  bufferMinutes: about.bufferMinutes ?? 0,
  languages: ['mandarin'],
  terms: termsWith(about),
  termsFrom: '2026-01-01',
  termsSource: 'a test',
})

const schedulesOf = (name: string, about: OfferAbout): CatalogueSchedule[] =>
  (about.resources ?? [null]).map((resource) => ({
    scheduleId: scheduleId(seedId(`scene/schedule/${name}/${resource}`)),
    offerId: offerIdOf(name),
    resourceId: resource === null ? null : resourceId(seedId(`scene/resource/${resource}`)),
    rule: 'FREQ=DAILY',
    fromMinute: about.from,
    toMinute: about.to,
    capacity: about.capacity ?? null,
    holidayPolicy: 'keep',
    startsOn: '2026-01-01',
    endsOn: null,
  }))

/** The scene's catalogue; `more` adds offers or puts others in the place of those. */
export const catalogueOfScene = (more: Readonly<Record<string, OfferAbout>> = {}): Catalogue => {
  const offers: [string, OfferAbout][] = Object.entries({ ...offersOfScene, ...more })
  const names = new Map(
    offers.flatMap(([, { resources = [], site = 'one' }]) =>
      resources.map((name): [string, 'one' | 'two'] => [name, site]),
    ),
  )
  return {
    sites,
    providers: [
      {
        providerId: provider,
        unitId: unitOf('provider-jinhui'),
        kind: 'social_organisation',
        name: '锦晖为老服务社',
        phone: '02155500503',
        licenceName: '社会服务机构登记证书',
        licenceNo: '52310000MJ0000000A',
        licenceFrom: '2020-01-01',
        licenceTo: '2030-12-31',
      },
    ],
    services: offers.map(([name], rank) => ({
      code: serviceCodeOf(name),
      name: `试${name}`,
      need: 'body',
      description: '',
      bring: '带身份证',
      otherNames: [],
      rank,
    })),
    offers: offers.map(([name, about]) => offerOf(name, about)),
    resources: [...names].map(([name, site]) => ({
      resourceId: resourceId(seedId(`scene/resource/${name}`)),
      siteId: siteIdOf(site),
      kind: 'person',
      name,
    })),
    schedules: offers.flatMap(([name, about]) => schedulesOf(name, about)),
  }
}
