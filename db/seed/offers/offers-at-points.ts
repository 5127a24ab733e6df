import type { SeedOffer } from './offer-seed-types.ts'
import { weekdays, weekly } from './rules.ts'
import { OWN_DEFAULT, seniorPrice, terms } from './terms.ts'

const LEVEL_SHARE =
  'our own default; a lower share by assessed level, as 长护险 has it from level 2: to be checked'

// 匡师傅 is at the centre all week; the other points have a barber one morning each.
const haircutTerms = terms({
  who: { residence: 'anyone' },
  price: seniorPrice(2000, 60, 1000),
})
const haircuts: readonly SeedOffer[] = [
  haircut('site-1', [
    { resource: 'site-1/barber-1', rule: weekdays, from: '9:00', to: '11:30' },
    { resource: 'site-1/barber-1', rule: weekdays, from: '13:00', to: '16:00' },
  ]),
  haircut('site-2', [
    { resource: 'site-2/barber-1', rule: weekly('TU'), from: '9:00', to: '11:30' },
  ]),
  haircut('site-3', [
    { resource: 'site-3/barber-1', rule: weekly('WE'), from: '9:00', to: '11:30' },
  ]),
  haircut('site-4', [
    { resource: 'site-4/barber-1', rule: weekly('TH'), from: '9:00', to: '11:30' },
  ]),
  haircut('site-5', [
    { resource: 'site-5/barber-1', rule: weekly('FR'), from: '9:00', to: '11:30' },
  ]),
]

const nurses = ['site-1', 'site-2', 'site-3', 'site-4', 'site-5'].map(
  (site): SeedOffer => ({
    service: 'blood-pressure',
    site,
    provider: 'health',
    kind: 'time',
    minutes: 10,
    terms: terms({ who: { residence: 'anyone' }, book: { closesMinutes: 10 } }),
    termsSource: OWN_DEFAULT,
    hours: [{ resource: `${site}/nurse-1`, rule: weekdays, from: '8:30', to: '10:30' }],
  }),
)

const bathTerms = terms({
  who: { minAge: 60 },
  price: { fullFen: 4000, subsidies: [{ minLevel: 2, payFen: 1500 }] },
  accept: { how: 'staff' },
  cancel: { fullRefundMinutes: 1440, lateRefundPercent: 50 },
})
const baths = ['site-1', 'site-4'].map(
  (site): SeedOffer => ({
    service: 'bath-room',
    site,
    provider: 'jiale',
    kind: 'time',
    minutes: 60,
    terms: bathTerms,
    termsSource: LEVEL_SHARE,
    hours: [{ resource: `${site}/bath-1`, rule: weekdays, from: '13:00', to: '16:00' }],
  }),
)

const listening = (
  [
    ['site-1', 'WE'],
    ['site-3', 'TU'],
    ['site-5', 'TH'],
  ] as const
).map(
  ([site, day]): SeedOffer => ({
    service: 'listening',
    site,
    provider: 'xinqiao',
    kind: 'time',
    minutes: 50,
    stepMinutes: 60,
    terms: terms({ who: { residence: 'anyone' } }),
    termsSource: OWN_DEFAULT,
    hours: [{ resource: `${site}/listener-1`, rule: weekly(day), from: '13:00', to: '16:00' }],
  }),
)

const dayCare = ['site-1', 'site-4'].map(
  (site): SeedOffer => ({
    service: 'day-care',
    site,
    provider: 'jinhui',
    kind: 'session',
    minutes: 450,
    terms: terms({
      who: { minAge: 60 },
      price: {
        fullFen: 5000,
        subsidies: [
          { minLevel: 4, payFen: 1500 },
          { minLevel: 2, payFen: 2500 },
        ],
      },
      accept: { how: 'staff' },
      cancel: { fullRefundMinutes: 720, lateRefundPercent: 50 },
      book: { closesMinutes: 720, maxComing: 20 },
    }),
    termsSource: LEVEL_SHARE,
    hours: [{ places: 20, rule: weekdays, from: '8:30', to: '16:00' }],
  }),
)

