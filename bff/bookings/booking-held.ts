import type { Offer } from '../offers/offers.service.ts'
import type { BookingRecord, NewBookingEvent } from './booking-record.ts'
import type { NewBooking, Numbered } from './bookings.store.ts'

/**
 * A hold as `findBooking` would read it back, from what was just written: reading it costs more than
 * all the rest, and holds are what everybody does at once. A test keeps the two alike.
 */
export const heldRecord = (
  offer: Offer,
  hold: NewBooking & Numbered,
  { kind, actor }: NewBookingEvent,
): BookingRecord => ({
  ...hold,
  status: 'held',
  kind: offer.kind,
  serviceName: offer.serviceName,
  siteName: offer.siteName,
  siteUnitId: offer.siteUnitId,
  providerId: offer.providerId,
  providerUnitId: offer.providerUnitId,
  awaitsPayment: false,
  ...{ answerDueAt: null, requestedAt: null, answeredAt: null, escalatedAt: null },
  ...{ paymentId: null, paidFen: 0, refundedFen: 0 },
  ...{ placeId: null, doorNo: null, placeLabel: null, menuSet: null, isDelivered: false },
  ...{ checkedInAt: null, checkedInBy: null, servedAt: null, servedNote: null },
  ...{ renovationId: null, caseId: null, rating: null, endReason: null, note: '' },
  bookedByName: '',
  lastSeq: 1,
  events: [
    {
      seq: 1,
      kind,
      at: hold.createdAt.toISOString(),
      actorPersonId: actor.personId,
      actorLabel: actor.label,
      data: {},
      photoIds: [],
    },
  ],
  photoIds: [],
})
