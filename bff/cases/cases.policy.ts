import { caseStaffRoles, dutyDeskRoles } from '#shared/accounts/roles.ts'
import type { CaseAction, CaseStatus } from '#shared/cases/case-status.ts'
import { caseActions, caseMoves, openStatuses } from '#shared/cases/case-status.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { PersonId, PlaceId, PostId, SubdistrictId, UnitId } from '#shared/ids.ts'
import type { Actor, Post } from '../accounts/actor.ts'
import { postsIn } from '../accounts/actor.ts'
import type { CaseRecord } from './case-record.ts'

declare const seen: unique symbol
declare const approved: unique symbol
/** A case this viewer may see. */
export type Visible<T> = T & { readonly [seen]: true }
/** A case this viewer may do the asked step with, as it stands. */
export type Workable<T> = Visible<T> & { readonly [approved]: true }

interface UnitInTree {
  readonly unitId: UnitId
  readonly parentUnitId: UnitId | null
}

/** Which cases of a subdistrict a member of staff sees. */
export type Scope =
  | { readonly all: true }
  | {
      readonly all: false
      readonly unitIds: readonly UnitId[]
      readonly neighbourhoodIds: readonly PlaceId[]
      readonly gridIds: readonly PlaceId[]
    }

export interface Staff {
  readonly subdistrictId: SubdistrictId
  /** Posts that work on cases here. */
  readonly posts: readonly Post[]
  readonly inDesk: boolean
  readonly scope: Scope
}

const below = (unitId: UnitId, units: readonly UnitInTree[]): UnitId[] =>
  units
    .filter((unit) => unit.parentUnitId === unitId)
    .flatMap((unit) => [unit.unitId, ...below(unit.unitId, units)])

const present = <T>(value: T | null): value is T => value !== null

/**
 * What a person's posts open in one subdistrict; undefined without a post that works on cases. The
 * duty desk sees all, a 居委 its own, a grid its own and those of the units below, a unit its own.
 */
export const staffOf = (
  actor: Actor,
  subdistrictId: SubdistrictId,
  units: readonly UnitInTree[],
): Staff | undefined => {
  const posts = postsIn(actor, subdistrictId, caseStaffRoles)
  if (posts.length === 0) return undefined
  const inDesk = postsIn(actor, subdistrictId, dutyDeskRoles).length > 0
  const placesOf = (role: Post['role']) =>
    posts
      .filter((post) => post.role === role)
      .map((post) => post.placeId)
      .filter(present)
  const unitIds = posts.flatMap(({ role, unitId }) =>
    unitId === null ? [] : role === 'grid_head' ? [unitId, ...below(unitId, units)] : [unitId],
  )
  const scope: Scope = inDesk
    ? { all: true }
    : {
        all: false,
        unitIds,
        neighbourhoodIds: placesOf('neighbourhood_officer'),
        gridIds: placesOf('grid_head'),
      }
  return { subdistrictId, posts, inDesk, scope }
}

export interface Viewer {
  readonly personId: PersonId
  readonly staff: Staff | undefined
}

export const inScope = (
  scope: Scope,
  record: Pick<CaseRecord, 'unitId' | 'neighbourhoodId' | 'gridId'>,
): boolean =>
  scope.all ||
  (record.unitId !== null && scope.unitIds.includes(record.unitId)) ||
  (record.neighbourhoodId !== null && scope.neighbourhoodIds.includes(record.neighbourhoodId)) ||
  (record.gridId !== null && scope.gridIds.includes(record.gridId))

/** Sees the inside: internal notes, the reporter, the other ratings. */
export const seesInside = ({ staff }: Viewer, record: CaseRecord): boolean =>
  staff !== undefined &&
  staff.subdistrictId === record.subdistrictId &&
  inScope(staff.scope, record)

export const isReporter = ({ personId }: Viewer, record: CaseRecord): boolean =>
  record.reporterIds.includes(personId)

export const maySee = (viewer: Viewer, record: CaseRecord): record is Visible<CaseRecord> =>
  seesInside(viewer, record) || isReporter(viewer, record)

const inUnit = ({ staff }: Viewer, { unitId }: CaseRecord): boolean =>
  unitId !== null && (staff?.posts.some((post) => post.unitId === unitId) ?? false)

/** The one who took it, or the head of his unit. */
const leads = ({ staff }: Viewer, { unitId, handlerPostId }: CaseRecord): boolean =>
  staff?.posts.some(
    ({ postId, unitId: own, isHead }) =>
      postId === handlerPostId || (isHead && own !== null && own === unitId),
  ) ?? false

