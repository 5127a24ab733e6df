import type { Static } from '@sinclair/typebox'
import * as Type from '@sinclair/typebox'
import { careDeskRoles } from '../accounts/roles.ts'
import { endpoint } from '../http/endpoint.ts'
import { Cursor, Day, Instant, literals, nullable, object, text } from '../http/fields.ts'
import {
  AlertIdSchema,
  CaseIdSchema,
  PersonIdSchema,
  SubdistrictIdSchema,
  UnitIdSchema,
} from '../ids.ts'
import { alertOutcomes, alertRuleCodes, alertSeverities } from './alert-rules.ts'

const InSubdistrict = object({ subdistrictId: SubdistrictIdSchema })
const OfElder = object({ subdistrictId: SubdistrictIdSchema, personId: PersonIdSchema })
const One = object({ subdistrictId: SubdistrictIdSchema, alertId: AlertIdSchema })

/** What the viewer may do with an alert right now. */
export const alertActions = ['acknowledge', 'set_outcome', 'mute', 'see_contacts'] as const
export type AlertAction = (typeof alertActions)[number]

/** One for an elder and a rule while it lasts. */
export const AlertRow = object({
  subdistrictId: SubdistrictIdSchema,
  alertId: AlertIdSchema,
  personId: PersonIdSchema,
  elderName: Type.String(),
  /** The care home, or the 居委 of an elder at home. */
  unitId: nullable(UnitIdSchema),
  unitName: nullable(Type.String()),
  room: Type.String(),
  rule: literals(alertRuleCodes),
  severity: literals(alertSeverities),
  /** Somebody of the family tries whether it rings. */
  isTest: Type.Boolean(),
  /** `心率偏快` */
  title: Type.String(),
  /** One sentence with the reading's own time: `今天上午9:30起，心率一直高于130，最近132次/分。` */
  words: Type.String(),
  /** The value that is spoken of and its limit, in the metric's unit; null where the rule has none. */
  value: nullable(Type.Number()),
  limit: nullable(Type.Number()),
  /** When what it speaks of was measured, or last heard; null when nothing ever was. */
  measuredAt: nullable(Instant),
  raisedAt: Instant,
  lastFiredAt: Instant,
  fired: Type.Integer(),
  /** Null: it is still so. */
  clearedAt: nullable(Instant),
  acknowledgedAt: nullable(Instant),
  /** `女儿 陈悦`, `护理员 王师傅` */
  acknowledgedBy: nullable(Type.String()),
  outcome: nullable(literals(alertOutcomes)),
  /** Until when I keep this rule of this elder quiet for myself. */
  mutedUntil: nullable(Instant),
  actions: Type.Array(literals(alertActions)),
})
export type AlertRow = Static<typeof AlertRow>

/** Raised, fired again, told whom, acknowledged, muted, cleared, outcome, case. */
export const AlertEvent = object({
  seq: Type.Integer(),
  at: Instant,
  /** Who did it; empty: the system. */
  who: Type.String(),
  words: Type.String(),
})
export type AlertEvent = Static<typeof AlertEvent>

/** Whom an alert reaches, first to last. */
export const escalationSteps = ['family', 'care_staff', 'officer', 'duty', 'nobody'] as const
export type EscalationStep = (typeof escalationSteps)[number]

export const AlertView = object({
  ...AlertRow.properties,
  outcomeNote: Type.String(),
  outcomeBy: nullable(Type.String()),
  outcomeAt: nullable(Instant),
  /** The step it stands at, and when it goes on to the next unless somebody acknowledges. */
  step: literals(escalationSteps),
  nextStep: nullable(literals(escalationSteps)),
  nextStepAt: nullable(Instant),
  /** Still active though somebody looks after it: then it rings again. */
  refireAt: nullable(Instant),
  /** Only for staff. */
  caseId: nullable(CaseIdSchema),
  timeline: Type.Array(AlertEvent),
})
export type AlertView = Static<typeof AlertView>

const Alerts = object({
  alerts: Type.Array(AlertRow),
  /** Active ones, tests left out. */
  open: Type.Integer(),
  nextCursor: nullable(Cursor),
})
const page = object({ cursor: Type.Optional(Cursor) })
const order = 'active ones first, the gravest above, then the ended ones, newest first'

export const listElderAlerts = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/care/elders/:personId/alerts',
  access: 'signed-in',
  summary: `Alerts of one elder: ${order}`,
  params: OfElder,
  query: page,
  response: Alerts,
  errors: ['unknown_elder'],
})

export const listMyAlerts = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/me/care/alerts',
  access: 'signed-in',
  summary: `Alerts of everybody I follow, and my own: ${order}`,
  query: page,
  response: Alerts,
  errors: [],
})

