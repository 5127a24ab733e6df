import { caseStaffRoles } from '#shared/accounts/roles.ts'
import { formatCaseNumber, parseCaseNumber } from '#shared/cases/case-number.ts'
import { severityRank } from '#shared/cases/case-status.ts'
import type { CaseType } from '#shared/cases/case-type.ts'
import { typeOn } from '#shared/cases/case-type.ts'
import type { listDeskCases } from '#shared/cases/cases.contract.ts'
import { ownerWords } from '#shared/cases/cases.words.ts'
import type { QueryOf } from '#shared/http/endpoint.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { subdistrictId as asSubdistrict, caseId } from '#shared/ids.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import type { Actor } from '../accounts/actor.ts'
import { postsIn } from '../accounts/actor.ts'
import type { PhotoPlace } from '../photos/photos.service.ts'
import type { CaseContext } from './case-context.ts'
import type { DeskPosition, MinePosition } from './case-lists.store.ts'
import { countForDesk, listForDesk, listReported } from './case-lists.store.ts'
import type { CaseKey } from './case-record.ts'
import type { Staff } from './cases.policy.ts'
import { approveSight, maySee, seesInside } from './cases.policy.ts'
import { findCase } from './cases.store.ts'

const minePageLength = 20
const deskPageLength = 50

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const mineCursor = new RegExp(`^(\\d{1,14})_(${uuid})$`)
const deskCursor = new RegExp(`^([1-5])_(\\d{1,14}|never)_(${uuid})$`)

const foreignCursor = () =>
  new Refusal('invalid_request', { where: 'query', field: 'cursor', rule: 'known' })

const minePositionOf = (cursor: string | undefined): MinePosition | undefined => {
  if (cursor === undefined) return undefined
  const [, at, id] = mineCursor.exec(cursor) ?? []
  if (!at || !id) throw foreignCursor()
  return { at: new Date(Number(at)), caseId: caseId(id) }
}

const deskPositionOf = (cursor: string | undefined): DeskPosition | undefined => {
  if (cursor === undefined) return undefined
  const [, severity, due, id] = deskCursor.exec(cursor) ?? []
  if (!severity || !due || !id) throw foreignCursor()
  const nextDueAt = due === 'never' ? null : new Date(Number(due))
  return { severity: Number(severity), nextDueAt, caseId: caseId(id) }
}

/** A number typed any way finds the case; other words are looked for as they are. */
const searchOf = (typed: string | undefined): string | undefined => {
  const words = typed?.trim() ?? ''
  if (words === '') return undefined
  const number = parseCaseNumber(words)
  return number ? formatCaseNumber(number) : words
}

const isUuid = new RegExp(`^${uuid}$`)

const ownerName = (
  { ownerKind, ownerUnitCode }: Pick<CaseType, 'ownerKind' | 'ownerUnitCode'>,
  units: readonly { readonly code: string | null; readonly name: string }[],
): string =>
  ownerKind === 'unit'
    ? (units.find(({ code }) => code === ownerUnitCode)?.name ?? ownerWords.unit)
    : ownerWords[ownerKind]

/** Reading: one case, one's own, the queues of the desk. */
export const createReading = (context: CaseContext) => {
  const { clock, places } = context
  const { reader } = context.database

  const staffIn = async (actor: Actor, subdistrictId: SubdistrictId) => {
    const viewer = await context.viewerOf(reader, actor, subdistrictId)
    if (!viewer.staff) throw new Refusal('not_allowed')
    return { viewer, staff: viewer.staff }
  }
  const ownOf = ({ posts, scope }: Staff) => ({
    scope,
    postIds: posts.map(({ postId }) => postId),
    unitIds: posts.flatMap(({ unitId }) => (unitId === null ? [] : [unitId])),
  })

  return {
    read: async (actor: Actor, key: CaseKey) => {
      const viewer = await context.viewerOf(reader, actor, key.subdistrictId)
      return context.view(reader, approveSight(viewer, await findCase(reader, key)), viewer)
    },

    mine: async (actor: Actor, cursor: string | undefined) => {
      const after = minePositionOf(cursor)
      const found = await listReported(reader, actor.personId, after, minePageLength + 1)
      const page = found.slice(0, minePageLength)
      const last = found.length > minePageLength ? page.at(-1) : undefined
      const viewer = { personId: actor.personId, staff: undefined }
      return {
        cases: await context.rowsOf(reader, page, viewer, true),
        nextCursor: last ? `${last.joinedAt.getTime()}_${last.caseId}` : null,
      }
    },

    desk: async (
      actor: Actor,
      subdistrictId: SubdistrictId,
      query: QueryOf<typeof listDeskCases>,
    ) => {
      const { viewer, staff } = await staffIn(actor, subdistrictId)
      const { queue, state = 'open', history = 'without', typeCode, severity } = query
      const limit = query.limit ?? deskPageLength
      const filter = {
        ...ownOf(staff),
        subdistrictId,
        queue,
        state,
        history,
        typeCode,
        severity: severity && severityRank(severity),
        search: searchOf(query.search),
      }
      const found = await listForDesk(reader, filter, deskPositionOf(query.cursor), limit + 1)
      const page = found.slice(0, limit)
      const last = found.length > limit ? page.at(-1) : undefined
      const due = last?.nextDueAt?.getTime() ?? 'never'
      return {
        cases: await context.rowsOf(reader, page, viewer, false),
        nextCursor: last ? `${last.severity}_${due}_${last.caseId}` : null,
      }
    },

    counts: async (actor: Actor, subdistrictId: SubdistrictId) => {
      const { staff } = await staffIn(actor, subdistrictId)
      return countForDesk(reader, { ...ownOf(staff), subdistrictId })
    },

    /** Types in force today, most severe first. @throws Refusal not_found */
    types: async (subdistrictId: SubdistrictId) => {
      const units = await places.unitsOf(reader, subdistrictId)
      const types = await context.typesOf(reader, subdistrictId)
      const today = shanghaiDay(clock.now())
      return types
        .filter((type) => typeOn(types, type.code, today) === type)
        .sort((one, other) => severityRank(other.severity) - severityRank(one.severity))
        .map(({ code, name, hint, severity, needsAfterPhoto, ...type }) => ({
          code,
          name,
          hint,
          severity,
          ownerName: ownerName(type, units),
          needsAfterPhoto,
        }))
    },

    /** `case/<subdistrict>/<case>` for whoever may see it, `desk/<subdistrict>` for its staff. */
    mayFollow: async (actor: Actor, topic: string): Promise<boolean> => {
      const [kind, tenant = '', id, ...rest] = topic.split('/')
      if (rest.length > 0) return false
      if (kind === 'desk' && id === undefined)
        return postsIn(actor, tenant, caseStaffRoles).length > 0
      if (kind !== 'case' || id === undefined || !isUuid.test(id)) return false
      const units = await places.unitsOf(reader, tenant).catch(() => undefined)
      const key = { subdistrictId: asSubdistrict(tenant), caseId: caseId(id) }
      const record = units && (await findCase(reader, key))
      if (!record) return false
      return maySee(await context.viewerOf(reader, actor, key.subdistrictId), record)
    },

    /** Whether the photo's case may be seen, and its inside where the photo is internal. */
    mayReadPhoto: async (actor: Actor, place: PhotoPlace): Promise<boolean> => {
      const viewer = await context.viewerOf(reader, actor, place.subdistrictId)
      const record = await findCase(reader, place)
      if (!record) return false
      return place.internal ? seesInside(viewer, record) : maySee(viewer, record)
    },
  }
}
