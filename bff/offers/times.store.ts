import type { Reader } from '#db/database.ts'
import type { OccurrenceId, OfferId, ResourceId, SubdistrictId } from '#shared/ids.ts'

/** A planned date with what is left of it now. */
export interface OpenDate {
  readonly occurrenceId: OccurrenceId
  readonly offerId: OfferId
  /** Whose time it is; null where places are counted. */
  readonly resourceId: ResourceId | null
  readonly startsAt: Date
  readonly endsAt: Date
  /** Places left, holds that are over given back; 0 for a resource's window. */
  readonly left: number
  readonly waiting: number
}

/** A hold that is over stands in nobody's way, even before it is swept. */
const isOver = "b.status = 'held' and b.hold_until <= $5 and not b.awaits_payment"

/** Planned dates of these offers that end after `from` and begin before `to`, in order of time. */
export const findOpenDates = async (
  { client }: Reader,
  subdistrictId: SubdistrictId,
  offerIds: readonly OfferId[],
  { from, to }: { readonly from: Date; readonly to: Date },
  now: Date,
): Promise<OpenDate[]> => {
  const { rows } = await client.query<OpenDate>({
    name: 'times.open',
    text: `with over as (
        select b.occurrence_id, sum(b.party)::int as places from bookings b
          where b.subdistrict_id = $1 and ${isOver} group by 1),
      dates as (
        select o.*, coalesce(o.capacity - o.taken + coalesce(over.places, 0), 0) as left
          from occurrences o left join over on over.occurrence_id = o.occurrence_id
          where o.subdistrict_id = $1 and o.offer_id = any($2::uuid[]) and o.state = 'planned'
            and o.starts_at < $4 and o.ends_at > $3)
      select d.occurrence_id as "occurrenceId", d.offer_id as "offerId",
        d.resource_id as "resourceId", d.starts_at as "startsAt", d.ends_at as "endsAt", d.left,
        case when d.capacity is null or d.left > 0 then 0 else (
          select count(*)::int from waits w where w.subdistrict_id = $1
            and w.occurrence_id = d.occurrence_id and w.state = 'waiting') end as waiting
      from dates d order by d.starts_at, d.occurrence_id`,
    values: [subdistrictId, [...offerIds], from, to, now],
  })
  return rows
}

export interface TakenTime {
  readonly resourceId: ResourceId
  /** Milliseconds since 1970. */
  readonly from: number
  readonly to: number
}

/** Time taken of these resources in a stretch, travel included, but for holds that are over. */
export const findTakenTime = async (
  { client }: Reader,
  subdistrictId: SubdistrictId,
  resourceIds: readonly ResourceId[],
  { from, to }: { readonly from: Date; readonly to: Date },
  now: Date,
): Promise<TakenTime[]> => {
  if (resourceIds.length === 0) return []
  const { rows } = await client.query<TakenTime>({
    name: 'times.taken',
    text: `select x.resource_id as "resourceId",
        extract(epoch from lower(x.during))::float8 * 1000 as "from",
        extract(epoch from upper(x.during))::float8 * 1000 as "to"
      from occupancies x
      join bookings b on b.subdistrict_id = x.subdistrict_id and b.booking_id = x.booking_id
      where x.subdistrict_id = $1 and x.resource_id = any($2::uuid[])
        and x.during && tstzrange($3, $4) and not (${isOver})`,
    values: [subdistrictId, [...resourceIds], from, to, now],
  })
  return rows
}
