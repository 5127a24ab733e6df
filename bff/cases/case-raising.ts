import type { Transaction } from '#db/database.ts'
import type { CaseSource, Severity } from '#shared/cases/case-status.ts'
import { severityRank } from '#shared/cases/case-status.ts'
import { addNaturalMinutes } from '#shared/cases/working-time.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { caseId } from '#shared/ids.ts'
import type { PlaceGiven } from '#shared/places/places.contract.ts'
import type { CaseContext } from './case-context.ts'
import { system } from './case-context.ts'
import { insertCases } from './case-filing.store.ts'
import type { CaseNumbers } from './case-number-blocks.ts'
import { placeOfCase } from './case-place.ts'
import type { CaseKey, NewEntry } from './case-record.ts'
import { eventsOf } from './cases.store.ts'

/** What the system itself has to report: as little as whoever goes there needs. */
export interface RaisedCase {
  readonly subdistrictId: SubdistrictId
  readonly source: Extract<CaseSource, 'care_alert' | 'sensor'>
  readonly title: string
  readonly text: string
  readonly severity: Severity
  readonly place: PlaceGiven
  /** Minutes on the clock until it must be dealt with. */
  readonly resolveMinutes: number
}

/**
 * A case without a reporter, in the caller's transaction: nobody is to be contacted first, nobody
 * rates it, and the duty desk decides where it goes.
 */
export const createRaising = (context: CaseContext, numbers: CaseNumbers) => {
  const { clock, ids, places, tell, announce } = context

  /** @throws Refusal place_unknown | place_elsewhere */
  return async (tx: Transaction, raised: RaisedCase): Promise<CaseKey> => {
    const { subdistrictId, source, title, text, severity, resolveMinutes } = raised
    const now = clock.now()
    const number = await numbers.one(subdistrictId, now)
    const key = { subdistrictId, caseId: caseId(ids.next()) }
    const place = await placeOfCase(tx, places, subdistrictId, raised.place)
    const resolve = { clock: 'resolve' as const, ...addNaturalMinutes(now, resolveMinutes) }
    const entries: NewEntry[] = [
      { kind: 'filed', internal: false, actor: system, data: { source }, photoIds: [] },
      {
        kind: 'sent_to_review',
        internal: false,
        actor: system,
        data: { reasons: ['no_type'] },
      },
    ]
    const row = {
      ...key,
      ...place.columns,
      number,
      status: 'review' as const,
      source,
      isHistory: false,
      typeCode: null,
      severity: severityRank(severity),
      title,
      text,
      textCheck: 'passed' as const,
      unitId: null,
      handlerPostId: null,
      reviewReasons: ['no_type' as const],
      round: 1,
      lastSeq: entries.length,
      submittedAt: now,
      receivedAt: now,
      nextDueAt: resolve.dueAt,
    }
    await insertCases(tx, {
      cases: [row],
      reporters: [],
      events: eventsOf(key, entries.length, entries, now),
      clocks: [{ ...key, ...resolve, round: 1, startedAt: now }],
    })
    await tell(tx, 'case_for_review', row, await context.dutyOfficers(tx, subdistrictId))
    announce(tx, key, entries.length)
    return key
  }
}
