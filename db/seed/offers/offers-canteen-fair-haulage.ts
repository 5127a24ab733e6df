import { FAIR_MENUS } from './fair-menus.ts'
import type { SeedOffer } from './offer-seed-types.ts'
import { everyDay, firstThursday } from './rules.ts'
import { FAIR_CENTRES } from './sites.ts'
import { B5, OWN_DEFAULT, seniorPrice, terms } from './terms.ts'

const hour = 60

/** Lunch from 11:00, ordered until 9:00 of the same day. */
export const lunch = (
  site: string,
  provider: string,
  places: number,
  delivers = false,
): SeedOffer => ({
  service: 'canteen-lunch',
  site,
  provider,
  kind: 'meal',
  minutes: 90,
  terms: { ...mealTerms(1600, 1200, 2 * hour), meal: { delivers } },
  termsSource: `${B5}; 16 yuan and the cut-off are our own default`,
  hours: [{ places, rule: everyDay, from: '11:00', to: '12:30', holidays: 'keep' }],
})

const dinner: SeedOffer = {
  service: 'canteen-dinner',
  site: 'canteen-1',
  provider: 'weixiang',
  kind: 'meal',
  minutes: 90,
  terms: mealTerms(1200, 900, 2.5 * hour),
  termsSource: `${B5}; 12 yuan and the cut-off are our own default`,
  hours: [{ places: 50, rule: everyDay, from: '16:30', to: '18:00', holidays: 'keep' }],
}

const fairs = FAIR_CENTRES.flatMap(([centre]) =>
  FAIR_MENUS.map(
    ({ code, numbers, minutes }): SeedOffer => ({
      service: code,
      site: `fair-${centre}`,
      provider: 'linzhu',
      kind: 'queue',
      minutes,
      terms: terms({
        who: { residence: 'anyone' },
        book: { daysAhead: 35, closesMinutes: 0, maxComing: 1 },
      }),
      termsSource: 'MISSION B4: free, ten menus, every month; numbers are our own default',
      hours: [
        { places: numbers, rule: firstThursday, from: '9:00', to: '11:00', holidays: 'next_week' },
      ],
    }),
  ),
)

const renovationTerms = terms({
  price: { fullFen: 30_000, depositFen: 20_000 },
  // Paid first (缴费前置): nothing is hauled on a promise.
  payBy: ['wechat', 'counter'],
  cancel: { fullRefundMinutes: 12 * hour, lateRefundPercent: 50, closesMinutes: 2 * hour },
  book: { daysAhead: 14, closesMinutes: 4 * hour, maxParty: 2, maxComing: 6 },
})
const bulkyTerms = terms({
  price: seniorPrice(5000, 70, 3000),
  cancel: { fullRefundMinutes: 12 * hour, lateRefundPercent: 50, closesMinutes: 2 * hour },
  book: { daysAhead: 14, closesMinutes: 4 * hour, maxComing: 3 },
})

// Two half-days every day, so that nobody waits longer than 36 hours for lack of a round.
const rounds = ['waste-1', 'waste-2'].flatMap((site): SeedOffer[] => [
  {
    ...round('renovation-waste', site, 4),
    terms: renovationTerms,
    termsSource: 'MISSION R10: paid first, 36 hours; the figures are our own default',
  },
  { ...round('bulky-waste', site, 6), terms: bulkyTerms, termsSource: OWN_DEFAULT },
])

/** Meals with a cut-off, numbers at the fair's stalls, loads of a half-day's round. */
export const offersOfPlaces: readonly SeedOffer[] = [
  lunch('canteen-1', 'weixiang', 120, true),
  lunch('canteen-2', 'weixiang', 80),
  dinner,
  ...fairs,
  ...rounds,
]

function mealTerms(fullFen: number, seniorFen: number, cutOff: number) {
  return terms({
    who: { residence: 'anyone' },
    price: seniorPrice(fullFen, 65, seniorFen),
    cancel: { fullRefundMinutes: cutOff, closesMinutes: cutOff },
    book: { daysAhead: 7, closesMinutes: cutOff, maxParty: 4, maxComing: 14 },
  })
}

function round(service: string, site: string, places: number) {
  const loads = { places, rule: everyDay, holidays: 'keep' } as const
  return {
    service,
    site,
    provider: 'qingyuan',
    kind: 'haulage',
    minutes: 30,
    hours: [
      { ...loads, from: '8:00', to: '11:30' },
      { ...loads, from: '13:00', to: '16:30' },
    ],
  } as const
}
