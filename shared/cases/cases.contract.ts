import type { Static } from '@sinclair/typebox'
import * as Type from '@sinclair/typebox'
import { caseStaffRoles, dutyDeskRoles } from '../accounts/roles.ts'
import { endpoint } from '../http/endpoint.ts'
import { Cursor, Instant, literals, nullable, object, saidText, text } from '../http/fields.ts'
import {
  CaseIdSchema,
  PhotoIdSchema,
  PlaceIdSchema,
  PostIdSchema,
  SubdistrictIdSchema,
  UnitIdSchema,
} from '../ids.ts'
import { NamedPlace, PlaceAnswer, PlaceGiven } from '../places/places.contract.ts'
import {
  answers,
  caseActions,
  caseSources,
  caseStatuses,
  clockKinds,
  closeOutcomes,
  contactChannels,
  contactResults,
  photoStages,
  reviewReasons,
  severities,
  textChecks,
  timelineKinds,
} from './case-status.ts'

export const maxPhotosPerStep = 9
export const maxCaseText = 5000

const PhotoIds = Type.Array(PhotoIdSchema, { maxItems: maxPhotosPerStep, uniqueItems: true })
const CaseParams = object({ subdistrictId: SubdistrictIdSchema, caseId: CaseIdSchema })

export const CaseTypeView = object({
  code: Type.String(),
  name: Type.String(),
  /** What it covers, in a resident's words. */
  hint: Type.String(),
  severity: literals(severities),
  ownerName: Type.String(),
  needsAfterPhoto: Type.Boolean(),
})
export type CaseTypeView = Static<typeof CaseTypeView>

export const Deadline = object({
  clock: literals(clockKinds),
  dueAt: Instant,
  metAt: nullable(Instant),
  missedAt: nullable(Instant),
  /** The holiday calendar of that year is not published yet: Monday to Friday was assumed. */
  provisional: Type.Boolean(),
})
export type Deadline = Static<typeof Deadline>

export const TimelineEntry = object({
  seq: Type.Integer(),
  kind: literals(timelineKinds),
  at: Instant,
  /** Who, as the viewer may see it: `李敏（合兴一居委社区专管员）`, `反映人`, `系统`. */
  actor: Type.String(),
  internal: Type.Boolean(),
  /** Facts of the step, by kind; see shared/cases/cases.words.ts for how they are said. */
  data: Type.Record(
    Type.String(),
    Type.Union([
      Type.String(),
      Type.Number(),
      Type.Boolean(),
      Type.Null(),
      Type.Array(Type.String()),
    ]),
  ),
  photoIds: Type.Array(PhotoIdSchema),
})
export type TimelineEntry = Static<typeof TimelineEntry>

export const CaseRow = object({
  subdistrictId: SubdistrictIdSchema,
  caseId: CaseIdSchema,
  number: Type.String(),
  title: Type.String(),
  status: literals(caseStatuses),
  severity: literals(severities),
  typeName: nullable(Type.String()),
  placeLabel: Type.String(),
  neighbourhoodName: nullable(Type.String()),
  unitName: nullable(Type.String()),
  handlerName: nullable(Type.String()),
  source: literals(caseSources),
  submittedAt: Instant,
  receivedAt: Instant,
  /** The next clock still running; null when none runs. */
  nextDeadline: nullable(Deadline),
  reviewReasons: Type.Array(literals(reviewReasons)),
  isHistory: Type.Boolean(),
  round: Type.Integer(),
  thumbnail: nullable(PhotoIdSchema),
  /** Grows with every change; a client keeps the newest. */
  version: Type.Integer(),
})
export type CaseRow = Static<typeof CaseRow>

export const RatingView = object({
  round: Type.Integer(),
  contacted: nullable(literals(answers)),
  solved: nullable(literals(answers)),
  grade: nullable(Type.Integer({ minimum: 1, maximum: 5 })),
  words: Type.String(),
  at: Instant,
})
export type RatingView = Static<typeof RatingView>

