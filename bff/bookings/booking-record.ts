import type {
  BookingChannel,
  BookingEventKind,
  BookingStatus,
  CheckInWay,
} from '#shared/bookings/booking-status.ts'
import type { BookingEvent, BookingRating } from '#shared/bookings/bookings.contract.ts'
import type {
  BookingId,
  CaseId,
  OccurrenceId,
  OfferId,
  PersonId,
  PhotoId,
  PlaceId,
  PostId,
  ProviderId,
  ResourceId,
  SiteId,
  SubdistrictId,
  UnitId,
} from '#shared/ids.ts'
import type { OfferKind } from '#shared/offers/offer-kinds.ts'
import type { PayWay } from '#shared/offers/offer-terms.ts'

export interface BookingKey {
  readonly subdistrictId: SubdistrictId
  readonly bookingId: BookingId
}

/** What a list shows of a booking, with the names that belong to it. */
export interface BookingSummary extends BookingKey {
  readonly serial: number
  readonly status: BookingStatus
  readonly kind: OfferKind
  readonly offerId: OfferId
  readonly occurrenceId: OccurrenceId
  readonly serviceCode: string
  readonly serviceName: string
  readonly siteId: SiteId
  readonly siteName: string
  readonly siteUnitId: UnitId
  readonly providerId: ProviderId
  readonly providerUnitId: UnitId
  readonly personId: PersonId
  readonly personName: string
  readonly bookedBy: PersonId
  readonly bookedByPost: PostId | null
  readonly channel: BookingChannel
  readonly party: number
  readonly startsAt: Date
  readonly endsAt: Date
  readonly holdUntil: Date | null
  readonly awaitsPayment: boolean
  readonly answerDueAt: Date | null
  readonly createdAt: Date
  readonly queueNo: number | null
  readonly priceFen: number
  readonly payBy: PayWay
  readonly paymentId: string | null
  readonly paidFen: number
  readonly refundedFen: number
  readonly placeLabel: string | null
  readonly menuSet: string | null
  readonly isDelivered: boolean
  readonly resourceId: ResourceId | null
  readonly resourceName: string | null
  readonly checkedInAt: Date | null
  readonly lastSeq: number
}

/** Instants inside JSON come as text. */
export interface StoredBookingEvent {
  readonly seq: number
  readonly kind: BookingEventKind
  readonly at: string
  readonly actorPersonId: PersonId | null
  readonly actorLabel: string
  readonly data: BookingEvent['data']
  readonly photoIds: readonly PhotoId[]
}

/** Everything stored about one booking. */
export interface BookingRecord extends BookingSummary {
  readonly relationshipId: string | null
  readonly bookedByName: string
  readonly bring: string
  readonly note: string
  readonly placeId: PlaceId | null
  readonly doorNo: string | null
  readonly renovationId: string | null
  readonly caseId: CaseId | null
  readonly checkInSecret: string
  readonly requestedAt: Date | null
  readonly answeredAt: Date | null
  readonly escalatedAt: Date | null
  readonly checkedInBy: CheckInWay | null
  readonly servedAt: Date | null
  readonly servedNote: string | null
  readonly endReason: string | null
  readonly events: readonly StoredBookingEvent[]
  readonly photoIds: readonly PhotoId[]
  readonly rating: BookingRating | null
}

/** Who a step is written down for. */
export interface BookingActor {
  readonly personId: PersonId | null
  readonly postId: PostId | null
  /** As people see him, at this moment. */
  readonly label: string
}

/** An event before it has its number. */
export interface NewBookingEvent {
  readonly kind: BookingEventKind
  readonly actor: BookingActor
  readonly data?: BookingEvent['data']
  readonly photoIds?: readonly PhotoId[]
}
