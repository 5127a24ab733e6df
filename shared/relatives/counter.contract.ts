import type { Static } from '@sinclair/typebox'
import * as Type from '@sinclair/typebox'
import type { Role } from '../accounts/roles.ts'
import { endpoint } from '../http/endpoint.ts'
import { literals, nullable, object, saidText, text } from '../http/fields.ts'
import { PersonIdSchema, PlaceIdSchema, RelationshipIdSchema, SubdistrictIdSchema } from '../ids.ts'
import { relations, residences } from './relations.ts'
import {
  AgreedText,
  AssessedLevel,
  Birthday,
  Profile,
  RelationshipView,
} from './relatives.contract.ts'

/** Posts that serve people at a counter or on the phone. */
export const counterRoles = [
  'neighbourhood_officer',
  'site_clerk',
  'duty_officer',
  'hotline_clerk',
  'administrator',
] as const satisfies readonly Role[]

const access = { roles: counterRoles }
const params = object({ subdistrictId: SubdistrictIdSchema })
const personParams = object({ subdistrictId: SubdistrictIdSchema, personId: PersonIdSchema })
const PhoneTyped = text(5, 30)
const IdNumberTyped = text(15, 30)

/** Just enough to tell him from others of the same name. */
export const FoundPerson = object({
  personId: PersonIdSchema,
  name: Type.String(),
  phoneMasked: nullable(Type.String()),
  age: nullable(Type.Integer()),
  /** The estate, without the door. */
  homeName: nullable(Type.String()),
  verified: Type.Boolean(),
})
export type FoundPerson = Static<typeof FoundPerson>

/** As a counter sees him: what decides, and who may act for him. */
export const ServedPerson = object({
  ...FoundPerson.properties,
  profile: Profile,
  bookers: Type.Array(RelationshipView),
})
export type ServedPerson = Static<typeof ServedPerson>

/**
 * By a part of the name, by a whole phone number, or by a name with the last four digits of phone or
 * ID number: four digits alone would let one leaf through everybody. A body, not a query: a phone
 * number must be in no log of a proxy. People of other subdistricts are found only by their full name
 * and whole number together, which they have said themselves.
 */
export const findPersonToServe = endpoint({
  kind: 'json',
  method: 'POST',
  path: '/subdistricts/:subdistrictId/people/to-serve',
  access,
  perMinute: 60,
  summary: 'Find the person at the counter or on the phone; at most 10',
  params,
  body: object({
    name: Type.Optional(saidText(30)),
    phone: Type.Optional(PhoneTyped),
    lastFour: Type.Optional(
      Type.String({ pattern: '^\\d{3}[\\dXx]$', minLength: 4, maxLength: 4 }),
    ),
  }),
  response: object({ people: Type.Array(FoundPerson) }),
  errors: ['phone_invalid'],
})

/** Somebody whom this subdistrict serves; anybody else is not found. */
export const readPersonToServe = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/people/:personId',
  access,
  perMinute: 120,
  summary: 'What decides what he may book, and who may act for him; audited',
  params: personParams,
  response: ServedPerson,
  errors: ['unknown_person'],
})

export const registerPersonAtCounter = endpoint({
  kind: 'json',
  method: 'POST',
  path: '/subdistricts/:subdistrictId/people',
  access,
  perMinute: 30,
  idempotent: true,
  summary: 'Register somebody at the counter; a phone or ID number on file is refused',
  params,
  body: object({
    name: saidText(30),
    phone: nullable(PhoneTyped),
    bornOn: Birthday,
    idNumber: nullable(IdNumberTyped),
    home: nullable(object({ placeId: PlaceIdSchema, doorNo: Type.Optional(text(1, 20)) })),
    residence: nullable(literals(residences)),
  }),
  response: ServedPerson,
  status: 201,
  errors: [
    'phone_invalid',
    'id_number_invalid',
    'birthday_invalid',
    'birthday_differs',
    'place_unknown',
    'person_on_file',
  ],
})

/** The counter has seen the papers; what it says stands until a counter says otherwise. */
export const verifyProfile = endpoint({
  kind: 'json',
  method: 'PUT',
  path: '/subdistricts/:subdistrictId/people/:personId/profile',
  access,
  perMinute: 60,
  summary: 'Write down birthday, residence and assessed level from the papers',
  params: personParams,
  body: object({
    bornOn: Birthday,
    residence: nullable(literals(residences)),
    assessedLevel: nullable(AssessedLevel),
    /** Null leaves the one on file. */
    idNumber: nullable(IdNumberTyped),
  }),
  response: ServedPerson,
  errors: [
    'unknown_person',
    'id_number_invalid',
    'birthday_invalid',
    'birthday_differs',
    'person_on_file',
  ],
})

/** Replaces what a relative has only declared. */
export const registerRelationshipAtCounter = endpoint({
  kind: 'json',
  method: 'POST',
  path: '/subdistricts/:subdistrictId/people/:personId/relatives',
  access,
  perMinute: 30,
  summary: 'Let a relative book for somebody who says so on paper at the counter',
  params: personParams,
  body: object({
    /** Whole number of the relative, who has bound it or is registered with it. */
    relativePhone: PhoneTyped,
    relation: literals(relations),
    textVersion: AgreedText,
    /** What was shown and signed, and where it is kept. */
    proofNote: saidText(200),
    /** Last day it counts; null: until withdrawn. */
    lastDay: nullable(Birthday),
  }),
  response: ServedPerson,
  status: 201,
  errors: [
    'unknown_person',
    'phone_invalid',
    'relative_unknown',
    'relation_to_oneself',
    'relationship_exists',
    'birthday_invalid',
  ],
})

/** For who has no phone to do it on. */
export const withdrawRelationshipAtCounter = endpoint({
  kind: 'json',
  method: 'DELETE',
  path: '/subdistricts/:subdistrictId/people/:personId/relatives/:relationshipId',
  access,
  perMinute: 60,
  summary: 'End a relationship because the person served says so',
  params: object({
    subdistrictId: SubdistrictIdSchema,
    personId: PersonIdSchema,
    relationshipId: RelationshipIdSchema,
  }),
  response: ServedPerson,
  errors: ['unknown_person'],
})
