import type { SQL } from 'drizzle-orm'
import { and, eq, gt, isNotNull, isNull, lt, or, sql } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import type { Reader } from '#db/database.ts'
import { cases } from '#db/schema/cases.ts'
import type { CaseId, PersonId, PostId, SubdistrictId, UnitId } from '#shared/ids.ts'
import type { CaseSummary } from './case-record.ts'
import type { Scope } from './cases.policy.ts'
import { joinHandler, summaryColumns } from './cases.store.ts'

export interface MinePosition {
  readonly at: Date
  readonly caseId: CaseId
}

/**
 * The page is cut by the index alone; only what is on it is looked up. Its length is written out:
 * with a parameter PostgreSQL would plan anew each time, which takes longer than the answer.
 */
const reported = (limit: number, after: string) => `
  select ${summaryColumns}, r.joined_at as "joinedAt"
    from (select subdistrict_id, case_id, joined_at from case_reporters
           where person_id = $1 ${after}
           order by joined_at desc, case_id limit ${limit}) r
    join cases using (subdistrict_id, case_id) ${joinHandler}
   order by r.joined_at desc, r.case_id`

const isLater = 'and (joined_at < $2 or (joined_at = $2 and case_id > $3))'

/** What a person reported, newest first. */
export const listReported = async (
  { client }: Reader,
  personId: PersonId,
  after: MinePosition | undefined,
  limit: number,
): Promise<(CaseSummary & { readonly joinedAt: Date })[]> => {
  const { rows } = await client.query<CaseSummary & { joinedAt: Date }>({
    name: `cases.mine ${limit}${after ? ' later' : ''}`,
    text: reported(limit, after ? isLater : ''),
    values: after ? [personId, after.at, after.caseId] : [personId],
  })
  return rows
}

export interface DeskPosition {
  readonly severity: number
  readonly nextDueAt: Date | null
  readonly caseId: CaseId
}

export interface DeskFilter {
  readonly subdistrictId: SubdistrictId
  readonly scope: Scope
  readonly queue: 'mine' | 'unit' | 'review' | 'overdue' | 'all'
  readonly postIds: readonly PostId[]
  readonly unitIds: readonly UnitId[]
  readonly state: 'open' | 'closed' | 'any'
  readonly history: 'without' | 'only' | 'with'
  readonly typeCode?: string | undefined
  readonly severity?: number | undefined
  readonly search?: string | undefined
}

const anyOf = (column: SQL | typeof cases.unitId | typeof cases.gridId, ids: readonly string[]) =>
  ids.length === 0 ? sql`false` : sql`${column} = any(${sql.param([...ids])}::uuid[])`

const seen = (scope: Scope): SQL | undefined =>
  scope.all
    ? undefined
    : or(
        anyOf(cases.unitId, scope.unitIds),
        anyOf(sql`${cases.neighbourhoodId}`, scope.neighbourhoodIds),
        anyOf(cases.gridId, scope.gridIds),
      )

const isOpen = sql`${cases.status} in ('review', 'assigned', 'accepted', 'on_site')`
const isAtUnit = sql`${cases.status} in ('assigned', 'accepted', 'on_site')`
const needsReview = sql`cardinality(${cases.reviewReasons}) > 0`

const inQueue = ({ queue, postIds, unitIds }: DeskFilter): SQL | undefined => {
  if (queue === 'mine') return anyOf(sql`${cases.handlerPostId}`, postIds)
  if (queue === 'unit') return and(anyOf(cases.unitId, unitIds), sql`${cases.status} <> 'review'`)
  if (queue === 'review') return needsReview
  if (queue === 'overdue') return isNotNull(cases.overdueSince)
  return undefined
}

const inState = ({ queue, state, history }: DeskFilter): SQL | undefined => {
  if (state === 'any') return undefined
  if (state === 'closed') return sql`not ${isOpen}`
  // Answered messages of the past wait for the desk too, though nobody works on them any more.
  return queue === 'review' && history !== 'without'
    ? or(isOpen, eq(cases.isHistory, true))
    : isOpen
}

