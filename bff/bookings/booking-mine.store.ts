import type { Reader } from '#db/database.ts'
import type { BookingId, PersonId } from '#shared/ids.ts'
import type { BookingSummary } from './booking-record.ts'
import { fromBookings, summaryColumns } from './bookings.store.ts'

export interface BookingPosition {
  readonly at: Date
  readonly bookingId: BookingId
}

const live = `('held','requested','proposed','confirmed','checked_in')`
const order = {
  coming: { sort: 'b.starts_at, b.booking_id', is: `b.status in ${live} and b.ends_at > $2` },
  past: {
    sort: 'b.starts_at desc, b.booking_id desc',
    is: `not (b.status in ${live} and b.ends_at > $2)`,
  },
} as const
const after = { coming: '>', past: '<' } as const

/** Bookings of these people: coming ones soonest first, past ones newest first. */
export const listBookingsOf = async (
  { client }: Reader,
  personIds: readonly PersonId[],
  when: 'coming' | 'past',
  from: BookingPosition | undefined,
  limit: number,
  now: Date,
): Promise<BookingSummary[]> => {
  const { sort, is } = order[when]
  const rest = from ? `and (b.starts_at, b.booking_id) ${after[when]} ($3, $4::uuid)` : ''
  const { rows } = await client.query<BookingSummary>({
    name: `bookings.mine ${when} ${limit}${from ? ' on' : ''}`,
    text: `select ${summaryColumns} ${fromBookings}
      where b.person_id = any($1::uuid[]) and ${is} ${rest} order by ${sort} limit ${limit}`,
    values: [[...personIds], now, ...(from ? [from.at, from.bookingId] : [])],
  })
  return rows
}
