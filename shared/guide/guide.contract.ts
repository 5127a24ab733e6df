import type { Static } from '@sinclair/typebox'
import * as Type from '@sinclair/typebox'
import { endpoint } from '../http/endpoint.ts'
import { Day, Instant, literals, nullable, object, text } from '../http/fields.ts'
import { SubdistrictIdSchema } from '../ids.ts'
import { ItemCode, ItemFields } from './item-fields.ts'
import { audiences, itemClasses, provenances, situations } from './item-kinds.ts'

const InSubdistrict = object({ subdistrictId: SubdistrictIdSchema })

export const ItemRow = object({
  code: Type.String(),
  name: Type.String(),
  summary: Type.String(),
  itemClass: literals(itemClasses),
  /** What a self-service terminal can do of it. */
  terminal: nullable(Type.String()),
})
export type ItemRow = Static<typeof ItemRow>

/** Lists that are no class: asked for most, without showing a card, at a terminal, anywhere in the city. */
export const itemLists = ['frequent', 'without_id', 'terminal', 'city_wide'] as const
export type ItemList = (typeof itemLists)[number]

const counted = <const T extends readonly string[]>(keys: T) =>
  Type.Array(object({ key: literals(keys), items: Type.Integer() }))

export const readGuide = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/guide',
  access: 'anyone',
  summary: 'The guide: what is asked for most, and how many items each way in leads to',
  params: InSubdistrict,
  response: object({
    items: Type.Integer(),
    classes: counted(itemClasses),
    situations: counted(situations),
    audiences: counted(audiences),
    lists: counted(itemLists),
    frequent: Type.Array(ItemRow),
    /** Some items were made up to show the product. */
    isDemonstration: Type.Boolean(),
  }),
  errors: ['not_found'],
})

export const listGuideItems = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/guide/items',
  access: 'anyone',
  summary: 'Items of a class, of a situation of life, for somebody, or of a list; by name',
  params: InSubdistrict,
  query: object({
    itemClass: Type.Optional(literals(itemClasses)),
    situation: Type.Optional(literals(situations)),
    audience: Type.Optional(literals(audiences)),
    list: Type.Optional(literals(itemLists)),
    /** Code of the last item of the page before. */
    after: Type.Optional(ItemCode),
  }),
  response: object({ items: Type.Array(ItemRow), next: nullable(Type.String()) }),
  errors: ['not_found'],
})

/** Also while one types. */
export const findGuideItems = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/guide/find',
  access: 'anyone',
  perMinute: 600,
  summary: 'Items that answer what somebody asks, in his own words or in pinyin; best first',
  params: InSubdistrict,
  query: object({ text: text(1, 60) }),
  response: object({ items: Type.Array(ItemRow) }),
  errors: [],
})

export const ItemView = object({
  ...ItemFields.properties,
  version: Type.Integer(),
  /** Since when this version holds, and until when; null: no end is known. */
  since: Day,
  until: nullable(Day),
  publishedAt: Instant,
  provenance: literals(provenances),
  /** Other items of the bundle (一件事), as far as they hold. */
  together: Type.Array(ItemRow),
})
export type ItemView = Static<typeof ItemView>

export const readGuideItem = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/guide/items/:code',
  access: 'anyone',
  summary: 'One item as it holds today',
  params: object({ subdistrictId: SubdistrictIdSchema, code: ItemCode }),
  response: object({ item: ItemView }),
  errors: ['item_unknown'],
})
