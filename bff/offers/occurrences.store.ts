import type { Reader, Transaction } from '#db/database.ts'
import type {
  OccurrenceId,
  OfferId,
  ResourceId,
  ScheduleId,
  SiteId,
  SubdistrictId,
} from '#shared/ids.ts'
import type { OccurrenceState } from '#shared/offers/offer-kinds.ts'

/** A schedule's date made real. */
export interface Occurrence {
  readonly occurrenceId: OccurrenceId
  readonly offerId: OfferId
  readonly scheduleId: ScheduleId
  readonly resourceId: ResourceId | null
  readonly ruleDay: string
  readonly startsAt: Date
  readonly endsAt: Date
  readonly state: OccurrenceState
  readonly why: string | null
  readonly capacity: number | null
  readonly taken: number
}

const fields = `o.occurrence_id as "occurrenceId", o.offer_id as "offerId",
  o.schedule_id as "scheduleId", o.resource_id as "resourceId", o.rule_day::text as "ruleDay",
  o.starts_at as "startsAt", o.ends_at as "endsAt", o.state, o.why, o.capacity, o.taken`

/** Bookings that take a place, as bookings_one_live counts them. */
export const isLive = "b.status in ('held','requested','proposed','confirmed','checked_in')"

const isBooked = `(o.taken > 0 or exists (select from bookings b
  where b.subdistrict_id = o.subdistrict_id and b.occurrence_id = o.occurrence_id and ${isLive}))`

/**
 * From here to the end of the transaction nobody else changes the calendar of the subdistrict; with
 * `wait: false` it answers false at once when somebody is at it.
 */
export const lockCalendar = async (
  { client }: Transaction,
  subdistrictId: SubdistrictId,
  { wait = true }: { readonly wait?: boolean } = {},
): Promise<boolean> => {
  const key = "hashtext('offers.calendar'), hashtext($1)"
  const text = wait
    ? `select pg_advisory_xact_lock(${key}) is not null as locked`
    : `select pg_try_advisory_xact_lock(${key}) as locked`
  const { rows } = await client.query<{ locked: boolean }>(text, [subdistrictId])
  return rows[0]?.locked ?? false
}

export const findOccurrence = async (
  { client }: Reader,
  subdistrictId: SubdistrictId,
  occurrenceId: OccurrenceId,
): Promise<Occurrence | undefined> => {
  const { rows } = await client.query<Occurrence>({
    name: 'dates.find',
    text: `select ${fields} from occurrences o
      where o.subdistrict_id = $1 and o.occurrence_id = $2`,
    values: [subdistrictId, occurrenceId],
  })
  return rows[0]
}

/** Dates of these schedules that have not begun. */
export const findComing = async (
  { client }: Reader,
  subdistrictId: SubdistrictId,
  scheduleIds: readonly ScheduleId[],
  now: Date,
): Promise<Occurrence[]> => {
  const { rows } = await client.query<Occurrence>({
    name: 'dates.coming',
    text: `select ${fields} from occurrences o where o.subdistrict_id = $1
      and o.schedule_id = any($2::uuid[]) and o.starts_at > $3`,
    values: [subdistrictId, [...scheduleIds], now],
  })
  return rows
}

interface Booked {
  readonly bookings: number
  readonly people: number
}

/** Which of these dates somebody has booked, and how often. */
export const countByDate = async (
  { client }: Reader,
  subdistrictId: SubdistrictId,
  occurrenceIds: readonly OccurrenceId[],
): Promise<ReadonlyMap<OccurrenceId, number>> => {
  const { rows } = await client.query<{ occurrenceId: OccurrenceId; bookings: number }>({
    name: 'dates.booked',
    text: `select b.occurrence_id as "occurrenceId", count(*)::int as bookings
      from bookings b where b.subdistrict_id = $1 and b.occurrence_id = any($2::uuid[])
        and ${isLive} group by 1`,
    values: [subdistrictId, [...occurrenceIds]],
  })
  return new Map(rows.map((row) => [row.occurrenceId, row.bookings]))
}

/** Bookings on these dates, and how many people are served by them. */
export const countBookings = async (
  { client }: Reader,
  subdistrictId: SubdistrictId,
  occurrenceIds: readonly OccurrenceId[],
): Promise<Booked> => {
  const { rows } = await client.query<Booked>({
    name: 'dates.booked-people',
    text: `select count(*)::int as bookings, count(distinct b.person_id)::int as people
      from bookings b where b.subdistrict_id = $1 and b.occurrence_id = any($2::uuid[])
        and ${isLive}`,
    values: [subdistrictId, [...occurrenceIds]],
  })
  return rows[0] ?? { bookings: 0, people: 0 }
}

type NewOccurrence = Omit<Occurrence, 'taken'>

