import type { Accounts } from '../accounts/accounts.service.ts'
import type { Bookings } from '../bookings/bookings.service.ts'
import type { Cases } from '../cases/cases.service.ts'
import type { Notices } from '../notices/notices.service.ts'
import type { Offers } from '../offers/offers.service.ts'
import type { Payments } from '../payments/payments.service.ts'
import type { Places } from '../places/places.service.ts'
import type { Platform } from '../platform/platform.ts'
import type { Relatives } from '../relatives/relatives.service.ts'
import { listenToHauls } from './hauling.ts'
import { createRegistering } from './registering.ts'
import { createRenovationReading } from './renovation-reading.ts'
import { exportRenovationsOf, forgetRenovationsOf, moveRenovationsTo } from './renovations.store.ts'
import { createRounds } from './rounds.ts'

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

/** Renovations from their registration with property and 居委 to their waste hauled away (R10). */
export const createRenovations = (platform: Platform, needs: RenovationNeeds) => {
  const { accounts } = needs
  const reading = createRenovationReading(platform, needs)
  listenToHauls(needs)
  accounts.contributeToExport('renovations', exportRenovationsOf)
  accounts.onDeletion(forgetRenovationsOf)
  accounts.onClaim(moveRenovationsTo)
  return {
    ...createRegistering(platform, needs, reading),
    mine: reading.mine,
    read: reading.read,
    list: reading.list,
    ...createRounds(platform, needs),
  }
}
export type Renovations = ReturnType<typeof createRenovations>
