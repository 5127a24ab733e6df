import { text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type {
  AccountId,
  BookingId,
  CaseId,
  OccurrenceId,
  OfferId,
  PaymentId,
  PersonId,
  PhotoId,
  PlaceId,
  PostId,
  RelationshipId,
  ResourceId,
  SiteId,
  SubdistrictId,
  UnitId,
} from '#shared/ids.ts'

/** An instant; read as Date. */
export const instant = (name: string) =>
  timestamp(name, { withTimezone: true, mode: 'date', precision: 3 })

export const subdistrictIdColumn = () => text('subdistrict_id').$type<SubdistrictId>()
export const personIdColumn = (name = 'person_id') => uuid(name).$type<PersonId>()
export const accountIdColumn = (name = 'account_id') => uuid(name).$type<AccountId>()
export const postIdColumn = (name = 'post_id') => uuid(name).$type<PostId>()
export const unitIdColumn = (name = 'unit_id') => uuid(name).$type<UnitId>()
export const placeIdColumn = (name = 'place_id') => uuid(name).$type<PlaceId>()
export const caseIdColumn = (name = 'case_id') => uuid(name).$type<CaseId>()
export const bookingIdColumn = (name = 'booking_id') => uuid(name).$type<BookingId>()
export const photoIdColumn = (name = 'photo_id') => uuid(name).$type<PhotoId>()
export const siteIdColumn = (name = 'site_id') => uuid(name).$type<SiteId>()
export const offerIdColumn = (name = 'offer_id') => uuid(name).$type<OfferId>()
export const resourceIdColumn = (name = 'resource_id') => uuid(name).$type<ResourceId>()
export const occurrenceIdColumn = (name = 'occurrence_id') => uuid(name).$type<OccurrenceId>()
export const relationshipIdColumn = (name = 'relationship_id') => uuid(name).$type<RelationshipId>()
export const paymentIdColumn = (name = 'payment_id') => uuid(name).$type<PaymentId>()
