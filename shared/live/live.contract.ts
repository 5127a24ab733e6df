import type { Static } from '@sinclair/typebox'
import * as Type from '@sinclair/typebox'
import { endpoint } from '../http/endpoint.ts'
import { Instant, nullable, object } from '../http/fields.ts'

/**
 * A topic is `case/<subdistrictId>/<caseId>`, `desk/<subdistrictId>`, `booking-desk/<subdistrictId>`,
 * `calls/<subdistrictId>`, `person/<personId>` or one of `shared/readings/live-readings.ts`.
 * The epoch names one node's memory of a topic: another epoch means “read it again”.
 */
export const Topic = Type.String({
  minLength: 3,
  maxLength: 120,
  pattern: '^[a-z]+(-[a-z]+)*(/[a-z0-9-]+)+$',
})

/** Small values by name; a reading is a list of numbers (`shared/readings/live-readings.ts`). */
export const LiveData = Type.Record(
  Type.String(),
  Type.Union([
    Type.String(),
    Type.Number(),
    Type.Boolean(),
    Type.Null(),
    Type.Array(nullable(Type.Number()), { maxItems: 60 }),
  ]),
)
export type LiveData = Static<typeof LiveData>

/** The one envelope of everything live. `data` holds ids and small values, never personal data. */
export const LiveEvent = object({
  v: Type.Literal(1),
  topic: Topic,
  epoch: Type.String(),
  offset: Type.Integer(),
  kind: Type.String(),
  data: LiveData,
})
export type LiveEvent = Static<typeof LiveEvent>

export const ClientMessage = Type.Union([
  object({
    type: Type.Literal('subscribe'),
    topic: Topic,
    epoch: Type.Optional(Type.String({ maxLength: 60 })),
    offset: Type.Optional(Type.Integer({ minimum: 0 })),
  }),
  object({ type: Type.Literal('unsubscribe'), topic: Topic }),
  object({ type: Type.Literal('ping') }),
])
export type ClientMessage = Static<typeof ClientMessage>

/**
 * `subscribed.resumed` false: events may have been missed, so read the thing again. Readings need no
 * reading again: `latest` holds the newest of each metric, and events after `offset` follow, of which
 * the first may say what `latest` said.
 */
export const ServerMessage = Type.Union([
  object({
    type: Type.Literal('subscribed'),
    topic: Topic,
    epoch: Type.String(),
    offset: Type.Integer(),
    resumed: Type.Boolean(),
    latest: Type.Optional(LiveData),
  }),
  object({ type: Type.Literal('event'), event: LiveEvent }),
  object({ type: Type.Literal('refused'), topic: Topic, code: Type.String() }),
  object({ type: Type.Literal('pong') }),
])
export type ServerMessage = Static<typeof ServerMessage>

/** Close codes of our own. */
export const closeCodes = {
  unreadable: 4400,
  sessionEnded: 4401,
  tooSlow: 4408,
  goingAway: 1001,
} as const

export const takeLiveTicket = endpoint({
  kind: 'json',
  method: 'POST',
  path: '/live/tickets',
  access: 'signed-in',
  perMinute: 60,
  summary: 'A ticket for one socket, good once, for 30 seconds',
  response: object({ ticket: Type.String(), expiresAt: Instant }),
  errors: [],
})

export const liveSocket = endpoint({
  kind: 'socket',
  method: 'GET',
  path: '/live',
  access: 'anyone',
  summary: 'The live socket; the ticket in the query says who',
  query: object({
    ticket: Type.String({ minLength: 10, maxLength: 100, pattern: '^[A-Za-z0-9_-]+$' }),
  }),
  receives: ClientMessage,
  sends: ServerMessage,
  errors: ['ticket_invalid'],
})
