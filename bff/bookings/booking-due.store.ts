import type { Reader } from '#db/database.ts'
import type { OccurrenceId, SubdistrictId } from '#shared/ids.ts'
import type { BookingKey } from './booking-record.ts'

/** Proposed times that nobody answered until they were no longer kept. */
export const findUnansweredProposals = async (
  { client }: Reader,
  now: Date,
  limit: number,
): Promise<BookingKey[]> => {
  const { rows } = await client.query<BookingKey>({
    name: `bookings.proposals-due ${limit}`,
    text: `select subdistrict_id as "subdistrictId", booking_id as "bookingId" from bookings
      where status = 'proposed' and hold_until <= $1 order by hold_until limit ${limit}`,
    values: [now],
  })
  return rows
}

export interface OnCancelledDate extends BookingKey {
  /** As staff said it. */
  readonly why: string | null
}

/** Coming bookings of dates that are not held any more, the soonest first. */
export const findOnCancelledDates = async (
  { client }: Reader,
  now: Date,
  limit: number,
): Promise<OnCancelledDate[]> => {
  const { rows } = await client.query<OnCancelledDate>({
    name: `bookings.cancelled-dates ${limit}`,
    text: `select b.subdistrict_id as "subdistrictId", b.booking_id as "bookingId", o.why
      from occurrences o
      join bookings b on b.subdistrict_id = o.subdistrict_id
        and b.occurrence_id = o.occurrence_id
      where o.state = 'cancelled' and o.ends_at > $1
        and b.status in ('held','requested','proposed','confirmed')
      order by b.starts_at, b.booking_id limit ${limit}`,
    values: [now],
  })
  return rows
}

/** Bookings of these dates that people will be told about. */
export const countTellable = async (
  { client }: Reader,
  subdistrictId: SubdistrictId,
  occurrenceIds: readonly OccurrenceId[],
): Promise<number> => {
  const { rows } = await client.query<{ bookings: number }>({
    name: 'bookings.tellable',
    text: `select count(*)::int as bookings from bookings
      where subdistrict_id = $1 and occurrence_id = any($2::uuid[])
        and (status in ('requested','proposed','confirmed')
          or (status = 'held' and awaits_payment))`,
    values: [subdistrictId, [...occurrenceIds]],
  })
  return rows[0]?.bookings ?? 0
}
