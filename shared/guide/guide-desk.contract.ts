import type { Static } from '@sinclair/typebox'
import * as Type from '@sinclair/typebox'
import { guideEditorRoles } from '../accounts/roles.ts'
import { endpoint } from '../http/endpoint.ts'
import { Day, Instant, literals, nullable, object, text } from '../http/fields.ts'
import { SubdistrictIdSchema } from '../ids.ts'
import { ItemCode, ItemFields } from './item-fields.ts'
import { itemClasses, provenances } from './item-kinds.ts'
import { itemRules } from './item-rules.ts'

const OfItem = object({ subdistrictId: SubdistrictIdSchema, code: ItemCode })
const editor = { kind: 'json', access: { roles: guideEditorRoles } } as const

export const EditedItem = object({
  code: Type.String(),
  provenance: literals(provenances),
  /** The newest version; null while nothing was published. */
  published: nullable(
    object({
      version: Type.Integer(),
      effectiveFrom: Day,
      publishedAt: Instant,
      /** Null: by an import. */
      publishedBy: nullable(Type.String()),
      fields: ItemFields,
    }),
  ),
  draft: nullable(
    object({
      fields: ItemFields,
      revision: Type.Integer(),
      basedOn: Type.Integer(),
      changedAt: Instant,
      changedBy: Type.String(),
    }),
  ),
  /** Rules the draft breaks; none without a draft. */
  findings: Type.Array(object({ rule: literals(itemRules), at: Type.String() })),
  /** What publishing the draft would change. */
  changes: Type.Array(
    object({
      path: Type.String(),
      before: nullable(Type.String()),
      after: nullable(Type.String()),
    }),
  ),
  /** Newest first. */
  versions: Type.Array(
    object({
      version: Type.Integer(),
      effectiveFrom: Day,
      publishedAt: Instant,
      publishedBy: nullable(Type.String()),
    }),
  ),
})
export type EditedItem = Static<typeof EditedItem>

export const listEditedItems = endpoint({
  ...editor,
  method: 'GET',
  path: '/subdistricts/:subdistrictId/guide-desk/items',
  summary: 'Items for their editors: those with a draft first, then by name',
  params: object({ subdistrictId: SubdistrictIdSchema }),
  query: object({ text: Type.Optional(text(1, 40)) }),
  response: object({
    items: Type.Array(
      object({
        code: Type.String(),
        name: Type.String(),
        itemClass: literals(itemClasses),
        /** 0: not published yet. */
        version: Type.Integer(),
        hasDraft: Type.Boolean(),
      }),
    ),
    /** More than are shown. */
    total: Type.Integer(),
  }),
  errors: ['not_found'],
})

export const readEditedItem = endpoint({
  ...editor,
  method: 'GET',
  path: '/subdistricts/:subdistrictId/guide-desk/items/:code',
  summary: 'An item with its draft, what the draft breaks and changes, and its versions',
  params: OfItem,
  response: object({ item: EditedItem }),
  errors: ['item_unknown'],
})

export const saveItemDraft = endpoint({
  ...editor,
  method: 'PUT',
  path: '/subdistricts/:subdistrictId/guide-desk/items/:code/draft',
  summary: 'Keep a draft, of a new item too; it may still break rules',
  params: OfItem,
  /** Revision 0: there was no draft. */
  body: object({ revision: Type.Integer({ minimum: 0 }), fields: ItemFields }),
  response: object({ item: EditedItem }),
  errors: ['not_found', 'item_code_fixed', 'draft_moved_on'],
})

const OfRevision = object({ revision: Type.Integer({ minimum: 1 }) })

export const dropItemDraft = endpoint({
  ...editor,
  method: 'POST',
  path: '/subdistricts/:subdistrictId/guide-desk/items/:code/draft/drop',
  summary: 'Throw a draft away; what is published stays',
  params: OfItem,
  body: OfRevision,
  response: object({ dropped: Type.Boolean() }),
  errors: ['item_unknown', 'draft_moved_on'],
})

export const publishItemDraft = endpoint({
  ...editor,
  method: 'POST',
  path: '/subdistricts/:subdistrictId/guide-desk/items/:code/draft/publish',
  summary: 'Make the draft the next version, from the day it names on, today at the earliest',
  params: OfItem,
  body: OfRevision,
  response: object({ item: EditedItem }),
  errors: ['item_unknown', 'item_faulty', 'draft_moved_on'],
})
