import type { Reader } from '#db/database.ts'
import type { PersonId, PlaceId, SubdistrictId, UnitId } from '#shared/ids.ts'
import type { MetricClass } from '#shared/readings/metrics.ts'

/** Who asks about whom. */
export interface Asked {
  readonly viewerId: PersonId
  readonly subdistrictId: SubdistrictId
  readonly personId: PersonId
}

/** All that decides, of an elder under care, as it stands in the database now. */
export interface RightsFacts extends Asked {
  readonly unitId: UnitId | null
  readonly homePlaceId: PlaceId | null
  readonly measured: readonly MetricClass[]
  readonly viewed: readonly MetricClass[]
  readonly alerted: readonly MetricClass[]
  /** Units where the viewer holds a post of care now. */
  readonly careUnits: readonly UnitId[]
  readonly officerUnits: readonly UnitId[]
  readonly glassUntil: Date | null
}

/**
 * One question for any number of pairs: a node with thousands of followers asks it every two
 * seconds. Pairs whose elder is not under care are missing. The glass counts while its post does.
 */
export const findRightsFacts = async (
  { client }: Reader,
  asked: readonly Asked[],
  now: Date,
): Promise<RightsFacts[]> => {
  if (asked.length === 0) return []
  const { rows } = await client.query<RightsFacts>({
    name: 'care.rights',
    text: `select a.viewer_id as "viewerId", c.subdistrict_id as "subdistrictId",
                  c.person_id as "personId", c.unit_id as "unitId", c.measured,
                  case when p.home_subdistrict_id = c.subdistrict_id then p.home_place_id end
                    as "homePlaceId",
                  coalesce(f.viewed, '{}') as viewed, coalesce(f.alerted, '{}') as alerted,
                  coalesce(s.care, '{}')::text[] as "careUnits",
                  coalesce(s.officer, '{}')::text[] as "officerUnits", g.until as "glassUntil"
             from unnest($1::uuid[], $2::text[], $3::uuid[]) a(viewer_id, subdistrict_id, person_id)
             join cared_persons c on c.subdistrict_id = a.subdistrict_id
              and c.person_id = a.person_id and c.ended_at is null
             join persons p on p.person_id = c.person_id
             left join lateral (
               select array_agg(metric_class) filter (where purpose = 'view') as viewed,
                      array_agg(metric_class) filter (where purpose = 'alerts') as alerted
                 from care_consents k
                where k.elder_id = a.person_id and k.follower_id = a.viewer_id
                  and k.withdrawn_at is null and (k.expires_at is null or k.expires_at > $4)) f on true
             left join lateral (
               select array_agg(unit_id) filter (where role = 'care_staff') as care,
                      array_agg(unit_id) filter (where role = 'neighbourhood_officer') as officer
                 from posts o
                where o.person_id = a.viewer_id and o.subdistrict_id = a.subdistrict_id
                  and o.unit_id is not null and o.role in ('care_staff', 'neighbourhood_officer')
                  and o.starts_at <= $4 and (o.ends_at is null or o.ends_at > $4)) s on true
             left join lateral (
               select max(b.until_at) as until
                 from break_glass b
                 join posts o on o.post_id = b.post_id and o.subdistrict_id = b.subdistrict_id
                where b.staff_id = a.viewer_id and b.elder_id = a.person_id
                  and b.subdistrict_id = a.subdistrict_id and b.until_at > $4
                  and (o.ends_at is null or o.ends_at > $4)) g on true`,
    values: [
      asked.map(({ viewerId }) => viewerId),
      asked.map(({ subdistrictId }) => subdistrictId),
      asked.map(({ personId }) => personId),
      now,
    ],
  })
  return rows
}
