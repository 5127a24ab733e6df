import type { BookingId, CaseId, SubdistrictId } from '#shared/ids.ts'
import { go } from '../../platform/navigation.ts'
import { handlePage } from '../cases/case-pages.ts'

/** For administrators: who is on which post. */
export const postsPage = '/features/desk/pages/posts/index'

/** For whoever calls people that no message reaches. */
export const callsPage = '/features/desk/pages/calls/index'

export interface CaseKey {
  readonly subdistrictId: SubdistrictId
  readonly caseId: CaseId
}

/** Opens a case as staff, where it can be handled. */
export const openToHandle = ({ subdistrictId, caseId }: CaseKey): Promise<void> =>
  go(handlePage, { subdistrict: subdistrictId, case: caseId })

/** Opens a booking as staff, among the requests of the desk. */
export const openRequest = (subdistrictId: SubdistrictId, bookingId: BookingId): Promise<void> =>
  go('/features/bookings-desk/pages/requests/index', {
    subdistrict: subdistrictId,
    booking: bookingId,
  })
