import * as Type from '@sinclair/typebox'
import { endpoint } from '../http/endpoint.ts'
import { Cursor, Day, Empty, Instant, literals, nullable, object, text } from '../http/fields.ts'
import { InviteIdSchema, PauseIdSchema, PersonIdSchema, SubdistrictIdSchema } from '../ids.ts'
import { relations } from '../relatives/relations.ts'
import { careConsentBases, carePurposes, inviteDigits, pauseReasons } from './care-rules.ts'
import {
  AgreedCareText,
  Circle,
  Classes,
  ElderView,
  LookView,
  MetricClassSchema,
  MyElders,
  PauseView,
  Yeses,
} from './care-shapes.ts'

export const elderParams = object({ subdistrictId: SubdistrictIdSchema, personId: PersonIdSchema })
/** What was shown and signed, and where it is kept; staff must say it, the elder himself need not. */
export const ProofNote = nullable(text(1, 200))

/** Whoever may not know of an elder is told that nobody is there (unknown_elder). */
const access = 'signed-in'

export const listMyElders = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/me/care/elders',
  access,
  summary: 'Whom I follow, and myself when I am measured, each with one calm status',
  response: MyElders,
  errors: [],
})

export const readElder = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/care/elders/:personId',
  access,
  summary: 'One elder as I may see him; noted for him to read',
  params: elderParams,
  response: ElderView,
  errors: ['unknown_elder'],
})

/** The elder himself, one tap: fewer classes at once; a new one with its own yes. */
export const changeMyMeasured = endpoint({
  kind: 'json',
  method: 'PUT',
  path: '/me/care/measured',
  access,
  needsPrivacyConsent: true,
  perMinute: 30,
  summary: 'Which classes of me are measured; what is left out is no longer stored from now on',
  body: object({ measured: Classes, textVersion: AgreedCareText }),
  response: MyElders,
  errors: ['not_measured'],
})

export const endMyCare = endpoint({
  kind: 'json',
  method: 'POST',
  path: '/me/care/end',
  access,
  perMinute: 30,
  summary: 'Stop measuring me, now; again changes nothing',
  body: Empty,
  response: MyElders,
  errors: [],
})

export const deleteMyReadings = endpoint({
  kind: 'json',
  method: 'POST',
  path: '/me/care/readings/delete',
  access,
  perMinute: 6,
  summary: 'Delete every reading of me; alerts and who answered them stay as the law asks',
  body: Empty,
  response: object({ deleting: Type.Boolean() }),
  errors: [],
})

export const readCircle = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/care/elders/:personId/circle',
  access,
  summary: 'Who follows him; followers see the names of the others, not what they may see',
  params: elderParams,
  response: Circle,
  errors: ['unknown_elder'],
})

/** By the elder (basis self), or by his staff on his behalf with the proof noted. */
export const makeInvite = endpoint({
  kind: 'json',
  method: 'POST',
  path: '/subdistricts/:subdistrictId/care/elders/:personId/invites',
  access,
  needsPrivacyConsent: true,
  perMinute: 12,
  summary: 'A one-time code (72 hours) for one follower; it opens nothing until confirmed',
  params: elderParams,
  body: object({
    yes: Yeses,
    basis: literals(careConsentBases),
    textVersion: AgreedCareText,
    proofNote: ProofNote,
    /** Last day on which the follower may follow; null: until withdrawn. */
    lastDay: nullable(Day),
  }),
  response: object({ inviteId: InviteIdSchema, code: Type.String(), expiresAt: Instant }),
  status: 201,
  errors: [
    'unknown_elder',
    'proof_needed',
    'class_not_measured',
    'too_many_invites',
    'day_is_over',
  ],
})

/** Wrong, used and expired codes get the same answer; five wrong ones in an hour end it for the hour. */
export const useInvite = endpoint({
  kind: 'json',
  method: 'POST',
  path: '/me/care/invites/use',
  access,
  needsPrivacyConsent: true,
  perMinute: 20,
  summary: 'Type the code of whom I shall follow; then his side says yes or no',
  body: object({
    code: Type.String({
      pattern: `^\\d{${inviteDigits}}$`,
      minLength: inviteDigits,
      maxLength: inviteDigits,
    }),
    relation: literals(relations),
  }),
  response: MyElders,
  errors: ['invite_invalid', 'too_many_tries', 'relation_to_oneself'],
})

/** Refusing one that nobody has used yet ends its code. */
export const answerInvite = endpoint({
  kind: 'json',
  method: 'POST',
  path: '/subdistricts/:subdistrictId/care/elders/:personId/invites/:inviteId/answer',
  access,
  needsPrivacyConsent: true,
  perMinute: 60,
  summary: 'Yes, each class and purpose by itself, or no, to whoever typed the code',
  params: object({ ...elderParams.properties, inviteId: InviteIdSchema }),
  body: object({
    answer: literals(['confirm', 'refuse'] as const),
    /** What is said yes to, out of what the code was made for; ignored with a no. */
    yes: Type.Array(Yeses.items, { maxItems: 6, uniqueItems: true }),
    proofNote: ProofNote,
  }),
  response: Circle,
  errors: ['unknown_elder', 'invite_moved_on', 'proof_needed', 'too_many_followers'],
})

/** From either side, or by his staff because he says so; at once. Again changes nothing. */
export const withdrawFollower = endpoint({
  kind: 'json',
  method: 'DELETE',
  path: '/subdistricts/:subdistrictId/care/elders/:personId/followers/:followerId',
  access,
  perMinute: 60,
  summary: 'End what one follower may do: all of it, one class, or one purpose of it',
  params: object({ ...elderParams.properties, followerId: PersonIdSchema }),
  query: object({
    metricClass: Type.Optional(MetricClassSchema),
    purpose: Type.Optional(literals(carePurposes)),
  }),
  response: Circle,
  errors: ['unknown_elder'],
})

/** For the elder, and for his staff on his behalf. */
export const listLooks = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/care/elders/:personId/looks',
  access,
  summary: 'Who looked when at what, newest first',
  params: elderParams,
  query: object({ cursor: Type.Optional(Cursor) }),
  response: object({ looks: Type.Array(LookView), nextCursor: nullable(Cursor) }),
  errors: ['unknown_elder'],
})

const Pauses = object({ pauses: Type.Array(PauseView) })

/** The elder, his followers and his staff; it always ends. */
export const pauseCare = endpoint({
  kind: 'json',
  method: 'POST',
  path: '/subdistricts/:subdistrictId/care/elders/:personId/pauses',
  access,
  perMinute: 30,
  summary: 'Silence is expected until then: out, in hospital, the device away',
  params: elderParams,
  body: object({
    reason: literals(pauseReasons),
    note: text(0, 100),
    /** Null: from now on. */
    fromAt: nullable(Instant),
    untilAt: Instant,
  }),
  response: Pauses,
  status: 201,
  errors: ['unknown_elder', 'pause_times'],
})

export const resumeCare = endpoint({
  kind: 'json',
  method: 'POST',
  path: '/subdistricts/:subdistrictId/care/elders/:personId/pauses/:pauseId/end',
  access,
  perMinute: 30,
  summary: 'He is back: end a pause now; again changes nothing',
  params: object({ ...elderParams.properties, pauseId: PauseIdSchema }),
  body: Empty,
  response: Pauses,
  errors: ['unknown_elder'],
})
