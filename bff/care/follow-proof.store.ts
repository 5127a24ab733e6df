import type { Reader } from '#db/database.ts'
import type { FollowAsked } from './care-record.ts'

/** None of these texts needs quoting, and the driver's own way costs more than the question. */
const listOf = (values: readonly string[]): string => `{${values.join(',')}}`

/**
 * Which of these cannot be proven by the follower's own yes (or by his being the elder himself), by
 * their place in the list: staff, broken glass, and whoever lost his right or his session. Asked
 * every two seconds for thousands, nearly all of whom are followers: so it answers the few others.
 */
export const findUnproven = async (
  { client }: Reader,
  asked: readonly FollowAsked[],
  now: Date,
): Promise<number[]> => {
  const { rows } = await client.query<{ places: string | null }>({
    name: 'care.unproven',
    text: `select string_agg((q.place - 1)::text, ',') as places
             from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::text[]) with ordinality
               as q(session_id, viewer_id, subdistrict_id, person_id, metric_class, place)
            where not exists (
              select from sessions s
                join accounts a on a.account_id = s.account_id and a.closed_at is null
                 and a.person_id = q.viewer_id
                join cared_persons c on c.subdistrict_id = q.subdistrict_id
                 and c.person_id = q.person_id and c.ended_at is null
               where s.session_id = q.session_id and s.ended_at is null
                 and (q.person_id = q.viewer_id or exists (
                   select from care_consents k
                    where k.elder_id = q.person_id and k.follower_id = q.viewer_id
                      and k.withdrawn_at is null and (k.expires_at is null or k.expires_at > $6)
                      and (q.metric_class = 'state'
                        or (k.metric_class = q.metric_class and k.purpose = 'view')))))`,
    values: [
      listOf(asked.map(({ sessionId }) => sessionId)),
      listOf(asked.map(({ viewerId }) => viewerId)),
      listOf(asked.map(({ subdistrictId }) => subdistrictId)),
      listOf(asked.map(({ personId }) => personId)),
      listOf(asked.map(({ metricClass }) => metricClass ?? 'state')),
      now,
    ],
  })
  const places = rows[0]?.places
  return places ? places.split(',').map(Number) : []
}
