import type { Platform } from '../platform/platform.ts'
import { listenToHauls } from './hauling.ts'
import { createRegistering } from './registering.ts'
import type { RenovationNeeds } from './renovation-needs.ts'
import { createRenovationReading } from './renovation-reading.ts'
import { exportRenovationsOf, forgetRenovationsOf, moveRenovationsTo } from './renovations.store.ts'
import { createRounds } from './rounds.ts'

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
