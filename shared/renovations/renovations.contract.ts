import type { Static } from '@sinclair/typebox'
import * as Type from '@sinclair/typebox'
import { bookingStaffRoles } from '../accounts/roles.ts'
import { BookingRow } from '../bookings/bookings.contract.ts'
import { endpoint } from '../http/endpoint.ts'
import { Day, Instant, literals, nullable, object, saidText, text } from '../http/fields.ts'
import {
  OccurrenceIdSchema,
  PersonIdSchema,
  PlaceIdSchema,
  RenovationIdSchema,
  SiteIdSchema,
  SubdistrictIdSchema,
} from '../ids.ts'

/** What is renovated; the pledge and the load differ. */
export const renovationScopes = ['whole', 'partial', 'kitchen_bath', 'furniture'] as const
export type RenovationScope = (typeof renovationScopes)[number]

const InSubdistrict = object({ subdistrictId: SubdistrictIdSchema })
const One = object({ subdistrictId: SubdistrictIdSchema, renovationId: RenovationIdSchema })

/** Registered with both at once (双报备): the property's office and the 居委. */
export const RenovationView = object({
  subdistrictId: SubdistrictIdSchema,
  renovationId: RenovationIdSchema,
  scope: literals(renovationScopes),
  placeLabel: Type.String(),
  placeId: PlaceIdSchema,
  doorNo: Type.String(),
  personName: Type.String(),
  startsOn: Day,
  endsOn: Day,
  contractor: Type.String(),
  registeredAt: Instant,
  pledgeVersion: Type.String(),
  pledgeSignedBy: Type.String(),
  propertyName: nullable(Type.String()),
  propertySeenAt: nullable(Instant),
  neighbourhoodName: nullable(Type.String()),
  neighbourhoodSeenAt: nullable(Instant),
  /** Notes of those who looked at it, for the resident. */
  remarks: Type.Array(object({ from: Type.String(), text: Type.String(), at: Instant })),
  /** `hours` from the request until it was hauled away; null while it waits. */
  hauls: Type.Array(object({ ...BookingRow.properties, hours: nullable(Type.Number()) })),
  /** Spots agreed for this address, nearest first; what is booked there is the haul. */
  spots: Type.Array(object({ siteId: SiteIdSchema, name: Type.String(), address: Type.String() })),
  mayAcknowledge: Type.Boolean(),
})
export type RenovationView = Static<typeof RenovationView>

export const registerRenovation = endpoint({
  kind: 'json',
  method: 'POST',
  path: '/subdistricts/:subdistrictId/renovations',
  access: 'signed-in',
  needsPrivacyConsent: true,
  idempotent: true,
  perMinute: 10,
  summary: 'Register a renovation with property and 居委 at once, with the signed pledge',
  params: InSubdistrict,
  body: object({
    /** Oneself or somebody one may act for. */
    personId: PersonIdSchema,
    placeId: PlaceIdSchema,
    doorNo: saidText(60),
    scope: literals(renovationScopes),
    startsOn: Day,
    endsOn: Day,
    contractor: text(0, 60),
    /** The version that was shown, and the name written under it. */
    pledgeVersion: text(1, 20),
    signedName: saidText(30),
  }),
  response: object({ renovation: RenovationView }),
  status: 201,
  errors: [
    'not_found',
    'place_unknown',
    'place_elsewhere',
    'not_his_relative',
    'pledge_outdated',
    'renovation_days',
  ],
})

export const listMyRenovations = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/renovations/mine',
  access: 'signed-in',
  summary: 'My registrations, newest first',
  response: object({ renovations: Type.Array(RenovationView) }),
  errors: [],
})

export const readRenovation = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/renovations/:renovationId',
  access: 'signed-in',
  summary: 'One registration, for the resident, the property, the 居委 and the desk',
  params: One,
  response: object({ renovation: RenovationView }),
  errors: ['not_found'],
})

export const listRenovations = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/renovations',
  access: { roles: [...bookingStaffRoles, 'property_staff'] },
  summary: 'Registrations at my estates or in my neighbourhood; those nobody has looked at first',
  params: InSubdistrict,
  response: object({ renovations: Type.Array(RenovationView) }),
  errors: [],
})

export const acknowledgeRenovation = endpoint({
  kind: 'json',
  method: 'POST',
  path: '/subdistricts/:subdistrictId/renovations/:renovationId/acknowledge',
  access: { roles: ['neighbourhood_officer', 'property_staff'] },
  summary: 'Seen, with a word to the resident',
  params: One,
  body: object({ remark: text(0, 300) }),
  idempotent: true,
  response: object({ renovation: RenovationView }),
  errors: ['not_found', 'not_allowed'],
})

/** A load on the round of one day, in the order of the way. */
export const RoundStop = object({
  ...BookingRow.properties,
  /** WGS-84 of the spot. */
  longitude: Type.Number(),
  latitude: Type.Number(),
  address: Type.String(),
  phoneMasked: nullable(Type.String()),
  note: Type.String(),
  collectedAt: nullable(Instant),
})

export const readRound = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/haulage/rounds/:day',
  access: { roles: bookingStaffRoles },
  summary: 'The day’s round of the haulier, as a list and on a map',
  params: object({ subdistrictId: SubdistrictIdSchema, day: Day }),
  response: object({
    occurrences: Type.Array(
      object({
        occurrenceId: OccurrenceIdSchema,
        startsAt: Instant,
        endsAt: Instant,
        capacity: Type.Integer(),
        taken: Type.Integer(),
      }),
    ),
    stops: Type.Array(RoundStop),
  }),
  errors: [],
})

/** Hours from the request to hauled away, against the goal (R10: 96 h → 36 h). */
export const readHaulageHours = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/haulage/hours',
  access: { roles: bookingStaffRoles },
  summary: 'How long it takes until a load is gone',
  params: InSubdistrict,
  query: object({ from: Day, to: Day }),
  response: object({
    goalHours: Type.Integer(),
    goalSource: Type.String(),
    collected: Type.Integer(),
    medianHours: nullable(Type.Number()),
    slowestHours: nullable(Type.Number()),
    withinGoal: Type.Integer(),
    waiting: Type.Integer(),
    weeks: Type.Array(
      object({ week: Day, collected: Type.Integer(), medianHours: nullable(Type.Number()) }),
    ),
  }),
  errors: [],
})
