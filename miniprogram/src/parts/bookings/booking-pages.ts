import type { BookingRow } from '#shared/bookings/bookings.contract.ts'
import type { BookingId, SubdistrictId } from '#shared/ids.ts'
import type { OfferKind } from '#shared/offers/offer-kinds.ts'
import { renovationWasteService } from '#shared/renovations/renovation-rules.ts'
import { go } from '../../platform/navigation.ts'
import { renovationsPage } from '../renovations/renovation-pages.ts'
import { openCanteen } from './canteen-pages.ts'

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
export const openOrFinish = (
  row: BookingKey & Pick<BookingRow, 'status' | 'kind' | 'menuSet'>,
): Promise<void> => {
  // Only where the menu is can the set be chosen that it still lacks.
  if (row.status === 'held' && row.kind === 'meal' && row.menuSet === null)
    return openCanteen(row.subdistrictId)
  return go(row.status === 'held' ? confirmPage : bookingPage, paramsOf(row))
}

/** Where a service is booked; its kind decides, since a meal and a load are not a time. */
export const openService = (
  subdistrictId: SubdistrictId,
  { code, kind }: { readonly code: string; readonly kind?: OfferKind },
  more: Readonly<Record<string, string>> = {},
): Promise<void> => {
  if (kind === 'meal') return openCanteen(subdistrictId)
  // It is registered before it is hauled: the way to its times leads through the registration.
  if (code === renovationWasteService && Object.keys(more).length === 0) return go(renovationsPage)
  return go(servicePage, { subdistrict: subdistrictId, service: code, ...more })
}
