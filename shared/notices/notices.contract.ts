import type { Static } from '@sinclair/typebox'
import * as Type from '@sinclair/typebox'
import { endpoint } from '../http/endpoint.ts'
import { Cursor, Empty, Instant, literals, nullable, object } from '../http/fields.ts'
import {
  AlertIdSchema,
  BookingIdSchema,
  CaseIdSchema,
  NoticeIdSchema,
  SubdistrictIdSchema,
} from '../ids.ts'

/** Told to whoever reported a case. */
const caseKindsForResidents = ['case_step', 'case_closed'] as const
/** Told to the person served and to whoever booked for him. */
export const bookingKindsForResidents = [
  'booking_requested',
  'booking_accepted',
  'booking_declined',
  'booking_proposed',
  'booking_reminder_day',
  'booking_reminder_hours',
  'booking_moved',
  'booking_cancelled_by_site',
  'booking_cancelled_for_person',
  'booking_place_offered',
  'booking_no_show',
  'booking_rate_invited',
  'booking_paid',
  'booking_refunded',
  'booking_refund_late',
] as const
export type BookingKindForResidents = (typeof bookingKindsForResidents)[number]

const caseKindsForStaff = [
  'case_new_for_you',
  'case_reopened',
  'case_overdue',
  'case_for_review',
  'case_supplemented',
] as const
export const bookingKindsForStaff = [
  'booking_new_for_site',
  'booking_unanswered',
  'booking_cancelled_by_person',
  'payment_needs_a_look',
  'haulage_new',
] as const
export type BookingKindForStaff = (typeof bookingKindsForStaff)[number]

/** Told of a renovation: to whoever registered it, and to property and 居委. */
const renovationKinds = ['renovation_seen', 'renovation_new'] as const
export type RenovationNoticeKind = (typeof renovationKinds)[number]

/** Told of papers that were looked at before the visit (guide). */
const guideKinds = ['guide_ready', 'guide_again'] as const
export type GuideNoticeKind = (typeof guideKinds)[number]

/** Told to whoever follows an elder, and to the elder. */
export const careKindsForResidents = [
  'care_alert',
  'care_alert_cleared',
  'care_test',
  'care_summary',
  'care_follow_asked',
  'care_follow_agreed',
  'care_follow_refused',
  'care_glass_broken',
] as const
/** Told to those who look after him, and to the duty desk it climbed to. */
export const careKindsForStaff = [
  'care_alert_for_you',
  'care_alert_over',
  'care_unanswered',
  'care_device_fault',
  'care_platform_silent',
  'care_follow_asked_staff',
  'care_glass_broken_staff',
] as const
export type CareNoticeKind =
  | (typeof careKindsForResidents)[number]
  | (typeof careKindsForStaff)[number]
const careKinds: ReadonlySet<string> = new Set([...careKindsForResidents, ...careKindsForStaff])
/** Whether it speaks of somebody's health: then nothing of it leaves the app but that there is news. */
export const isCareKind = (kind: NoticeKind): kind is CareNoticeKind => careKinds.has(kind)
/** Told of who may see an elder. */
export type CareCircleNoticeKind = Extract<
  CareNoticeKind,
  `care_follow_${string}` | `care_glass_${string}`
>

export const residentNoticeKinds = [
  ...caseKindsForResidents,
  ...bookingKindsForResidents,
  'renovation_seen',
  ...guideKinds,
  ...careKindsForResidents,
] as const
/** What a notice tells; its words are in notices.words.ts. */
export const noticeKinds = [
  ...residentNoticeKinds,
  ...caseKindsForStaff,
  ...bookingKindsForStaff,
  'renovation_new',
  ...careKindsForStaff,
] as const
export type NoticeKind = (typeof noticeKinds)[number]
export type BookingNoticeKind = BookingKindForResidents | BookingKindForStaff
export type CaseNoticeKind = Exclude<
  NoticeKind,
  BookingNoticeKind | RenovationNoticeKind | CareNoticeKind | GuideNoticeKind
>

const toResidents: ReadonlySet<string> = new Set(residentNoticeKinds)
/** Whether a notice of this kind goes to residents; the others go to staff. */
export const isForResidents = (kind: NoticeKind): boolean => toResidents.has(kind)

export const Notice = object({
  noticeId: NoticeIdSchema,
  kind: literals(noticeKinds),
  title: Type.String(),
  body: Type.String(),
  subdistrictId: nullable(SubdistrictIdSchema),
  caseId: nullable(CaseIdSchema),
  bookingId: nullable(BookingIdSchema),
  alertId: nullable(AlertIdSchema),
  at: Instant,
  readAt: nullable(Instant),
})
export type Notice = Static<typeof Notice>

export const listNotices = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/me/notices',
  access: 'signed-in',
  summary: 'What I was told, newest first',
  query: object({ cursor: Type.Optional(Cursor) }),
  response: object({
    notices: Type.Array(Notice),
    unread: Type.Integer(),
    nextCursor: nullable(Cursor),
  }),
  errors: [],
})

export const markNoticesRead = endpoint({
  kind: 'json',
  method: 'POST',
  path: '/me/notices/read',
  access: 'signed-in',
  summary: 'I have seen these; the ladder stops climbing for them',
  body: object({ noticeIds: Type.Array(NoticeIdSchema, { minItems: 1, maxItems: 100 }) }),
  response: Empty,
  errors: [],
})

/** One accepted tap is one message (WeChat one-time subscribe messages). */
export const saveSubscriptions = endpoint({
  kind: 'json',
  method: 'POST',
  path: '/me/subscriptions',
  access: 'signed-in',
  summary: 'Which subscribe messages I agreed to, as WeChat answered',
  body: object({
    answers: Type.Array(
      object({
        templateId: Type.String({ minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9_-]+$' }),
        answer: literals(['accept', 'reject', 'ban', 'filter', 'acceptWithAudio'] as const),
      }),
      { minItems: 1, maxItems: 5 },
    ),
  }),
  response: Empty,
  errors: [],
})
