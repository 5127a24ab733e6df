import type { BookingId, CaseId, SubdistrictId } from '#shared/ids.ts'
import { go } from '../../platform/navigation.ts'
import { handlePage } from '../cases/case-pages.ts'

/** For administrators: who is on which post. */
export const postsPage = '/features/desk/pages/posts/index'

/** For whoever calls people that no message reaches. */
export const callsPage = '/features/desk/pages/calls/index'

/** For administrators: where the books and WeChat's bill disagree. */
export const differencesPage = '/features/payments-desk/pages/differences/index'

export interface CaseKey {
  readonly subdistrictId: SubdistrictId
  readonly caseId: CaseId
}

/** Opens a case as staff, where it can be handled. */
export const openToHandle = ({ subdistrictId, caseId }: CaseKey): Promise<void> =>
  go(handlePage, { subdistrict: subdistrictId, case: caseId })

export const requestsPage = '/features/bookings-desk/pages/requests/index'
export const dayPage = '/features/bookings-desk/pages/day/index'
export const checkInPage = '/features/bookings-desk/pages/check-in/index'
export const bookForPage = '/features/bookings-desk/pages/book-for/index'
export const calendarPage = '/features/bookings-desk/pages/calendar/index'
export const demandPage = '/features/bookings-desk/pages/demand/index'

/** Opens a booking as staff, among the requests of the desk. */
export const openRequest = (subdistrictId: SubdistrictId, bookingId: BookingId): Promise<void> =>
  go(requestsPage, {
    subdistrict: subdistrictId,
    booking: bookingId,
  })
