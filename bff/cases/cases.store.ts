import type { SQL } from 'drizzle-orm'
import { and, eq, getTableColumns, sql } from 'drizzle-orm'
import type { Transaction } from '#db/database.ts'
import { persons, posts } from '#db/schema/accounts.ts'
import { caseEvents, caseRatings, cases } from '#db/schema/cases.ts'
import type { PersonId, PhotoId, PostId, UnitId } from '#shared/ids.ts'
import type {
  CaseKey,
  CaseRecord,
  CaseSummary,
  ClockState,
  NewEntry,
  StoredEntry,
  StoredRating,
} from './case-record.ts'

/** One JSON array per kind of child: a case is read in one statement, whatever hangs at it. */
const children = <T>(fields: SQL, from: SQL, where: SQL, order: SQL) =>
  sql<T[]>`(select coalesce(json_agg(json_build_object(${fields}) order by ${order}), '[]')
    from ${from} where x.subdistrict_id = cases.subdistrict_id and x.case_id = cases.case_id${where})`

const none = sql.raw('')

const { text: _text, nextDueAt, overdueSince: _overdue, ...summaryOfCase } = getTableColumns(cases)

/** What a list needs; join posts and persons for the handler. */
export const summaryColumns = {
  ...summaryOfCase,
  nextDueAt,
  handlerPersonId: posts.personId,
  handlerName: persons.displayName,
  clocks: children<ClockState>(
    sql`'clock', x.clock, 'dueAt', x.due_at, 'provisional', x.provisional, 'metAt', x.met_at,
      'missedAt', x.missed_at, 'stoppedAt', x.stopped_at`,
    sql`case_clocks x`,
    sql` and x.round = cases.round`,
    sql`x.due_at`,
  ),
  thumbnail: sql<PhotoId | null>`(select x.photo_id from case_photos x
    where x.subdistrict_id = cases.subdistrict_id and x.case_id = cases.case_id and not x.internal
    order by x.at, x.photo_id limit 1)`,
}

export const handlerPost = and(
  eq(posts.subdistrictId, cases.subdistrictId),
  eq(posts.postId, cases.handlerPostId),
)
export const handlerPerson = eq(persons.personId, posts.personId)

const isCase = ({ subdistrictId, caseId }: CaseKey) =>
  and(eq(cases.subdistrictId, subdistrictId), eq(cases.caseId, caseId))

/** Named, so that PostgreSQL plans it once a connection: every step and every look reads it. */
const findStatement = (tx: Transaction) =>
  tx
    .select({
      ...summaryColumns,
      text: cases.text,
      reporterIds: sql<PersonId[]>`array(select x.person_id::text from case_reporters x
        where x.subdistrict_id = cases.subdistrict_id and x.case_id = cases.case_id
        order by x.joined_at, x.person_id)`,
      timeline: children<StoredEntry>(
        sql`'seq', x.seq, 'kind', x.kind, 'internal', x.internal, 'at', x.at, 'actorPersonId',
          x.actor_person_id, 'actorLabel', x.actor_label, 'data', x.data, 'photoIds', x.photo_ids`,
        sql`case_events x`,
        none,
        sql`x.seq`,
      ),
      photos: children<CaseRecord['photos'][number]>(
        sql`'photoId', x.photo_id, 'stage', x.stage, 'internal', x.internal, 'at', x.at`,
        sql`case_photos x`,
        none,
        sql`x.at, x.photo_id`,
      ),
      ratings: children<StoredRating>(
        sql`'personId', x.person_id, 'round', x.round, 'contacted', x.contacted, 'solved', x.solved,
          'grade', x.grade, 'words', x.words, 'at', x.at`,
        sql`case_ratings x`,
        none,
        sql`x.round, x.at`,
      ),
      externalIds: children<CaseRecord['externalIds'][number]>(
        sql`'source', x.source, 'externalId', x.external_id`,
        sql`case_external_ids x`,
        none,
        sql`x.source`,
      ),
    })
    .from(cases)
    .leftJoin(posts, handlerPost)
    .leftJoin(persons, handlerPerson)
    .where(
      and(
        eq(cases.subdistrictId, sql.placeholder('subdistrictId')),
        eq(cases.caseId, sql.placeholder('caseId')),
      ),
    )
    .prepare('cases.find')

export const findCase = async (
  tx: Transaction,
  { subdistrictId, caseId }: CaseKey,
): Promise<CaseRecord | undefined> => {
  const [found] = await findStatement(tx).execute({ subdistrictId, caseId })
  return found
}

