import type { Accounts } from '../accounts/accounts.service.ts'
import type { Bookings } from '../bookings/bookings.service.ts'
import type { Cases } from '../cases/cases.service.ts'
import type { Notices } from '../notices/notices.service.ts'
import type { Offers } from '../offers/offers.service.ts'
import type { Payments } from '../payments/payments.service.ts'
import type { Places } from '../places/places.service.ts'
import type { Relatives } from '../relatives/relatives.service.ts'

/** What renovations need of the other rooms. */
export interface RenovationNeeds {
  readonly accounts: Accounts
  readonly bookings: Bookings
  readonly cases: Cases
  readonly notices: Notices
  readonly offers: Offers
  readonly payments: Payments
  readonly places: Places
  readonly relatives: Relatives
}
