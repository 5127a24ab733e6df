import type { Static } from '@sinclair/typebox'
import * as Type from '@sinclair/typebox'
import { endpoint } from '../http/endpoint.ts'
import { Cursor, Empty, Instant, literals, nullable, object } from '../http/fields.ts'
import { CaseIdSchema, NoticeIdSchema, SubdistrictIdSchema } from '../ids.ts'

/** What a notice tells; its words are in notices.words.ts. */
export const noticeKinds = [
  'case_new_for_you',
  'case_step',
  'case_closed',
  'case_reopened',
  'case_overdue',
  'case_for_review',
  'case_supplemented',
] as const
export type NoticeKind = (typeof noticeKinds)[number]

export const Notice = object({
  noticeId: NoticeIdSchema,
  kind: literals(noticeKinds),
  title: Type.String(),
  body: Type.String(),
  subdistrictId: nullable(SubdistrictIdSchema),
  caseId: nullable(CaseIdSchema),
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
