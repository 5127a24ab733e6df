import type { Static } from '@sinclair/typebox'
import * as Type from '@sinclair/typebox'
import { endpoint } from '../http/endpoint.ts'
import { Instant, literals, nullable, object } from '../http/fields.ts'
import { GuideMatterIdSchema, PersonIdSchema, PhotoIdSchema, SubdistrictIdSchema } from '../ids.ts'
import { counterRoles } from '../relatives/counter.contract.ts'
import { ItemCode } from './item-fields.ts'
import { households } from './item-kinds.ts'
import { matterStatuses, verdicts } from './matter-status.ts'

const OfMatter = object({ subdistrictId: SubdistrictIdSchema, matterId: GuideMatterIdSchema })
const mine = { kind: 'json', access: 'signed-in' } as const
/** Those who check papers at the counter check their photos too. */
const checker = { kind: 'json', access: { roles: counterRoles } } as const

export const MatterPaper = object({
  key: Type.String(),
  name: Type.String(),
  note: Type.String(),
  required: Type.Boolean(),
  photoId: nullable(PhotoIdSchema),
  /** Null: not looked at since the photo was taken. */
  verdict: nullable(literals(verdicts)),
})
export type MatterPaper = Static<typeof MatterPaper>

export const MatterView = object({
  subdistrictId: SubdistrictIdSchema,
  matterId: GuideMatterIdSchema,
  code: Type.String(),
  itemName: Type.String(),
  /** The item's version whose list this is. */
  version: Type.Integer(),
  personName: Type.String(),
  status: literals(matterStatuses),
  papers: Type.Array(MatterPaper),
  openedAt: Instant,
  changedAt: Instant,
  /** It ends by itself, and its photos with it, when nothing happens until then. */
  endsAt: nullable(Instant),
})
export type MatterView = Static<typeof MatterView>

export const openMatter = endpoint({
  ...mine,
  method: 'POST',
  path: '/subdistricts/:subdistrictId/guide/matters',
  needsPrivacyConsent: true,
  summary: 'Begin an item: its list for this person, to be photographed and checked beforehand',
  params: object({ subdistrictId: SubdistrictIdSchema }),
  body: object({
    code: ItemCode,
    /** Oneself, or somebody who agreed to it. */
    personId: PersonIdSchema,
    answers: object({
      proxy: nullable(Type.Boolean()),
      household: nullable(literals(households)),
      age: nullable(Type.Integer({ minimum: 0, maximum: 150 })),
    }),
  }),
  response: object({ matter: MatterView }),
  status: 201,
  idempotent: true,
  errors: ['item_unknown', 'not_his_relative', 'nothing_to_check', 'too_many_matters'],
})

export const listMyMatters = endpoint({
  ...mine,
  method: 'GET',
  path: '/guide/matters/mine',
  summary: 'My matters and those of people I act for, newest first',
  response: object({ matters: Type.Array(MatterView) }),
  errors: [],
})

export const readMatter = endpoint({
  ...mine,
  method: 'GET',
  path: '/subdistricts/:subdistrictId/guide/matters/:matterId',
  summary: 'One matter, for whoever it concerns',
  params: OfMatter,
  response: object({ matter: MatterView }),
  errors: ['not_found'],
})

export const photographPaper = endpoint({
  ...mine,
  method: 'POST',
  path: '/subdistricts/:subdistrictId/guide/matters/:matterId/papers/:key/photo',
  needsPrivacyConsent: true,
  summary: 'The photo of one paper; one that was there is deleted',
  params: object({
    ...OfMatter.properties,
    key: Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 40 }),
  }),
  body: object({ photoId: PhotoIdSchema }),
  response: object({ matter: MatterView }),
  errors: ['not_found', 'photo_unavailable', 'matter_moved_on'],
})

export const submitMatter = endpoint({
  ...mine,
  method: 'POST',
  path: '/subdistricts/:subdistrictId/guide/matters/:matterId/submit',
  summary: 'Ask staff to look at the photos',
  params: OfMatter,
  response: object({ matter: MatterView }),
  errors: ['not_found', 'photos_missing', 'matter_moved_on'],
})

export const endMatter = endpoint({
  ...mine,
  method: 'POST',
  path: '/subdistricts/:subdistrictId/guide/matters/:matterId/end',
  summary: 'Done, or not wanted any more: its photos are deleted',
  params: OfMatter,
  response: object({ matter: MatterView }),
  errors: ['not_found', 'matter_moved_on'],
})

export const listMattersToCheck = endpoint({
  ...checker,
  method: 'GET',
  path: '/subdistricts/:subdistrictId/guide-desk/matters',
  summary: 'Matters whose photos wait to be looked at, the longest waiting first',
  params: object({ subdistrictId: SubdistrictIdSchema }),
  response: object({ matters: Type.Array(MatterView) }),
  errors: [],
})

export const judgePaper = endpoint({
  ...checker,
  method: 'POST',
  path: '/subdistricts/:subdistrictId/guide-desk/matters/:matterId/papers/:key',
  summary: 'One word about one photo; after the last one the resident is told',
  params: object({
    ...OfMatter.properties,
    key: Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 40 }),
  }),
  body: object({
    verdict: literals(verdicts),
    /** The photo that was looked at: a newer one is not judged by an older look. */
    photoId: PhotoIdSchema,
  }),
  response: object({ matter: MatterView }),
  errors: ['not_found', 'matter_moved_on'],
})
