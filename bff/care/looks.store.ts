import { and, desc, eq, inArray, lt, or } from 'drizzle-orm'
import type { Reader, Transaction } from '#db/database.ts'
import { persons } from '#db/schema/accounts.ts'
import { careLooks } from '#db/schema/care.ts'
import type { LookKind, LookScope } from '#shared/care/care-rules.ts'
import type { PersonId, PostId } from '#shared/ids.ts'

export interface Look {
  readonly elderId: PersonId
  readonly viewerId: PersonId
  readonly scope: LookScope
  readonly as: Exclude<LookKind, 'self'>
  readonly postId: PostId | null
}

/**
 * Notes looks at these elders, or extends the last of the same sitting: one that was still going on
 * at `since`. The lock keeps two requests of one page from writing two sittings.
 */
export const noteLooks = async (
  { client }: Transaction,
  elderIds: readonly PersonId[],
  { viewerId, scope, as, postId }: Omit<Look, 'elderId'>,
  since: Date,
  now: Date,
): Promise<void> => {
  const sitting = `care-look/${viewerId}/${scope}`
  await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [sitting])
  await client.query(
    `with asked as (select unnest($1::uuid[]) as elder_id),
          extended as (
            update care_looks l set last_at = greatest(l.last_at, $7::timestamptz) from asked
             where l.elder_id = asked.elder_id and l.viewer_id = $2 and l.scope = $3
               and l.looked_as = $4 and l.last_at >= $6 returning l.elder_id)
     insert into care_looks (elder_id, viewer_id, scope, looked_as, post_id, started_at, last_at)
     select elder_id, $2, $3, $4, $5, $7, $7 from asked
      where elder_id not in (select elder_id from extended) on conflict do nothing`,
    [elderIds, viewerId, scope, as, postId, since, now],
  )
}

/** Where a page of looks begins. */
export interface LookPosition {
  readonly lastAt: Date
  readonly viewerId: PersonId
}

/** Newest first. */
export const looksAt = (
  tx: Reader,
  elderIds: readonly PersonId[],
  from: LookPosition | undefined,
  limit: number,
) =>
  tx
    .select({
      elderId: careLooks.elderId,
      viewerId: careLooks.viewerId,
      viewerName: persons.displayName,
      scope: careLooks.scope,
      as: careLooks.as,
      startedAt: careLooks.startedAt,
      lastAt: careLooks.lastAt,
    })
    .from(careLooks)
    .innerJoin(persons, eq(persons.personId, careLooks.viewerId))
    .where(
      and(
        inArray(careLooks.elderId, [...elderIds]),
        from &&
          or(
            lt(careLooks.lastAt, from.lastAt),
            and(eq(careLooks.lastAt, from.lastAt), lt(careLooks.viewerId, from.viewerId)),
          ),
      ),
    )
    .orderBy(desc(careLooks.lastAt), desc(careLooks.viewerId), desc(careLooks.scope))
    .limit(limit)