export const CaseView = object({
  ...CaseRow.properties,
  text: Type.String(),
  typeCode: nullable(Type.String()),
  place: nullable(PlaceAnswer),
  spokenPlace: Type.String(),
  unitPhone: nullable(Type.String()),
  deadlines: Type.Array(Deadline),
  photos: Type.Array(object({ photoId: PhotoIdSchema, stage: literals(photoStages), at: Instant })),
  timeline: Type.Array(TimelineEntry),
  /** The viewer's own ratings of this case. */
  ratings: Type.Array(RatingView),
  may: Type.Array(literals(caseActions)),
  /** Only for staff; null for a reporter. */
  staff: nullable(
    object({
      textCheck: literals(textChecks),
      reporterName: nullable(Type.String()),
      reporterPhoneMasked: nullable(Type.String()),
      externalIds: Type.Array(object({ source: Type.String(), externalId: Type.String() })),
      /** Where it could go, and why each; for the duty desk. */
      candidates: Type.Array(
        object({
          unitId: UnitIdSchema,
          unitName: Type.String(),
          typeCode: nullable(Type.String()),
          neighbourhood: nullable(NamedPlace),
          why: Type.String(),
        }),
      ),
      unitId: nullable(UnitIdSchema),
      handlerPostId: nullable(PostIdSchema),
      needsAfterPhoto: Type.Boolean(),
      firstContactLogged: Type.Boolean(),
      allRatings: Type.Array(RatingView),
    }),
  ),
})
export type CaseView = Static<typeof CaseView>

export const CaseReply = object({ case: CaseView })

export const listCaseTypes = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/case-types',
  access: 'anyone',
  summary: 'The types of problems one can report today',
  params: object({ subdistrictId: SubdistrictIdSchema }),
  response: object({ types: Type.Array(CaseTypeView) }),
  errors: ['not_found'],
})

export const fileCase = endpoint({
  kind: 'json',
  method: 'POST',
  path: '/cases',
  access: 'signed-in',
  needsPrivacyConsent: true,
  idempotent: true,
  perMinute: 30,
  summary: 'Report a problem; a retry with the same key never makes a second case',
  body: object({
    subdistrictId: SubdistrictIdSchema,
    text: saidText(maxCaseText),
    typeCode: Type.Optional(text(1, 40)),
    place: Type.Optional(PlaceGiven),
    photoIds: PhotoIds,
    /** Staff on patrol file as `staff_patrol`; it needs a post in that subdistrict. */
    source: literals(['resident', 'staff_patrol'] as const),
  }),
  response: CaseReply,
  status: 201,
  errors: [
    'case_type_unknown',
    'place_unknown',
    'place_elsewhere',
    'photo_unavailable',
    'not_found',
  ],
})

export const listMyCases = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/cases/mine',
  access: 'signed-in',
  summary: 'What I reported, newest first, 20 a page',
  query: object({ cursor: Type.Optional(Cursor) }),
  response: object({ cases: Type.Array(CaseRow), nextCursor: nullable(Cursor) }),
  errors: [],
})

/** mine: on my own post · unit: my unit's · review: unclear ones (duty desk) · overdue: missed a clock, where I lead · all: everything I may see. */
export const deskQueues = ['mine', 'unit', 'review', 'overdue', 'all'] as const

export const listDeskCases = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/cases',
  access: { roles: caseStaffRoles },
  summary: 'Cases of one queue, most severe and most urgent first',
  params: object({ subdistrictId: SubdistrictIdSchema }),
  query: object({
    queue: literals(deskQueues),
    state: Type.Optional(literals(['open', 'closed', 'any'] as const)),
    /** Imported history is kept apart from living cases. */
    history: Type.Optional(literals(['without', 'only', 'with'] as const)),
    typeCode: Type.Optional(text(1, 40)),
    severity: Type.Optional(literals(severities)),
    /** Part of the text, title or number. */
    search: Type.Optional(text(1, 60)),
    cursor: Type.Optional(Cursor),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  }),
  response: object({ cases: Type.Array(CaseRow), nextCursor: nullable(Cursor) }),
  errors: [],
})

export const countDeskCases = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/case-counts',
  access: { roles: caseStaffRoles },
  summary: 'How many wait in each queue',
  params: object({ subdistrictId: SubdistrictIdSchema }),
  response: object({
    mine: Type.Integer(),
    unit: Type.Integer(),
    review: Type.Integer(),
    reviewHistory: Type.Integer(),
    overdue: Type.Integer(),
  }),
  errors: [],
})

export const readCase = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/cases/:caseId',
  access: 'signed-in',
  summary: 'One case, as far as the viewer may see it',
  params: CaseParams,
  response: CaseReply,
  errors: ['not_found'],
})

const staffStep = {
  kind: 'json',
  method: 'POST',
  access: { roles: caseStaffRoles },
  params: CaseParams,
  response: CaseReply,
  idempotent: true,
} as const

export const acceptCase = endpoint({
  ...staffStep,
  path: '/subdistricts/:subdistrictId/cases/:caseId/accept',
  summary: 'Take a case; of two who try, one wins and the other is told who',
  body: object({}),
  errors: ['not_found', 'case_already_taken', 'case_moved_on'],
})

export const logContact = endpoint({
  ...staffStep,
  path: '/subdistricts/:subdistrictId/cases/:caseId/contacts',
  summary: 'Log an attempt to reach the reporter (先行联系) and how it went',
  body: object({
    channel: literals(contactChannels),
    result: literals(contactResults),
    note: text(0, 500),
  }),
  errors: ['not_found', 'case_moved_on'],
})