/** What a step may set; numbers and deadlines follow by themselves. */
export type Change = Partial<
  Omit<typeof cases.$inferInsert, 'lastSeq' | 'nextDueAt' | 'overdueSince'>
>

/** What was approved; the case must still be so when it moves. */
export interface Standing extends CaseKey {
  readonly status: CaseSummary['status']
  readonly unitId: UnitId | null
  readonly handlerPostId: PostId | null
  readonly round: number
}

/** Entries as rows, numbered up to `lastSeq`. */
export const eventsOf = (key: CaseKey, lastSeq: number, entries: readonly NewEntry[], at: Date) =>
  entries.map(({ kind, internal, actor, data, photoIds = [] }, index) => ({
    subdistrictId: key.subdistrictId,
    caseId: key.caseId,
    seq: lastSeq - entries.length + 1 + index,
    kind,
    internal,
    at,
    actorPersonId: actor.personId,
    actorPostId: actor.postId,
    actorLabel: actor.label,
    data,
    photoIds: [...photoIds],
  }))

/** Earliest clock of the round not yet met or stopped, and since when one is missed. */
const dueOf = (round: number) => {
  const running = sql`from case_clocks x where x.subdistrict_id = ${cases.subdistrictId}
    and x.case_id = ${cases.caseId} and x.round = ${round} and x.met_at is null and x.stopped_at is null`
  return {
    nextDueAt: sql`(select min(x.due_at) ${running})`,
    overdueSince: sql`(select min(x.missed_at) ${running})`,
  }
}

/**
 * The one guarded UPDATE that every step goes through, with its timeline entries. Change the clocks
 * first: the next deadline is worked out here. False when the case no longer stands as approved.
 */
export const advance = async (
  tx: Transaction,
  standing: Standing,
  change: Change,
  entries: readonly NewEntry[],
  at: Date,
): Promise<boolean> => {
  const { status, unitId, handlerPostId } = standing
  const [moved] = await tx
    .update(cases)
    .set({
      ...change,
      ...dueOf(change.round ?? standing.round),
      lastSeq: sql`${cases.lastSeq} + ${entries.length}`,
    })
    .where(
      and(
        isCase(standing),
        eq(cases.status, status),
        eq(cases.round, standing.round),
        sql`${cases.unitId} is not distinct from ${unitId}`,
        sql`${cases.handlerPostId} is not distinct from ${handlerPostId}`,
      ),
    )
    .returning({ lastSeq: cases.lastSeq })
  if (!moved) return false
  if (entries.length > 0)
    await tx.insert(caseEvents).values(eventsOf(standing, moved.lastSeq, entries, at))
  return true
}

/** The unique key answers who rated first; false when this person already did in this round. */
export const insertRating = async (
  tx: Transaction,
  rating: typeof caseRatings.$inferInsert,
): Promise<boolean> => {
  const inserted = await tx
    .insert(caseRatings)
    .values(rating)
    .onConflictDoNothing()
    .returning({ round: caseRatings.round })
  return inserted.length === 1
}

export const countOpenCasesOf = async (tx: Transaction, personId: PersonId): Promise<number> => {
  const { rows } = await tx.execute<{ open: number }>(sql`select count(*)::int as open
    from case_reporters r join cases c using (subdistrict_id, case_id)
    where r.person_id = ${personId} and c.status in ('review', 'assigned', 'accepted', 'on_site')`)
  return rows[0]?.open ?? 0
}

/** A person's own reports with what he wrote and how he judged, for the copy of his data. */
export const exportCasesOf = async (tx: Transaction, personId: PersonId): Promise<unknown> => {
  const { rows } = await tx.execute(sql`select c.number, c.status, c.title, c.text,
      c.place_label as place, c.spoken_place as "spokenPlace", c.submitted_at as "submittedAt",
      c.closed_at as "closedAt",
      (select coalesce(json_agg(json_build_object('at', e.at, 'kind', e.kind, 'data', e.data) order by e.seq), '[]')
        from case_events e where e.subdistrict_id = c.subdistrict_id and e.case_id = c.case_id
        and (not e.internal or e.actor_person_id = ${personId})) as timeline,
      (select coalesce(json_agg(json_build_object('at', t.at, 'round', t.round, 'contacted', t.contacted,
        'solved', t.solved, 'grade', t.grade, 'words', t.words) order by t.round), '[]')
        from case_ratings t where t.subdistrict_id = c.subdistrict_id and t.case_id = c.case_id
        and t.person_id = ${personId}) as ratings
    from case_reporters r join cases c using (subdistrict_id, case_id)
    where r.person_id = ${personId} order by r.joined_at, c.case_id`)
  return rows
}
