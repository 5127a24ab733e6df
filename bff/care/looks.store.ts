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
 * Notes a look, or extends the last one of the same sitting: one that was still going on at `since`.
 * The lock keeps two requests of one page from writing two sittings.
 */
export const noteLook = async (
  { client }: Transaction,
  { elderId, viewerId, scope, as, postId }: Look,
  since: Date,
  now: Date,
): Promise<void> => {
  const sitting = `care-look/${elderId}/${viewerId}/${scope}`
  await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [sitting])
  const { rowCount } = await client.query(
    `update care_looks set last_at = greatest(last_at, $6)
      where elder_id = $1 and viewer_id = $2 and scope = $3 and looked_as = $4 and last_at >= $5`,
    [elderId, viewerId, scope, as, since, now],
  )
  if (rowCount === 0)
    await client.query(
      `insert into care_looks (elder_id, viewer_id, scope, looked_as, post_id, started_at, last_at)
       values ($1, $2, $3, $4, $5, $6, $6) on conflict do nothing`,
      [elderId, viewerId, scope, as, postId, now],
    )
}

/** Where a page of looks begins. */
export interface LookPosition {
  readonly lastAt: Date
  readonly viewerId: string
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
            and(
              eq(careLooks.lastAt, from.lastAt),
              lt(careLooks.viewerId, from.viewerId as PersonId),
            ),
          ),
      ),
    )
    .orderBy(desc(careLooks.lastAt), desc(careLooks.viewerId), desc(careLooks.scope))
    .limit(limit)
