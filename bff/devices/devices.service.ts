import type { Reader } from '#db/database.ts'
import type { PersonId, SubdistrictId } from '#shared/ids.ts'
import type { Platform } from '../platform/platform.ts'
import type { DeviceNeeds } from './device-desk.ts'
import { createDeviceDesk } from './device-desk.ts'
import { isHeard } from './device-view.ts'
import type { WornDevice } from './devices.store.ts'
import { findBySerial, findWorn } from './devices.store.ts'
import { createVendors } from './vendors.ts'

/** What measures: whose it is, who looks after it, and by what it is let in. */
export const createDevices = (platform: Platform, needs: DeviceNeeds) => ({
  desk: createDeviceDesk(platform, needs),
  vendors: createVendors(platform),

  /** Devices without a vendor by their serial numbers, and whether each is in use; others are missing. */
  withSerials: async (tx: Reader, subdistrictId: SubdistrictId, serials: readonly string[]) =>
    new Map(
      (await findBySerial(tx, subdistrictId, serials, platform.clock.now())).map((device) => [
        device.serial,
        device,
      ]),
    ),

  /**
   * What these people use now, with when it was last heard; retired devices are missing. `online`: it
   * spoke within three of its own rhythms, by our clock.
   */
  ofElders: async (
    tx: Reader,
    elders: readonly { readonly personId: PersonId }[],
  ): Promise<(WornDevice & { readonly online: boolean })[]> => {
    const now = platform.clock.now()
    const people = elders.map(({ personId }) => personId)
    const worn = await findWorn(tx, people, now)
    return worn.map((device) => ({ ...device, online: isHeard(device, now) }))
  },
})
export type Devices = ReturnType<typeof createDevices>
