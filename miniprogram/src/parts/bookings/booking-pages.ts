import type { BookingId, SubdistrictId } from '#shared/ids.ts'
import { go } from '../../platform/navigation.ts'

export const servicePage = '/features/bookings/pages/service/index'
export const confirmPage = '/features/bookings/pages/confirm/index'
export const myBookingsPage = '/features/bookings/pages/my-bookings/index'
export const bookingPage = '/features/bookings/pages/booking/index'

interface BookingKey {
  readonly subdistrictId: SubdistrictId
  readonly bookingId: BookingId
}

export const paramsOf = ({ subdistrictId, bookingId }: BookingKey) => {
  return { subdistrict: subdistrictId, booking: bookingId }
}

export const openBooking = (key: BookingKey): Promise<void> => go(bookingPage, paramsOf(key))

/** A time that is kept but not yet booked goes on where it was left; everything else is shown. */
export const openOrFinish = (row: BookingKey & { readonly status: string }): Promise<void> =>
  go(row.status === 'held' ? confirmPage : bookingPage, paramsOf(row))

/** Where a service is booked; its kind decides, since a meal and a load are not a time. */
export const openService = (
  subdistrictId: SubdistrictId,
  { code }: { readonly code: string },
  more: Readonly<Record<string, string>> = {},
): Promise<void> => go(servicePage, { subdistrict: subdistrictId, service: code, ...more })
