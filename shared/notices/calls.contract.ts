import type { Static } from '@sinclair/typebox'
import * as Type from '@sinclair/typebox'
import { callingRoles } from '../accounts/roles.ts'
import { endpoint } from '../http/endpoint.ts'
import { Instant, literals, nullable, object, text } from '../http/fields.ts'
import { BookingIdSchema, CallIdSchema, SubdistrictIdSchema } from '../ids.ts'

/** `no_answer` stays on the list until somebody reaches him or gives up. */
export const callStates = ['todo', 'no_answer', 'reached', 'given_up'] as const
export type CallState = (typeof callStates)[number]
const callResults = ['reached', 'no_answer', 'given_up'] as const

/** Somebody whom no message reaches and who has to be told in person. */
export const Call = object({
  subdistrictId: SubdistrictIdSchema,
  callId: CallIdSchema,
  bookingId: nullable(BookingIdSchema),
  personName: Type.String(),
  /** The 居委 that looks after him. */
  neighbourhoodName: nullable(Type.String()),
  title: Type.String(),
  /** Ready to be read aloud. */
  body: Type.String(),
  dueAt: Instant,
  state: literals(callStates),
  /** How often somebody has tried; sent back with an answer, so that two cannot both give one. */
  tries: Type.Integer(),
  note: Type.String(),
  doneBy: nullable(Type.String()),
  doneAt: nullable(Instant),
})
export type Call = Static<typeof Call>

const params = object({ subdistrictId: SubdistrictIdSchema, callId: CallIdSchema })

export const listCalls = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/calls',
  access: { roles: callingRoles },
  summary:
    'People to be called or visited: open ones by when they must know, then the last answers',
  params: object({ subdistrictId: SubdistrictIdSchema }),
  response: object({ calls: Type.Array(Call), open: Type.Integer() }),
  errors: [],
})

export const answerCall = endpoint({
  kind: 'json',
  method: 'POST',
  path: '/subdistricts/:subdistrictId/calls/:callId/answer',
  access: { roles: callingRoles },
  summary: 'How a call went; of two who answer the same one the first wins',
  params,
  body: object({
    result: literals(callResults),
    note: text(0, 200),
    tries: Type.Integer({ minimum: 0, maximum: 99 }),
  }),
  response: object({ call: Call }),
  errors: ['not_found', 'call_answered'],
})

/** What it takes to reach the person; the look itself is written into the audit. */
export const revealCallContact = endpoint({
  kind: 'json',
  method: 'POST',
  path: '/subdistricts/:subdistrictId/calls/:callId/contact',
  access: { roles: callingRoles },
  summary: 'Phones to call, or the door to knock at; each look is written down',
  params,
  response: object({
    phones: Type.Array(
      object({
        whose: literals(['own', 'relative'] as const),
        name: Type.String(),
        phone: Type.String(),
      }),
    ),
    /** Null: not on file. */
    address: nullable(Type.String()),
  }),
  errors: ['not_found'],
})
