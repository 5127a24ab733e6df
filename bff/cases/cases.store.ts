import { and, eq, sql } from 'drizzle-orm'
import type { Reader, Transaction } from '#db/database.ts'
import { caseEvents, caseRatings, cases } from '#db/schema/cases.ts'
import type { PersonId, PostId, UnitId } from '#shared/ids.ts'
import type { CaseKey, CaseRecord, CaseSummary, NewEntry } from './case-record.ts'

/** One JSON array per kind of child: a case is read in one statement, whatever hangs at it. */
const children = (fields: string, from: string, order: string, where = '') =>
  `(select coalesce(json_agg(json_build_object(${fields}) order by ${order}), '[]') from ${from} x
     where x.subdistrict_id = cases.subdistrict_id and x.case_id = cases.case_id ${where})`

/**
 * What a list needs, under CaseSummary's names. Written out, as what is read most: the query
 * builder's mapping alone would cost more than the answer.
 */
export const summaryColumns = `
  cases.subdistrict_id as "subdistrictId", cases.case_id as "caseId", cases.number, cases.status,
  cases.source, cases.is_history as "isHistory", cases.type_code as "typeCode", cases.severity,
  cases.title, cases.text_check as "textCheck", cases.place_label as "placeLabel",
  cases.grid_id as "gridId", cases.neighbourhood_id as "neighbourhoodId",
  cases.unit_id as "unitId", cases.handler_post_id as "handlerPostId",
  posts.person_id as "handlerPersonId", persons.display_name as "handlerName",
  cases.review_reasons as "reviewReasons", cases.round, cases.last_seq as "lastSeq",
  cases.submitted_at as "submittedAt", cases.received_at as "receivedAt",
  cases.next_due_at as "nextDueAt",
  ${children(
    `'clock', x.clock, 'dueAt', x.due_at, 'provisional', x.provisional, 'metAt', x.met_at,
     'missedAt', x.missed_at, 'stoppedAt', x.stopped_at`,
    'case_clocks',
    'x.due_at',
    'and x.round = cases.round',
  )} as clocks,
  (select x.photo_id from case_photos x
    where x.subdistrict_id = cases.subdistrict_id and x.case_id = cases.case_id and not x.internal
    order by x.at, x.photo_id limit 1) as thumbnail`

/** Who handles a case: the person on its handler's post. */
export const joinHandler = `
  left join posts on posts.subdistrict_id = cases.subdistrict_id
    and posts.post_id = cases.handler_post_id
  left join persons on persons.person_id = posts.person_id`

const isCase = ({ subdistrictId, caseId }: CaseKey) =>
  and(eq(cases.subdistrictId, subdistrictId), eq(cases.caseId, caseId))

/** Named, so that PostgreSQL plans it once a connection: every step and every look reads it. */
const find = {
  name: 'cases.find',
  text: `select ${summaryColumns}, cases.text, cases.spoken_place as "spokenPlace",
      cases.place_id as "placeId", cases.door_no as "doorNo", cases.longitude, cases.latitude,
      cases.first_contact_at as "firstContactAt", cases.closed_at as "closedAt",
      array(select x.person_id::text from case_reporters x
        where x.subdistrict_id = cases.subdistrict_id and x.case_id = cases.case_id
        order by x.joined_at, x.person_id) as "reporterIds",
      ${children(
        `'seq', x.seq, 'kind', x.kind, 'internal', x.internal, 'at', x.at, 'actorPersonId',
         x.actor_person_id, 'actorLabel', x.actor_label, 'data', x.data, 'photoIds', x.photo_ids`,
        'case_events',
        'x.seq',
      )} as timeline,
      ${children(
        `'photoId', x.photo_id, 'stage', x.stage, 'internal', x.internal, 'at', x.at`,
        'case_photos',
        'x.at, x.photo_id',
      )} as photos,
      ${children(
        `'personId', x.person_id, 'round', x.round, 'contacted', x.contacted, 'solved', x.solved,
         'grade', x.grade, 'words', x.words, 'at', x.at`,
        'case_ratings',
        'x.round, x.at',
      )} as ratings,
      ${children(
        `'source', x.source, 'externalId', x.external_id`,
        'case_external_ids',
        'x.source',
      )} as "externalIds"
    from cases ${joinHandler}
    where cases.subdistrict_id = $1 and cases.case_id = $2`,
}

export const findCase = async (
  { client }: Reader,
  { subdistrictId, caseId }: CaseKey,
): Promise<CaseRecord | undefined> => {
  const { rows } = await client.query<CaseRecord>({ ...find, values: [subdistrictId, caseId] })
  return rows[0]
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