/** What one comes to a service point or a special project for. */
export const offersAtPoints: readonly SeedOffer[] = [
  ...haircuts,
  ...nurses,
  {
    service: 'rehab',
    site: 'special-gym',
    provider: 'health',
    kind: 'time',
    minutes: 45,
    terms: terms({
      who: { residence: 'anyone' },
      price: seniorPrice(6000, 70, 4500),
      accept: { how: 'staff' },
      book: { maxComing: 8 },
    }),
    termsSource: OWN_DEFAULT,
    hours: [
      { resource: 'special-gym/therapist-1', rule: weekdays, from: '9:00', to: '11:15' },
      { resource: 'special-gym/therapist-1', rule: weekdays, from: '13:30', to: '16:30' },
    ],
  },
  ...baths,
  ...listening,
  legal('site-1', 'TH', '9:00', '11:00'),
  legal('site-4', 'TU', '14:00', '16:00'),
  ...dayCare,
  {
    // 周阿姨 asks at 9:16 and is accepted at 9:27.
    service: 'dance',
    site: 'site-1',
    provider: 'leling',
    kind: 'session',
    minutes: 90,
    terms: terms({
      accept: { how: 'staff', withinMinutes: 11 },
      book: { closesMinutes: 10, maxParty: 10, maxComing: 10 },
    }),
    termsSource: 'MISSION B1: accepted after 11 minutes; the rest our own default',
    hours: [
      { places: 30, rule: weekly('MO,WE,FR'), from: '9:30', to: '11:00' },
      { places: 30, rule: weekly('TU,TH'), from: '13:30', to: '15:00' },
    ],
  },
  {
    service: 'dance',
    site: 'site-3',
    provider: 'leling',
    kind: 'session',
    minutes: 90,
    terms: terms({ book: { maxParty: 10, maxComing: 10 } }),
    termsSource: OWN_DEFAULT,
    hours: [{ places: 24, rule: weekly('SA'), from: '9:30', to: '11:00' }],
  },
  {
    service: 'phone-class',
    site: 'special-digital',
    provider: 'yinling',
    kind: 'session',
    minutes: 90,
    terms: terms({ who: { minAge: 60 }, book: { maxParty: 2, maxComing: 6 } }),
    termsSource: OWN_DEFAULT,
    hours: [{ places: 8, rule: weekly('MO,WE'), from: '9:00', to: '10:30' }],
  },
  {
    service: 'memory-class',
    site: 'special-memory',
    provider: 'xinqiao',
    kind: 'session',
    minutes: 90,
    terms: terms({ who: { minAge: 60 }, book: { maxParty: 2, maxComing: 10 } }),
    termsSource: OWN_DEFAULT,
    hours: [{ places: 10, rule: weekly('TU,TH'), from: '13:30', to: '15:00' }],
  },
  {
    service: 'wheelchair',
    site: 'special-wheels',
    provider: 'linzhu',
    kind: 'session',
    minutes: 480,
    terms: terms({
      price: { depositFen: 20_000 },
      book: { closesMinutes: 10, maxComing: 5 },
    }),
    termsSource: OWN_DEFAULT,
    hours: [{ places: 5, rule: weekdays, from: '8:30', to: '16:30' }],
  },
]

function haircut(site: string, hours: SeedOffer['hours']): SeedOffer {
  return {
    service: 'haircut',
    site,
    provider: 'jiangfa',
    kind: 'time',
    minutes: 30,
    terms: haircutTerms,
    termsSource: OWN_DEFAULT,
    hours,
  }
}

function legal(site: string, day: string, from: string, to: string): SeedOffer {
  return {
    service: 'legal',
    site,
    provider: 'zhengyan',
    kind: 'time',
    minutes: 20,
    languages: ['mandarin', 'shanghainese', 'english'],
    terms: terms({ who: { residence: 'anyone' } }),
    termsSource: OWN_DEFAULT,
    hours: [{ resource: `${site}/lawyer-1`, rule: weekly(day), from, to }],
  }
}
