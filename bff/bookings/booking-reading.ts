import type { BookingRow, listMyBookings } from '#shared/bookings/bookings.contract.ts'
import type { QueryOf } from '#shared/http/endpoint.ts'
import { Refusal } from '#shared/http/errors.ts'
import { bookingId } from '#shared/ids.ts'
import type { Actor } from '../accounts/actor.ts'
import type { BookingContext } from './booking-context.ts'
import type { BookingPosition } from './booking-mine.store.ts'
import { listBookingsOf } from './booking-mine.store.ts'
import type { BookingSummary } from './booking-record.ts'
import { bookingRowOf } from './booking-view.ts'

const pageLength = 20
const known = /^(\d{1,14})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

const cursorOf = ({ startsAt, bookingId: id }: BookingSummary): string =>
  `${startsAt.getTime()}_${id}`

/** @throws Refusal invalid_request for a cursor that is none of ours. */
const positionOf = (cursor: string): BookingPosition => {
  const [, at, id] = known.exec(cursor) ?? []
  if (at === undefined || id === undefined)
    throw new Refusal('invalid_request', { where: 'query', field: 'cursor', rule: 'known' })
  return { at: new Date(Number(at)), bookingId: bookingId(id) }
}

/** Bookings of mine and of those who let me book for them. */
export const createReading = ({ clock, database, relatives }: BookingContext) => ({
  mine: async (
    actor: Actor,
    { when, personId, cursor }: QueryOf<typeof listMyBookings>,
  ): Promise<{ bookings: BookingRow[]; nextCursor: string | null }> => {
    const { reader } = database
    const from = cursor === undefined ? undefined : positionOf(cursor)
    const served = await relatives.servedBy(reader, actor.personId)
    const people = [actor.personId, ...served.map((one) => one.personId)]
    const asked = personId === undefined ? people : people.filter((one) => one === personId)
    const found = await listBookingsOf(reader, asked, when, from, pageLength + 1, clock.now())
    const page = found.slice(0, pageLength)
    const last = found.length > pageLength ? page.at(-1) : undefined
    return {
      bookings: page.map((summary) => bookingRowOf(summary, actor.personId)),
      nextCursor: last ? cursorOf(last) : null,
    }
  },
})
