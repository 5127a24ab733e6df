import type {
  OfferId,
  PlaceId,
  ProviderId,
  ResourceId,
  SiteId,
  SubdistrictId,
  UnitId,
} from '#shared/ids.ts'
import type { Language, Need, OfferKind, ProviderKind } from '#shared/offers/offer-kinds.ts'
import type { OfferTerms } from '#shared/offers/offer-terms.ts'
import type { OfferView, SiteView } from '#shared/offers/offers.contract.ts'
import type { Span } from '#shared/offers/slots.ts'
import { shanghaiInstant } from '#shared/time/shanghai.ts'

export interface Site extends SiteView {
  /** Its posts are the site's staff. */
  readonly unitId: UnitId
  readonly placeId: PlaceId
}

export interface Service {
  readonly code: string
  readonly name: string
  readonly need: Need
  readonly description: string
  readonly bring: string
  readonly searchKeys: readonly string[]
  readonly rank: number
}

export interface Provider {
  readonly providerId: ProviderId
  readonly unitId: UnitId
  readonly kind: ProviderKind
  readonly name: string
  readonly phone: string
  readonly licenceName: string
  readonly licenceNo: string
  /** `yyyy-mm-dd`, both included. */
  readonly licenceFrom: string
  readonly licenceTo: string
}

export interface Resource {
  readonly resourceId: ResourceId
  readonly siteId: SiteId
  readonly kind: 'person' | 'room' | 'vehicle' | 'stall'
  readonly name: string
}

/** One service at one site by one provider, with everything that is asked of it at every booking. */
export interface Offer {
  readonly subdistrictId: SubdistrictId
  readonly offerId: OfferId
  readonly serviceCode: string
  readonly serviceName: string
  readonly siteId: SiteId
  readonly siteName: string
  readonly siteUnitId: UnitId
  readonly site: Site
  readonly providerId: ProviderId
  readonly providerName: string
  readonly providerUnitId: UnitId
  readonly licenceFrom: string
  readonly licenceTo: string
  readonly kind: OfferKind
  readonly minutes: number
  readonly stepMinutes: number
  readonly bufferMinutes: number
  readonly languages: readonly Language[]
  readonly endedOn: string | null
  /** The terms in force on a day `yyyy-mm-dd`; before the first ones, these. */
  readonly termsOn: (day: string) => OfferTerms
}

/** Everything one can book in one subdistrict; what changes by the minute is in the database. */
export interface OfferBook {
  readonly sites: ReadonlyMap<SiteId, Site>
  /** As the service home lists them. */
  readonly services: readonly Service[]
  readonly providers: readonly Provider[]
  readonly offers: ReadonlyMap<OfferId, Offer>
  readonly resources: readonly Resource[]
}

/** Terms of one offer by their first days; the newest that has begun holds. */
export const termsByDay = (
  rows: readonly { readonly validFrom: string; readonly terms: OfferTerms }[],
): ((day: string) => OfferTerms) | undefined => {
  const newestFirst = rows.toSorted((one, other) => (one.validFrom < other.validFrom ? 1 : -1))
  const first = newestFirst.at(-1)?.terms
  if (!first) return undefined
  return (day) => newestFirst.find(({ validFrom }) => validFrom <= day)?.terms ?? first
}

/** Why nobody can book it for that day; null when one can. */
export const whyUnavailable = (
  { endedOn, licenceFrom, licenceTo }: Offer,
  day: string,
): OfferView['unavailable'] => {
  if (endedOn !== null) return 'ended'
  return licenceTo < day || licenceFrom > day ? 'licence_ended' : null
}

/** When it can be had at all, in milliseconds since 1970: the days that `whyUnavailable` lets pass. */
export const givenDuring = ({ endedOn, licenceFrom, licenceTo }: Offer): Span =>
  endedOn === null
    ? {
        from: shanghaiInstant(licenceFrom).getTime(),
        to: shanghaiInstant(licenceTo, 1440).getTime(),
      }
    : { from: 0, to: 0 }

export const siteView = ({ unitId: _unit, placeId: _place, ...view }: Site): SiteView => view

export const offerView = (offer: Offer, day: string): OfferView => ({
  offerId: offer.offerId,
  serviceCode: offer.serviceCode,
  serviceName: offer.serviceName,
  kind: offer.kind,
  site: siteView(offer.site),
  providerName: offer.providerName,
  minutes: offer.minutes,
  languages: [...offer.languages],
  terms: offer.termsOn(day),
  unavailable: whyUnavailable(offer, day),
})
