import { and, eq } from 'drizzle-orm'
import type { Reader, Transaction } from '#db/database.ts'
import { waits } from '#db/schema/bookings.ts'
import type { BookingChannel, WaitState } from '#shared/bookings/booking-status.ts'
import type {
  BookingId,
  OccurrenceId,
  OfferId,
  PersonId,
  PostId,
  SiteId,
  SubdistrictId,
  WaitId,
} from '#shared/ids.ts'
import type { BookingKey } from './booking-record.ts'

export interface WaitKey {
  readonly subdistrictId: SubdistrictId
  readonly waitId: WaitId
}

/** Somebody waiting, as the list keeps him. */
export interface WaitRecord extends WaitKey {
  readonly occurrenceId: OccurrenceId
  readonly offerId: OfferId
  readonly personId: PersonId
  readonly waitedBy: PersonId
  readonly waitedByPost: PostId | null
  readonly relationshipId: string | null
  readonly channel: BookingChannel
  readonly party: number
  readonly state: WaitState
  readonly bookingId: BookingId | null
}

/** Of `waits w`, under WaitRecord's names. */
export const waitFields = `w.subdistrict_id as "subdistrictId", w.wait_id as "waitId",
  w.occurrence_id as "occurrenceId", w.offer_id as "offerId", w.person_id as "personId",
  w.waited_by as "waitedBy", w.waited_by_post as "waitedByPost",
  w.relationship_id as "relationshipId", w.channel, w.party, w.state, w.booking_id as "bookingId"`

const live = `('held','requested','proposed','confirmed','checked_in')`

/** False when he waits for it already. */
export const insertWait = async (
  tx: Transaction,
  wait: typeof waits.$inferInsert,
): Promise<boolean> => {
  const written = await tx
    .insert(waits)
    .values(wait)
    .onConflictDoNothing()
    .returning({ waitId: waits.waitId })
  return written.length === 1
}

export const findWait = async (
  { client }: Reader,
  { subdistrictId, waitId }: WaitKey,
): Promise<WaitRecord | undefined> => {
  const { rows } = await client.query<WaitRecord>({
    name: 'waits.find',
    text: `select ${waitFields} from waits w where w.subdistrict_id = $1 and w.wait_id = $2`,
    values: [subdistrictId, waitId],
  })
  return rows[0]
}

/**
 * Dates somebody waits for, among these and those of the same people and rooms, which became free
 * with them; always in one order.
 */
export const waitedAround = async (
  { client }: Transaction,
  subdistrictId: SubdistrictId,
  occurrenceIds: readonly OccurrenceId[],
): Promise<OccurrenceId[]> => {
  const { rows } = await client.query<{ occurrenceId: OccurrenceId }>({
    name: 'waits.around',
    text: `select distinct w.occurrence_id as "occurrenceId" from waits w
      join occurrences o on o.subdistrict_id = w.subdistrict_id
        and o.occurrence_id = w.occurrence_id
      where w.subdistrict_id = $1 and w.state = 'waiting' and o.state = 'planned'
        and (w.occurrence_id = any($2::uuid[]) or o.resource_id in (
          select resource_id from occurrences where subdistrict_id = $1
            and occurrence_id = any($2::uuid[]) and resource_id is not null))
      order by 1`,
    values: [subdistrictId, [...occurrenceIds]],
  })
  return rows.map(({ occurrenceId }) => occurrenceId)
}

/** Who waits for a date, in order; without those who hold a place there meanwhile. */
export const waitersOf = async (
  { client }: Transaction,
  subdistrictId: SubdistrictId,
  occurrenceId: OccurrenceId,
): Promise<WaitRecord[]> => {
  const { rows } = await client.query<WaitRecord>({
    name: 'waits.in-order',
    text: `select ${waitFields} from waits w
      where w.subdistrict_id = $1 and w.occurrence_id = $2 and w.state = 'waiting'
        and not exists (select 1 from bookings b where b.subdistrict_id = $1
          and b.occurrence_id = $2 and b.person_id = w.person_id and b.status in ${live})
      order by w.serial for update of w`,
    values: [subdistrictId, occurrenceId],
  })
  return rows
}

/** Places of a date that nobody has; asked under its lock. */
export const placesLeft = async (
  { client }: Transaction,
  subdistrictId: SubdistrictId,
  occurrenceId: OccurrenceId,
): Promise<number> => {
  const { rows } = await client.query<{ left: number }>({
    name: 'occurrences.left',
    text: `select coalesce(capacity - taken, 0) as left from occurrences
      where subdistrict_id = $1 and occurrence_id = $2`,
    values: [subdistrictId, occurrenceId],
  })
  return rows[0]?.left ?? 0
}

/** Whether the person has a place on that date; a hold that is over is none. */
export const hasPlaceIn = async (
  { client }: Transaction,
  subdistrictId: SubdistrictId,
  occurrenceId: OccurrenceId,
  personId: PersonId,
  now: Date,
): Promise<boolean> => {
  const { rowCount } = await client.query({
    name: 'bookings.place-in',
    text: `select 1 from bookings where subdistrict_id = $1 and occurrence_id = $2
      and person_id = $3 and status in ${live}
      and not (status = 'held' and hold_until <= $4 and not awaits_payment) limit 1`,
    values: [subdistrictId, occurrenceId, personId, now],
  })
  return rowCount === 1
}