/** `%`, `_` and `\` are what they look like, not patterns. */
const like = (search: string): string => `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`

/** The very expression that the trigram index is built on. */
const searched = sql`(${cases.title} || ' ' || ${cases.text} || ' ' || ${cases.number})`

/** Text that waits for a person to read it is not found by those who may not see it. */
const finds = (search: string, scope: Scope): SQL | undefined => {
  const found = sql`${searched} ilike ${like(search)}`
  return scope.all ? found : and(found, sql`not ('text_risky' = any(${cases.reviewReasons}))`)
}

const matches = (filter: DeskFilter): SQL | undefined =>
  and(
    eq(cases.subdistrictId, filter.subdistrictId),
    seen(filter.scope),
    inQueue(filter),
    inState(filter),
    filter.history === 'with' ? undefined : eq(cases.isHistory, filter.history === 'only'),
    filter.typeCode === undefined ? undefined : eq(cases.typeCode, filter.typeCode),
    filter.severity === undefined ? undefined : eq(cases.severity, filter.severity),
    filter.search === undefined ? undefined : finds(filter.search, filter.scope),
  )

const later = ({ severity, nextDueAt, caseId }: DeskPosition): SQL | undefined => {
  const sameDue = nextDueAt === null ? isNull(cases.nextDueAt) : eq(cases.nextDueAt, nextDueAt)
  return or(
    lt(cases.severity, severity),
    and(
      eq(cases.severity, severity),
      or(
        and(sameDue, gt(cases.caseId, caseId)),
        nextDueAt === null
          ? undefined
          : or(gt(cases.nextDueAt, nextDueAt), isNull(cases.nextDueAt)),
      ),
    ),
  )
}

const dialect = new PgDialect()

/** Most severe first, then the least time left, then those without a clock. */
export const listForDesk = async (
  { client }: Reader,
  filter: DeskFilter,
  after: DeskPosition | undefined,
  limit: number,
): Promise<CaseSummary[]> => {
  const { sql: text, params: values } = dialect.sqlToQuery(sql`
    select ${sql.raw(summaryColumns)} from cases ${sql.raw(joinHandler)}
    where ${and(matches(filter), after && later(after))}
    order by ${cases.severity} desc nulls last, ${cases.nextDueAt} asc nulls last, ${cases.caseId}
    limit ${limit}`)
  return (await client.query<CaseSummary>({ text, values })).rows
}

export interface DeskCounts {
  readonly mine: number
  readonly unit: number
  readonly review: number
  readonly reviewHistory: number
  readonly overdue: number
}

/** How many wait in each queue, counted with the same conditions that the lists use. */
export const countForDesk = async (
  tx: Reader,
  base: Omit<DeskFilter, 'queue' | 'state' | 'history'>,
): Promise<DeskCounts> => {
  const { subdistrictId, scope, postIds, unitIds } = base
  const [counts] = await tx
    .select({
      mine: sql<number>`count(*) filter (where ${anyOf(sql`${cases.handlerPostId}`, postIds)} and ${isOpen} and not ${cases.isHistory})::int`,
      unit: sql<number>`count(*) filter (where ${anyOf(cases.unitId, unitIds)} and ${isAtUnit} and not ${cases.isHistory})::int`,
      review: sql<number>`count(*) filter (where ${needsReview} and ${isOpen} and not ${cases.isHistory})::int`,
      reviewHistory: sql<number>`count(*) filter (where ${needsReview} and ${cases.isHistory})::int`,
      overdue: sql<number>`count(*) filter (where ${isNotNull(cases.overdueSince)} and ${isOpen} and not ${cases.isHistory})::int`,
    })
    .from(cases)
    .where(and(eq(cases.subdistrictId, subdistrictId), seen(scope)))
  return counts ?? { mine: 0, unit: 0, review: 0, reviewHistory: 0, overdue: 0 }
}
