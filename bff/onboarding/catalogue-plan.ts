import type { PlaceId, UnitId } from '#shared/ids.ts'
import { offerId, providerId, resourceId, scheduleId, siteId } from '#shared/ids.ts'
import type { OfferTerms } from '#shared/offers/offer-terms.ts'
import type { Catalogue } from '../offers/catalogue.ts'
import { minuteOf } from './catalogue-checks.ts'
import type { FileCatalogue, FileTerms } from './catalogue-file.ts'

const termsOf = (file: FileTerms): OfferTerms => {
  const { who, price, payBy, cancel, accept, book, noShow, meal } = file
  return {
    who: {
      minAge: who?.minAge ?? null,
      residence: who?.residence ?? 'anyone',
      minLevel: who?.minLevel ?? null,
    },
    price: {
      fullFen: price.fullFen,
      seniorFromAge: price.seniorFromAge ?? null,
      seniorFen: price.seniorFen ?? null,
      subsidies: price.subsidies ?? [],
      depositFen: price.depositFen ?? 0,
    },
    ...{ payBy, cancel, accept, book, noShow },
    ...(meal ? { meal } : {}),
  }
}

interface Names {
  /** The id of a row, from its kind and key. */
  readonly idOf: (kind: string, key: string) => string
  readonly unitOf: (key: string) => UnitId
  readonly placeOf: (key: string) => PlaceId
  readonly onEarth: (point: [number, number]) => [number, number]
  readonly digitsOf: (phone: string) => string
}

/** Turns the checked catalogue of a file into rows with ids that follow from its keys. */
export const cataloguePlan = (
  file: FileCatalogue,
  { idOf, unitOf, placeOf, onEarth, digitsOf }: Names,
): Catalogue => ({
  sites: file.sites.map(({ key, unitKey, placeKey, phone, at, ...site }) => {
    const [longitude, latitude] = onEarth(at)
    return {
      ...site,
      siteId: siteId(idOf('site', key)),
      unitId: unitOf(unitKey),
      placeId: placeOf(placeKey),
      phone: digitsOf(phone),
      longitude,
      latitude,
    }
  }),
  providers: file.providers.map(({ key, unitKey, phone, ...provider }) => ({
    ...provider,
    providerId: providerId(idOf('provider', key)),
    unitId: unitOf(unitKey),
    phone: digitsOf(phone),
  })),
  services: file.services.map((service, rank) => ({ ...service, rank })),
  offers: file.offers.flatMap(({ key, siteKey, providerKey, termsKey, ...offer }) => {
    const terms = file.terms.find((one) => one.key === termsKey)
    if (!terms) return []
    return [
      {
        ...offer,
        offerId: offerId(idOf('offer', key)),
        siteId: siteId(idOf('site', siteKey)),
        providerId: providerId(idOf('provider', providerKey)),
        stepMinutes: offer.stepMinutes ?? offer.minutes,
        bufferMinutes: offer.bufferMinutes ?? 0,
        terms: termsOf(terms),
        termsFrom: terms.from,
        termsSource: terms.source,
      },
    ]
  }),
  resources: file.resources.map(({ key, siteKey, ...resource }) => ({
    ...resource,
    resourceId: resourceId(idOf('resource', key)),
    siteId: siteId(idOf('site', siteKey)),
  })),
  schedules: file.schedules.map(
    ({ key, offerKey, resourceKey, from, to, capacity = null, endsOn = null, ...schedule }) => ({
      ...schedule,
      scheduleId: scheduleId(idOf('schedule', key)),
      offerId: offerId(idOf('offer', offerKey)),
      resourceId: resourceKey === undefined ? null : resourceId(idOf('resource', resourceKey)),
      fromMinute: minuteOf(from),
      toMinute: minuteOf(to),
      capacity,
      endsOn,
    }),
  ),
})
