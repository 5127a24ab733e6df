import type {
  Accessibility,
  HolidayPolicy,
  Language,
  Need,
  OfferKind,
  ProviderKind,
  SiteKind,
} from '#shared/offers/offer-kinds.ts'
import type { OfferTerms } from '#shared/offers/offer-terms.ts'

/** What can be booked in one subdistrict; rows name each other by slug, ids follow from the keys. */
export interface SeedCatalogue {
  readonly subdistrictId: string
  readonly sites: readonly SeedSite[]
  readonly providers: readonly SeedProvider[]
  readonly services: readonly SeedService[]
  readonly resources: readonly SeedResource[]
  readonly offers: readonly SeedOffer[]
}

export interface SeedSite {
  /** `site-1`, `room-weitang`, `fair-weitang`. */
  readonly slug: string
  /** Whose staff works here; its telephone is the site's. */
  readonly unit: string
  readonly kind: SiteKind
  readonly name: string
  /** The estate it stands in gives its place, its lane and its point on the map. */
  readonly estateKey: string
  /** As on the door: `1号底楼`. */
  readonly door: string
  readonly openingWords: string
  readonly accessibility: readonly Accessibility[]
}

export interface SeedProvider {
  /** Without the `provider-` that leads the slug of its unit. */
  readonly slug: string
  readonly kind: ProviderKind
  readonly licenceName: string
  readonly licenceNo: string
  /** yyyy-mm-dd. */
  readonly licenceFrom: string
  readonly licenceTo: string
}

export interface SeedService {
  readonly code: string
  readonly name: string
  readonly need: Need
  readonly description: string
  readonly bring: string
  /** What else people call it, dialect too. */
  readonly otherNames: readonly string[]
}

export interface SeedResource {
  /** `site-1/barber-1`: the site, then what it is. */
  readonly slug: string
  readonly site: string
  readonly kind: 'person' | 'room' | 'vehicle' | 'stall'
  readonly name: string
}

export interface SeedOffer {
  readonly service: string
  readonly site: string
  readonly provider: string
  readonly kind: OfferKind
  /** How long one booking takes. */
  readonly minutes: number
  /** Between two times offered; as `minutes` where nothing is said. */
  readonly stepMinutes?: number
  /** Travel before and after a visit; none where nothing is said. */
  readonly bufferMinutes?: number
  /** Mandarin and Shanghainese where nothing is said. */
  readonly languages?: readonly Language[]
  readonly terms: OfferTerms
  readonly termsSource: string
  readonly hours: readonly SeedHours[]
}

/** When it is given: either somebody's time or a number of places. */
export interface SeedHours {
  readonly resource?: string
  readonly places?: number
  /** RFC 5545 rule over days. */
  readonly rule: string
  /** `9:00`, Shanghai. */
  readonly from: string
  readonly to: string
  /** `skip` where nothing is said. */
  readonly holidays?: HolidayPolicy
}
