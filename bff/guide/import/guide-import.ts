import * as Type from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import type { SubdistrictId } from '#shared/ids.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Guide } from '../guide.service.ts'
import type { Published } from '../publishing.ts'
import type { ImportFault } from './check-items.ts'
import { checkItems } from './check-items.ts'
import { rowsOfCsv, rowsOfExcel } from './read-table.ts'
import { itemsOfTable } from './table-columns.ts'

/** What a person can mend: the file is none that is read here. */
export class UnreadableFile extends Error {}

export interface ImportReport {
  readonly read: number
  readonly faults: readonly ImportFault[]
  readonly unknownTitles: readonly string[]
  /** Null: nothing was written, because of faults or because only checking was asked for. */
  readonly published: Published | null
}

interface Wish {
  readonly subdistrictId: SubdistrictId
  readonly fileName: string
  readonly content: Buffer
  readonly checkOnly: boolean
}

const List = Type.Union([
  Type.Array(Type.Unknown()),
  Type.Object({ items: Type.Array(Type.Unknown()) }),
])

const entriesOfJson = (text: string): readonly unknown[] => {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch (error) {
    throw new UnreadableFile(`not JSON: ${error instanceof Error ? error.message : error}`)
  }
  if (!Value.Check(List, parsed))
    throw new UnreadableFile('the file must be a list of items, or { "items": [ … ] }')
  return Array.isArray(parsed) ? parsed : parsed.items
}

const readExcel = async (content: Buffer) => {
  try {
    return await rowsOfExcel(content)
  } catch (error) {
    throw new UnreadableFile(`not an Excel file: ${error instanceof Error ? error.message : error}`)
  }
}

const entriesOf = async (fileName: string, content: Buffer) => {
  const kind = /\.(json|csv|xlsx)$/i.exec(fileName)?.[1]?.toLowerCase()
  if (kind === 'json') return { items: entriesOfJson(content.toString('utf8')), unknownTitles: [] }
  if (kind === 'csv') return itemsOfTable(rowsOfCsv(content.toString('utf8')))
  if (kind === 'xlsx') return itemsOfTable(await readExcel(content))
  throw new UnreadableFile('the file must end in .json, .csv or .xlsx')
}

/**
 * Brings a file of items in, all of them or none: with one broken rule nothing is written, and the
 * report names every one. What is the same as before makes no new version.
 * @throws UnreadableFile
 */
export const importGuide = async (
  { guide }: { readonly guide: Pick<Guide, 'publish'> },
  { database, settings }: Pick<Platform, 'database' | 'settings'>,
  { subdistrictId, fileName, content, checkOnly }: Wish,
): Promise<ImportReport> => {
  const { items: entries, unknownTitles } = await entriesOf(fileName, content)
  const { items, faults } = checkItems(entries)
  const report = { read: entries.length, faults, unknownTitles }
  if (checkOnly || faults.length > 0 || unknownTitles.length > 0)
    return { ...report, published: null }
  const provenance = settings.mode === 'demo' ? 'demo' : 'official'
  const published = await database.inTransaction((tx) =>
    guide.publish(tx, { subdistrictId, items, provenance: () => provenance, by: null }),
  )
  return { ...report, published }
}
