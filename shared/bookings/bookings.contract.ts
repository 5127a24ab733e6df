import type { Static } from '@sinclair/typebox'
import * as Type from '@sinclair/typebox'
import { endpoint } from '../http/endpoint.ts'
import {
  Cursor,
  Day,
  Empty,
  Instant,
  literals,
  nullable,
  object,
  saidText,
  text,
} from '../http/fields.ts'
import {
  BookingIdSchema,
  CaseIdSchema,
  OccurrenceIdSchema,
  OfferIdSchema,
  PersonIdSchema,
  PhotoIdSchema,
  PlaceIdSchema,
  RenovationIdSchema,
  SiteIdSchema,
  SubdistrictIdSchema,
  WaitIdSchema,
} from '../ids.ts'
import { offerKinds } from '../offers/offer-kinds.ts'
import { payWays } from '../offers/offer-terms.ts'
import { SiteView, Slot } from '../offers/offers.contract.ts'
import {
  bookingActions,
  bookingChannels,
  bookingEventKinds,
  bookingStatuses,
  waitStates,
  wishKinds,
} from './booking-status.ts'

const InSubdistrict = object({ subdistrictId: SubdistrictIdSchema })
export const BookingParams = object({
  subdistrictId: SubdistrictIdSchema,
  bookingId: BookingIdSchema,
})

/** What a list shows of a booking, to whoever may see it. */
export const BookingRow = object({
  subdistrictId: SubdistrictIdSchema,
  bookingId: BookingIdSchema,
  /** `1000 0427`: said on the phone. */
  number: Type.String(),
  status: literals(bookingStatuses),
  kind: literals(offerKinds),
  offerId: OfferIdSchema,
  serviceCode: Type.String(),
  serviceName: Type.String(),
  siteId: SiteIdSchema,
  siteName: Type.String(),
  personId: PersonIdSchema,
  personName: Type.String(),
  /** The viewer is the person served. */
  isMine: Type.Boolean(),
  party: Type.Integer(),
  startsAt: Instant,
  endsAt: Instant,
  holdUntil: nullable(Instant),
  answerDueAt: nullable(Instant),
  createdAt: Instant,
  queueNo: nullable(Type.Integer()),
  priceFen: Type.Integer(),
  payBy: literals(payWays),
  /** Nothing to pay · still to pay · paid · given back, wholly or in part. */
  paid: literals(['nothing', 'due', 'paid', 'refunded'] as const),
  channel: literals(bookingChannels),
  /** The person's place is at home: where the visit goes or the load stands. */
  placeLabel: nullable(Type.String()),
  menuSet: nullable(Type.String()),
  isDelivered: Type.Boolean(),
  resourceName: nullable(Type.String()),
  /** Grows with every change; a client keeps the newest. */
  version: Type.Integer(),
})
export type BookingRow = Static<typeof BookingRow>

export const BookingEvent = object({
  seq: Type.Integer(),
  kind: literals(bookingEventKinds),
  at: Instant,
  actor: Type.String(),
  data: Type.Record(
    Type.String(),
    Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]),
  ),
  photoIds: Type.Array(PhotoIdSchema),
})
export type BookingEvent = Static<typeof BookingEvent>

export const BookingRating = object({
  onTime: nullable(literals(['yes', 'no'] as const)),
  solved: nullable(literals(['yes', 'no'] as const)),
  grade: nullable(Type.Integer({ minimum: 1, maximum: 5 })),
  words: Type.String(),
  at: Instant,
})
export type BookingRating = Static<typeof BookingRating>

export const BookingView = object({
  ...BookingRow.properties,
  site: SiteView,
  bring: Type.String(),
  note: Type.String(),
  bookedByName: Type.String(),
  endReason: nullable(Type.String()),
  /** What would be given back if it were cancelled now, in fen. */
  refundFen: Type.Integer(),
  /** Content of the QR code; only for those who may show it. */
  checkInCode: nullable(Type.String()),
  paymentId: nullable(Type.String()),
  caseId: nullable(CaseIdSchema),
  rating: nullable(BookingRating),
  events: Type.Array(BookingEvent),
  photoIds: Type.Array(PhotoIdSchema),
  may: Type.Array(literals(bookingActions)),
  /** Only for staff; null for residents. */
  staff: nullable(
    object({
      phoneMasked: nullable(Type.String()),
      age: nullable(Type.Integer()),
      bookerPhoneMasked: nullable(Type.String()),
      relationWords: nullable(Type.String()),
      missedBefore: Type.Integer(),
    }),
  ),
})
export type BookingView = Static<typeof BookingView>