/** Adds dates; one that its schedule has for that day already stays. @returns how many were new */
export const insertOccurrences = async (
  { client }: Transaction,
  subdistrictId: SubdistrictId,
  rows: readonly NewOccurrence[],
): Promise<number> => {
  if (rows.length === 0) return 0
  const { rowCount } = await client.query({
    name: 'dates.insert',
    text: `insert into occurrences (subdistrict_id, occurrence_id, offer_id, schedule_id, resource_id,
        rule_day, starts_at, ends_at, state, why, capacity)
      select $1, * from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::date[],
        $7::timestamptz[], $8::timestamptz[], $9::text[], $10::text[], $11::int[])
      on conflict (subdistrict_id, schedule_id, rule_day) do nothing`,
    values: [
      subdistrictId,
      rows.map((row) => row.occurrenceId),
      rows.map((row) => row.offerId),
      rows.map((row) => row.scheduleId),
      rows.map((row) => row.resourceId),
      rows.map((row) => row.ruleDay),
      rows.map((row) => row.startsAt),
      rows.map((row) => row.endsAt),
      rows.map((row) => row.state),
      rows.map((row) => row.why),
      rows.map((row) => row.capacity),
    ],
  })
  return rowCount ?? 0
}

export type Change = Pick<Occurrence, 'occurrenceId' | 'startsAt' | 'endsAt' | 'state' | 'why'>

/**
 * Changes dates that nobody has booked, and opens again those that are booked at that very time (a
 * closed day that opens before everybody was told). Locked first: a booking holds its date's key, so
 * it is either seen here or finds the date changed.
 * @returns the dates that were changed
 */
export const changeFree = async (
  { client }: Transaction,
  subdistrictId: SubdistrictId,
  changes: readonly Change[],
): Promise<OccurrenceId[]> => {
  if (changes.length === 0) return []
  await lockOccurrences(
    { client },
    subdistrictId,
    changes.map(({ occurrenceId }) => occurrenceId),
  )
  const { rows } = await client.query<{ occurrenceId: OccurrenceId }>({
    name: 'dates.change',
    text: `update occurrences o set starts_at = v.starts_at, ends_at = v.ends_at, state = v.state,
        why = v.why
      from unnest($2::uuid[], $3::timestamptz[], $4::timestamptz[], $5::text[], $6::text[])
        as v (occurrence_id, starts_at, ends_at, state, why)
      where o.subdistrict_id = $1 and o.occurrence_id = v.occurrence_id and (not ${isBooked}
        or (o.state = 'cancelled' and o.starts_at = v.starts_at and o.ends_at = v.ends_at))
      returning o.occurrence_id as "occurrenceId"`,
    values: [
      subdistrictId,
      changes.map((one) => one.occurrenceId),
      changes.map((one) => one.startsAt),
      changes.map((one) => one.endsAt),
      changes.map((one) => one.state),
      changes.map((one) => one.why),
    ],
  })
  return rows.map(({ occurrenceId }) => occurrenceId)
}

/** Locks dates in one order, so that two who do it never wait for each other. */
const lockOccurrences = async (
  { client }: Pick<Transaction, 'client'>,
  subdistrictId: SubdistrictId,
  occurrenceIds: readonly OccurrenceId[],
): Promise<void> => {
  await client.query({
    name: 'dates.lock',
    text: `select from occurrences where subdistrict_id = $1 and occurrence_id = any($2::uuid[])
      order by occurrence_id for update`,
    values: [subdistrictId, [...occurrenceIds]],
  })
}

/** Planned dates of a site (or of one offer) that begin on a stretch of time. */
export const findPlanned = async (
  { client }: Reader,
  subdistrictId: SubdistrictId,
  { siteId, offerId }: { readonly siteId: SiteId; readonly offerId: OfferId | null },
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<OccurrenceId[]> => {
  const { rows } = await client.query<{ occurrenceId: OccurrenceId }>({
    name: 'dates.planned',
    text: `select o.occurrence_id as "occurrenceId" from occurrences o
      join offers f on f.subdistrict_id = o.subdistrict_id and f.offer_id = o.offer_id
      where o.subdistrict_id = $1 and f.site_id = $2 and ($3::uuid is null or f.offer_id = $3)
        and o.state = 'planned' and o.starts_at >= $4 and o.starts_at < $5
      order by o.occurrence_id`,
    values: [subdistrictId, siteId, offerId, from, to],
  })
  return rows.map(({ occurrenceId }) => occurrenceId)
}

/** Cancels dates, booked or not. Whoever books one at this moment is either seen or too late. */
export const cancelOccurrences = async (
  { client }: Transaction,
  subdistrictId: SubdistrictId,
  occurrenceIds: readonly OccurrenceId[],
  why: string,
): Promise<void> => {
  await lockOccurrences({ client }, subdistrictId, occurrenceIds)
  await client.query({
    name: 'dates.cancel',
    text: `update occurrences set state = 'cancelled', why = $3
      where subdistrict_id = $1 and occurrence_id = any($2::uuid[])`,
    values: [subdistrictId, [...occurrenceIds], why],
  })
}

/** Another number of places; false where none are counted. @throws 23514 occurrences_not_oversold */
export const setCapacity = async (
  { client }: Transaction,
  subdistrictId: SubdistrictId,
  occurrenceId: OccurrenceId,
  capacity: number,
): Promise<boolean> => {
  const { rowCount } = await client.query({
    name: 'dates.capacity',
    text: `update occurrences set capacity = $3
      where subdistrict_id = $1 and occurrence_id = $2 and capacity is not null`,
    values: [subdistrictId, occurrenceId, capacity],
  })
  return rowCount === 1
}
