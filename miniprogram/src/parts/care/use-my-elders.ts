import { listMyElders } from '#shared/care/care.contract.ts'
import { call } from '../../platform/api.ts'
import { useLive } from '../live/use-live.ts'
import { useLoaded } from '../loading/use-loaded.ts'

/** Whom I follow, and myself when I am measured; told anew with every notice to me. */
export const useMyElders = (personId: string) => {
  const loaded = useLoaded(() => call(listMyElders, {}), personId)
  useLive(`person/${personId}`, loaded.reload)
  return loaded
}
