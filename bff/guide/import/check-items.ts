import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { ItemFields } from '#shared/guide/item-fields.ts'
import type { ItemRule } from '#shared/guide/item-rules.ts'
import { findingsOf } from '#shared/guide/item-rules.ts'
import { ruleWords } from '#shared/guide/item-rules.words.ts'
import { isRealDay } from '#shared/relatives/age.ts'

/** `shape`: a field is missing or of another kind; `code_twice`: two items of one file. */
export type ImportRule = ItemRule | 'shape' | 'code_twice' | 'day_unreal'

/** A broken rule of one item of a file, the first being number 1. */
export interface ImportFault {
  readonly no: number
  readonly code: string
  readonly rule: ImportRule
  readonly at: string
  readonly words: string
}

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, keywords: ['kind', 'modifier'] })
addFormats.default(ajv)
const isItem = ajv.compile<ItemFields>(ItemFields)

const codeOf = (entry: unknown): string => {
  const code: unknown =
    typeof entry === 'object' && entry !== null ? Reflect.get(entry, 'code') : ''
  return typeof code === 'string' ? code.slice(0, 36) : ''
}

const shapeFaults = (): Pick<ImportFault, 'rule' | 'at' | 'words'>[] =>
  (isItem.errors ?? [])
    // A union says of each of its sides that it does not fit; the side that matters is enough.
    .filter(({ keyword }) => keyword !== 'anyOf')
    .map(({ instancePath, message = '', params }) => {
      const named: unknown = Reflect.get(params, 'missingProperty')
      const extra: unknown = Reflect.get(params, 'additionalProperty')
      const last = typeof named === 'string' ? named : typeof extra === 'string' ? extra : ''
      const at = [instancePath.slice(1), last].filter((part) => part !== '').join('/')
      return { rule: 'shape' as const, at, words: message }
    })

const daysOf = ({ effectiveFrom, effectiveTo }: ItemFields) =>
  [
    { at: 'effectiveFrom', day: effectiveFrom },
    { at: 'effectiveTo', day: effectiveTo },
  ].filter(({ day }) => day !== null && !isRealDay(day))

/** Every rule that items of a file break; `items` are those whose shape is right, sound or not. */
export const checkItems = (
  entries: readonly unknown[],
): { readonly items: ItemFields[]; readonly faults: ImportFault[] } => {
  const seen = new Set<string>()
  const items: ItemFields[] = []
  const faults: ImportFault[] = []
  entries.forEach((entry, index) => {
    const here = { no: index + 1, code: codeOf(entry) }
    if (!isItem(entry)) {
      faults.push(...shapeFaults().map((fault) => ({ ...here, ...fault })))
      return
    }
    items.push(entry)
    if (seen.has(entry.code))
      faults.push({ ...here, rule: 'code_twice', at: 'code', words: '实施编码在文件里出现了两次' })
    seen.add(entry.code)
    for (const { at } of daysOf(entry))
      faults.push({ ...here, rule: 'day_unreal', at, words: '没有这一天' })
    for (const { rule, at } of findingsOf(entry))
      faults.push({ ...here, rule, at, words: ruleWords[rule] })
  })
  return { items, faults }
}
