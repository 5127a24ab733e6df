import type { Static } from '@sinclair/typebox'
import * as Type from '@sinclair/typebox'
import { bookingStaffRoles } from '../accounts/roles.ts'
import { endpoint } from '../http/endpoint.ts'
import { Day, Empty, Instant, literals, nullable, object, saidText, text } from '../http/fields.ts'
import {
  ClosureIdSchema,
  OccurrenceIdSchema,
  OfferIdSchema,
  PersonIdSchema,
  ProviderIdSchema,
  ResourceIdSchema,
  ScheduleIdSchema,
  SiteIdSchema,
  SubdistrictIdSchema,
} from '../ids.ts'
import {
  accessibilities,
  holidayPolicies,
  languages,
  needs,
  offerKinds,
  providerKinds,
  siteKinds,
} from './offer-kinds.ts'
import { OfferTerms, refusalsOfTerms } from './offer-terms.ts'

const InSubdistrict = object({ subdistrictId: SubdistrictIdSchema })

export const SiteView = object({
  siteId: SiteIdSchema,
  kind: literals(siteKinds),
  name: Type.String(),
  address: Type.String(),
  phone: Type.String(),
  openingWords: Type.String(),
  accessibility: Type.Array(literals(accessibilities)),
  longitude: Type.Number(),
  latitude: Type.Number(),
})
export type SiteView = Static<typeof SiteView>

export const ServiceRow = object({
  code: Type.String(),
  name: Type.String(),
  need: literals(needs),
  description: Type.String(),
  /** Sites that offer it now. */
  siteCount: Type.Integer(),
  /** The lowest and the full price, in fen. */
  fromFen: Type.Integer(),
  fullFen: Type.Integer(),
  /** The highest deposit, in fen; it comes on top and goes back. */
  depositFen: Type.Integer(),
  /** How its offers work; pages ask for an address where it is a visit. */
  kind: literals(offerKinds),
})
export type ServiceRow = Static<typeof ServiceRow>

export const OfferView = object({
  offerId: OfferIdSchema,
  serviceCode: Type.String(),
  serviceName: Type.String(),
  kind: literals(offerKinds),
  site: SiteView,
  providerName: Type.String(),
  minutes: Type.Integer(),
  languages: Type.Array(literals(languages)),
  terms: OfferTerms,
  /** Why it cannot be booked at all; null when it can. */
  unavailable: nullable(literals(['licence_ended', 'ended'] as const)),
})
export type OfferView = Static<typeof OfferView>

/** A time one can choose now. */
export const Slot = object({
  offerId: OfferIdSchema,
  occurrenceId: OccurrenceIdSchema,
  siteId: SiteIdSchema,
  siteName: Type.String(),
  startsAt: Instant,
  endsAt: Instant,
  /** Places left; 1 for a resource's time; 0: full, one may wait. */
  left: Type.Integer(),
  /** People already waiting, where it is full. */
  waiting: Type.Integer(),
})
export type Slot = Static<typeof Slot>

export const listSites = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/sites',
  access: 'anyone',
  summary: 'Service points, rooms, canteens and fair centres',
  params: InSubdistrict,
  response: object({ sites: Type.Array(SiteView) }),
  errors: ['not_found'],
})

export const listServices = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/services',
  access: 'anyone',
  summary: 'What can be booked, by need',
  params: InSubdistrict,
  query: object({
    /** Part of the name, pinyin or another word for it. */
    search: Type.Optional(text(1, 40)),
  }),
  response: object({ services: Type.Array(ServiceRow) }),
  errors: ['not_found'],
})

export const readService = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/services/:code',
  access: 'anyone',
  summary: 'One service: what it is, what to bring, where, for whom, at what price',
  params: object({ subdistrictId: SubdistrictIdSchema, code: text(1, 40) }),
  response: object({
    service: object({ ...ServiceRow.properties, bring: Type.String() }),
    offers: Type.Array(OfferView),
  }),
  errors: ['not_found'],
})

/** Times of one service: the earliest three first (wherever they are), then by day. */
export const listTimes = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/services/:code/times',
  access: 'anyone',
  summary: 'Free times of one service',
  params: object({ subdistrictId: SubdistrictIdSchema, code: text(1, 40) }),
  query: object({
    /** First day; default today. */
    from: Type.Optional(Day),
    days: Type.Optional(Type.Integer({ minimum: 1, maximum: 31 })),
    offerId: Type.Optional(OfferIdSchema),
    siteId: Type.Optional(SiteIdSchema),
    /** closes (usual): what one can book by oneself · ends: what a desk can, until it is over. */
    until: Type.Optional(literals(['closes', 'ends'] as const)),
  }),
  response: object({
    earliest: Type.Array(Slot),
    days: Type.Array(object({ day: Day, slots: Type.Array(Slot) })),
  }),
  errors: ['not_found'],
})

