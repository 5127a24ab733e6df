import { and, eq, sql } from 'drizzle-orm'
import type { Reader, Transaction } from '#db/database.ts'
import { bookingEvents, bookings } from '#db/schema/bookings.ts'
import type { BookingStatus } from '#shared/bookings/booking-status.ts'
import type { BookingKey, BookingRecord, NewBookingEvent } from './booking-record.ts'

/** What a list needs, under BookingSummary's names. */
export const summaryColumns = `
  b.subdistrict_id as "subdistrictId", b.booking_id as "bookingId", b.serial::int as serial,
  b.status, f.kind, b.offer_id as "offerId", b.occurrence_id as "occurrenceId",
  b.service_code as "serviceCode", v.name as "serviceName", b.site_id as "siteId",
  s.name as "siteName", s.unit_id as "siteUnitId", f.provider_id as "providerId",
  r.unit_id as "providerUnitId", b.person_id as "personId", p.display_name as "personName",
  b.booked_by as "bookedBy", b.booked_by_post as "bookedByPost", b.channel, b.party,
  b.starts_at as "startsAt", b.ends_at as "endsAt", b.hold_until as "holdUntil",
  b.awaits_payment as "awaitsPayment", b.answer_due_at as "answerDueAt",
  b.created_at as "createdAt", b.queue_no as "queueNo", b.price_fen as "priceFen",
  b.pay_by as "payBy", b.payment_id as "paymentId", b.paid_fen as "paidFen",
  b.refunded_fen as "refundedFen", b.place_label as "placeLabel", b.menu_set as "menuSet",
  b.is_delivered as "isDelivered", x.resource_id as "resourceId", u.name as "resourceName",
  b.checked_in_at as "checkedInAt", b.last_seq as "lastSeq"`

/** The names that belong to bookings `b`. */
export const joinNames = `
  join offers f on f.subdistrict_id = b.subdistrict_id and f.offer_id = b.offer_id
  join services v on v.subdistrict_id = b.subdistrict_id and v.code = b.service_code
  join sites s on s.subdistrict_id = b.subdistrict_id and s.site_id = b.site_id
  join providers r on r.subdistrict_id = b.subdistrict_id and r.provider_id = f.provider_id
  join persons p on p.person_id = b.person_id
  left join occupancies x on x.subdistrict_id = b.subdistrict_id and x.booking_id = b.booking_id
  left join resources u on u.subdistrict_id = b.subdistrict_id and u.resource_id = x.resource_id`

/** Bookings with the names that belong to them. */
export const fromBookings = `from bookings b ${joinNames}`

const find = {
  name: 'bookings.find',
  text: `select ${summaryColumns}, b.relationship_id as "relationshipId",
      k.display_name as "bookedByName", v.bring, b.note, b.place_id as "placeId",
      b.door_no as "doorNo", b.renovation_id as "renovationId", b.case_id as "caseId",
      b.check_in_secret as "checkInSecret", b.requested_at as "requestedAt",
      b.answered_at as "answeredAt", b.escalated_at as "escalatedAt",
      b.checked_in_by as "checkedInBy", b.served_at as "servedAt",
      b.served_note as "servedNote", b.end_reason as "endReason",
      (select coalesce(json_agg(json_build_object('seq', e.seq, 'kind', e.kind, 'at', e.at,
          'actorPersonId', e.actor_person_id, 'actorLabel', e.actor_label, 'data', e.data,
          'photoIds', e.photo_ids) order by e.seq), '[]')
        from booking_events e
        where e.subdistrict_id = b.subdistrict_id and e.booking_id = b.booking_id) as events,
      array(select h.photo_id::text from booking_photos h
        where h.subdistrict_id = b.subdistrict_id and h.booking_id = b.booking_id
        order by h.at, h.photo_id) as "photoIds",
      (select json_build_object('onTime', g.on_time, 'solved', g.solved, 'grade', g.grade,
          'words', g.words, 'at', g.at)
        from booking_ratings g
        where g.subdistrict_id = b.subdistrict_id and g.booking_id = b.booking_id) as rating
    ${fromBookings}
    join persons k on k.person_id = b.booked_by
    where b.subdistrict_id = $1 and b.booking_id = $2`,
}

export const findBooking = async (
  { client }: Reader,
  { subdistrictId, bookingId }: BookingKey,
): Promise<BookingRecord | undefined> => {
  const { rows } = await client.query<BookingRecord>({
    ...find,
    values: [subdistrictId, bookingId],
  })
  return rows[0]
}

/** Keeps others from changing it until the transaction ends; the number of its last event. */
export const lockBooking = async (
  { client }: Transaction,
  { subdistrictId, bookingId }: BookingKey,
): Promise<number | undefined> => {
  const { rows } = await client.query<{ lastSeq: number }>({
    name: 'bookings.lock',
    text: `select last_seq as "lastSeq" from bookings
      where subdistrict_id = $1 and booking_id = $2 for no key update`,
    values: [subdistrictId, bookingId],
  })
  return rows[0]?.lastSeq
}

