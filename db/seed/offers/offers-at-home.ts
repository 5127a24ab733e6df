import type { SeedHours, SeedOffer } from './offer-seed-types.ts'
import { weekdays, weekly } from './rules.ts'
import { OWN_DEFAULT, seniorPrice, visitTerms } from './terms.ts'

const LEVEL_SHARE =
  'our own default; from level 2 one pays 10%, as in 长护险 home care: to be checked'

const sixDays = weekly('MO,TU,WE,TH,FR,SA')

const cleaningTerms = visitTerms({
  price: { fullFen: 9000, seniorFromAge: 70, seniorFen: 6000 },
  book: { closesMinutes: 720 },
})
const repairTerms = visitTerms({ price: seniorPrice(5000, 60, 3000) })
const escortTerms = visitTerms({
  who: { minAge: 70 },
  price: { fullFen: 12_000, seniorFromAge: 80, seniorFen: 8000 },
  book: { closesMinutes: 1440, maxComing: 4 },
})
const medicineTerms = visitTerms({ who: { minAge: 70 }, book: { maxComing: 4 } })

/** Somebody comes home, or takes one out from home: time of a person and the way there and back. */
export const offersAtHome: readonly SeedOffer[] = [
  {
    // The same 匡师傅 as at the centre: whoever books first has him.
    ...visit('haircut-home', 'site-1', 'jiangfa', 40, 20),
    terms: visitTerms({ who: { minAge: 80 }, price: { fullFen: 2000 } }),
    hours: [{ resource: 'site-1/barber-1', rule: weekly('WE'), from: '13:00', to: '16:30' }],
  },
  {
    ...visit('bath-home', 'site-1', 'jiale', 60, 30),
    terms: visitTerms({
      who: { minAge: 60 },
      price: { fullFen: 12_000, subsidies: [{ minLevel: 2, payFen: 1200 }] },
      book: { closesMinutes: 1440 },
    }),
    termsSource: LEVEL_SHARE,
    hours: [{ resource: 'site-1/bath-team-1', rule: weekly('TU,TH'), from: '9:00', to: '15:00' }],
  },
  {
    ...visit('home-care', 'site-1', 'jiale', 60, 20),
    terms: visitTerms({
      who: { minAge: 60, minLevel: 2 },
      price: { fullFen: 6500, subsidies: [{ minLevel: 2, payFen: 650 }] },
      book: { maxComing: 21 },
    }),
    termsSource: LEVEL_SHARE,
    hours: [
      { resource: 'site-1/carer-1', rule: sixDays, from: '8:00', to: '17:00' },
      { resource: 'site-1/carer-2', rule: sixDays, from: '8:00', to: '17:00' },
    ],
  },
  medicine('site-1', 'TU,FR'),
  medicine('site-2', 'MO,TH'),
  cleaning('site-1', ['site-1/cleaner-1', 'site-1/cleaner-2']),
  cleaning('site-3', ['site-3/cleaner-1']),
  {
    ...visit('home-repair', 'site-1', 'jiale', 60, 20),
    terms: repairTerms,
    hours: [{ resource: 'site-1/repairer-1', rule: weekdays, from: '9:00', to: '17:00' }],
  },
  {
    // Its company's licence has ended: it stands in the books and cannot be booked.
    ...visit('home-repair', 'site-4', 'mingliang', 60, 20),
    terms: repairTerms,
    hours: [{ resource: 'site-4/repairer-1', rule: weekdays, from: '9:00', to: '17:00' }],
  },
  escort('site-1', ['site-1/escort-1', 'site-1/escort-2']),
  escort('site-3', ['site-3/escort-1']),
  {
    ...visit('transport', 'site-1', 'jinhui', 120, 30),
    terms: visitTerms({
      who: { minAge: 70 },
      price: { fullFen: 3000 },
      book: { closesMinutes: 1440 },
    }),
    hours: [{ resource: 'site-1/van-1', rule: weekdays, from: '7:00', to: '17:00' }],
  },
  {
    ...visit('affairs-home', 'site-1', 'affairs', 60, 30),
    terms: visitTerms({ who: { minAge: 60 } }),
    termsSource: 'MISSION B6: matters done without leaving home; the age is our own default',
    hours: [{ resource: 'site-1/affairs-1', rule: weekly('TU,TH'), from: '13:00', to: '16:30' }],
  },
]

function visit(service: string, site: string, provider: string, minutes: number, buffer: number) {
  return {
    service,
    site,
    provider,
    kind: 'visit',
    minutes,
    stepMinutes: 30,
    bufferMinutes: buffer,
    termsSource: OWN_DEFAULT,
  } as const
}

function medicine(site: string, days: string): SeedOffer {
  return {
    ...visit('medicine', site, 'jinhui', 90, 15),
    terms: medicineTerms,
    hours: [{ resource: `${site}/medicine-1`, rule: weekly(days), from: '8:30', to: '11:30' }],
  }
}

function cleaning(site: string, cleaners: readonly string[]): SeedOffer {
  return {
    ...visit('cleaning', site, 'jiale', 120, 30),
    terms: cleaningTerms,
    hours: cleaners.map(
      (resource): SeedHours => ({ resource, rule: sixDays, from: '8:00', to: '17:00' }),
    ),
  }
}

function escort(site: string, workers: readonly string[]): SeedOffer {
  return {
    ...visit('escort', site, 'jinhui', 240, 30),
    terms: escortTerms,
    hours: workers.map(
      (resource): SeedHours => ({ resource, rule: weekdays, from: '7:00', to: '17:00' }),
    ),
  }
}