export const listDeskAlerts = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/care/alerts',
  access: { roles: careDeskRoles },
  summary: `Alerts of the elders of my post; for the duty desk those that climbed to it: ${order}`,
  params: InSubdistrict,
  query: page,
  response: Alerts,
  errors: [],
})

export const readAlert = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/care/alerts/:alertId',
  access: 'signed-in',
  summary: 'One alert with everything that happened to it',
  params: One,
  response: object({ alert: AlertView }),
  errors: ['not_found'],
})

export const acknowledgeAlert = endpoint({
  kind: 'json',
  method: 'POST',
  path: '/subdistricts/:subdistrictId/care/alerts/:alertId/acknowledge',
  access: 'signed-in',
  summary: '“I am looking after it”: everybody sees who and when, and it climbs no further',
  params: One,
  response: object({ alert: AlertView }),
  errors: ['not_found', 'not_allowed', 'alert_acknowledged', 'alert_over'],
})

export const setAlertOutcome = endpoint({
  kind: 'json',
  method: 'POST',
  path: '/subdistricts/:subdistrictId/care/alerts/:alertId/outcome',
  access: 'signed-in',
  summary: 'How it ended, as whoever looked after it says; may be corrected',
  params: One,
  body: object({ outcome: literals(alertOutcomes), note: text(0, 300) }),
  response: object({ alert: AlertView }),
  errors: ['not_found', 'not_allowed'],
})

/** What it takes to reach the elder and his people; the look itself is written into the audit. */
export const revealAlertContacts = endpoint({
  kind: 'json',
  method: 'POST',
  path: '/subdistricts/:subdistrictId/care/alerts/:alertId/contacts',
  access: { roles: careDeskRoles },
  summary: 'Phones of the elder and of his family, for an alert that lasts; each look is written',
  params: One,
  response: object({
    phones: Type.Array(object({ who: Type.String(), phone: Type.String() })),
    address: nullable(Type.String()),
  }),
  errors: ['not_found', 'alert_over'],
})

export const AlertMute = object({ rule: literals(alertRuleCodes), untilAt: Instant })
export type AlertMute = Static<typeof AlertMute>

export const listMyMutes = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/care/elders/:personId/mutes',
  access: 'signed-in',
  summary: 'What I keep quiet about this elder, for myself',
  params: OfElder,
  response: object({ mutes: Type.Array(AlertMute) }),
  errors: ['unknown_elder', 'not_found'],
})

/** Nothing changes for anybody else: a mute is one follower's own, an acknowledgement everybody's. */
export const muteRule = endpoint({
  kind: 'json',
  method: 'POST',
  path: '/subdistricts/:subdistrictId/care/elders/:personId/mutes',
  access: 'signed-in',
  summary: 'Keep one rule quiet for me, for so many minutes; 0 ends it, grave ones at most 30',
  params: OfElder,
  body: object({
    rule: literals(alertRuleCodes),
    minutes: Type.Integer({ minimum: 0, maximum: 7 * 24 * 60 }),
  }),
  response: object({ mutes: Type.Array(AlertMute) }),
  errors: ['unknown_elder', 'not_found', 'mute_too_long'],
})

/** Minutes of the day, Asia/Shanghai; `from` may be later than `to`. */
export const QuietHours = object({
  fromMinute: Type.Integer({ minimum: 0, maximum: 1439 }),
  toMinute: Type.Integer({ minimum: 0, maximum: 1439 }),
})
export type QuietHours = Static<typeof QuietHours>

export const readQuietHours = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/me/care/quiet-hours',
  access: 'signed-in',
  summary: 'When I do not want to be told of anything but the gravest; null: never',
  response: object({ quiet: nullable(QuietHours) }),
  errors: [],
})

export const setQuietHours = endpoint({
  kind: 'json',
  method: 'PUT',
  path: '/me/care/quiet-hours',
  access: 'signed-in',
  summary: 'Set or end my quiet hours; the gravest alerts pass',
  body: object({ quiet: nullable(QuietHours) }),
  response: object({ quiet: nullable(QuietHours) }),
  errors: [],
})

export const raiseTestAlarm = endpoint({
  kind: 'json',
  method: 'POST',
  path: '/subdistricts/:subdistrictId/care/elders/:personId/test-alarm',
  access: 'signed-in',
  perMinute: 6,
  summary: 'Rings only at whoever presses it, clearly as a test, by every way a real one would',
  params: OfElder,
  response: object({ alert: AlertView }),
  status: 201,
  errors: ['unknown_elder', 'not_found', 'test_alarm_running'],
})