/** A hold, before it has its number. */
export type NewBooking = Pick<
  BookingRecord,
  | 'subdistrictId'
  | 'bookingId'
  | 'offerId'
  | 'occurrenceId'
  | 'siteId'
  | 'serviceCode'
  | 'personId'
  | 'bookedBy'
  | 'relationshipId'
  | 'bookedByPost'
  | 'channel'
  | 'party'
  | 'startsAt'
  | 'endsAt'
  | 'holdUntil'
  | 'priceFen'
  | 'payBy'
  | 'queueNo'
  | 'checkInSecret'
  | 'createdAt'
  | 'resourceId'
>

/** What only the database knows of a booking that was just written. */
export type Numbered = Pick<BookingRecord, 'serial' | 'personName' | 'bring' | 'resourceName'>

/** A hold with its first event, in one statement. Its place must have been taken in this transaction. */
export const insertHold = async (
  { client }: Transaction,
  booking: NewBooking,
  { kind, actor }: NewBookingEvent,
): Promise<Numbered> => {
  const { rows } = await client.query<Numbered>({
    name: 'bookings.hold',
    text: `with made as (
        insert into bookings (subdistrict_id, booking_id, offer_id, occurrence_id, site_id,
          service_code, person_id, booked_by, relationship_id, booked_by_post, channel, party,
          starts_at, ends_at, hold_until, price_fen, pay_by, queue_no, check_in_secret, created_at,
          status, note, last_seq)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
          $19, $20, 'held', '', 1)
        returning serial),
      told as (
        insert into booking_events (subdistrict_id, booking_id, seq, kind, at, actor_person_id,
          actor_post_id, actor_label, data, photo_ids)
        values ($1, $2, 1, $21, $20, $22, $23, $24, '{}', '{}'))
      select made.serial::int as serial,
        (select display_name from persons where person_id = $7) as "personName",
        (select bring from services where subdistrict_id = $1 and code = $6) as bring,
        (select name from resources where subdistrict_id = $1 and resource_id = $25)
          as "resourceName"
      from made`,
    values: [
      ...[booking.subdistrictId, booking.bookingId, booking.offerId, booking.occurrenceId],
      ...[booking.siteId, booking.serviceCode, booking.personId, booking.bookedBy],
      ...[booking.relationshipId, booking.bookedByPost, booking.channel, booking.party],
      ...[booking.startsAt, booking.endsAt, booking.holdUntil, booking.priceFen, booking.payBy],
      ...[booking.queueNo, booking.checkInSecret, booking.createdAt],
      ...[kind, actor.personId, actor.postId, actor.label, booking.resourceId],
    ],
  })
  const [made] = rows
  if (!made) throw new Error('a hold without its number')
  return made
}

/** Numbers the events up to `lastSeq`. */
export const insertEvents = async (
  tx: Transaction,
  { subdistrictId, bookingId }: BookingKey,
  lastSeq: number,
  events: readonly NewBookingEvent[],
  at: Date,
): Promise<void> => {
  if (events.length === 0) return
  await tx.insert(bookingEvents).values(
    events.map(({ kind, actor, data = {}, photoIds = [] }, index) => ({
      subdistrictId,
      bookingId,
      seq: lastSeq - events.length + 1 + index,
      kind,
      at,
      actorPersonId: actor.personId,
      actorPostId: actor.postId,
      actorLabel: actor.label,
      data,
      photoIds: [...photoIds],
    })),
  )
}

/** What a step may set; the number of the last event follows by itself. */
export type BookingChange = Partial<Omit<typeof bookings.$inferInsert, 'lastSeq' | 'serial'>>

/** What was approved; the booking must still be so when it moves. */
export interface BookingStanding extends BookingKey {
  readonly status: BookingStatus
  readonly lastSeq: number
}

/**
 * The one guarded UPDATE that every step goes through, with its events. False when the booking no
 * longer stands as approved.
 */
export const advance = async (
  tx: Transaction,
  standing: BookingStanding,
  change: BookingChange,
  events: readonly NewBookingEvent[],
  at: Date,
): Promise<boolean> => {
  const { subdistrictId, bookingId, status, lastSeq } = standing
  const moved = await tx
    .update(bookings)
    .set({ ...change, lastSeq: sql`${bookings.lastSeq} + ${events.length}` })
    .where(
      and(
        eq(bookings.subdistrictId, subdistrictId),
        eq(bookings.bookingId, bookingId),
        eq(bookings.status, status),
        eq(bookings.lastSeq, lastSeq),
      ),
    )
    .returning({ bookingId: bookings.bookingId })
  if (moved.length === 0) return false
  await insertEvents(tx, standing, lastSeq + events.length, events, at)
  return true
}
