import type { Static } from '@sinclair/typebox'
import * as Type from '@sinclair/typebox'
import { alertSeverities } from '../alerts/alert-rules.ts'
import { Instant, literals, nullable, object } from '../http/fields.ts'
import { InviteIdSchema, PauseIdSchema, PersonIdSchema, SubdistrictIdSchema } from '../ids.ts'
import { metricClasses, metricCodes, qualities } from '../readings/metrics.ts'
import { relations } from '../relatives/relations.ts'
import {
  careConsentBases,
  careConsentTextVersion,
  carePurposes,
  careStatusKinds,
  lookKinds,
  lookScopes,
  pauseReasons,
} from './care-rules.ts'

export const MetricClassSchema = literals(metricClasses)
export const Classes = Type.Array(MetricClassSchema, {
  maxItems: metricClasses.length,
  uniqueItems: true,
})
/** Only the text that is in force can be agreed to. */
export const AgreedCareText = Type.Unsafe<typeof careConsentTextVersion>(
  Type.String({ enum: [careConsentTextVersion] }),
)

/** One yes: this class, for this purpose, and nothing else with it (PIPL art. 29). */
export const CareYes = object({
  metricClass: MetricClassSchema,
  purpose: literals(carePurposes),
})
export type CareYes = Static<typeof CareYes>
/** Each ticked by itself; none is ticked beforehand. */
export const Yeses = Type.Array(CareYes, {
  minItems: 1,
  maxItems: metricClasses.length * carePurposes.length,
  uniqueItems: true,
})

/** The one calm word about somebody. `since`: when it began, where that is known. */
export const CareStatus = object({
  kind: literals(careStatusKinds),
  words: Type.String(),
  since: nullable(Instant),
  /** Of the worst open alert; null when there is none. */
  severity: nullable(literals(alertSeverities)),
})
export type CareStatus = Static<typeof CareStatus>

/** The newest of one metric. `value` is null when the probe is off. */
export const LatestValue = object({
  metric: literals(metricCodes),
  value: nullable(Type.Number()),
  quality: literals(qualities),
  measuredAt: Instant,
  receivedAt: Instant,
})
export type LatestValue = Static<typeof LatestValue>

export const PauseView = object({
  pauseId: PauseIdSchema,
  reason: literals(pauseReasons),
  note: Type.String(),
  fromAt: Instant,
  untilAt: Instant,
  setByName: Type.String(),
})
export type PauseView = Static<typeof PauseView>

/** Somebody under care as the reader may see him: nothing of a class he may not view. */
export const ElderCard = object({
  subdistrictId: SubdistrictIdSchema,
  personId: PersonIdSchema,
  name: Type.String(),
  /** Name of his care home; null: at home. */
  unitName: nullable(Type.String()),
  room: Type.String(),
  /** As what the reader sees him. */
  as: literals(lookKinds),
  /** What the reader is to him; null unless a follower. */
  relation: nullable(literals(relations)),
  /** Classes whose readings the reader may view, and those whose alerts reach him. */
  viewClasses: Classes,
  alertClasses: Classes,
  status: CareStatus,
  latest: Type.Array(LatestValue),
  /** The pause that is running. */
  pause: nullable(PauseView),
})
export type ElderCard = Static<typeof ElderCard>

/** A follower-to-be who typed a code and waits for the yes of the elder's side. */
export const WaitingToFollow = object({
  inviteId: InviteIdSchema,
  elderName: Type.String(),
  usedAt: Instant,
})

export const MyElders = object({
  /** Myself first when I am measured, then whom I follow, the longest first. */
  elders: Type.Array(ElderCard),
  waiting: Type.Array(WaitingToFollow),
})
export type MyElders = Static<typeof MyElders>

/** What he agreed to; himself and his staff read it. */
export const Enrolment = object({
  livesAlone: Type.Boolean(),
  onOxygen: Type.Boolean(),
  oxygenScale: Type.Union([Type.Literal(1), Type.Literal(2)]),
  measured: Classes,
  basis: literals(careConsentBases),
  textVersion: Type.String(),
  proofNote: nullable(Type.String()),
  enrolledAt: Instant,
})
export type Enrolment = Static<typeof Enrolment>

export const ElderView = object({
  ...ElderCard.properties,
  age: nullable(Type.Integer({ minimum: 0 })),
  pauses: Type.Array(PauseView),
  /** Null for followers and through broken glass. */
  enrolment: nullable(Enrolment),
  /** Until when the glass is broken; null unless that is how he is seen. */
  glassUntil: nullable(Instant),
})
export type ElderView = Static<typeof ElderView>

/** One yes that is in force, or waits for its end. */
export const ConsentLine = object({
  ...CareYes.properties,
  basis: literals(careConsentBases),
  textVersion: Type.String(),
  givenAt: Instant,
  expiresAt: nullable(Instant),
})

export const FollowerView = object({
  personId: PersonIdSchema,
  name: Type.String(),
  relation: literals(relations),
  isMe: Type.Boolean(),
  /** Empty in what a follower sees of the other followers. */
  lines: Type.Array(ConsentLine),
})
export type FollowerView = Static<typeof FollowerView>

export const InviteView = object({
  inviteId: InviteIdSchema,
  yes: Type.Array(CareYes),
  basis: literals(careConsentBases),
  madeAt: Instant,
  expiresAt: Instant,
  /** Last moment of what is agreed to; null: until withdrawn. */
  followUntil: nullable(Instant),
  /** Who typed the code and waits for the yes; null while nobody has. */
  usedBy: nullable(
    object({
      name: Type.String(),
      phoneMasked: nullable(Type.String()),
      relation: literals(relations),
      usedAt: Instant,
    }),
  ),
})
export type InviteView = Static<typeof InviteView>

export const Circle = object({
  followers: Type.Array(FollowerView),
  /** Codes that may be used and people who wait; empty for followers. */
  invites: Type.Array(InviteView),
})
export type Circle = Static<typeof Circle>

export const LookView = object({
  /** `周敏华（合兴二居委社区专管员）` when by post; a daughter's name alone. */
  viewerName: Type.String(),
  as: literals(lookKinds),
  scope: literals(lookScopes),
  startedAt: Instant,
  lastAt: Instant,
})
export type LookView = Static<typeof LookView>
