import type { Transaction } from '#db/database.ts'
import type { CaseStatus } from '#shared/cases/case-status.ts'
import { caseMoves, severityRank } from '#shared/cases/case-status.ts'
import { typeOn } from '#shared/cases/case-type.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { CaseId, PersonId, PhotoId } from '#shared/ids.ts'
import { caseId } from '#shared/ids.ts'
import type { PlaceGiven } from '#shared/places/places.contract.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import { meetClock, resetClocks, stopClocks } from './case-clocks.store.ts'
import type { ClockSet } from './case-clocks.ts'
import { clocksFrom } from './case-clocks.ts'
import type { CaseContext } from './case-context.ts'
import { system } from './case-context.ts'
import { insertBrought } from './case-filing.store.ts'
import type { Followed } from './case-following.store.ts'
import { insertReporter, lockFollowed } from './case-following.store.ts'
import type { CaseNumbers } from './case-number-blocks.ts'
import { placeOfCase } from './case-place.ts'
import type { CaseRecord, NewEntry } from './case-record.ts'
import { routeCase } from './case-routing.ts'
import type { Change } from './cases.store.ts'
import { advance, eventsOf, findCase } from './cases.store.ts'

/** A matter agreed with a person that another feature carries out. Its words name nobody. */
export interface FollowedMatter extends Followed {
  readonly personId: PersonId
  readonly typeCode: string
  readonly title: string
  readonly text: string
  readonly place: PlaceGiven
  /** Nobody is late before the end of the time that was agreed. */
  readonly agreedUntil: Date
}

const isOpen = (status: CaseStatus): boolean =>
  caseMoves.fulfil.from.some((known) => known === status)

/**
 * Cases of what other features carry out: they stand in the desk's lists and figures like any other,
 * and end by themselves. Telling people is left to the feature, or they would hear of it twice.
 */
export const createFollowing = (context: CaseContext, numbers: CaseNumbers) => {
  const { announce, clock, ids, places } = context

  const clocksOf = async (
    tx: Transaction,
    { subdistrictId, typeCode }: Pick<FollowedMatter, 'subdistrictId' | 'typeCode'>,
    from: Date,
    agreedUntil: Date,
  ) => {
    const type = typeOn(await context.typesOf(tx, subdistrictId), typeCode, shanghaiDay(from))
    if (!type) throw new Refusal('case_type_unknown')
    const clocks: ClockSet[] = clocksFrom(from, type)
      // They have spoken already: the time is agreed.
      .filter((each) => each.clock === 'resolve')
      .map((each) => (each.dueAt < agreedUntil ? { ...each, dueAt: agreedUntil } : each))
    return { type, clocks }
  }

  /** Opens the case of a matter, once; answers its id. @throws Refusal case_type_unknown | place_unknown */
  const open = async (tx: Transaction, matter: FollowedMatter): Promise<CaseId> => {
    const before = await lockFollowed(tx, matter)
    if (before) return before
    const { subdistrictId, source, externalId, title, text, personId } = matter
    const now = clock.now()
    const key = { subdistrictId, caseId: caseId(ids.next()) }
    const { type, clocks } = await clocksOf(tx, matter, now, matter.agreedUntil)
    const place = await placeOfCase(tx, places, subdistrictId, matter.place)
    const units = await places.unitsOf(tx, subdistrictId)
    const { unit, reasons } = routeCase(type, 'no_type', place.said, units)
    const to: NewEntry = unit
      ? {
          kind: 'dispatched',
          internal: false,
          actor: system,
          data: { unit: unit.name, handler: null },
        }
      : { kind: 'sent_to_review', internal: false, actor: system, data: { reasons: [...reasons] } }
    const filed: NewEntry = { kind: 'filed', internal: false, actor: system, data: { source } }
    const added = await insertBrought(tx, {
      externalIds: [{ ...key, source, externalId }],
      cases: [
        {
          ...key,
          ...place.columns,
          number: await numbers.inside(tx, subdistrictId, now),
          status: unit ? 'assigned' : 'review',
          source: 'resident',
          typeCode: type.code,
          severity: severityRank(type.severity),
          title,
          text,
          textCheck: 'passed',
          unitId: unit?.unitId ?? null,
          reviewReasons: [...reasons],
          round: 1,
          lastSeq: 2,
          submittedAt: now,
          receivedAt: now,
          nextDueAt: clocks[0]?.dueAt ?? null,
        },
      ],
      events: eventsOf(key, 2, [filed, to], now),
      clocks: clocks.map((each) => ({ ...key, ...each, round: 1, startedAt: now })),
    })
    if (!added.has(key.caseId)) throw new Error('a case opened twice at once')
    await insertReporter(tx, { ...key, personId, joinedAt: now })
    announce(tx, key, 2)
    return key.caseId
  }

  /** The open case of it, locked; undefined when there is none, or people have ended it before us. */
  const openOf = async (tx: Transaction, followed: Followed): Promise<CaseRecord | undefined> => {
    const id = await lockFollowed(tx, followed)
    const { subdistrictId } = followed
    const record = id && (await findCase(tx, { subdistrictId, caseId: id }))
    return record && isOpen(record.status) ? record : undefined
  }

  const move = async (
    tx: Transaction,
    record: CaseRecord,
    change: Change,
    entries: readonly NewEntry[],
  ): Promise<void> => {
    if (!(await advance(tx, record, change, entries, clock.now())))
      throw new Error('a locked case has moved')
    announce(tx, record, record.lastSeq + entries.length)
  }

  /** It is done. The photos hang at whatever is followed, and are seen here too. */
  const fulfil = async (
    tx: Transaction,
    followed: Followed,
    done: { readonly by: string; readonly reply: string; readonly photoIds: readonly PhotoId[] },
  ): Promise<void> => {
    const record = await openOf(tx, followed)
    if (!record) return
    const now = clock.now()
    const { by, reply, photoIds } = done
    const { subdistrictId, caseId: id } = record
    await context.photos.showAtCase(tx, {
      ...{ subdistrictId, caseId: id, photoIds, stage: 'after', internal: false, at: now },
    })
    await meetClock(tx, record, 'resolve', now)
    await stopClocks(tx, record, now)
    const { to } = caseMoves.fulfil
    const actor = { ...system, label: by }
    const data = { outcome: 'solved', reply }
    await move(tx, record, { status: to, closedAt: now, closeOutcome: 'solved' }, [
      { kind: 'closed', internal: false, actor, data, photoIds },
    ])
  }

  /** It is not wanted any more, or could not be done. */
  const drop = async (tx: Transaction, followed: Followed, reason: string): Promise<void> => {
    const record = await openOf(tx, followed)
    if (!record) return
    await stopClocks(tx, record, clock.now())
    await move(tx, record, { status: caseMoves.drop.to, reviewReasons: [] }, [
      { kind: 'withdrawn', internal: false, actor: system, data: { reason } },
    ])
  }

  /** Another time was agreed: nobody is late before it. */
  const postpone = async (
    tx: Transaction,
    followed: Followed,
    { agreedUntil, reply }: { readonly agreedUntil: Date; readonly reply: string },
  ): Promise<void> => {
    const record = await openOf(tx, followed)
    if (!record || record.typeCode === null) return
    const { subdistrictId, typeCode, receivedAt } = record
    const about = { subdistrictId, typeCode }
    const { clocks } = await clocksOf(tx, about, receivedAt, agreedUntil)
    await resetClocks(tx, record, clocks)
    await move(tx, record, {}, [
      { kind: 'progressed', internal: false, actor: system, data: { reply, stage: 'before' } },
    ])
  }

  return { open, fulfil, drop, postpone }
}
