import type { ItemFields } from '#shared/guide/item-fields.ts'
import type { ItemClass, Provenance } from '#shared/guide/item-kinds.ts'
import type { GuideItemId, PersonId, SubdistrictId } from '#shared/ids.ts'

export interface ItemKey {
  readonly subdistrictId: SubdistrictId
  readonly code: string
}

export interface KnownItem {
  readonly itemId: GuideItemId
  readonly code: string
  readonly provenance: Provenance
  /** The newest version; 0 and null while none was published. */
  readonly version: number
  readonly fields: ItemFields | null
}

export interface NewVersion {
  readonly itemId: GuideItemId
  readonly version: number
  readonly fields: ItemFields
  readonly provenance: Provenance
  /** The day it begins to hold. */
  readonly fromDay: string
}

export interface VersionRecord {
  readonly version: number
  readonly effectiveFrom: string
  readonly publishedAt: Date
  readonly publishedBy: PersonId | null
}

export interface ShelfEntry {
  readonly code: string
  readonly name: string
  readonly summary: string
  readonly itemClass: ItemClass
  readonly terminal: string | null
}

export interface DraftRecord {
  readonly fields: ItemFields
  readonly basedOn: number
  readonly revision: number
  readonly changedAt: Date
  readonly changedBy: PersonId
}
