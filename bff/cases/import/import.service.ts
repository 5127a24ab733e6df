import type { Database, Transaction } from '#db/database.ts'
import { sqlState } from '#db/sql-state.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import type { Clock } from '../../platform/clock.ts'
import { parseHotlineLine } from './hotline-line.ts'
import type { ImportItem } from './import.policy.ts'
import { isSameMessage, itemOf } from './import.policy.ts'
import { findImported } from './import.store.ts'
import { readLines } from './read-lines.ts'

/** What the cases feature does with a batch, each item in its place; a known id is never made twice. */
export interface CaseImporter {
  readonly importCases: (
    tx: Transaction,
    items: readonly ImportItem[],
  ) => Promise<readonly ('added' | 'already')[]>
}

export interface Refused {
  readonly line: number
  readonly id: string
  readonly why: string
}

export interface ImportCounts {
  readonly read: number
  readonly added: number
  readonly already: number
  readonly refused: number
  readonly bytesRead: number
}

interface Options {
  readonly source: AsyncIterable<Buffer>
  readonly subdistrictId: SubdistrictId
  readonly liveSince: Date
  /** Told after each batch is durable. */
  readonly onBatch: (counts: ImportCounts, refused: readonly Refused[]) => Promise<void>
  /** Asked between batches; true ends the run after what is durable. */
  readonly mayStop: () => boolean
}

interface NumberedItem {
  readonly line: number
  readonly item: ImportItem
}

/** Messages of one transaction: large enough to be fast, small enough for its 5 s. */
const batchSize = 200

const differs = 'another message was imported under this id'
const unfit = 'the database does not take it'

/** Value or constraint faults (SQLSTATE 22, 23) and refusals are the message's, not the moment's. */
const isItemsFault = (error: unknown): boolean =>
  error instanceof Refusal || /^2[23]/.test(sqlState(error) ?? '')

/**
 * Brings the messages of a hotline file in as cases, a batch a transaction, in constant memory.
 * Killed and run again it goes on: what is there under its id is not added again. Throws when the
 * database is away; what was added stays.
 */
export const importHotline = async (
  { clock, database, cases }: { clock: Clock; database: Database; cases: CaseImporter },
  { source, subdistrictId, liveSince, onBatch, mayStop }: Options,
): Promise<ImportCounts> => {
  let counts: ImportCounts = { read: 0, added: 0, already: 0, refused: 0, bytesRead: 0 }
  let items: NumberedItem[] = []
  let refused: Refused[] = []
  let bytesRead = 0

  const add = async (batch: readonly NumberedItem[]): Promise<void> => {
    const outcomes = await addBatch(database, cases, subdistrictId, batch)
    const of = (wanted: string) => outcomes.filter((outcome) => outcome === wanted).length
    for (const [index, outcome] of outcomes.entries()) {
      const entry = batch[index]
      if (entry && (outcome === differs || outcome === unfit))
        refused.push({ line: entry.line, id: entry.item.externalId, why: outcome })
    }
    counts = {
      read: counts.read + batch.length,
      added: counts.added + of('added'),
      already: counts.already + of('already'),
      refused: counts.refused + of(differs) + of(unfit),
      bytesRead,
    }
  }
  const finishBatch = async (): Promise<void> => {
    const unread = refused.length
    counts = { ...counts, read: counts.read + unread, refused: counts.refused + unread, bytesRead }
    if (items.length > 0) await add(items)
    const told = refused.sort((one, other) => one.line - other.line)
    items = []
    refused = []
    await onBatch(counts, told)
  }

  for await (const line of readLines(source)) {
    const now = clock.now()
    bytesRead = line.bytesRead
    if (line.text === undefined) refused.push({ line: line.number, id: '', why: line.why })
    else {
      const parsed = parseHotlineLine(line.text, now)
      if (parsed.ok) {
        const item = itemOf(parsed.message, { subdistrictId, liveSince, receivedAt: now })
        items.push({ line: line.number, item })
      } else refused.push({ line: line.number, id: parsed.id, why: parsed.why })
    }
    if (items.length + refused.length < batchSize) continue
    await finishBatch()
    if (mayStop()) return counts
  }
  await finishBatch()
  return counts
}

type Outcome = 'added' | 'already' | typeof differs | typeof unfit

/** One transaction; when one message spoils it, each message has its own, so that none is lost. */
const addBatch = async (
  database: Database,
  cases: CaseImporter,
  subdistrictId: SubdistrictId,
  batch: readonly NumberedItem[],
): Promise<Outcome[]> => {
  const items = batch.map(({ item }) => item)
  try {
    return await database.inTransaction((tx) => addAll(tx, cases, subdistrictId, items))
  } catch (error) {
    if (!isItemsFault(error)) throw error
    if (batch.length === 1) return [unfit]
    const outcomes: Outcome[] = []
    for (const one of batch)
      outcomes.push(...(await addBatch(database, cases, subdistrictId, [one])))
    return outcomes
  }
}

/** Only what is not there yet takes a case number; the unique key still decides who was first. */
const addAll = async (
  tx: Transaction,
  cases: CaseImporter,
  subdistrictId: SubdistrictId,
  items: readonly ImportItem[],
): Promise<Outcome[]> => {
  const importedOf = async (wanted: readonly ImportItem[]) => {
    const ids = wanted.map((item) => item.externalId)
    const rows = await findImported(tx, subdistrictId, 'hotline_12345', ids)
    return new Map(rows.map((row) => [row.externalId, row]))
  }
  const before = await importedOf(items)
  const firsts = new Map([...items].reverse().map((item) => [item.externalId, item]))
  const fresh = items.filter(
    (item) => firsts.get(item.externalId) === item && !before.has(item.externalId),
  )
  const outcomes = fresh.length > 0 ? await cases.importCases(tx, fresh) : []
  const added = new Set(fresh.filter((_, index) => outcomes[index] === 'added'))
  const rest = items.filter((item) => !added.has(item))
  const there = rest.length > 0 ? await importedOf(rest) : before
  return items.map((item) => {
    if (added.has(item)) return 'added'
    const imported = there.get(item.externalId)
    return imported && isSameMessage(item, imported) ? 'already' : differs
  })
}
