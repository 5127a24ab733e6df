import type { Reader } from '#db/database.ts'
import type { SiteId, SubdistrictId } from '#shared/ids.ts'

/** What is counted: days of the service in Shanghai, both included. */
export interface DemandFilter {
  readonly subdistrictId: SubdistrictId
  readonly from: string
  readonly to: string
  readonly serviceCode: string | null
  /** Null: every site. */
  readonly siteIds: readonly SiteId[] | null
}

export interface DemandCounts {
  readonly week: string
  readonly serviceCode: string
  readonly serviceName: string
  readonly siteId: SiteId | null
  readonly siteName: string | null
  readonly offered: number
  readonly requested: number
  readonly accepted: number
  readonly waited: number
  readonly declined: number
  readonly cancelled: number
  readonly noShow: number
  readonly served: number
  readonly rated: number
  readonly gradeSum: number
  readonly graded: number
  readonly people: number
  readonly elders: number
  readonly unmet: number
}

/** Monday of the week in which an instant lies in Shanghai. */
const weekOf = (instant: string): string =>
  `to_char(date_trunc('week', ${instant} at time zone 'Asia/Shanghai'), 'YYYY-MM-DD')`

const dayOf = (instant: string): string => `(${instant} at time zone 'Asia/Shanghai')::date`

const happened = (kinds: string): string =>
  `exists (select 1 from booking_events e where e.subdistrict_id = b.subdistrict_id
    and e.booking_id = b.booking_id and e.kind in (${kinds}))`

const count = (condition: string): string => `count(*) filter (where ${condition})::int`

/**
 * One pass over each table that knows something of demand; read across rooms, for counting only.
 * $1 subdistrict, $2 first day, $3 last day, $4 service or null, $5 sites or null.
 */
const text = `
  with offered as (
    select ${weekOf('o.starts_at')} as week, f.service_code, f.site_id,
      sum(coalesce(o.capacity,
        floor(extract(epoch from o.ends_at - o.starts_at) / 60 / f.minutes)))::int as offered
    from occurrences o
    join offers f on f.subdistrict_id = o.subdistrict_id and f.offer_id = o.offer_id
    where o.subdistrict_id = $1 and o.state = 'planned'
      and ${dayOf('o.starts_at')} between $2::date and $3::date
    group by 1, 2, 3),
  booked as (
    select ${weekOf('b.starts_at')} as week, b.service_code, b.site_id,
      ${count(happened(`'requested','confirmed','accepted'`))} as requested,
      ${count(happened(`'confirmed','accepted','proposal_agreed'`))} as accepted,
      ${count(`b.status = 'declined'`)} as declined,
      ${count(`b.status = 'cancelled' and ${happened(`'requested','confirmed','accepted'`)}`)} as cancelled,
      ${count(`b.status = 'no_show'`)} as no_show,
      ${count(`b.status = 'served'`)} as served,
      ${count('g.booking_id is not null')} as rated,
      coalesce(sum(g.grade), 0)::int as grade_sum,
      ${count('g.grade is not null')} as graded,
      (count(distinct b.person_id) filter (where b.status = 'served'))::int as people,
      (count(distinct b.person_id) filter (where b.status = 'served'
        and h.born_on <= ${dayOf('b.starts_at')} - interval '60 years'))::int as elders
    from bookings b
    left join booking_ratings g
      on g.subdistrict_id = b.subdistrict_id and g.booking_id = b.booking_id
    left join person_profiles h on h.person_id = b.person_id
    where b.subdistrict_id = $1 and ${dayOf('b.starts_at')} between $2::date and $3::date
    group by 1, 2, 3),
  waited as (
    select ${weekOf('o.starts_at')} as week, f.service_code, f.site_id, count(*)::int as waited,
      ${count(`w.state in ('left','lapsed')`)} as unmet
    from waits w
    join occurrences o on o.subdistrict_id = w.subdistrict_id and o.occurrence_id = w.occurrence_id
    join offers f on f.subdistrict_id = o.subdistrict_id and f.offer_id = o.offer_id
    where w.subdistrict_id = $1 and ${dayOf('o.starts_at')} between $2::date and $3::date
    group by 1, 2, 3),
  wished as (
    select to_char(date_trunc('week', coalesce(wanted_day, ${dayOf('at')})), 'YYYY-MM-DD') as week,
      service_code, site_id, count(*)::int as wished
    from wishes
    where subdistrict_id = $1 and service_code is not null
      and coalesce(wanted_day, ${dayOf('at')}) between $2::date and $3::date
    group by 1, 2, 3),
  every as (
    select week, service_code, site_id from offered union select week, service_code, site_id from booked
    union select week, service_code, site_id from waited
    union select week, service_code, site_id from wished)
  select every.week, every.service_code as "serviceCode", v.name as "serviceName",
    every.site_id as "siteId", s.name as "siteName",
    coalesce(offered, 0) as offered, coalesce(requested, 0) as requested,
    coalesce(accepted, 0) as accepted, coalesce(waited, 0) as waited,
    coalesce(declined, 0) as declined, coalesce(cancelled, 0) as cancelled,
    coalesce(no_show, 0) as "noShow", coalesce(served, 0) as served, coalesce(rated, 0) as rated,
    coalesce(grade_sum, 0) as "gradeSum", coalesce(graded, 0) as graded,
    coalesce(people, 0) as people, coalesce(elders, 0) as elders,
    coalesce(waited.unmet, 0) + coalesce(wished, 0) as unmet
  from every
  join services v on v.subdistrict_id = $1 and v.code = every.service_code
  left join sites s on s.subdistrict_id = $1 and s.site_id = every.site_id
  left join offered on (offered.week, offered.service_code, offered.site_id)
    is not distinct from (every.week, every.service_code, every.site_id)
  left join booked on (booked.week, booked.service_code, booked.site_id)
    is not distinct from (every.week, every.service_code, every.site_id)
  left join waited on (waited.week, waited.service_code, waited.site_id)
    is not distinct from (every.week, every.service_code, every.site_id)
  left join wished on (wished.week, wished.service_code, wished.site_id)
    is not distinct from (every.week, every.service_code, every.site_id)
  where ($4::text is null or every.service_code = $4)
    and ($5::uuid[] is null or every.site_id = any($5::uuid[]))
  order by every.week, v.rank, every.service_code, s.name nulls last`

export const countDemand = async (
  { client }: Reader,
  { subdistrictId, from, to, serviceCode, siteIds }: DemandFilter,
): Promise<DemandCounts[]> => {
  const values = [subdistrictId, from, to, serviceCode, siteIds && [...siteIds]]
  return (await client.query<DemandCounts>({ name: 'demand.count', text, values })).rows
}
