import type { WaitView } from '#shared/bookings/bookings.contract.ts'
import { listMyWaits } from '#shared/bookings/bookings.contract.ts'
import type { PersonId } from '#shared/ids.ts'
import { call } from '../../platform/api.ts'
import { useLive } from '../live/use-live.ts'
import type { Loaded } from '../loading/use-loaded.ts'
import { useLoaded } from '../loading/use-loaded.ts'

/** What I and those I book for wait for, live; what is offered right now first. */
export const useMyWaits = (me: PersonId): Loaded<readonly WaitView[]> => {
  const loaded = useLoaded<readonly WaitView[]>(async () => {
    const { waits } = await call(listMyWaits, {})
    const offered = waits.filter(({ state }) => state === 'offered')
    return [...offered, ...waits.filter(({ state }) => state === 'waiting')]
  }, me)
  useLive(`person/${me}`, loaded.reload)
  return loaded
}
