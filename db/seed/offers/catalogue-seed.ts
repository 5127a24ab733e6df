import type { SeedCatalogue, SeedOffer } from './offer-seed-types.ts'
import { offersAtHome } from './offers-at-home.ts'
import { offersAtPoints } from './offers-at-points.ts'
import { lunch, offersOfPlaces } from './offers-canteen-fair-haulage.ts'
import { offersInRooms } from './offers-in-rooms.ts'
import { hexingProviders, liuwanProviders } from './providers.ts'
import { hexingResources, liuwanResources } from './resources.ts'
import { weekly } from './rules.ts'
import { services } from './services.ts'
import { hexingSites, liuwanSites } from './sites.ts'
import { OWN_DEFAULT, seniorPrice, terms } from './terms.ts'

const liuwanOffers: readonly SeedOffer[] = [
  {
    service: 'haircut',
    site: 'site-1',
    provider: 'liuying',
    kind: 'time',
    minutes: 30,
    terms: terms({ price: seniorPrice(2000, 60, 1000) }),
    termsSource: OWN_DEFAULT,
    hours: [{ resource: 'site-1/barber-1', rule: weekly('WE'), from: '9:00', to: '11:30' }],
  },
  {
    service: 'dance',
    site: 'site-1',
    provider: 'liuying',
    kind: 'session',
    minutes: 90,
    terms: terms(),
    termsSource: OWN_DEFAULT,
    hours: [{ places: 12, rule: weekly('FR'), from: '9:30', to: '11:00' }],
  },
  lunch('canteen-1', 'liuying', 40),
]

/** What can be booked in the demo: all of it in 合兴街道, a little in 柳湾街道. */
export const seedCatalogues: readonly SeedCatalogue[] = [
  {
    subdistrictId: 'hexing',
    sites: hexingSites,
    providers: hexingProviders,
    services,
    resources: hexingResources,
    offers: [...offersAtPoints, ...offersAtHome, ...offersInRooms, ...offersOfPlaces],
  },
  {
    subdistrictId: 'liuwan',
    sites: liuwanSites,
    providers: liuwanProviders,
    services: services.filter(({ code }) => liuwanOffers.some(({ service }) => service === code)),
    resources: liuwanResources,
    offers: liuwanOffers,
  },
]
