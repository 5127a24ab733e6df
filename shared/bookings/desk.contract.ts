import type { Static } from '@sinclair/typebox'
import * as Type from '@sinclair/typebox'
import { bookingStaffRoles } from '../accounts/roles.ts'
import { maxPhotosPerStep } from '../cases/cases.contract.ts'
import { endpoint } from '../http/endpoint.ts'
import { Cursor, Day, Instant, literals, nullable, object, saidText, text } from '../http/fields.ts'
import { OccurrenceIdSchema, PhotoIdSchema, SiteIdSchema, SubdistrictIdSchema } from '../ids.ts'
import { BookingParams, BookingReply, BookingRow } from './bookings.contract.ts'

const staff = { kind: 'json', access: { roles: bookingStaffRoles } } as const
const InSubdistrict = object({ subdistrictId: SubdistrictIdSchema })

/** new: wait for an answer, oldest first · coming: accepted · unanswered: overdue, where I lead · ended. */
export const deskQueues = ['new', 'coming', 'unanswered', 'ended'] as const

export const listDeskBookings = endpoint({
  ...staff,
  method: 'GET',
  path: '/subdistricts/:subdistrictId/booking-desk',
  summary: 'Bookings of my sites',
  params: InSubdistrict,
  query: object({
    queue: literals(deskQueues),
    siteId: Type.Optional(SiteIdSchema),
    cursor: Type.Optional(Cursor),
  }),
  response: object({ bookings: Type.Array(BookingRow), nextCursor: nullable(Cursor) }),
  errors: [],
})

/** Of today, in Shanghai; minutes from request to answer. */
export const AnswerTimes = object({
  answered: Type.Integer(),
  medianMinutes: nullable(Type.Number()),
  slowestMinutes: nullable(Type.Number()),
  /** Still waiting, and how long the oldest has waited. */
  waiting: Type.Integer(),
  oldestMinutes: nullable(Type.Number()),
})
export type AnswerTimes = Static<typeof AnswerTimes>

export const countDeskBookings = endpoint({
  ...staff,
  method: 'GET',
  path: '/subdistricts/:subdistrictId/booking-counts',
  summary: 'How many wait, and how fast answers are today',
  params: InSubdistrict,
  response: object({
    new: Type.Integer(),
    unanswered: Type.Integer(),
    today: Type.Integer(),
    answerTimes: AnswerTimes,
  }),
  errors: [],
})

const staffStep = {
  ...staff,
  method: 'POST',
  params: BookingParams,
  response: BookingReply,
  idempotent: true,
} as const

export const acceptBooking = endpoint({
  ...staffStep,
  path: '/subdistricts/:subdistrictId/bookings/:bookingId/accept',
  summary: 'Accept; of two clerks one wins and the other is told who',
  body: object({}),
  errors: ['not_found', 'already_answered', 'booking_moved_on', 'not_allowed'],
})

export const declineBooking = endpoint({
  ...staffStep,
  path: '/subdistricts/:subdistrictId/bookings/:bookingId/decline',
  summary: 'Decline with a reason; what was paid is given back in full',
  body: object({ reason: saidText(200) }),
  errors: ['not_found', 'already_answered', 'booking_moved_on', 'not_allowed'],
})

export const proposeTime = endpoint({
  ...staffStep,
  path: '/subdistricts/:subdistrictId/bookings/:bookingId/propose',
  summary: 'Another time, kept until the person answers',
  body: object({ occurrenceId: OccurrenceIdSchema, startsAt: Instant, note: text(0, 200) }),
  errors: [
    'not_found',
    'already_answered',
    'booking_moved_on',
    'time_taken',
    'time_not_offered',
    'already_booked',
    'not_allowed',
  ],
})

