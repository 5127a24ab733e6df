import type { Reader, Transaction } from '#db/database.ts'
import { maskPhone } from '#shared/accounts/phone.ts'
import type { CaseType } from '#shared/cases/case-type.ts'
import type { CaseRow, CaseView } from '#shared/cases/cases.contract.ts'
import { reporterLabel, systemLabel } from '#shared/cases/cases.words.ts'
import type { PersonId, SubdistrictId } from '#shared/ids.ts'
import type { CaseNoticeKind } from '#shared/notices/notices.contract.ts'
import { noticeBody, noticeWords } from '#shared/notices/notices.words.ts'
import type { Accounts } from '../accounts/accounts.service.ts'
import type { Actor } from '../accounts/actor.ts'
import type { Notices } from '../notices/notices.service.ts'
import type { Photos } from '../photos/photos.service.ts'
import type { Places } from '../places/places.service.ts'
import type { Platform } from '../platform/platform.ts'
import { candidatesFor } from './case-candidates.ts'
import type { CaseKey, CaseRecord, CaseSummary, StepActor } from './case-record.ts'
import { listTypes, saveTypes } from './case-types.store.ts'
import { rowOf, viewOf } from './case-view.ts'
import type { Viewer, Visible } from './cases.policy.ts'
import { actingPost, seesInside, staffOf } from './cases.policy.ts'

export interface Neighbours {
  readonly accounts: Accounts
  readonly places: Places
  readonly photos: Photos
  readonly notices: Notices
}

/** Milliseconds a node goes by the table of types it has read; rows are dated ahead of time. */
const typesKeptFor = 30_000

export const system: StepActor = { personId: null, postId: null, label: systemLabel }
export const asReporter = ({ personId }: Actor): StepActor => ({
  personId,
  postId: null,
  label: reporterLabel,
})

