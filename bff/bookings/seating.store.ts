import type { Transaction } from '#db/database.ts'
import type {
  BookingId,
  OccurrenceId,
  OfferId,
  PersonId,
  ResourceId,
  SubdistrictId,
} from '#shared/ids.ts'

interface PlacesWanted {
  readonly subdistrictId: SubdistrictId
  readonly occurrenceId: OccurrenceId
  readonly party: number
}

/** Of a hold `b` at $n: nobody confirmed it in time, and no answer of WeChat is waited for. */
const isOver = (now: string): string =>
  `b.status = 'held' and b.hold_until <= ${now} and not b.awaits_payment`

/** Somebody who asks for a place of a date. */
export interface Asker extends Pick<PlacesWanted, 'subdistrictId' | 'occurrenceId'> {
  readonly personId: PersonId
}

/** Whether he has a place of that date already, by the numbers of $n; a hold that is over is none. */
const hasHis = (date: string, person: string, now: string): string => `exists (
  select 1 from bookings b where b.subdistrict_id = $1 and b.occurrence_id = ${date}
    and b.person_id = ${person} and not (${isOver(now)})
    and b.status in ('held','requested','proposed','confirmed','checked_in'))`

/** Of a full date: whether holds that are over keep places of it, and one of the others is his. */
export const lookAtPlaces = async (
  { client }: Transaction,
  { subdistrictId, occurrenceId, personId }: Asker,
  now: Date,
): Promise<{ readonly hasOver: boolean; readonly isHis: boolean }> => {
  const { rows } = await client.query<{ hasOver: boolean; isHis: boolean }>({
    name: 'occurrences.look',
    text: `select exists (select 1 from bookings b where b.subdistrict_id = $1
        and b.occurrence_id = $2 and ${isOver('$4')}) as "hasOver",
      ${hasHis('$2', '$3', '$4')} as "isHis"`,
    values: [subdistrictId, occurrenceId, personId, now],
  })
  return rows[0] ?? { hasOver: false, isHis: false }
}

/** What was taken: a number of the queue, and whether holds that are over kept others out before. */
export interface PlacesTaken {
  readonly issued: number
  readonly hadOver: boolean
}

/**
 * Takes places of a session, meal, fair or round in one statement, so that two at once cannot both
 * take the last (a CHECK stands behind it). Undefined: full or cancelled.
 */
