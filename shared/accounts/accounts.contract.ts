import type { Static } from '@sinclair/typebox'
import * as Type from '@sinclair/typebox'
import { endpoint } from '../http/endpoint.ts'
import { Empty, Instant, literals, nullable, object, saidText, text } from '../http/fields.ts'
import {
  AccountIdSchema,
  PersonIdSchema,
  PlaceIdSchema,
  PostIdSchema,
  SubdistrictIdSchema,
  UnitIdSchema,
} from '../ids.ts'
import { NamedPlace } from '../places/places.contract.ts'
import { roles } from './roles.ts'

export const PostView = object({
  postId: PostIdSchema,
  subdistrictId: SubdistrictIdSchema,
  subdistrictName: Type.String(),
  role: literals(roles),
  isHead: Type.Boolean(),
  unitId: nullable(UnitIdSchema),
  unitName: nullable(Type.String()),
  place: nullable(NamedPlace),
})
export type PostView = Static<typeof PostView>

/** Consents are separate and each can be withdrawn alone (PIPL art. 14–16, 29). */
export const consentPurposes = ['privacy_guide', 'location'] as const
export type ConsentPurpose = (typeof consentPurposes)[number]

export const Me = object({
  accountId: AccountIdSchema,
  personId: PersonIdSchema,
  displayName: Type.String(),
  phoneMasked: nullable(Type.String()),
  largeType: Type.Boolean(),
  home: nullable(
    object({
      subdistrictId: SubdistrictIdSchema,
      place: NamedPlace,
      doorNo: nullable(Type.String()),
    }),
  ),
  posts: Type.Array(PostView),
  consents: Type.Array(
    object({ purpose: literals(consentPurposes), textVersion: Type.String(), givenAt: Instant }),
  ),
})
export type Me = Static<typeof Me>

export const SessionTokens = object({
  accessToken: Type.String(),
  accessExpiresAt: Instant,
  refreshToken: Type.String(),
})
export const SignedIn = object({ tokens: SessionTokens, me: Me })
export type SignedIn = Static<typeof SignedIn>

export const signInWithWechat = endpoint({
  kind: 'json',
  method: 'POST',
  path: '/session/wechat',
  access: 'anyone',
  perMinute: 30,
  summary: 'Sign in with a code from wx.login (one use, five minutes)',
  body: object({ code: text(1, 200) }),
  response: SignedIn,
  errors: [
    'wechat_code_invalid',
    'wechat_busy',
    'wechat_blocked',
    'wechat_misconfigured',
    'account_closed',
  ],
})

export const listDemoPeople = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/session/demo',
  access: 'anyone',
  demoOnly: true,
  summary: 'The people one can be in the demo',
  response: object({
    people: Type.Array(
      object({
        key: Type.String(),
        name: Type.String(),
        who: Type.String(),
        posts: Type.Array(PostView),
      }),
    ),
  }),
  errors: [],
})

export const signInAsDemoPerson = endpoint({
  kind: 'json',
  method: 'POST',
  path: '/session/demo',
  access: 'anyone',
  demoOnly: true,
  summary: 'Become one of the demo people',
  body: object({ key: text(1, 60) }),
  response: SignedIn,
  errors: ['unknown_person'],
})

/** The old refresh token is used up; using it again ends the session (RFC 9700 §4.14). */
export const refreshSession = endpoint({
  kind: 'json',
  method: 'POST',
  path: '/session/refresh',
  access: 'anyone',
  perMinute: 60,
  summary: 'New access token for a refresh token',
  body: object({ refreshToken: text(20, 200) }),
  response: object({ tokens: SessionTokens }),
  errors: ['refresh_token_invalid', 'account_closed'],
})

export const signOut = endpoint({
  kind: 'json',
  method: 'DELETE',
  path: '/session',
  access: 'signed-in',
  summary: 'End this session on this device',
  response: Empty,
  errors: [],
})

export const readMe = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/me',
  access: 'signed-in',
  summary: 'Who I am',
  response: Me,
  errors: [],
})

export const changeMe = endpoint({
  kind: 'json',
  method: 'PUT',
  path: '/me',
  access: 'signed-in',
  summary: 'Change my name or the size of type',
  body: object({
    displayName: Type.Optional(saidText(30)),
    largeType: Type.Optional(Type.Boolean()),
  }),
  response: Me,
  errors: [],
})