export const BookingReply = object({ booking: BookingView })

/** Another booking of the same person at that time. */
export const Clash = object({
  serviceName: Type.String(),
  siteName: Type.String(),
  startsAt: Instant,
  endsAt: Instant,
})
export type Clash = Static<typeof Clash>

export const holdTime = endpoint({
  kind: 'json',
  method: 'POST',
  path: '/subdistricts/:subdistrictId/bookings',
  access: 'signed-in',
  needsPrivacyConsent: true,
  idempotent: true,
  perMinute: 30,
  summary: 'Keep a time for a few minutes; for oneself, a relative, or (staff) anybody',
  params: InSubdistrict,
  body: object({
    offerId: OfferIdSchema,
    occurrenceId: OccurrenceIdSchema,
    startsAt: Instant,
    personId: PersonIdSchema,
    party: Type.Integer({ minimum: 1, maximum: 100 }),
    /** Staff say how it came; it needs a post. Default: app. */
    channel: Type.Optional(literals(['app', 'counter', 'phone', 'walk_in'] as const)),
  }),
  response: object({
    booking: BookingView,
    /** To be shown before confirming. */
    clashes: Type.Array(Clash),
  }),
  status: 201,
  errors: [
    'not_found',
    'offer_unknown',
    'time_taken',
    'time_not_offered',
    'too_late_to_book',
    'already_booked',
    'too_many_coming',
    'too_many_missed',
    'not_for_this_person',
    'not_his_relative',
    'not_allowed',
    'unknown_person',
  ],
})

export const confirmBooking = endpoint({
  kind: 'json',
  method: 'POST',
  path: '/subdistricts/:subdistrictId/bookings/:bookingId/confirm',
  access: 'signed-in',
  idempotent: true,
  summary: 'Make a hold a booking; one that is paid by WeChat stays held until it is paid',
  params: BookingParams,
  body: object({
    payBy: literals(payWays),
    note: text(0, 300),
    /** For a visit or a haul. */
    place: Type.Optional(object({ placeId: PlaceIdSchema, doorNo: text(0, 60) })),
    menuSet: Type.Optional(text(1, 40)),
    isDelivered: Type.Optional(Type.Boolean()),
    /** The registration whose waste it is; asked for where waste of a renovation is hauled. */
    renovationId: Type.Optional(RenovationIdSchema),
    /** The clash was shown and is accepted. */
    despiteClash: Type.Optional(Type.Boolean()),
  }),
  response: BookingReply,
  errors: [
    'not_found',
    'hold_over',
    'booking_moved_on',
    'pay_way_unknown',
    'address_needed',
    'menu_set_unknown',
    'not_delivered',
    'renovation_needed',
    'renovation_unknown',
    'renovation_over',
    'clash',
    'place_unknown',
    'place_elsewhere',
    'not_allowed',
  ],
})

export const listMyBookings = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/bookings/mine',
  access: 'signed-in',
  summary:
    'Bookings of mine and of those I book for: coming ones soonest first, past ones newest first',
  query: object({
    when: literals(['coming', 'past'] as const),
    personId: Type.Optional(PersonIdSchema),
    cursor: Type.Optional(Cursor),
  }),
  response: object({ bookings: Type.Array(BookingRow), nextCursor: nullable(Cursor) }),
  errors: [],
})

export const readBooking = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/bookings/:bookingId',
  access: 'signed-in',
  summary: 'One booking, as far as the viewer may see it',
  params: BookingParams,
  response: BookingReply,
  errors: ['not_found'],
})

const ownStep = {
  kind: 'json',
  method: 'POST',
  access: 'signed-in',
  params: BookingParams,
  response: BookingReply,
  idempotent: true,
} as const

export const cancelBooking = endpoint({
  ...ownStep,
  path: '/subdistricts/:subdistrictId/bookings/:bookingId/cancel',
  summary: 'Cancel; what was paid is given back by the rule that was shown',
  body: object({ reason: text(0, 200) }),
  errors: ['not_found', 'booking_moved_on', 'too_late_to_cancel', 'not_allowed'],
})

