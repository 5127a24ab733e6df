import type { Transaction } from '#db/database.ts'
import type { BookingId, OccurrenceId, PersonId, ResourceId, SubdistrictId } from '#shared/ids.ts'

interface PlacesWanted {
  readonly subdistrictId: SubdistrictId
  readonly occurrenceId: OccurrenceId
  readonly party: number
}

/**
 * Takes places of a session, meal, fair or round in one statement, so that two at once cannot both
 * take the last (a CHECK stands behind it). Answers the queue number; undefined: full or cancelled.
 */
export const takePlaces = async (
  { client }: Transaction,
  { subdistrictId, occurrenceId, party }: PlacesWanted,
): Promise<number | undefined> => {
  const { rows } = await client.query<{ issued: number }>({
    name: 'occurrences.take',
    text: `update occurrences set taken = taken + $3, issued = issued + 1
      where subdistrict_id = $1 and occurrence_id = $2 and state = 'planned'
        and taken + $3 <= capacity
      returning issued`,
    values: [subdistrictId, occurrenceId, party],
  })
  return rows[0]?.issued
}

/** Gives places back; a cancelled occurrence counts them too. */
export const givePlacesBack = async (
  { client }: Transaction,
  { subdistrictId, occurrenceId, party }: PlacesWanted,
): Promise<void> => {
  await client.query({
    name: 'occurrences.give-back',
    text: `update occurrences set taken = taken - $3
      where subdistrict_id = $1 and occurrence_id = $2 and capacity is not null`,
    values: [subdistrictId, occurrenceId, party],
  })
}

/**
 * Takes a resource's time, travel included. The EXCLUDE constraint decides; whoever comes second
 * waits for the first to commit and then takes nothing. False: taken.
 */
export const takeTime = async (
  { client }: Transaction,
  wanted: {
    readonly subdistrictId: SubdistrictId
    readonly bookingId: BookingId
    readonly resourceId: ResourceId
    readonly from: Date
    readonly to: Date
  },
): Promise<boolean> => {
  const { rowCount } = await client.query({
    name: 'occupancies.take',
    text: `insert into occupancies (subdistrict_id, booking_id, resource_id, during)
      values ($1, $2, $3, tstzrange($4, $5, '[)'))
      on conflict on constraint occupancies_never_overlap do nothing`,
    values: [wanted.subdistrictId, wanted.bookingId, wanted.resourceId, wanted.from, wanted.to],
  })
  return rowCount === 1
}

export const giveTimeBack = async (
  { client }: Transaction,
  { subdistrictId, bookingId }: { subdistrictId: SubdistrictId; bookingId: BookingId },
): Promise<void> => {
  await client.query({
    name: 'occupancies.give-back',
    text: 'delete from occupancies where subdistrict_id = $1 and booking_id = $2',
    values: [subdistrictId, bookingId],
  })
}

/** Windows of the same offer that hold this time: any of their resources will do, the least busy first. */
export const windowsFor = async (
  { client }: Transaction,
  wanted: {
    readonly subdistrictId: SubdistrictId
    readonly offerId: string
    readonly startsAt: Date
    readonly endsAt: Date
  },
): Promise<{ occurrenceId: OccurrenceId; resourceId: ResourceId; windowStart: Date }[]> => {
  const { rows } = await client.query<{
    occurrenceId: OccurrenceId
    resourceId: ResourceId
    windowStart: Date
  }>({
    name: 'occurrences.windows',
    text: `select o.occurrence_id as "occurrenceId", o.resource_id as "resourceId",
        o.starts_at as "windowStart"
      from occurrences o
      where o.subdistrict_id = $1 and o.offer_id = $2 and o.state = 'planned'
        and o.resource_id is not null and o.starts_at <= $3 and o.ends_at >= $4
      order by (select count(*) from bookings b where b.subdistrict_id = o.subdistrict_id
        and b.occurrence_id = o.occurrence_id), o.occurrence_id`,
    values: [wanted.subdistrictId, wanted.offerId, wanted.startsAt, wanted.endsAt],
  })
  return rows
}

export interface Freed {
  readonly bookingId: BookingId
  readonly occurrenceId: OccurrenceId
  readonly personId: PersonId
  readonly startsAt: Date
  readonly endsAt: Date
  readonly party: number
}

const freed = `booking_id as "bookingId", occurrence_id as "occurrenceId", person_id as "personId",
  starts_at as "startsAt", ends_at as "endsAt", party`

const expireWhere = (where: string) => `
  with gone as (
    update bookings set status = 'expired', last_seq = last_seq + 1, hold_until = null,
      end_reason = 'hold_over'
    where ${where} and status = 'held' and hold_until <= $2 and not awaits_payment
    returning subdistrict_id, booking_id, occurrence_id, person_id, starts_at, ends_at, party, last_seq),
  time_back as (
    delete from occupancies x using gone
      where x.subdistrict_id = gone.subdistrict_id and x.booking_id = gone.booking_id),
  places_back as (
    update occurrences o set taken = o.taken - g.places
      from (select subdistrict_id, occurrence_id, sum(party)::int as places
        from gone group by 1, 2) g
      where o.subdistrict_id = g.subdistrict_id and o.occurrence_id = g.occurrence_id
        and o.capacity is not null),
  told as (
    insert into booking_events
      (subdistrict_id, booking_id, seq, kind, at, actor_label, data, photo_ids)
    select subdistrict_id, booking_id, last_seq, 'expired', $2, '', '{}', '{}' from gone)
  select subdistrict_id as "subdistrictId", ${freed} from gone`

/**
 * Ends holds of this time that nobody confirmed: they stand in the way until somebody does. A hold
 * that waits for WeChat is left alone, only an answer from there may end it.
 */
export const expireHoldsAt = async (
  { client }: Transaction,
  subdistrictId: SubdistrictId,
  occurrenceIds: readonly OccurrenceId[],
  resourceIds: readonly ResourceId[],
  now: Date,
): Promise<Freed[]> => {
  const { rows } = await client.query<Freed>({
    name: 'bookings.expire-at',
    text: expireWhere(`subdistrict_id = $1 and (occurrence_id = any($3::uuid[]) or booking_id in (
      select x.booking_id from occupancies x
        where x.subdistrict_id = $1 and x.resource_id = any($4::uuid[])))`),
    values: [subdistrictId, now, [...occurrenceIds], [...resourceIds]],
  })
  return rows
}
