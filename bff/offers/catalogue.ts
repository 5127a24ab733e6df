import type {
  OfferId,
  PlaceId,
  ProviderId,
  ResourceId,
  ScheduleId,
  SiteId,
  UnitId,
} from '#shared/ids.ts'
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

/** Everything that can be booked in one subdistrict, as the demo or an imported plan says it. */
export interface Catalogue {
  readonly sites: readonly CatalogueSite[]
  readonly providers: readonly CatalogueProvider[]
  readonly services: readonly CatalogueService[]
  readonly offers: readonly CatalogueOffer[]
  readonly resources: readonly CatalogueResource[]
  readonly schedules: readonly CatalogueSchedule[]
}

export interface CatalogueSite {
  readonly siteId: SiteId
  /** An existing unit: its posts are the site's staff. */
  readonly unitId: UnitId
  readonly placeId: PlaceId
  readonly kind: SiteKind
  readonly name: string
  readonly address: string
  readonly phone: string
  readonly openingWords: string
  readonly accessibility: readonly Accessibility[]
  /** WGS-84. */
  readonly longitude: number
  readonly latitude: number
}

export interface CatalogueProvider {
  readonly providerId: ProviderId
  readonly unitId: UnitId
  readonly kind: ProviderKind
  readonly name: string
  readonly phone: string
  readonly licenceName: string
  readonly licenceNo: string
  readonly licenceFrom: string
  readonly licenceTo: string
}

export interface CatalogueService {
  readonly code: string
  readonly name: string
  readonly need: Need
  readonly description: string
  readonly bring: string
  /** Other words people use for it; pinyin is added when it is saved. */
  readonly otherNames: readonly string[]
  readonly rank: number
}

export interface CatalogueOffer {
  readonly offerId: OfferId
  readonly serviceCode: string
  readonly siteId: SiteId
  readonly providerId: ProviderId
  readonly kind: OfferKind
  readonly minutes: number
  readonly stepMinutes: number
  readonly bufferMinutes: number
  readonly languages: readonly Language[]
  readonly terms: OfferTerms
  readonly termsFrom: string
  readonly termsSource: string
}

export interface CatalogueResource {
  readonly resourceId: ResourceId
  readonly siteId: SiteId
  readonly kind: 'person' | 'room' | 'vehicle' | 'stall'
  readonly name: string
}

export interface CatalogueSchedule {
  readonly scheduleId: ScheduleId
  readonly offerId: OfferId
  readonly resourceId: ResourceId | null
  readonly rule: string
  readonly fromMinute: number
  readonly toMinute: number
  readonly capacity: number | null
  readonly holidayPolicy: HolidayPolicy
  readonly startsOn: string
  readonly endsOn: string | null
}
