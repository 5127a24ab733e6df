import type { Transaction } from '#db/database.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import type { Catalogue } from '../offers/catalogue.ts'
import type { Offers } from '../offers/offers.service.ts'
import { searchKeyList } from '../places/search-keys.ts'
import type { Row, Tally } from './compare.ts'
import { compare } from './compare.ts'

type Known = Awaited<ReturnType<Offers['catalogueOf']>>

/** What a new file says of what exists already; an offer’s terms are those of the file’s first day. */
const rowsBefore = (
  { sites, providers, services, offers, resources, schedules }: Known,
  after: Catalogue,
) => {
  const termsFrom = new Map(after.offers.map((offer) => [offer.offerId, offer.termsFrom]))
  return {
    sites: [...sites.values()].map(siteRow),
    providers: providers.map(providerRow),
    services: services.map((service) => serviceRow(service, service.searchKeys)),
    offers: [...offers.values()].map((offer) =>
      offerRow(offer, offer.termsOn(termsFrom.get(offer.offerId) ?? '2000-01-01')),
    ),
    resources: resources.map(resourceRow),
    schedules: schedules.map(scheduleRow),
  }
}

const rowsAfter = (plan: Catalogue) => ({
  sites: plan.sites.map(siteRow),
  providers: plan.providers.map(providerRow),
  services: plan.services.map((service) =>
    serviceRow(service, [service.name, ...service.otherNames].flatMap(searchKeyList)),
  ),
  offers: plan.offers.map((offer) =>
    offerRow(
      {
        ...offer,
        serviceName: plan.services.find(({ code }) => code === offer.serviceCode)?.name ?? '',
        siteName: plan.sites.find(({ siteId }) => siteId === offer.siteId)?.name ?? '',
      },
      offer.terms,
    ),
  ),
  resources: plan.resources.map(resourceRow),
  schedules: plan.schedules.map(scheduleRow),
})

const siteRow = (site: Catalogue['sites'][number]): Row => ({
  id: site.siteId,
  name: site.name,
  value: [
    ...[site.unitId, site.placeId, site.kind, site.name, site.address, site.phone],
    ...[site.openingWords, site.accessibility, site.longitude, site.latitude],
  ],
})
const providerRow = (provider: Catalogue['providers'][number]): Row => ({
  id: provider.providerId,
  name: provider.name,
  value: [
    ...[provider.unitId, provider.kind, provider.name, provider.phone, provider.licenceName],
    ...[provider.licenceNo, provider.licenceFrom, provider.licenceTo],
  ],
})
const serviceRow = (
  service: Omit<Catalogue['services'][number], 'otherNames'>,
  keys: readonly string[],
): Row => ({
  id: service.code,
  name: service.name,
  value: [service.name, service.need, service.description, service.bring, service.rank, keys],
})

type OfferSaid = Omit<Catalogue['offers'][number], 'terms' | 'termsFrom' | 'termsSource'> & {
  readonly serviceName: string
  readonly siteName: string
}
const offerRow = (offer: OfferSaid, terms: unknown): Row => ({
  id: offer.offerId,
  name: `${offer.serviceName} ${offer.siteName}`,
  value: [offer.minutes, offer.stepMinutes, offer.bufferMinutes, offer.languages, terms],
})
const resourceRow = (resource: Catalogue['resources'][number]): Row => ({
  id: resource.resourceId,
  name: resource.name,
  value: [resource.name],
})
const scheduleRow = (schedule: Catalogue['schedules'][number]): Row => ({
  id: schedule.scheduleId,
  name: schedule.rule,
  value: [
    ...[schedule.offerId, schedule.resourceId, schedule.rule, schedule.fromMinute],
    ...[schedule.toMinute, schedule.capacity, schedule.holidayPolicy, schedule.startsOn],
  ],
})

/** What belongs to an offer’s bookings and does not change with a file. */
const settled = (before: Known, after: Catalogue): string[] =>
  after.offers.flatMap((offer) => {
    const is = before.offers.get(offer.offerId)
    const same =
      !is ||
      (is.kind === offer.kind &&
        is.siteId === offer.siteId &&
        is.serviceCode === offer.serviceCode &&
        is.providerId === offer.providerId)
    return same
      ? []
      : [
          `${is.serviceName} ${is.siteName}: its kind, service, site and provider stay; use a new key`,
        ]
  })

/** Saves the catalogue of a file and says what that changed. */
export const saveCatalogue = async (
  tx: Transaction,
  offers: Pick<Offers, 'saveCatalogue' | 'catalogueOf'>,
  subdistrictId: SubdistrictId,
  catalogue: Catalogue,
): Promise<{ readonly tallies: Tally[]; readonly remarks: string[] }> => {
  const known = await offers.catalogueOf(tx, subdistrictId)
  const before = rowsBefore(known, catalogue)
  const after = rowsAfter(catalogue)
  await offers.saveCatalogue(tx, subdistrictId, catalogue)
  // Terms of a day and schedules stay as they were first written, whatever a file says later.
  const saved = rowsBefore(await offers.catalogueOf(tx, subdistrictId), catalogue)
  const stayed = (what: string, is: readonly Row[], wanted: readonly Row[], hint: string) =>
    compare(what, is, wanted).tally.changed.map((name) => `${what} ${name}: ${hint}`)
  const compared = [
    compare('sites', before.sites, after.sites),
    compare('providers', before.providers, after.providers),
    compare('services', before.services, after.services),
    compare('offers', before.offers, saved.offers),
    compare('resources', before.resources, after.resources),
    compare('schedules', before.schedules, saved.schedules),
  ]
  const gone = [
    compare('site', before.sites, after.sites),
    compare('service', before.services, after.services),
    compare('offer', before.offers, after.offers),
  ]
  return {
    tallies: compared.map(({ tally }) => tally),
    remarks: [
      ...gone.flatMap(({ tally, gone: names }) =>
        names.map((name) => `${tally.what} ${name}: no longer in the file; it stays`),
      ),
      ...settled(known, catalogue),
      ...stayed(
        'offer',
        saved.offers,
        after.offers,
        'these terms need a later day: prices of a day stay',
      ),
      ...stayed(
        'schedule',
        saved.schedules,
        after.schedules,
        'it stays; end it in the app and use a new key',
      ),
    ],
  }
}