export const readDayList = endpoint({
  ...staff,
  method: 'GET',
  path: '/subdistricts/:subdistrictId/sites/:siteId/days/:day',
  summary: 'Everybody of one day at one site, by time; it prints, and serves when offline',
  params: object({ subdistrictId: SubdistrictIdSchema, siteId: SiteIdSchema, day: Day }),
  response: object({
    siteName: Type.String(),
    bookings: Type.Array(
      object({
        ...BookingRow.properties,
        /** Last four digits of phone and ID card, as far as known, for checking in offline. */
        tails: Type.Array(Type.String()),
        phoneMasked: nullable(Type.String()),
        /** SHA-256 of the QR code's secret, base64url: known again without the network. */
        codeHash: Type.String(),
        note: Type.String(),
      }),
    ),
  }),
  errors: ['not_found'],
})

/** What was scanned or typed at a site. */
export const checkIn = endpoint({
  ...staff,
  method: 'POST',
  path: '/subdistricts/:subdistrictId/sites/:siteId/check-ins',
  summary: 'Check in by code, number or the last four digits; several that fit are listed',
  params: object({ subdistrictId: SubdistrictIdSchema, siteId: SiteIdSchema }),
  body: object({
    by: literals(['qr', 'number', 'tail'] as const),
    value: text(4, 200),
    /** When it happened at the site; up to a day ago, when it is sent after a time offline. */
    at: Type.Optional(Instant),
  }),
  response: object({
    /** Null when several fit: then one is chosen and checked in by its id. */
    checkedIn: nullable(BookingRow),
    candidates: Type.Array(BookingRow),
  }),
  idempotent: true,
  errors: [
    'not_found',
    'check_in_unknown',
    'check_in_not_today',
    'already_checked_in',
    'already_booked',
    'booking_moved_on',
  ],
})

export const checkInBooking = endpoint({
  ...staffStep,
  path: '/subdistricts/:subdistrictId/bookings/:bookingId/check-in',
  summary: 'He is here (for a visit: we are there)',
  body: object({ at: Type.Optional(Instant) }),
  errors: [
    'not_found',
    'already_checked_in',
    'check_in_not_today',
    'already_booked',
    'booking_moved_on',
    'not_allowed',
  ],
})

export const undoCheckIn = endpoint({
  ...staffStep,
  path: '/subdistricts/:subdistrictId/bookings/:bookingId/check-in/undo',
  summary: 'Checked in by mistake',
  body: object({}),
  errors: ['not_found', 'booking_moved_on', 'not_allowed'],
})

export const serveBooking = endpoint({
  ...staffStep,
  path: '/subdistricts/:subdistrictId/bookings/:bookingId/serve',
  summary: 'Served (for a visit: we have left), with a note and photos',
  body: object({
    note: text(0, 500),
    photoIds: Type.Array(PhotoIdSchema, { maxItems: maxPhotosPerStep, uniqueItems: true }),
    at: Type.Optional(Instant),
  }),
  errors: [
    'not_found',
    'check_in_not_today',
    'booking_moved_on',
    'photo_unavailable',
    'photo_needed',
    'haul_unpaid',
    'not_allowed',
  ],
})

export const markNoShow = endpoint({
  ...staffStep,
  path: '/subdistricts/:subdistrictId/bookings/:bookingId/no-show',
  summary: 'He did not come',
  body: object({}),
  errors: ['not_found', 'too_early_for_no_show', 'booking_moved_on', 'not_allowed'],
})

export const cancelBookingForSite = endpoint({
  ...staffStep,
  path: '/subdistricts/:subdistrictId/bookings/:bookingId/cancel-by-site',
  summary: 'We cannot keep it: told with the reason and the next places, everything given back',
  body: object({ reason: saidText(200) }),
  errors: ['not_found', 'booking_moved_on', 'not_allowed'],
})

export const revealBookingPhone = endpoint({
  ...staffStep,
  path: '/subdistricts/:subdistrictId/bookings/:bookingId/phone',
  summary: 'The phone number; each look is itself an entry in the history',
  body: object({ reason: saidText(200), whose: literals(['person', 'booker'] as const) }),
  response: object({ phone: Type.String() }),
  errors: ['not_found', 'no_phone_on_file'],
})
