import type { Transaction } from '#db/database.ts'
import { caseMoves, severityRank } from '#shared/cases/case-status.ts'
import { typeOn } from '#shared/cases/case-type.ts'
import type { dispatchCase, revealReporterPhone } from '#shared/cases/cases.contract.ts'
import type { BodyOf } from '#shared/http/endpoint.ts'
import { Refusal } from '#shared/http/errors.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import type { Actor } from '../accounts/actor.ts'
import { appendAudit } from '../audit/audit.service.ts'
import type { IdempotencyKey } from '../http/serve.ts'
import { resetClocks, roundStart } from './case-clocks.store.ts'
import { clocksFrom } from './case-clocks.ts'
import type { CaseContext } from './case-context.ts'
import { placeOfCase } from './case-place.ts'
import type { CaseKey, CaseRecord, NewEntry } from './case-record.ts'
import type { RoutedUnit } from './case-routing.ts'
import { officerFor } from './case-routing.ts'
import type { RunStep, Step } from './case-step.ts'
import { approve, isUnsortedHistory } from './cases.policy.ts'
import { findCase } from './cases.store.ts'

type Decision = BodyOf<typeof dispatchCase>

/** What the duty desk decides, and looking up the reporter's phone. */
export const createDispatch = (context: CaseContext, run: RunStep) => {
  const { accounts, database, places, tell } = context

  const officerOf = async ({ tx, record }: Step, unit: RoutedUnit, decision: Decision) => {
    const { subdistrictId } = record
    const holders = await accounts.postsHolding(tx, { subdistrictId, unitId: unit.unitId })
    if (decision.handlerPostId === undefined) return { holders, officer: officerFor(unit, holders) }
    const officer = holders.find(({ postId }) => postId === decision.handlerPostId)
    if (!officer) throw new Refusal('handler_unknown')
    return { holders, officer }
  }

  const committeeFor = async ({ tx, record }: Step, unit: RoutedUnit, decision: Decision) => {
    if (unit.kind === 'neighbourhood_committee') return unit
    if (decision.neighbourhoodId === undefined) return undefined
    const units = await places.unitsOf(tx, record.subdistrictId)
    const committee = units.find(
      ({ kind, placeId }) =>
        kind === 'neighbourhood_committee' && placeId === decision.neighbourhoodId,
    )
    if (!committee) throw new Refusal('place_unknown')
    return committee
  }

  /** A claimed place becomes the named 居委's, or that of the 居委 the case is sent to. */
  const whereOf = async (step: Step, unit: RoutedUnit, decision: Decision) => {
    const { tx, record } = step
    const { subdistrictId } = record
    const given = decision.place
      ? (await placeOfCase(tx, places, subdistrictId, decision.place)).columns
      : undefined
    const { neighbourhoodId } = given ?? record
    if (neighbourhoodId !== null) return given ?? {}
    const committee = await committeeFor(step, unit, decision)
    if (committee === undefined) return given ?? {}
    const grid = await places.gridOf(tx, subdistrictId, committee.placeId)
    return { ...given, neighbourhoodId: committee.placeId, gridId: grid?.placeId ?? null }
  }

  const typeFor = async ({ tx, record, now }: Step, code: string) => {
    const types = await context.typesOf(tx, record.subdistrictId)
    const type = typeOn(types, code, shanghaiDay(now))
    if (!type) throw new Refusal('case_type_unknown')
    return type
  }

  const unitFor = async ({ tx, record }: Step, unitId: Decision['unitId']) => {
    const unit = await places.unit(tx, record.subdistrictId, unitId)
    if (!unit) throw new Refusal('unit_unknown')
    return unit
  }

  const send = (actor: Actor, key: CaseKey, once: IdempotencyKey, decision: Decision) =>
    run(actor, key, once, 'dispatch', async (step) => {
      const { tx, by, record } = step
      const type = await typeFor(step, decision.typeCode)
      const unit = await unitFor(step, decision.unitId)
      const { holders, officer } = await officerOf(step, unit, decision)
      const isFiledAway = isUnsortedHistory(record)
      if (type.code !== record.typeCode && !record.isHistory) {
        const startedAt = await roundStart(tx, record)
        if (startedAt) await resetClocks(tx, record, clocksFrom(startedAt, type))
      }
      const severity = severityOf(record, decision, severityRank(type.severity), type.code)
      const entries: NewEntry[] = [
        {
          kind: 'dispatched',
          internal: isFiledAway,
          actor: by,
          data: { unit: unit.name, handler: officer?.personName ?? null, type: type.name },
        },
      ]
      if (decision.note.trim() !== '')
        entries.push({
          kind: 'note_added',
          internal: true,
          actor: by,
          data: { note: decision.note },
        })
      await step.move(
        {
          ...(await whereOf(step, unit, decision)),
          status: isFiledAway ? record.status : caseMoves.dispatch.to,
          typeCode: type.code,
          severity,
          unitId: unit.unitId,
          handlerPostId: isFiledAway ? null : (officer?.postId ?? null),
          reviewReasons: [],
          // Whoever sends a risky text on has read it and answers for it.
          ...(record.reviewReasons.includes('text_risky') ? { textCheck: 'passed' } : {}),
        },
        entries,
      )
      // As when it is imported: of the past nobody is told.
      if (record.isHistory) return
      const told = (officer ? [officer] : holders).map(({ personId }) => personId)
      await tell(tx, 'case_new_for_you', { ...record, severity }, told, actor.personId)
      await tell(tx, 'case_step', record, record.reporterIds, actor.personId)
    })

  /** The look itself is written down before the number leaves. @throws Refusal no_phone_on_file */
  const revealPhone = async (
    actor: Actor,
    key: CaseKey,
    once: IdempotencyKey,
    { reason }: BodyOf<typeof revealReporterPhone>,
  ): Promise<string> => {
    await run(actor, key, once, 'reveal_phone', async (step) => {
      const { tx, now, by, record } = step
      if ((await phoneOf(tx, record)) === null) throw new Refusal('no_phone_on_file')
      await step.move({}, [{ kind: 'phone_revealed', internal: true, actor: by, data: { reason } }])
      await appendAudit(tx, {
        at: now,
        subdistrictId: record.subdistrictId,
        actorPersonId: actor.personId,
        action: 'case.phone_revealed',
        objectKind: 'case',
        objectId: record.caseId,
        detail: { reason, personId: record.reporterIds[0] ?? null },
      })
    })
    // Only now, that the look is durable; a repeat comes here too and needs today's right.
    return database.inTransaction(async (tx) => {
      const viewer = await context.viewerOf(tx, actor, key.subdistrictId)
      const phone = await phoneOf(tx, approve(viewer, await findCase(tx, key), 'reveal_phone'))
      if (phone === null) throw new Refusal('no_phone_on_file')
      return phone
    })
  }

  const phoneOf = async (tx: Transaction, record: CaseRecord): Promise<string | null> => {
    for (const reporter of record.reporterIds) {
      const phone = await accounts.phoneOf(tx, reporter)
      if (phone !== null) return phone
    }
    return null
  }

  return { send, revealPhone }
}

const severityOf = (
  record: CaseRecord,
  { severity }: Decision,
  ofType: number,
  typeCode: string,
) => {
  if (severity) return severityRank(severity)
  return typeCode === record.typeCode ? record.severity : ofType
}