/** One rule as it counts for one elder. */
export const Threshold = object({
  rule: literals(alertRuleCodes),
  severity: literals(alertSeverities),
  /** `心率高于多少次/分算快` */
  question: Type.String(),
  unit: Type.String(),
  /** In force; null: this rule is off for him. */
  limit: nullable(Type.Number()),
  minutes: nullable(Type.Integer()),
  /** What counts without anybody's decision, and where it comes from. */
  usualLimit: nullable(Type.Number()),
  usualMinutes: nullable(Type.Integer()),
  source: Type.String(),
  /** Between these a decision is taken; null: nothing can be set. */
  lowest: nullable(Type.Number()),
  highest: nullable(Type.Number()),
  /** The clinician's or the staff's name; null: as usual. */
  decidedBy: nullable(Type.String()),
  reason: nullable(Type.String()),
  since: nullable(Instant),
})
export type Threshold = Static<typeof Threshold>

const Thresholds = object({ thresholds: Type.Array(Threshold), maySet: Type.Boolean() })

export const readThresholds = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/care/elders/:personId/thresholds',
  access: 'signed-in',
  summary: 'From which figures on somebody is told, and who decided them',
  params: OfElder,
  response: Thresholds,
  errors: ['unknown_elder'],
})

export const setThreshold = endpoint({
  kind: 'json',
  method: 'PUT',
  path: '/subdistricts/:subdistrictId/care/elders/:personId/thresholds/:rule',
  access: { roles: careDeskRoles },
  summary: 'Set one figure for one elder, with the name of who decided; history is kept',
  params: object({ ...OfElder.properties, rule: literals(alertRuleCodes) }),
  body: object({
    /** Null: this rule is off for him. */
    limit: nullable(Type.Number({ minimum: 0, maximum: 1000 })),
    minutes: nullable(Type.Integer({ minimum: 0, maximum: 7 * 24 * 60 })),
    decidedBy: text(1, 40),
    reason: text(1, 200),
  }),
  response: Thresholds,
  errors: ['unknown_elder', 'not_allowed', 'threshold_unusual', 'threshold_fixed'],
})

export const CareSummary = object({
  span: literals(['day', 'week'] as const),
  /** The first day. */
  day: Day,
  /** `昨天心率平均76，血压正常……` */
  words: Type.String(),
  madeAt: Instant,
})
export type CareSummary = Static<typeof CareSummary>

export const listSummaries = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/care/elders/:personId/summaries',
  access: 'signed-in',
  summary: 'Days (the last 31) or weeks (the last 26) in plain words, newest first',
  params: OfElder,
  query: object({ span: literals(['day', 'week'] as const) }),
  response: object({ summaries: Type.Array(CareSummary) }),
  errors: ['unknown_elder'],
})

/** Who is told in which order, and what happens when nobody answers. */
export const PhoneListStep = object({
  step: literals(escalationSteps),
  /** Minutes after the alert was raised, by severity; null: this severity does not go there. */
  high: nullable(Type.Integer()),
  medium: nullable(Type.Integer()),
  low: nullable(Type.Integer()),
  people: Type.Array(
    object({
      /** `女儿 陈悦`, `护理员 王师傅`, `合兴敬老院` */
      who: Type.String(),
      /** The number of an office or a home; a person's own is shown by `revealAlertContacts` only. */
      phone: nullable(Type.String()),
      /** Whether a message can reach him at all. */
      reachable: Type.Boolean(),
    }),
  ),
  words: Type.String(),
})
export type PhoneListStep = Static<typeof PhoneListStep>

export const readPhoneList = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/care/elders/:personId/phone-list',
  access: 'signed-in',
  summary: 'Who is told first, next and last when this elder has an alert',
  params: OfElder,
  response: object({ steps: Type.Array(PhoneListStep) }),
  errors: ['unknown_elder'],
})

/** NEWS2 of the last hour, or how much of it is there; RCP London 2017. */
export const News2Now = object({
  /** `NEWS2 3分`, or `不完整 5/7`. */
  words: Type.String(),
  total: nullable(Type.Integer()),
  have: Type.Integer(),
  of: Type.Integer(),
  risk: nullable(literals(['low', 'low_medium', 'medium', 'high'] as const)),
})
export type News2Now = Static<typeof News2Now>

export const readNews2 = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/care/elders/:personId/news2',
  access: { roles: careDeskRoles },
  summary: 'The early warning score of an elder of mine, never from an incomplete set',
  params: OfElder,
  response: News2Now,
  errors: ['unknown_elder', 'not_allowed'],
})

/** What no sensor measures: awake as ever, or newly confused, or only to voice, pain or nothing. */
export const noteConsciousness = endpoint({
  kind: 'json',
  method: 'POST',
  path: '/subdistricts/:subdistrictId/care/elders/:personId/consciousness',
  access: { roles: careDeskRoles },
  summary: 'How awake I found him; the seventh part of NEWS2, good for an hour',
  params: OfElder,
  body: object({ level: literals(['alert', 'cvpu'] as const) }),
  response: News2Now,
  errors: ['unknown_elder', 'not_allowed'],
})
