import type { Clash } from '#shared/bookings/bookings.contract.ts'
import type { BookingId } from '#shared/ids.ts'

const found = new Map<BookingId, readonly Clash[]>()

/** What else the person has at that time, told when the time was kept, for the page that confirms. */
export const rememberClashes = (bookingId: BookingId, clashes: readonly Clash[]): void => {
  found.set(bookingId, clashes)
}

/** Empty also after a restart: then the server says so once more when it is confirmed. */
export const clashesOf = (bookingId: BookingId): readonly Clash[] => found.get(bookingId) ?? []
