import type { Transaction } from '#db/database.ts'
import { caseStaffRoles } from '#shared/accounts/roles.ts'
import { severityRank } from '#shared/cases/case-status.ts'
import type { CaseType } from '#shared/cases/case-type.ts'
import { typeOn } from '#shared/cases/case-type.ts'
import type { CaseView, fileCase } from '#shared/cases/cases.contract.ts'
import { suggestType, sureType } from '#shared/cases/suggest-type.ts'
import type { BodyOf } from '#shared/http/endpoint.ts'
import { Refusal } from '#shared/http/errors.ts'
import { caseId } from '#shared/ids.ts'
import { scrub } from '#shared/privacy/scrub.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import type { Actor } from '../accounts/actor.ts'
import { postsIn } from '../accounts/actor.ts'
import type { IdempotencyKey } from '../http/serve.ts'
import { doOnce } from '../idempotency/idempotency.service.ts'
import { clocksFrom } from './case-clocks.ts'
import type { CaseContext } from './case-context.ts'
import { asReporter, system } from './case-context.ts'
import { filedRecord } from './case-filed-record.ts'
import { insertCases } from './case-filing.store.ts'
import type { CaseNumbers } from './case-number-blocks.ts'
import { placeOfCase } from './case-place.ts'
import type { CaseKey, CaseRecord, NewEntry, StepActor } from './case-record.ts'
import { officerFor, routeCase } from './case-routing.ts'
import { approveSight } from './cases.policy.ts'
import { eventsOf, findCase } from './cases.store.ts'

const titleLength = 30
/** Yellow: until a person has looked, an unclear case is neither urgent nor to be left lying. */
const severityUnknown = 3

/** The first sentence, short enough for a list, without anybody's number. */
export const titleOf = (text: string): string => {
  const [first = ''] = scrub(text)
    .text.trim()
    .split(/[\n。！？!?；;]/)
  const characters = [...first.trim()]
  return characters.length <= titleLength
    ? first.trim()
    : `${characters.slice(0, titleLength - 1).join('')}…`
}

type Filed = BodyOf<typeof fileCase>

/** Filing: one transaction holds the case, its history, clocks, photos, jobs and notices. */
export const createFiling = (context: CaseContext, numbers: CaseNumbers) => {
  const { accounts, clock, database, ids, jobs, photos, places, tell, announce } = context

  const refuseStrangers = (actor: Actor, { source, subdistrictId }: Filed): void => {
    if (source === 'staff_patrol' && postsIn(actor, subdistrictId, caseStaffRoles).length === 0)
      throw new Refusal('not_allowed')
  }

  const typeFor = async (tx: Transaction, { subdistrictId, typeCode, text }: Filed, now: Date) => {
    const types = await context.typesOf(tx, subdistrictId)
    const today = shanghaiDay(now)
    if (typeCode === undefined) return typeOn(types, sureType(text) ?? null, today)
    const given = typeOn(types, typeCode, today)
    if (!given) throw new Refusal('case_type_unknown')
    return given
  }

  const routeOf = async (tx: Transaction, filed: Filed, type: CaseType | undefined) => {
    const { subdistrictId, text } = filed
    const place = await placeOfCase(tx, places, subdistrictId, filed.place)
    const units = await places.unitsOf(tx, subdistrictId)
    const doubt = suggestType(text) ? 'type_unsure' : 'no_type'
    const { unit, reasons } = routeCase(type, doubt, place.said, units)
    const holders = unit
      ? await accounts.postsHolding(tx, { subdistrictId, unitId: unit.unitId })
      : []
    return { place, unit, reasons, holders, officer: unit ? officerFor(unit, holders) : undefined }
  }

  const insert = async (
    tx: Transaction,
    actor: Actor,
    filed: Filed,
    { key, number, now }: { key: CaseKey; number: string; now: Date },
  ): Promise<CaseRecord> => {
    const { subdistrictId, text, source, photoIds } = filed
    const { personId } = actor
    const type = await typeFor(tx, filed, now)
    const { place, unit, reasons, holders, officer } = await routeOf(tx, filed, type)
    const clocks = clocksFrom(now, type)
      // Whoever finds it himself on patrol has nobody to contact first.
      .filter((each) => source === 'resident' || each.clock !== 'first_contact')
      .sort((one, other) => one.dueAt.getTime() - other.dueAt.getTime())
    const by = await filerOf(tx, actor, filed)
    const entries: NewEntry[] = [
      { kind: 'filed', internal: false, actor: by, data: { source }, photoIds },
      unit
        ? {
            kind: 'dispatched',
            internal: false,
            actor: system,
            data: { unit: unit.name, handler: officer?.personName ?? null },
          }
        : {
            kind: 'sent_to_review',
            internal: false,
            actor: system,
            data: { reasons: [...reasons] },
          },
    ]
    const row = {
      ...key,
      ...place.columns,
      number,
      status: unit ? ('assigned' as const) : ('review' as const),
      source,
      isHistory: false,
      typeCode: type?.code ?? null,
      severity: type ? severityRank(type.severity) : severityUnknown,
      title: titleOf(text),
      text,
      textCheck: 'pending' as const,
      unitId: unit?.unitId ?? null,
      handlerPostId: officer?.postId ?? null,
      reviewReasons: [...reasons],
      round: 1,
      lastSeq: entries.length,
      submittedAt: now,
      receivedAt: now,
      nextDueAt: clocks[0]?.dueAt ?? null,
    }
    const events = eventsOf(key, entries.length, entries, now)
    await insertCases(tx, {
      cases: [row],
      reporters: [{ ...key, personId, joinedAt: now }],
      events,
      clocks: clocks.map((each) => ({ ...key, ...each, round: 1, startedAt: now })),
    })
    const attached = {
      ...key,
      photoIds,
      personId,
      stage: 'report',
      internal: false,
      at: now,
    } as const
    await photos.attach(tx, attached)
    await jobs.enqueue(tx, 'case.check-text', key)
    if (unit) {
      const told = (officer ? [officer] : holders).map((post) => post.personId)
      await tell(tx, 'case_new_for_you', row, told, personId)
    } else await tell(tx, 'case_for_review', row, await context.dutyOfficers(tx, subdistrictId))
    announce(tx, key, entries.length)
    return filedRecord({ row, reporterId: personId, officer, events, clocks, attached })
  }

  const filerOf = async (tx: Transaction, actor: Actor, filed: Filed): Promise<StepActor> => {
    if (filed.source === 'resident') return asReporter(actor)
    const [post] = postsIn(actor, filed.subdistrictId, caseStaffRoles)
    return {
      personId: actor.personId,
      postId: post?.postId ?? null,
      label: await accounts.labelOf(tx, filed.subdistrictId, actor.personId),
    }
  }

  /**
   * Files a case, once per key. @throws Refusal not_allowed | not_found | case_type_unknown |
   * place_unknown | place_elsewhere | photo_unavailable | too_many_photos
   */
  return async (actor: Actor, filed: Filed, once: IdempotencyKey): Promise<CaseView> => {
    const now = clock.now()
    refuseStrangers(actor, filed)
    const number = await numbers.one(filed.subdistrictId, now)
    const key = { subdistrictId: filed.subdistrictId, caseId: caseId(ids.next()) }
    return database.inTransaction(async (tx) => {
      const { result, done } = await doOnce(tx, actor, once, now, key, () =>
        insert(tx, actor, filed, { key, number, now }),
      )
      const viewer = await context.viewerOf(tx, actor, result.subdistrictId)
      return context.view(tx, approveSight(viewer, done ?? (await findCase(tx, result))), viewer)
    })
  }
}
