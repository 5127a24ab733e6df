import type { Reader } from '#db/database.ts'
import type { OccurrenceId, PersonId, SubdistrictId } from '#shared/ids.ts'
import type { BookingSummary } from './booking-record.ts'
import { fromBookings, summaryColumns } from './bookings.store.ts'
import type { Workplaces } from './desk.policy.ts'
import { ofPlaces } from './desk-lists.store.ts'

/** Hours since it was asked for (or agreed at once), from the events: they cannot be rewritten. */
const hoursUntil = (end: string) =>
  `round((extract(epoch from ${end} - asked.at) / 3600)::numeric, 1)::float8`
const asked = (booking: string) => `lateral (select min(e.at) as at from booking_events e
  where e.subdistrict_id = ${booking}.subdistrict_id and e.booking_id = ${booking}.booking_id
    and e.kind in ('requested', 'confirmed')) asked`

export interface HaulSummary extends BookingSummary {
  readonly renovationId: string
  readonly hours: number | null
}

/** Bookings of these registrations, newest first. */
export const haulsOf = async (
  { client }: Reader,
  renovations: readonly { readonly renovationId: string; readonly personId: PersonId }[],
): Promise<HaulSummary[]> => {
  if (renovations.length === 0) return []
  const { rows } = await client.query<HaulSummary>({
    name: 'bookings.hauls-of',
    // The index on people finds them: a haul is of whoever registered.
    text: `select ${summaryColumns}, b.renovation_id as "renovationId",
        ${hoursUntil('served.at')} as hours ${fromBookings}
      left join ${asked('b')} on true
      left join lateral (select max(e.at) as at from booking_events e
        where e.subdistrict_id = b.subdistrict_id and e.booking_id = b.booking_id
          and e.kind = 'served') served on true
      where b.person_id = any($1::uuid[]) and b.renovation_id = any($2::uuid[])
      order by b.starts_at desc, b.booking_id`,
    values: [
      [...new Set(renovations.map(({ personId }) => personId))],
      renovations.map(({ renovationId }) => renovationId),
    ],
  })
  return rows
}

export interface RoundSummary extends BookingSummary {
  readonly note: string
  readonly servedAt: Date | null
}

/** Loads of these workplaces that begin between two instants, whether still to fetch or fetched. */
export const loadsBetween = async (
  { client }: Reader,
  subdistrictId: SubdistrictId,
  places: Workplaces,
  from: Date,
  to: Date,
): Promise<RoundSummary[]> => {
  const { rows } = await client.query<RoundSummary>({
    name: 'bookings.round',
    text: `select ${summaryColumns}, b.note, b.served_at as "servedAt" ${fromBookings}
      where b.subdistrict_id = $1 and f.kind = 'haulage'
        and ($2::boolean or b.site_id = any($3::uuid[]) or f.provider_id = any($4::uuid[]))
        and b.starts_at >= $5 and b.starts_at < $6
        and b.status in ('confirmed', 'checked_in', 'served', 'no_show')
      order by b.starts_at, b.serial`,
    values: [subdistrictId, ...ofPlaces(places), from, to],
  })
  return rows
}

export interface RoundWindow {
  readonly occurrenceId: OccurrenceId
  readonly startsAt: Date
  readonly endsAt: Date
  readonly capacity: number
  readonly taken: number
}

/** Planned windows of haulage at these workplaces, with how much of each is taken. */
export const windowsBetween = async (
  { client }: Reader,
  subdistrictId: SubdistrictId,
  places: Workplaces,
  from: Date,
  to: Date,
): Promise<RoundWindow[]> => {
  const { rows } = await client.query<RoundWindow>({
    name: 'bookings.round-windows',
    text: `select b.occurrence_id as "occurrenceId", b.starts_at as "startsAt",
        b.ends_at as "endsAt", coalesce(b.capacity, 0) as capacity, b.taken
      from occurrences b
      join offers f on f.subdistrict_id = b.subdistrict_id and f.offer_id = b.offer_id
      where b.subdistrict_id = $1 and f.kind = 'haulage' and b.state = 'planned'
        and ($2::boolean or f.site_id = any($3::uuid[]) or f.provider_id = any($4::uuid[]))
        and b.starts_at >= $5 and b.starts_at < $6
      order by b.starts_at, b.occurrence_id`,
    values: [subdistrictId, ...ofPlaces(places), from, to],
  })
  return rows
}

export interface HaulTime {
  readonly servedAt: Date
  readonly hours: number
}

/** Loads fetched between two instants and the hours each took. */
export const haulTimes = async (
  { client }: Reader,
  subdistrictId: SubdistrictId,
  from: Date,
  to: Date,
): Promise<HaulTime[]> => {
  const { rows } = await client.query<HaulTime>({
    name: 'bookings.haul-times',
    text: `select s.at as "servedAt",
        ${hoursUntil('s.at')} as hours
      from booking_events s
      join bookings b on b.subdistrict_id = s.subdistrict_id and b.booking_id = s.booking_id
      join offers f on f.subdistrict_id = b.subdistrict_id and f.offer_id = b.offer_id
      join ${asked('s')} on asked.at is not null
      where s.subdistrict_id = $1 and s.kind = 'served' and s.at >= $2 and s.at < $3
        and f.kind = 'haulage'
      order by s.at`,
    values: [subdistrictId, from, to],
  })
  return rows
}

/** Loads agreed and not yet fetched. */
export const countWaitingLoads = async (
  { client }: Reader,
  subdistrictId: SubdistrictId,
): Promise<number> => {
  const { rows } = await client.query<{ waiting: number }>({
    name: 'bookings.waiting-loads',
    text: `select count(*)::int as waiting from bookings b
      join offers f on f.subdistrict_id = b.subdistrict_id and f.offer_id = b.offer_id
      where b.subdistrict_id = $1 and f.kind = 'haulage'
        and b.status in ('requested', 'proposed', 'confirmed', 'checked_in')`,
    values: [subdistrictId],
  })
  return rows[0]?.waiting ?? 0
}
