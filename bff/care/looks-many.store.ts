import type { Transaction } from '#db/database.ts'
import type { Look } from './looks.store.ts'

/**
 * As `noteLook` for each, in one statement and without its lock: thousands who come back at once are
 * noted together, and two nodes that note one sitting twice are a line too many and none too few.
 */
export const noteLooks = async (
  { client }: Transaction,
  looks: readonly Look[],
  since: Date,
  now: Date,
): Promise<void> => {
  await client.query({
    name: 'care.note-looks',
    text: `with asked as (
             select distinct * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::uuid[])
               as a(elder_id, viewer_id, scope, looked_as, post_id)),
           extended as (
             update care_looks l set last_at = greatest(l.last_at, $7::timestamptz) from asked a
              where l.elder_id = a.elder_id and l.viewer_id = a.viewer_id and l.scope = a.scope
                and l.looked_as = a.looked_as and l.last_at >= $6
             returning l.elder_id, l.viewer_id, l.scope, l.looked_as)
           insert into care_looks
             (elder_id, viewer_id, scope, looked_as, post_id, started_at, last_at)
           select a.*, $7, $7 from asked a
            where not exists (select from extended e
                               where e.elder_id = a.elder_id and e.viewer_id = a.viewer_id
                                 and e.scope = a.scope and e.looked_as = a.looked_as)
           on conflict do nothing`,
    values: [
      looks.map(({ elderId }) => elderId),
      looks.map(({ viewerId }) => viewerId),
      looks.map(({ scope }) => scope),
      looks.map(({ as }) => as),
      looks.map(({ postId }) => postId),
      since,
      now,
    ],
  })
}