export const arriveAtCase = endpoint({
  ...staffStep,
  path: '/subdistricts/:subdistrictId/cases/:caseId/arrive',
  summary: 'On site, with photos of what was found',
  body: object({ photoIds: PhotoIds }),
  errors: ['not_found', 'case_moved_on', 'photo_unavailable'],
})

/** `publicReply` reaches the reporter, `internalNote` never does; at least one thing is said or shown. */
export const reportProgress = endpoint({
  ...staffStep,
  path: '/subdistricts/:subdistrictId/cases/:caseId/progress',
  summary: 'Say what was done, to the reporter and/or among staff, with photos',
  body: object({
    publicReply: text(0, 1000),
    internalNote: text(0, 1000),
    photoIds: PhotoIds,
    photoStage: literals(['before', 'after'] as const),
  }),
  errors: ['not_found', 'case_moved_on', 'photo_unavailable', 'reason_needed'],
})

export const closeCase = endpoint({
  ...staffStep,
  path: '/subdistricts/:subdistrictId/cases/:caseId/close',
  summary: 'Close with a reply to the reporter and, where the type asks, a photo of the result',
  body: object({
    outcome: literals(closeOutcomes),
    publicReply: saidText(1000),
    photoIds: PhotoIds,
  }),
  errors: [
    'not_found',
    'case_moved_on',
    'contact_needed_first',
    'photo_needed',
    'photo_unavailable',
  ],
})

export const giveBackCase = endpoint({
  ...staffStep,
  path: '/subdistricts/:subdistrictId/cases/:caseId/give-back',
  summary: 'Not ours: back to the duty desk with a reason',
  body: object({ reason: saidText(500) }),
  errors: ['not_found', 'case_moved_on'],
})

export const dispatchCase = endpoint({
  ...staffStep,
  access: { roles: dutyDeskRoles },
  path: '/subdistricts/:subdistrictId/cases/:caseId/dispatch',
  summary: 'The duty desk decides type, place and who handles it',
  body: object({
    unitId: UnitIdSchema,
    handlerPostId: Type.Optional(PostIdSchema),
    typeCode: text(1, 40),
    place: Type.Optional(PlaceGiven),
    /** Which 居委 it is, where several claim the place or nobody does. */
    neighbourhoodId: Type.Optional(PlaceIdSchema),
    severity: Type.Optional(literals(severities)),
    note: text(0, 500),
  }),
  errors: [
    'not_found',
    'case_moved_on',
    'unit_unknown',
    'handler_unknown',
    'case_type_unknown',
    'place_unknown',
    'place_elsewhere',
  ],
})

export const revealReporterPhone = endpoint({
  ...staffStep,
  path: '/subdistricts/:subdistrictId/cases/:caseId/phone',
  summary: 'The reporter’s phone number; each look is itself an entry in the history',
  body: object({ reason: saidText(200) }),
  response: object({ phone: Type.String() }),
  errors: ['not_found', 'no_phone_on_file'],
})

const reporterStep = {
  kind: 'json',
  method: 'POST',
  access: 'signed-in',
  params: CaseParams,
  response: CaseReply,
  idempotent: true,
} as const

export const supplementCase = endpoint({
  ...reporterStep,
  path: '/subdistricts/:subdistrictId/cases/:caseId/supplements',
  summary: 'The reporter adds words or photos',
  body: object({ text: text(0, 1000), photoIds: PhotoIds }),
  errors: ['not_found', 'case_moved_on', 'photo_unavailable', 'reason_needed'],
})

export const withdrawCase = endpoint({
  ...reporterStep,
  path: '/subdistricts/:subdistrictId/cases/:caseId/withdraw',
  summary: 'The reporter takes it back, before anyone has accepted it',
  body: object({ reason: text(0, 200) }),
  errors: ['not_found', 'case_moved_on'],
})

/** Three outcomes kept apart, each yes, no or unanswered; voluntary, once a round, never defaulted (国办发〔2019〕51号). */
export const rateCase = endpoint({
  ...reporterStep,
  path: '/subdistricts/:subdistrictId/cases/:caseId/ratings',
  summary: 'Contacted? solved? satisfied? – “not solved” reopens the case',
  body: object({
    contacted: nullable(literals(answers)),
    solved: nullable(literals(answers)),
    grade: nullable(Type.Integer({ minimum: 1, maximum: 5 })),
    words: text(0, 500),
  }),
  errors: ['not_found', 'already_rated', 'rating_not_open', 'reopen_too_late', 'reason_needed'],
})
