import type { Static } from '@sinclair/typebox'
import * as Type from '@sinclair/typebox'
import { endpoint } from '../http/endpoint.ts'
import { Instant, literals, nullable, object, saidText, text } from '../http/fields.ts'
import { PersonIdSchema, PlaceIdSchema, RelationshipIdSchema, SubdistrictIdSchema } from '../ids.ts'
import { dayPattern } from './age.ts'
import {
  highestAssessedLevel,
  relations,
  relationshipBases,
  relationshipTextVersion,
  residences,
} from './relations.ts'

/** `yyyy-mm-dd`. */
export const Birthday = Type.String({ pattern: dayPattern, minLength: 10, maxLength: 10 })
export const AssessedLevel = Type.Integer({ minimum: 0, maximum: highestAssessedLevel })
/** Only the text that is in force can be agreed to. */
export const AgreedText = Type.Unsafe<typeof relationshipTextVersion>(
  Type.String({ enum: [relationshipTextVersion] }),
)
export const HomeGiven = object({
  subdistrictId: SubdistrictIdSchema,
  placeId: PlaceIdSchema,
  doorNo: Type.Optional(text(1, 20)),
})

/** One side as the other sees it. */
export const RelationshipView = object({
  relationshipId: RelationshipIdSchema,
  /** The other one: whom I may book for, or who may book for me. */
  personId: PersonIdSchema,
  displayName: Type.String(),
  relation: literals(relations),
  basis: literals(relationshipBases),
  givenAt: Instant,
  expiresAt: nullable(Instant),
})
export type RelationshipView = Static<typeof RelationshipView>

export const Relatives = object({
  /** 我替谁预约 */
  served: Type.Array(
    object({
      ...RelationshipView.properties,
      age: nullable(Type.Integer({ minimum: 0 })),
      /** Whose services are meant for him. */
      homeSubdistrictId: nullable(SubdistrictIdSchema),
    }),
  ),
  /** 谁能替我预约 */
  bookers: Type.Array(RelationshipView),
})
export type Relatives = Static<typeof Relatives>

export const listRelatives = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/me/relatives',
  access: 'signed-in',
  summary: 'Whom I may book for, and who may book for me',
  response: Relatives,
  errors: [],
})

/** A second code ends the first. */
export const makeRelationCode = endpoint({
  kind: 'json',
  method: 'POST',
  path: '/me/relatives/code',
  access: 'signed-in',
  needsPrivacyConsent: true,
  perMinute: 6,
  summary: 'A one-time code: whoever types it may book for me (10 minutes)',
  body: object({ textVersion: AgreedText }),
  response: object({ code: Type.String(), expiresAt: Instant }),
  status: 201,
  errors: [],
})

/** Wrong, used and expired codes get the same answer; five wrong ones in an hour end it for the hour. */
export const useRelationCode = endpoint({
  kind: 'json',
  method: 'POST',
  path: '/me/relatives/code/use',
  access: 'signed-in',
  needsPrivacyConsent: true,
  perMinute: 20,
  summary: 'Type the code of the person I shall book for',
  body: object({
    code: Type.String({ pattern: '^\\d{6}$', minLength: 6, maxLength: 6 }),
    relation: literals(relations),
  }),
  response: Relatives,
  errors: ['relation_code_invalid', 'too_many_tries', 'relation_to_oneself', 'relationship_exists'],
})

/** A new person, never one on file: who is on file says so himself, by code or at the counter. */
export const declareRelative = endpoint({
  kind: 'json',
  method: 'POST',
  path: '/me/relatives/declared',
  access: 'signed-in',
  needsPrivacyConsent: true,
  perMinute: 10,
  idempotent: true,
  summary: 'Register somebody without phone and account, to book for; at most four',
  body: object({
    name: saidText(30),
    bornOn: Birthday,
    home: HomeGiven,
    relation: literals(relations),
    textVersion: AgreedText,
  }),
  response: Relatives,
  status: 201,
  errors: ['birthday_invalid', 'place_unknown', 'too_many_declared'],
})

export const withdrawRelationship = endpoint({
  kind: 'json',
  method: 'DELETE',
  path: '/me/relatives/:relationshipId',
  access: 'signed-in',
  summary: 'End it now, from either side; again changes nothing',
  params: object({ relationshipId: RelationshipIdSchema }),
  response: Relatives,
  errors: [],
})

export const Profile = object({
  bornOn: nullable(Birthday),
  residence: nullable(literals(residences)),
  assessedLevel: nullable(AssessedLevel),
  /** A counter has seen the papers; from then on only a counter changes it. */
  verified: Type.Boolean(),
  hasIdNumber: Type.Boolean(),
})
export type Profile = Static<typeof Profile>

export const readMyProfile = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/me/profile',
  access: 'signed-in',
  summary: 'What decides which services I may book, and their price',
  response: Profile,
  errors: [],
})

export const changeMyProfile = endpoint({
  kind: 'json',
  method: 'PUT',
  path: '/me/profile',
  access: 'signed-in',
  needsPrivacyConsent: true,
  perMinute: 30,
  summary: 'Say when I was born and where I live; a counter checks it later',
  body: object({
    bornOn: Type.Optional(Birthday),
    residence: Type.Optional(literals(residences)),
  }),
  response: Profile,
  errors: ['birthday_invalid', 'profile_verified'],
})