/** For me or for one of my relatives: may he book this, and what would it cost. */
export const readOfferFor = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/offers/:offerId/for/:personId',
  access: 'signed-in',
  summary: 'Whether this person may book, the price for him, and what is missing',
  params: object({
    subdistrictId: SubdistrictIdSchema,
    offerId: OfferIdSchema,
    personId: PersonIdSchema,
  }),
  response: object({
    offer: OfferView,
    priceFen: Type.Integer(),
    refused: nullable(literals(refusalsOfTerms)),
    /** No birthday on file, so age rules and senior prices cannot hold yet. */
    ageUnknown: Type.Boolean(),
    mustAskDesk: Type.Boolean(),
  }),
  errors: ['not_found', 'not_allowed'],
})

// Staff: who works here, when it is given, when it is closed.

/** Minutes after midnight, Asia/Shanghai. */
const Minute = Type.Integer({ minimum: 0, maximum: 1440 })

export const ScheduleBody = object({
  offerId: OfferIdSchema,
  resourceId: nullable(ResourceIdSchema),
  /** RFC 5545 rule over days: DAILY, WEEKLY with BYDAY, MONTHLY with BYDAY=1TH or BYMONTHDAY. */
  rule: text(5, 200),
  fromMinute: Minute,
  toMinute: Minute,
  capacity: nullable(Type.Integer({ minimum: 1, maximum: 5000 })),
  holidayPolicy: literals(holidayPolicies),
  startsOn: Day,
  endsOn: nullable(Day),
})
export type ScheduleBody = Static<typeof ScheduleBody>

export const ScheduleView = object({
  scheduleId: ScheduleIdSchema,
  ...ScheduleBody.properties,
  offerName: Type.String(),
  resourceName: nullable(Type.String()),
  /** As people say it: `每月第一个星期四`. */
  ruleWords: Type.String(),
})
export type ScheduleView = Static<typeof ScheduleView>

/** One date of a rule: kept, moved or left out, and why. */
export const PlannedDay = object({
  /** The day the rule says. */
  ruleDay: Day,
  /** The day it is held; null: not held. */
  day: nullable(Day),
  /** Name of the holiday, or the reason of a closure. */
  why: nullable(Type.String()),
  /** The holiday calendar of that year is not published yet. */
  provisional: Type.Boolean(),
})
export type PlannedDay = Static<typeof PlannedDay>

const staff = { kind: 'json', access: { roles: bookingStaffRoles } } as const

export const listMySites = endpoint({
  ...staff,
  method: 'GET',
  path: '/subdistricts/:subdistrictId/my-sites',
  summary: 'Sites where I work, with their offers, people and rooms',
  params: InSubdistrict,
  response: object({
    sites: Type.Array(
      object({
        ...SiteView.properties,
        offers: Type.Array(OfferView),
        resources: Type.Array(
          object({
            resourceId: ResourceIdSchema,
            name: Type.String(),
            kind: literals(['person', 'room', 'vehicle', 'stall'] as const),
          }),
        ),
        mayEdit: Type.Boolean(),
      }),
    ),
  }),
  errors: [],
})

export const listProviders = endpoint({
  ...staff,
  method: 'GET',
  path: '/subdistricts/:subdistrictId/providers',
  summary: 'Providers, their licences and when these end',
  params: InSubdistrict,
  response: object({
    providers: Type.Array(
      object({
        providerId: ProviderIdSchema,
        kind: literals(providerKinds),
        name: Type.String(),
        phone: Type.String(),
        licenceName: Type.String(),
        licenceNo: Type.String(),
        licenceFrom: Day,
        licenceTo: Day,
        staffCount: Type.Integer(),
        offerCount: Type.Integer(),
      }),
    ),
  }),
  errors: [],
})