export const setHome = endpoint({
  kind: 'json',
  method: 'PUT',
  path: '/me/home',
  access: 'signed-in',
  needsPrivacyConsent: true,
  summary: 'Say where I live',
  body: object({
    subdistrictId: SubdistrictIdSchema,
    placeId: PlaceIdSchema,
    doorNo: Type.Optional(text(1, 20)),
  }),
  response: Me,
  errors: ['place_unknown'],
})

export const bindPhone = endpoint({
  kind: 'json',
  method: 'PUT',
  path: '/me/phone',
  access: 'signed-in',
  needsPrivacyConsent: true,
  perMinute: 10,
  summary: 'Bind my phone with a code from WeChat (one use, five minutes)',
  body: object({ code: text(1, 200) }),
  response: Me,
  errors: [
    'phone_code_invalid',
    'phone_not_supported',
    'phone_taken',
    'wechat_busy',
    'wechat_misconfigured',
  ],
})

export const giveConsent = endpoint({
  kind: 'json',
  method: 'PUT',
  path: '/me/consents/:purpose',
  access: 'signed-in',
  summary: 'Agree to one purpose',
  params: object({ purpose: literals(consentPurposes) }),
  body: object({ textVersion: text(1, 20) }),
  response: Me,
  errors: [],
})

export const withdrawConsent = endpoint({
  kind: 'json',
  method: 'DELETE',
  path: '/me/consents/:purpose',
  access: 'signed-in',
  summary: 'Withdraw one consent; works at once',
  params: object({ purpose: literals(consentPurposes) }),
  response: Me,
  errors: [],
})

export const exportMe = endpoint({
  kind: 'download',
  method: 'GET',
  path: '/me/export',
  access: 'signed-in',
  perMinute: 6,
  summary: 'Everything held about me, as JSON (PIPL art. 45)',
  contentTypes: ['application/json'],
  errors: [],
})

/** Closes the account and removes name, phone and WeChat link; cases stay without the name. */
export const deleteMe = endpoint({
  kind: 'json',
  method: 'DELETE',
  path: '/me',
  access: 'signed-in',
  summary: 'Delete my account (PIPL art. 47)',
  response: Empty,
  errors: ['has_open_cases', 'holds_staff_post'],
})

const PostRecord = object({
  postId: PostIdSchema,
  personId: PersonIdSchema,
  personName: Type.String(),
  role: literals(roles),
  isHead: Type.Boolean(),
  unitId: nullable(UnitIdSchema),
  placeId: nullable(PlaceIdSchema),
  startsAt: Instant,
  endsAt: nullable(Instant),
})

export const listPosts = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/posts',
  access: { roles: ['administrator'] },
  summary: 'Staff posts of the subdistrict, past and present',
  params: object({ subdistrictId: SubdistrictIdSchema }),
  response: object({ posts: Type.Array(PostRecord) }),
  errors: [],
})

/** A body, not a query: a phone number must be in no log of a proxy. */
export const searchPeople = endpoint({
  kind: 'json',
  method: 'POST',
  path: '/subdistricts/:subdistrictId/people/search',
  access: { roles: ['administrator'] },
  perMinute: 60,
  summary: 'People by part of a name or by a full phone number, to give a post to; at most 20',
  params: object({ subdistrictId: SubdistrictIdSchema }),
  body: object({ text: saidText(30) }),
  response: object({
    people: Type.Array(
      object({
        personId: PersonIdSchema,
        name: Type.String(),
        phoneMasked: nullable(Type.String()),
      }),
    ),
  }),
  errors: [],
})

export const givePost = endpoint({
  kind: 'json',
  method: 'POST',
  path: '/subdistricts/:subdistrictId/posts',
  access: { roles: ['administrator'] },
  summary: 'Put a person on a post, from now',
  params: object({ subdistrictId: SubdistrictIdSchema }),
  body: object({
    personId: PersonIdSchema,
    role: literals(roles),
    isHead: Type.Boolean(),
    unitId: nullable(UnitIdSchema),
    placeId: nullable(PlaceIdSchema),
  }),
  response: PostRecord,
  status: 201,
  errors: ['unknown_person', 'unit_unknown', 'place_unknown'],
})

export const endPost = endpoint({
  kind: 'json',
  method: 'DELETE',
  path: '/subdistricts/:subdistrictId/posts/:postId',
  access: { roles: ['administrator'] },
  summary: 'End a post now; its powers stop with the next request',
  params: object({ subdistrictId: SubdistrictIdSchema, postId: PostIdSchema }),
  response: PostRecord,
  errors: ['not_found', 'post_ended'],
})
