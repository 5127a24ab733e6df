import type { Clash } from '#shared/bookings/bookings.contract.ts'
import type { BookingId } from '#shared/ids.ts'
import type { Failure } from '../../platform/failure.ts'

const found = new Map<BookingId, readonly Clash[]>()

/** What else the person has at that time, told when the time was kept, for the page that confirms. */
export const rememberClashes = (bookingId: BookingId, clashes: readonly Clash[]): void => {
  found.set(bookingId, clashes)
}

/** Empty also after a restart: then the server says so once more when it is confirmed. */
export const clashesOf = (bookingId: BookingId): readonly Clash[] => found.get(bookingId) ?? []

/** The one that a refusal names; empty when it names none. */
export const clashIn = ({ detail }: Failure): readonly Clash[] => {
  const { serviceName, siteName, startsAt, endsAt } = detail
  return typeof serviceName === 'string' &&
    typeof siteName === 'string' &&
    typeof startsAt === 'string' &&
    typeof endsAt === 'string'
    ? [{ serviceName, siteName, startsAt, endsAt }]
    : []
}