export const listSchedules = endpoint({
  ...staff,
  method: 'GET',
  path: '/subdistricts/:subdistrictId/sites/:siteId/schedules',
  summary: 'Hours and rules of a site, and the days it is closed',
  params: object({ subdistrictId: SubdistrictIdSchema, siteId: SiteIdSchema }),
  response: object({
    schedules: Type.Array(ScheduleView),
    closures: Type.Array(
      object({
        closureId: ClosureIdSchema,
        offerId: nullable(OfferIdSchema),
        day: Day,
        reason: Type.String(),
        /** Bookings that it cancelled. */
        told: Type.Integer(),
      }),
    ),
    /** Dates that rule and holidays want otherwise, but somebody has booked them as they are. */
    toReview: Type.Array(
      object({
        occurrenceId: OccurrenceIdSchema,
        offerName: Type.String(),
        startsAt: Instant,
        /** When it should be; null: not at all. */
        wantedStartsAt: nullable(Instant),
        why: nullable(Type.String()),
        bookings: Type.Integer(),
      }),
    ),
  }),
  errors: ['not_found'],
})

export const previewSchedule = endpoint({
  ...staff,
  method: 'POST',
  path: '/subdistricts/:subdistrictId/sites/:siteId/schedule-preview',
  summary: 'The next twelve months of a rule, before it is saved',
  params: object({ subdistrictId: SubdistrictIdSchema, siteId: SiteIdSchema }),
  body: ScheduleBody,
  response: object({ ruleWords: Type.String(), days: Type.Array(PlannedDay) }),
  errors: ['not_found', 'rule_unreadable'],
})

export const saveSchedule = endpoint({
  ...staff,
  method: 'POST',
  path: '/subdistricts/:subdistrictId/sites/:siteId/schedules',
  summary: 'A new rule; its dates can be booked at once',
  params: object({ subdistrictId: SubdistrictIdSchema, siteId: SiteIdSchema }),
  body: ScheduleBody,
  response: object({ schedule: ScheduleView }),
  status: 201,
  idempotent: true,
  errors: ['not_found', 'rule_unreadable', 'offer_unknown', 'resource_unknown', 'schedule_shape'],
})

/** Dates with bookings stay until they are closed on purpose. */
export const endSchedule = endpoint({
  ...staff,
  method: 'POST',
  path: '/subdistricts/:subdistrictId/schedules/:scheduleId/end',
  summary: 'The last day of a rule; free dates after it go, booked ones are named',
  params: object({ subdistrictId: SubdistrictIdSchema, scheduleId: ScheduleIdSchema }),
  body: object({ lastDay: Day }),
  response: object({
    schedule: ScheduleView,
    bookedAfter: Type.Array(object({ day: Day, bookings: Type.Integer() })),
  }),
  idempotent: true,
  errors: ['not_found'],
})

export const closeDay = endpoint({
  ...staff,
  method: 'POST',
  path: '/subdistricts/:subdistrictId/sites/:siteId/closures',
  summary: 'Close a day: everyone booked is told and offered the next places',
  params: object({ subdistrictId: SubdistrictIdSchema, siteId: SiteIdSchema }),
  body: object({ day: Day, offerId: nullable(OfferIdSchema), reason: saidText(100) }),
  response: object({ closureId: ClosureIdSchema, told: Type.Integer() }),
  status: 201,
  idempotent: true,
  errors: ['not_found', 'offer_unknown', 'already_closed'],
})

export const countClosure = endpoint({
  ...staff,
  method: 'GET',
  path: '/subdistricts/:subdistrictId/sites/:siteId/closure-preview',
  summary: 'How many bookings closing a day would cancel',
  params: object({ subdistrictId: SubdistrictIdSchema, siteId: SiteIdSchema }),
  query: object({ day: Day, offerId: Type.Optional(OfferIdSchema) }),
  response: object({ bookings: Type.Integer(), people: Type.Integer() }),
  errors: ['not_found'],
})

export const reopenDay = endpoint({
  ...staff,
  method: 'DELETE',
  path: '/subdistricts/:subdistrictId/closures/:closureId',
  summary: 'Open a closed day again; bookings that were cancelled stay cancelled',
  params: object({ subdistrictId: SubdistrictIdSchema, closureId: ClosureIdSchema }),
  response: Empty,
  errors: ['not_found'],
})

export const changeOccurrence = endpoint({
  ...staff,
  method: 'PUT',
  path: '/subdistricts/:subdistrictId/occurrences/:occurrenceId',
  summary: 'More or fewer places on one date; never fewer than are booked',
  params: object({ subdistrictId: SubdistrictIdSchema, occurrenceId: OccurrenceIdSchema }),
  body: object({ capacity: Type.Integer({ minimum: 0, maximum: 5000 }) }),
  response: object({ capacity: Type.Integer(), taken: Type.Integer() }),
  errors: ['not_found', 'places_taken'],
})
