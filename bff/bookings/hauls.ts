import type { Reader } from '#db/database.ts'
import type { BookingRow } from '#shared/bookings/bookings.contract.ts'
import type { PersonId, SubdistrictId } from '#shared/ids.ts'
import type { Actor } from '../accounts/actor.ts'
import type { BookingContext } from './booking-context.ts'
import { bookingRowOf } from './booking-view.ts'
import * as store from './hauls.store.ts'

export interface Haul extends BookingRow {
  readonly hours: number | null
}

interface Stretch {
  readonly from: Date
  readonly to: Date
}

/** What renovations and rounds need to know of bookings of loads. */
export const createHauls = ({ offers }: Pick<BookingContext, 'offers'>) => ({
  /** Hauls of registrations as their viewer sees them, by registration. */
  of: async (
    tx: Reader,
    viewer: PersonId,
    renovations: readonly { readonly renovationId: string; readonly personId: PersonId }[],
  ): Promise<ReadonlyMap<string, Haul[]>> => {
    const found = new Map<string, Haul[]>()
    for (const summary of await store.haulsOf(tx, renovations)) {
      const rows = found.get(summary.renovationId) ?? []
      found.set(summary.renovationId, [
        ...rows,
        { ...bookingRowOf(summary, viewer), hours: summary.hours },
      ])
    }
    return found
  },

  /** Loads and windows of one stretch where the actor works. */
  round: async (tx: Reader, actor: Actor, subdistrictId: SubdistrictId, { from, to }: Stretch) => {
    const places = await offers.workplacesOf(tx, actor, subdistrictId)
    const loads = await store.loadsBetween(tx, subdistrictId, places, from, to)
    return {
      windows: await store.windowsBetween(tx, subdistrictId, places, from, to),
      loads: loads.map((summary) => ({
        ...summary,
        row: bookingRowOf(summary, actor.personId),
      })),
    }
  },

  /** Hours of every load fetched in a stretch, and how many are still to fetch. */
  times: async (tx: Reader, subdistrictId: SubdistrictId, { from, to }: Stretch) => ({
    fetched: await store.haulTimes(tx, subdistrictId, from, to),
    waiting: await store.countWaitingLoads(tx, subdistrictId),
  }),
})
export type Hauls = ReturnType<typeof createHauls>