/** What every part of the cases feature needs: who looks, what types there are, how a case is shown. */
export const createCaseContext = (platform: Platform, neighbours: Neighbours) => {
  const { liveBus } = platform
  const { accounts, notices, places } = neighbours
  const kept = new Map<
    SubdistrictId,
    { readonly until: number; readonly types: readonly CaseType[] }
  >()

  const typesOf = async (tx: Reader, subdistrictId: SubdistrictId) => {
    const known = kept.get(subdistrictId)
    if (known && known.until > performance.now()) return known.types
    const types = await listTypes(tx, subdistrictId)
    kept.set(subdistrictId, { until: performance.now() + typesKeptFor, types })
    return types
  }

  const saveCaseTypes = async (
    tx: Transaction,
    subdistrictId: SubdistrictId,
    types: readonly CaseType[],
  ): Promise<void> => {
    await saveTypes(tx, subdistrictId, types)
    tx.afterCommit(() => kept.delete(subdistrictId))
  }

  /** @throws Refusal not_found for a subdistrict that is not served. */
  const viewerOf = async (
    tx: Reader,
    actor: Actor,
    subdistrictId: SubdistrictId,
  ): Promise<Viewer> => ({
    personId: actor.personId,
    staff: staffOf(actor, subdistrictId, await places.unitsOf(tx, subdistrictId)),
  })

  /** Looks names up in what this node keeps in memory anyway. */
  const namesIn = async (tx: Reader, subdistrictId: SubdistrictId) => {
    const types = await typesOf(tx, subdistrictId)
    const units = new Map(
      (await places.unitsOf(tx, subdistrictId)).map((unit) => [unit.unitId, unit]),
    )
    const nameOfPlace = await places.namesIn(tx, subdistrictId)
    return ({ unitId, neighbourhoodId }: CaseSummary) => {
      const unit = unitId ? units.get(unitId) : undefined
      return {
        types,
        unitName: unit?.name ?? null,
        unitPhone: unit?.phone ?? null,
        neighbourhoodName: (neighbourhoodId && nameOfPlace(neighbourhoodId)) ?? null,
      }
    }
  }

  const rowsOf = async (
    tx: Reader,
    summaries: readonly CaseSummary[],
    viewer: Viewer,
    own: boolean,
  ): Promise<CaseRow[]> => {
    const namesBy = new Map<SubdistrictId, Awaited<ReturnType<typeof namesIn>>>()
    const rows: CaseRow[] = []
    for (const summary of summaries) {
      const { subdistrictId } = summary
      const namesOf = namesBy.get(subdistrictId) ?? (await namesIn(tx, subdistrictId))
      namesBy.set(subdistrictId, namesOf)
      rows.push(rowOf(summary, namesOf(summary), viewer, own))
    }
    return rows
  }

  const reporterOf = async (tx: Reader, viewer: Viewer, record: CaseRecord) => {
    const [reporter] = record.reporterIds
    if (!reporter || !seesInside(viewer, record))
      return { reporterName: null, reporterPhoneMasked: null }
    const { displayName, hasPhone } = await accounts.personOf(tx, reporter)
    const phone = hasPhone ? await accounts.phoneOf(tx, reporter) : null
    return { reporterName: displayName, reporterPhoneMasked: phone && maskPhone(phone) }
  }

  const view = async (
    tx: Reader,
    record: Visible<CaseRecord>,
    viewer: Viewer,
  ): Promise<CaseView> => {
    const names = (await namesIn(tx, record.subdistrictId))(record)
    const place = await places.answerFor(tx, record.subdistrictId, {
      ...record,
      label: record.placeLabel,
    })
    const candidates = viewer.staff?.inDesk
      ? candidatesFor(record, names.types, place, await places.unitsOf(tx, record.subdistrictId))
      : []
    return viewOf(record, viewer, {
      ...names,
      ...(await reporterOf(tx, viewer, record)),
      place,
      candidates,
    })
  }

  /** Staff as history names him: from the post he acts from. */
  const asStaff = async (
    tx: Transaction,
    actor: Actor,
    viewer: Viewer,
    record: CaseRecord,
  ): Promise<StepActor> => ({
    personId: actor.personId,
    postId: actingPost(viewer, record),
    label: await accounts.labelOf(tx, record.subdistrictId, actor.personId),
  })

  type Matter = Pick<CaseRecord, 'subdistrictId' | 'caseId' | 'number' | 'title' | 'severity'>

  /** Tells people in the transaction; `but` leaves out the one who did it. */
  const tell = async (
    tx: Transaction,
    kind: CaseNoticeKind,
    matter: Matter,
    personIds: readonly PersonId[],
    but?: PersonId,
  ): Promise<void> => {
    const told = personIds.filter((personId) => personId !== but)
    if (told.length === 0) return
    const { subdistrictId, caseId, severity } = matter
    await notices.tell(tx, {
      personIds: told,
      kind,
      subdistrictId,
      matter: { caseId },
      title: noticeWords[kind].title,
      body: noticeBody(kind, matter),
      urgency: severity >= 4 ? 'urgent' : 'normal',
    })
  }

  /** Announces to followers of the case and to the desk, once it is durable. */
  const announce = (tx: Transaction, { subdistrictId, caseId }: CaseKey, version: number): void => {
    tx.afterCommit(() => {
      for (const topic of [`case/${subdistrictId}/${caseId}`, `desk/${subdistrictId}`])
        liveBus.publish({ topic, kind: 'changed', data: { caseId, version } })
    })
  }

  const dutyOfficers = async (tx: Transaction, subdistrictId: SubdistrictId) =>
    (await accounts.postsHolding(tx, { subdistrictId, role: 'duty_officer' })).map(
      ({ personId }) => personId,
    )

  /** Whoever the case lies with: its handler, else its unit, else the duty desk. */
  const responsible = async (
    tx: Transaction,
    { subdistrictId, status, unitId, handlerPersonId }: CaseSummary,
  ): Promise<readonly PersonId[]> => {
    if (handlerPersonId) return [handlerPersonId]
    if (unitId === null || status === 'review') return dutyOfficers(tx, subdistrictId)
    return (await accounts.postsHolding(tx, { subdistrictId, unitId })).map(
      ({ personId }) => personId,
    )
  }

  /** Heads of the unit or of the nearest one above it, else the duty officers; never the handler. */
  const supervisors = async (
    tx: Transaction,
    record: CaseSummary,
  ): Promise<readonly PersonId[]> => {
    const { subdistrictId, status } = record
    for (let unitId = status === 'review' ? null : record.unitId; unitId !== null; ) {
      const heads = await accounts.postsHolding(tx, { subdistrictId, unitId, isHead: true })
      const others = heads
        .map(({ personId }) => personId)
        .filter((id) => id !== record.handlerPersonId)
      if (others.length > 0) return others
      unitId = (await places.unit(tx, subdistrictId, unitId))?.parentUnitId ?? null
    }
    return dutyOfficers(tx, subdistrictId)
  }

  return {
    ...platform,
    ...neighbours,
    typesOf,
    saveCaseTypes,
    viewerOf,
    rowsOf,
    view,
    asStaff,
    tell,
    announce,
    dutyOfficers,
    responsible,
    supervisors,
  }
}
export type CaseContext = ReturnType<typeof createCaseContext>