const inDesk = ({ staff }: Viewer): boolean => staff?.inDesk ?? false

interface Rule {
  readonly who: (viewer: Viewer, record: CaseRecord) => boolean
  readonly from: readonly CaseStatus[]
}

const atWork = ['accepted', 'on_site'] as const

/** Who may do what, and while the case stands where. */
const rules: Readonly<Record<CaseAction, Rule>> = {
  accept: { who: inUnit, from: caseMoves.accept.from },
  contact: { who: leads, from: atWork },
  arrive: { who: leads, from: caseMoves.arrive.from },
  progress: { who: leads, from: atWork },
  note: { who: seesInside, from: openStatuses },
  close: { who: leads, from: caseMoves.close.from },
  give_back: {
    who: (viewer, record) =>
      record.status === 'assigned' ? inUnit(viewer, record) : leads(viewer, record),
    from: caseMoves.give_back.from,
  },
  dispatch: { who: inDesk, from: caseMoves.dispatch.from },
  reveal_phone: {
    who: (viewer, record) =>
      record.reporterIds.length > 0 &&
      (inDesk(viewer) || leads(viewer, record) || inUnit(viewer, record)),
    from: openStatuses,
  },
  supplement: { who: isReporter, from: openStatuses },
  withdraw: { who: isReporter, from: caseMoves.withdraw.from },
  rate: {
    // Staff who report their own finds do not also judge them.
    who: (viewer, record) => isReporter(viewer, record) && record.source !== 'staff_patrol',
    from: caseMoves.reopen.from,
  },
}

/** An answered message of the past that nobody has sorted yet: it is filed away, never reopened. */
export const isUnsortedHistory = ({ isHistory, status, reviewReasons }: CaseRecord): boolean =>
  isHistory && status === 'closed' && reviewReasons.length > 0

const stands = (record: CaseRecord, action: CaseAction): boolean =>
  rules[action].from.includes(record.status) || (action === 'dispatch' && isUnsortedHistory(record))

const hasRated = ({ personId }: Viewer, { ratings, round }: CaseRecord): boolean =>
  ratings.some((rating) => rating.personId === personId && rating.round === round)

const mayDo = (
  viewer: Viewer,
  record: Visible<CaseRecord>,
  action: CaseAction,
): record is Workable<CaseRecord> => rules[action].who(viewer, record) && stands(record, action)

/** What the viewer may do right now. */
export const allowedActions = (viewer: Viewer, record: Visible<CaseRecord>): CaseAction[] =>
  caseActions.filter(
    (action) => mayDo(viewer, record, action) && !(action === 'rate' && hasRated(viewer, record)),
  )

/** @throws Refusal not_found, also when it exists and is none of the viewer's business. */
export const approveSight = (
  viewer: Viewer,
  record: CaseRecord | undefined,
): Visible<CaseRecord> => {
  if (!record || !maySee(viewer, record)) throw new Refusal('not_found')
  return record
}

/** What somebody is told who comes too late: who took it and when, or where it stands now. */
export const tooLate = (record: CaseRecord, action: CaseAction): Refusal => {
  if (action === 'rate') return new Refusal('rating_not_open')
  const taken = record.timeline.findLast(({ kind }) => kind === 'accepted')
  const isAtWork = atWork.some((status) => status === record.status)
  return action === 'accept' && taken && isAtWork
    ? new Refusal('case_already_taken', {
        by: taken.actorLabel,
        at: new Date(taken.at).toISOString(),
      })
    : new Refusal('case_moved_on', { status: record.status })
}

/**
 * @throws Refusal not_found | not_allowed | case_already_taken { by, at } | case_moved_on { status } |
 * rating_not_open
 */
export const approve = (
  viewer: Viewer,
  record: CaseRecord | undefined,
  action: CaseAction,
): Workable<CaseRecord> => {
  const visible = approveSight(viewer, record)
  if (mayDo(viewer, visible, action)) return visible
  if (!rules[action].who(viewer, visible)) throw new Refusal('not_allowed')
  throw tooLate(visible, action)
}

/** The post somebody acts from: the one that took the case, of its unit, of the desk, or any. */
export const actingPost = ({ staff }: Viewer, record: CaseRecord): PostId | null => {
  const posts = staff?.posts ?? []
  const post =
    posts.find(({ postId }) => postId === record.handlerPostId) ??
    posts.find(({ unitId }) => unitId !== null && unitId === record.unitId) ??
    posts[0]
  return post?.postId ?? null
}