/** Guarded: false when the wait is not in that state any more. */
export const changeWait = async (
  tx: Transaction,
  { subdistrictId, waitId, state }: WaitKey & { readonly state: WaitState },
  change: Partial<Pick<typeof waits.$inferInsert, 'state' | 'bookingId' | 'tellAt'>>,
  now: Date,
): Promise<boolean> => {
  const changed = await tx
    .update(waits)
    .set({ ...change, changedAt: now })
    .where(
      and(eq(waits.subdistrictId, subdistrictId), eq(waits.waitId, waitId), eq(waits.state, state)),
    )
    .returning({ waitId: waits.waitId })
  return changed.length === 1
}

/** What becomes of the wait whose offer this booking is. */
export const endOfferedWait = async (
  { client }: Transaction,
  { subdistrictId, bookingId }: BookingKey,
  state: 'taken' | 'left' | 'lapsed',
  now: Date,
): Promise<void> => {
  await client.query({
    name: 'waits.end-offered',
    text: `update waits set state = $3, changed_at = $4, tell_at = null
      where subdistrict_id = $1 and booking_id = $2 and state = 'offered'`,
    values: [subdistrictId, bookingId, state, now],
  })
}

/** Somebody who waits found a place there otherwise. */
export const endWaiting = async (
  { client }: Transaction,
  {
    subdistrictId,
    occurrenceId,
    personId,
  }: Pick<WaitRecord, 'subdistrictId' | 'occurrenceId' | 'personId'>,
  now: Date,
): Promise<void> => {
  await client.query({
    name: 'waits.end-waiting',
    text: `update waits set state = 'taken', changed_at = $4
      where subdistrict_id = $1 and occurrence_id = $2 and person_id = $3 and state = 'waiting'`,
    values: [subdistrictId, occurrenceId, personId, now],
  })
}

export interface WaitSeen extends WaitKey {
  readonly state: WaitState
  readonly offerId: OfferId
  readonly occurrenceId: OccurrenceId
  readonly siteId: SiteId
  readonly siteName: string
  readonly startsAt: Date
  readonly endsAt: Date
  readonly left: number
  readonly waiting: number
  readonly serviceCode: string
  readonly serviceName: string
  readonly personId: PersonId
  readonly personName: string
  readonly party: number
  readonly position: number
  readonly bookingId: BookingId | null
  readonly offeredUntil: Date | null
}

const seen = (where: string) => `
  select w.subdistrict_id as "subdistrictId", w.wait_id as "waitId", w.state,
      w.offer_id as "offerId", w.occurrence_id as "occurrenceId", f.site_id as "siteId",
      s.name as "siteName", o.starts_at as "startsAt", o.ends_at as "endsAt",
      greatest(coalesce(o.capacity - o.taken, 0), 0) as left, q.waiting,
      v.code as "serviceCode", v.name as "serviceName", w.person_id as "personId",
      p.display_name as "personName", w.party, q.position,
      case when w.state = 'offered' then w.booking_id end as "bookingId",
      case when w.state = 'offered' then b.hold_until end as "offeredUntil"
    from waits w
    join occurrences o on o.subdistrict_id = w.subdistrict_id and o.occurrence_id = w.occurrence_id
    join offers f on f.subdistrict_id = w.subdistrict_id and f.offer_id = w.offer_id
    join sites s on s.subdistrict_id = w.subdistrict_id and s.site_id = f.site_id
    join services v on v.subdistrict_id = w.subdistrict_id and v.code = f.service_code
    join persons p on p.person_id = w.person_id
    left join bookings b on b.subdistrict_id = w.subdistrict_id and b.booking_id = w.booking_id
    cross join lateral (
      select count(*)::int as waiting,
          case when w.state = 'waiting'
            then (count(*) filter (where r.serial <= w.serial))::int else 0 end as position
        from waits r where r.subdistrict_id = w.subdistrict_id
          and r.occurrence_id = w.occurrence_id and r.state = 'waiting') q
    where ${where}`

/** Waits of these people that are not over, and offers that ended; of dates to come, soonest first. */
export const listWaitsOf = async (
  { client }: Reader,
  personIds: readonly PersonId[],
  now: Date,
): Promise<WaitSeen[]> => {
  const { rows } = await client.query<WaitSeen>({
    name: 'waits.mine',
    text: `${seen(`w.person_id = any($1::uuid[]) and o.ends_at > $2
      and w.state in ('waiting','offered','lapsed')`)} order by o.starts_at, w.serial limit 100`,
    values: [[...personIds], now],
  })
  return rows
}

export const seeWait = async (
  { client }: Reader,
  { subdistrictId, waitId }: WaitKey,
): Promise<WaitSeen | undefined> => {
  const { rows } = await client.query<WaitSeen>({
    name: 'waits.see',
    text: seen('w.subdistrict_id = $1 and w.wait_id = $2'),
    values: [subdistrictId, waitId],
  })
  return rows[0]
}