export const moveBooking = endpoint({
  ...ownStep,
  path: '/subdistricts/:subdistrictId/bookings/:bookingId/move',
  summary:
    'Another time of the same offer; the old one is given back only when the new one is taken',
  body: object({ occurrenceId: OccurrenceIdSchema, startsAt: Instant }),
  errors: [
    'not_found',
    'booking_moved_on',
    'time_taken',
    'time_not_offered',
    'too_late_to_book',
    'too_late_to_cancel',
    'already_booked',
    'menu_set_unknown',
    'not_allowed',
  ],
})

export const answerProposal = endpoint({
  ...ownStep,
  path: '/subdistricts/:subdistrictId/bookings/:bookingId/proposal',
  summary: 'Agree to the time that staff proposed, or not',
  body: object({ answer: literals(['agree', 'decline'] as const) }),
  errors: ['not_found', 'booking_moved_on', 'menu_set_unknown', 'not_allowed'],
})

/** Grades as for cases: 5 very satisfied … 1 very dissatisfied; voluntary, once, never defaulted. */
export const rateBooking = endpoint({
  ...ownStep,
  path: '/subdistricts/:subdistrictId/bookings/:bookingId/rating',
  summary: 'On time? solved? satisfied?',
  body: object({
    onTime: nullable(literals(['yes', 'no'] as const)),
    solved: nullable(literals(['yes', 'no'] as const)),
    grade: nullable(Type.Integer({ minimum: 1, maximum: 5 })),
    words: text(0, 500),
  }),
  errors: ['not_found', 'already_rated', 'rating_not_open', 'reason_needed', 'not_allowed'],
})

export const complainAboutBooking = endpoint({
  ...ownStep,
  path: '/subdistricts/:subdistrictId/bookings/:bookingId/complaint',
  summary: 'A complaint becomes a case, with its own clock and its own handler',
  body: object({ text: saidText(1000) }),
  errors: ['not_found', 'booking_moved_on', 'not_allowed'],
})

// Waiting lists

export const WaitView = object({
  subdistrictId: SubdistrictIdSchema,
  waitId: WaitIdSchema,
  state: literals(waitStates),
  slot: Slot,
  serviceCode: Type.String(),
  serviceName: Type.String(),
  personId: PersonIdSchema,
  personName: Type.String(),
  party: Type.Integer(),
  /** 1: next. 0: no longer waiting. */
  position: Type.Integer(),
  /** The booking kept for him, while it is offered. */
  bookingId: nullable(BookingIdSchema),
  offeredUntil: nullable(Instant),
})
export type WaitView = Static<typeof WaitView>

export const joinWaits = endpoint({
  kind: 'json',
  method: 'POST',
  path: '/subdistricts/:subdistrictId/waits',
  access: 'signed-in',
  needsPrivacyConsent: true,
  idempotent: true,
  summary: 'Wait for a place in something that is full',
  params: InSubdistrict,
  body: object({
    occurrenceId: OccurrenceIdSchema,
    personId: PersonIdSchema,
    party: Type.Integer({ minimum: 1, maximum: 100 }),
    channel: Type.Optional(literals(['app', 'counter', 'phone', 'walk_in'] as const)),
  }),
  response: object({ wait: WaitView }),
  status: 201,
  errors: [
    'not_found',
    'not_full',
    'already_waiting',
    'already_booked',
    'time_not_offered',
    'not_for_this_person',
    'not_his_relative',
    'not_allowed',
    'unknown_person',
    'too_late_to_book',
  ],
})

export const listMyWaits = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/waits/mine',
  access: 'signed-in',
  summary: 'What I and those I book for wait for',
  response: object({ waits: Type.Array(WaitView) }),
  errors: [],
})

export const leaveWaits = endpoint({
  kind: 'json',
  method: 'DELETE',
  path: '/subdistricts/:subdistrictId/waits/:waitId',
  access: 'signed-in',
  summary: 'Wait no longer',
  params: object({ subdistrictId: SubdistrictIdSchema, waitId: WaitIdSchema }),
  response: Empty,
  errors: ['not_found'],
})

/** Kept without a name: what people wanted and did not get. */
export const recordWish = endpoint({
  kind: 'json',
  method: 'POST',
  path: '/subdistricts/:subdistrictId/wishes',
  access: 'anyone',
  perMinute: 10,
  summary: 'No time fitted, or the service is missing: it counts as demand',
  params: InSubdistrict,
  body: object({
    kind: literals(wishKinds),
    serviceCode: Type.Optional(text(1, 40)),
    siteId: Type.Optional(SiteIdSchema),
    wantedDay: Type.Optional(Day),
    words: text(0, 200),
  }),
  response: Empty,
  errors: ['not_found', 'offer_unknown'],
})
