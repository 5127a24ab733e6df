import type { Transaction } from '#db/database.ts'
import { severityRank } from '#shared/cases/case-status.ts'
import { typeOn } from '#shared/cases/case-type.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { caseId } from '#shared/ids.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import { clocksFrom } from './case-clocks.ts'
import type { CaseContext } from './case-context.ts'
import { system } from './case-context.ts'
import type { BroughtCases } from './case-filing.store.ts'
import { insertBrought } from './case-filing.store.ts'
import type { CaseNumbers } from './case-number-blocks.ts'
import { placeOfCase } from './case-place.ts'
import type { NewEntry } from './case-record.ts'
import { routeCase } from './case-routing.ts'
import { eventsOf } from './cases.store.ts'

/** A message of another system, its text already scrubbed of phone and ID numbers. */
export interface ImportedMessage {
  readonly source: 'hotline_12345'
  readonly externalId: string
  readonly subdistrictId: SubdistrictId
  readonly title: string
  readonly text: string
  readonly submittedAt: Date
  readonly receivedAt: Date
  readonly reply?: string
  readonly repliedAt?: Date
  readonly typeCode?: string
  readonly placeText?: string
  /** Of the past: no clock starts and nobody is told. */
  readonly isHistory: boolean
}

/** Yellow for what is alive and unclear, blue for what is over. */
const severityUnknown = { living: 3, history: 2 }

type Built = { readonly [K in keyof BroughtCases]: BroughtCases[K][number][] } & {
  readonly told: Told[]
}
interface Told {
  readonly matter: {
    readonly subdistrictId: SubdistrictId
    readonly caseId: ReturnType<typeof caseId>
    readonly number: string
    readonly title: string
    readonly severity: number
  }
  readonly unitId: NonNullable<BroughtCases['cases'][number]['unitId']> | null
}

/** Bringing in messages of other systems, many at a time. */
export const createImport = (context: CaseContext, numbers: CaseNumbers) => {
  const { accounts, ids, places, tell, announce } = context

  const entriesOf = (
    { source, externalId, reply }: ImportedMessage,
    isRouted: boolean,
    reasons: readonly string[],
  ) => {
    const imported: NewEntry = {
      kind: 'imported',
      internal: false,
      actor: system,
      data: { source, externalId },
    }
    const answered: NewEntry = {
      kind: 'historic_reply',
      internal: false,
      actor: system,
      data: { reply: reply ?? '' },
    }
    const waits: NewEntry = {
      kind: 'sent_to_review',
      internal: false,
      actor: system,
      data: { reasons: [...reasons] },
    }
    return { imported, rest: reply === undefined ? (isRouted ? [] : [waits]) : [answered] }
  }

  const build = async (tx: Transaction, item: ImportedMessage, number: string, built: Built) => {
    const { subdistrictId, externalId, source, title, text, isHistory } = item
    const { submittedAt, receivedAt, reply, repliedAt } = item
    const key = { subdistrictId, caseId: caseId(ids.next()) }
    const types = await context.typesOf(tx, subdistrictId)
    const type = typeOn(types, item.typeCode ?? null, shanghaiDay(receivedAt))
    const given = item.placeText === undefined ? undefined : { spokenPlace: item.placeText }
    const place = await placeOfCase(tx, places, subdistrictId, given)
    const units = await places.unitsOf(tx, subdistrictId)
    const { unit, reasons } = routeCase(type, 'no_type', place.said, units)
    const isAnswered = reply !== undefined
    const { imported, rest } = entriesOf(item, unit !== null, reasons)
    const clocks = isHistory || isAnswered ? [] : clocksFrom(receivedAt, type)
    const unknown = isHistory ? severityUnknown.history : severityUnknown.living
    const severity = type ? severityRank(type.severity) : unknown
    built.externalIds.push({ ...key, source, externalId })
    built.cases.push({
      ...key,
      ...place.columns,
      number,
      status: isAnswered ? 'closed' : unit ? 'assigned' : 'review',
      source,
      isHistory,
      typeCode: type?.code ?? null,
      severity,
      title,
      text,
      textCheck: 'passed',
      unitId: unit?.unitId ?? null,
      reviewReasons: [...reasons],
      lastSeq: 1 + rest.length,
      submittedAt,
      receivedAt,
      closedAt: isAnswered ? (repliedAt ?? receivedAt) : null,
      nextDueAt: clocks[0]?.dueAt ?? null,
    })
    built.events.push(
      ...eventsOf(key, 1, [imported], receivedAt),
      ...eventsOf(key, 1 + rest.length, rest, repliedAt ?? receivedAt),
    )
    built.clocks.push(
      ...clocks.map((each) => ({ ...key, ...each, round: 1, startedAt: receivedAt })),
    )
    if (clocks.length > 0)
      built.told.push({ matter: { ...key, number, title, severity }, unitId: unit?.unitId ?? null })
    return key.caseId
  }

  const tellOf = async (tx: Transaction, { matter, unitId }: Told): Promise<void> => {
    const { subdistrictId } = matter
    announce(tx, matter, 2)
    if (unitId === null)
      return tell(tx, 'case_for_review', matter, await context.dutyOfficers(tx, subdistrictId))
    const holders = await accounts.postsHolding(tx, { subdistrictId, unitId })
    await tell(
      tx,
      'case_new_for_you',
      matter,
      holders.map(({ personId }) => personId),
    )
  }

  /**
   * Adds those whose external id is new for its source, all in `tx`; each item's outcome is in its
   * place. Keep a batch to some hundreds: it is one statement.
   */
  const importCases = async (
    tx: Transaction,
    items: readonly ImportedMessage[],
  ): Promise<readonly ('added' | 'already')[]> => {
    const built: Built = { externalIds: [], cases: [], events: [], clocks: [], told: [] }
    const waiting = await numbersFor(items)
    const made: ReturnType<typeof caseId>[] = []
    for (const item of items)
      made.push(await build(tx, item, waiting.get(item.subdistrictId)?.pop() ?? '', built))
    const added = await insertBrought(tx, built)
    for (const told of built.told) if (added.has(told.matter.caseId)) await tellOf(tx, told)
    return made.map((id) => (added.has(id) ? 'added' : 'already'))
  }

  /** Numbers for a batch, the smallest last, to be taken from the end. */
  const numbersFor = async (items: readonly ImportedMessage[]) => {
    const taken = new Map<SubdistrictId, string[]>()
    for (const { subdistrictId, receivedAt } of items) {
      if (taken.has(subdistrictId)) continue
      const count = items.filter((item) => item.subdistrictId === subdistrictId).length
      const block = await numbers.many(subdistrictId, receivedAt, count)
      taken.set(subdistrictId, block.reverse())
    }
    return taken
  }

  return { importCases }
}