export const takePlaces = async (
  { client }: Transaction,
  { subdistrictId, occurrenceId, party }: PlacesWanted,
  now: Date,
): Promise<PlacesTaken | undefined> => {
  const { rows } = await client.query<PlacesTaken>({
    name: 'occurrences.take',
    text: `update occurrences o set taken = taken + $3, issued = issued + 1
      where subdistrict_id = $1 and occurrence_id = $2 and state = 'planned'
        and taken + $3 <= capacity
      returning issued, exists (select 1 from bookings b where b.subdistrict_id = $1
        and b.occurrence_id = $2 and ${isOver('$4')}) as "hadOver"`,
    values: [subdistrictId, occurrenceId, party, now],
  })
  return rows[0]
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

/** A stretch of a resource's time in which the wanted time lies. */
export interface Window {
  readonly occurrenceId: OccurrenceId
  readonly resourceId: ResourceId
  readonly from: Date
  readonly to: Date
  /** Somebody has that time; only a look, `takeTime` decides. */
  readonly isTaken: boolean
  /** Holds that are over keep some of it. */
  readonly hasOver: boolean
  /** Whoever asks has a place of the date he asks for. */
  readonly isHis: boolean
}

/** Windows of one offer around a time: any of their resources will do, the least busy first. */
export const windowsFor = async (
  { client }: Transaction,
  wanted: {
    readonly subdistrictId: SubdistrictId
    readonly offerId: OfferId
    readonly startsAt: Date
    readonly endsAt: Date
    readonly from: Date
    readonly to: Date
  },
  now: Date,
  asker?: Asker,
): Promise<Window[]> => {
  const held = (during: string, which: string): string => `exists (select 1 from occupancies x
    join bookings b on b.subdistrict_id = x.subdistrict_id and b.booking_id = x.booking_id
    where x.subdistrict_id = $1 and x.resource_id = o.resource_id and x.during && ${during}
      and ${which})`
  const { rows } = await client.query<Window>({
    name: 'occurrences.windows',
    text: `select o.occurrence_id as "occurrenceId", o.resource_id as "resourceId",
        o.starts_at as "from", o.ends_at as "to",
        ${held("tstzrange($5, $6, '[)')", `not (${isOver('$7')})`)} as "isTaken",
        ${held('tstzrange(least(o.starts_at, $5), greatest(o.ends_at, $6))', isOver('$7'))}
          as "hasOver",
        ${hasHis('$8', '$9', '$7')} as "isHis"
      from occurrences o
      where o.subdistrict_id = $1 and o.offer_id = $2 and o.state = 'planned'
        and o.resource_id is not null and o.starts_at <= $3 and o.ends_at >= $4
      order by (select count(*) from bookings b where b.subdistrict_id = o.subdistrict_id
        and b.occurrence_id = o.occurrence_id), o.occurrence_id`,
    values: [
      ...[wanted.subdistrictId, wanted.offerId, wanted.startsAt, wanted.endsAt],
      ...[wanted.from, wanted.to, now, asker?.occurrenceId ?? null, asker?.personId ?? null],
    ],
  })
  return rows
}

export interface Freed {
  readonly subdistrictId: SubdistrictId
  readonly bookingId: BookingId
  readonly occurrenceId: OccurrenceId
}

/**
 * Ends holds that nobody confirmed: events, time and places with them, in one statement. One that
 * waits for WeChat is left alone, only an answer from there may end it; one that somebody is just
 * changing is passed over.
 */
const expireWhere = (which: string) => `
  with due as (
    select b.subdistrict_id, b.booking_id from bookings b
      where ${which} and b.status = 'held' and b.hold_until <= $1 and not b.awaits_payment
      for update skip locked),
  gone as (
    update bookings b set status = 'expired', last_seq = last_seq + 1, hold_until = null,
        end_reason = 'hold_over'
      from due where b.subdistrict_id = due.subdistrict_id and b.booking_id = due.booking_id
      returning b.subdistrict_id, b.booking_id, b.occurrence_id, b.party, b.last_seq),
  time_back as (
    delete from occupancies x using gone
      where x.subdistrict_id = gone.subdistrict_id and x.booking_id = gone.booking_id),
  places_back as (
    update occurrences o set taken = o.taken - g.places
      from (select subdistrict_id, occurrence_id, sum(party)::int as places from gone group by 1, 2) g
      where o.subdistrict_id = g.subdistrict_id and o.occurrence_id = g.occurrence_id
        and o.capacity is not null),
  lapsed as (
    update waits w set state = 'lapsed', changed_at = $1, tell_at = null from gone
      where w.subdistrict_id = gone.subdistrict_id and w.booking_id = gone.booking_id
        and w.state = 'offered'),
  told as (
    insert into booking_events
      (subdistrict_id, booking_id, seq, kind, at, actor_label, data, photo_ids)
    select subdistrict_id, booking_id, last_seq, 'expired', $1, '系统', '{}', '{}' from gone)
  select subdistrict_id as "subdistrictId", booking_id as "bookingId",
    occurrence_id as "occurrenceId" from gone`

/** Ends holds that are over among the bookings of one occurrence with places. */
export const expireHoldsIn = async (
  { client }: Transaction,
  { subdistrictId, occurrenceId }: Pick<PlacesWanted, 'subdistrictId' | 'occurrenceId'>,
  now: Date,
): Promise<Freed[]> => {
  const { rows } = await client.query<Freed>({
    name: 'bookings.expire-in',
    text: expireWhere('b.subdistrict_id = $2 and b.occurrence_id = $3'),
    values: [now, subdistrictId, occurrenceId],
  })
  return rows
}

/** Ends holds that are over and keep any of these resources busy in that time. */
export const expireHoldsDuring = async (
  { client }: Transaction,
  subdistrictId: SubdistrictId,
  resourceIds: readonly ResourceId[],
  { from, to }: { readonly from: Date; readonly to: Date },
  now: Date,
): Promise<Freed[]> => {
  const { rows } = await client.query<Freed>({
    name: 'bookings.expire-during',
    text: expireWhere(`b.subdistrict_id = $2 and b.booking_id in (
      select x.booking_id from occupancies x where x.subdistrict_id = $2
        and x.resource_id = any($3::uuid[]) and x.during && tstzrange($4, $5, '[)'))`),
    values: [now, subdistrictId, [...resourceIds], from, to],
  })
  return rows
}

/** Ends holds that are over, wherever; the sweep's part, so many at once. */
export const expireHoldsDue = async (
  { client }: Transaction,
  now: Date,
  limit: number,
): Promise<Freed[]> => {
  const { rows } = await client.query<Freed>({
    name: `bookings.expire-due ${limit}`,
    text: expireWhere(`(b.subdistrict_id, b.booking_id) in (
      select d.subdistrict_id, d.booking_id from bookings d
        where d.status = 'held' and d.hold_until <= $1 and not d.awaits_payment
        order by d.hold_until limit ${limit})`),
    values: [now],
  })
  return rows
}

/** Keeps others from moving to, waiting for or giving back places of these, always in one order. */
export const lockOccurrences = async (
  { client }: Transaction,
  subdistrictId: SubdistrictId,
  occurrenceIds: readonly OccurrenceId[],
): Promise<void> => {
  await client.query({
    name: 'occurrences.lock',
    text: `select 1 from occurrences where subdistrict_id = $1 and occurrence_id = any($2::uuid[])
      order by occurrence_id for no key update`,
    values: [subdistrictId, [...occurrenceIds]],
  })
}

/** Time taken of a resource between two instants, in milliseconds since 1970, travel included. */
export const busyTimes = async (
  { client }: Transaction,
  subdistrictId: SubdistrictId,
  resourceId: ResourceId,
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<{ from: number; to: number }[]> => {
  const { rows } = await client.query<{ from: number; to: number }>({
    name: 'occupancies.busy',
    text: `select extract(epoch from lower(during))::float8 * 1000 as "from",
        extract(epoch from upper(during))::float8 * 1000 as "to"
      from occupancies where subdistrict_id = $1 and resource_id = $2
        and during && tstzrange($3, $4, '[)')`,
    values: [subdistrictId, resourceId, from, to],
  })
  return rows
}
