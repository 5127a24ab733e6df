import { seedCatalogues } from '#db/seed/offers/catalogue-seed.ts'
import type {
  SeedCatalogue,
  SeedHours,
  SeedOffer,
  SeedSite,
} from '#db/seed/offers/offer-seed-types.ts'
import { addressRanges, places, roads } from '#db/seed/places/place-rows.ts'
import { unitKey, units } from '#db/seed/places/units.ts'
import { seedId } from '#db/seed-id.ts'
import type { OfferId, ProviderId, ResourceId, SiteId, SubdistrictId } from '#shared/ids.ts'
import {
  offerId,
  placeId,
  providerId,
  resourceId,
  scheduleId,
  siteId,
  subdistrictId,
  unitId,
} from '#shared/ids.ts'
import type { Catalogue, CatalogueSchedule, CatalogueSite } from '../offers/catalogue.ts'

/** From this day on the demo's terms and hours hold. */
const from = '2026-01-01'

/** `site-1` of `hexing`. */
export const demoSiteId = (subdistrict: string, slug: string): SiteId =>
  siteId(seedId(`${subdistrict}/site/${slug}`))

/** `haircut` at `site-1` of `hexing`. */
export const demoOfferId = (subdistrict: string, service: string, site: string): OfferId =>
  offerId(seedId(`${subdistrict}/offer/${service}/${site}`))

/** `jiale` of `hexing`. */
export const demoProviderId = (subdistrict: string, slug: string): ProviderId =>
  providerId(seedId(`${subdistrict}/provider/${slug}`))

/** `site-1/barber-1` of `hexing`. */
export const demoResourceId = (subdistrict: string, slug: string): ResourceId =>
  resourceId(seedId(`${subdistrict}/resource/${slug}`))

/** What can be booked in each subdistrict of the demo, with the ids that follow from its keys. */
export const demoCatalogues = (): {
  readonly subdistrictId: SubdistrictId
  readonly catalogue: Catalogue
}[] =>
  seedCatalogues.map((seed) => ({
    subdistrictId: subdistrictId(seed.subdistrictId),
    catalogue: catalogueOf(seed),
  }))

const catalogueOf = (seed: SeedCatalogue): Catalogue => {
  const here = seed.subdistrictId
  return {
    sites: seed.sites.map((site) => siteOf(here, site)),
    providers: seed.providers.map(({ slug, ...provider }) => {
      const { key, name, phone } = unitOf(here, `provider-${slug}`)
      const ids = { providerId: demoProviderId(here, slug), unitId: unitId(seedId(key)) }
      return { ...ids, name, phone, ...provider }
    }),
    services: seed.services.map((service, rank) => ({ ...service, rank })),
    resources: seed.resources.map(({ slug, site, kind, name }) => ({
      resourceId: demoResourceId(here, slug),
      siteId: demoSiteId(here, site),
      kind,
      name,
    })),
    offers: seed.offers.map((offer) => ({
      offerId: demoOfferId(here, offer.service, offer.site),
      serviceCode: offer.service,
      siteId: demoSiteId(here, offer.site),
      providerId: demoProviderId(here, offer.provider),
      kind: offer.kind,
      minutes: offer.minutes,
      stepMinutes: offer.stepMinutes ?? offer.minutes,
      bufferMinutes: offer.bufferMinutes ?? 0,
      languages: offer.languages ?? ['mandarin', 'shanghainese'],
      terms: offer.terms,
      termsFrom: from,
      termsSource: offer.termsSource,
    })),
    schedules: seed.offers.flatMap((offer) =>
      offer.hours.map((hours, i) => scheduleOf(here, offer, hours, i)),
    ),
  }
}

const siteOf = (
  here: string,
  { slug, unit, kind, name, estateKey, door, openingWords, accessibility }: SeedSite,
): CatalogueSite => {
  const estate = places.find(({ key }) => key === estateKey)
  const lane = addressRanges.find((range) => range.estateKey === estateKey)
  const road = roads.find(({ key }) => key === lane?.roadKey)
  if (!estate || !lane || !road) throw new Error(`${here}/${slug} stands in no estate`)
  const { key, phone } = unitOf(here, unit)
  const [longitude, latitude] = estate.centre
  return {
    siteId: demoSiteId(here, slug),
    unitId: unitId(seedId(key)),
    placeId: placeId(seedId(estateKey)),
    kind,
    name,
    address: `${road.name}${lane.lane}弄${door}`,
    phone,
    openingWords,
    accessibility,
    longitude,
    latitude,
  }
}

const scheduleOf = (
  here: string,
  { service, site }: SeedOffer,
  { resource, places: capacity, rule, from: opens, to: closes, holidays }: SeedHours,
  i: number,
): CatalogueSchedule => ({
  scheduleId: scheduleId(seedId(`${here}/schedule/${service}/${site}/${i + 1}`)),
  offerId: demoOfferId(here, service, site),
  resourceId: resource === undefined ? null : demoResourceId(here, resource),
  rule,
  fromMinute: minuteOf(opens),
  toMinute: minuteOf(closes),
  capacity: capacity ?? null,
  holidayPolicy: holidays ?? 'skip',
  startsOn: from,
  endsOn: null,
})

/** `9:30` → 570. */
const minuteOf = (time: string): number => {
  const [hours = '', minutes = ''] = time.split(':')
  return Number(hours) * 60 + Number(minutes)
}

const unitOf = (here: string, slug: string): (typeof units)[number] => {
  const unit = units.find(({ key }) => key === unitKey(here, slug))
  if (unit === undefined) throw new Error(`no unit ${here}/${slug}`)
  return unit
}
