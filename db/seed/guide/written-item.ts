import type { ItemFields } from '#shared/guide/item-fields.ts'
import type { Audience, HandlePlace, ItemClass, Situation } from '#shared/guide/item-kinds.ts'
import type { PaperNote } from './papers.ts'

/** An item as it is written down for the demo; what is left out follows from the rest. */
export interface WrittenItem {
  /** Names it among the demo's items; the code follows from the place in its list. */
  readonly slug: string
  readonly name: string
  readonly say: string
  /** What people say, separated by blanks. */
  readonly also: string
  readonly life: readonly Situation[]
  readonly who: readonly Audience[]
  readonly condition: string
  /** Papers, see papers.ts; `?` optional, `@…` for some only. */
  readonly bring: readonly PaperNote[]
  readonly basis: string
  /** Days allowed by law and promised by us; left out: done at once. */
  readonly days?: readonly [legal: number, promised: number]
  readonly result: readonly [type: ItemFields['resultType'], name: string]
  readonly delivery?: ItemFields['delivery']
  /** 0 not online, 4 from beginning to end. */
  readonly online?: number
  readonly terminal?: string
  readonly at?: readonly HandlePlace[]
  readonly area?: ItemFields['handleArea']
  readonly steps?: readonly (readonly [name: string, words: string])[]
  readonly fee?: ItemFields['fee']
  readonly home?: true
  readonly phone?: true
  readonly frequent?: true
  readonly withoutId?: true
  readonly noProxy?: true
  readonly bundle?: readonly [name: string, ...slugs: string[]]
}

export interface WrittenClass {
  readonly itemClass: ItemClass
  readonly dept: string
  readonly phone: string
  readonly items: readonly WrittenItem[]
}
