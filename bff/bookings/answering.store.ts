import type { Reader } from '#db/database.ts'
import type { BookingKey } from './booking-record.ts'

const requests = (name: string, where: string, order: string) => ({
  name: `bookings.${name}`,
  text: `select subdistrict_id as "subdistrictId", booking_id as "bookingId" from bookings
    where status = 'requested' and ${where} order by ${order} limit $2`,
})
const overdue = requests('overdue', 'escalated_at is null and answer_due_at <= $1', 'answer_due_at')
const past = requests('past', 'starts_at <= $1', 'starts_at')

/** Requests past the time to answer of which no lead was told yet, the longest overdue first. */
export const findOverdue = async (
  { client }: Reader,
  now: Date,
  limit: number,
): Promise<BookingKey[]> =>
  (await client.query<BookingKey>({ ...overdue, values: [now, limit] })).rows

/** Requests whose own time has come without an answer. */
export const findPast = async (
  { client }: Reader,
  now: Date,
  limit: number,
): Promise<BookingKey[]> => (await client.query<BookingKey>({ ...past, values: [now, limit] })).rows
