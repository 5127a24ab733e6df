import { readElder } from '#shared/care/care.contract.ts'
import { careStateTopic } from '#shared/readings/live-readings.ts'
import { call } from '../../platform/api.ts'
import { useLive } from '../live/use-live.ts'
import { useLoaded } from '../loading/use-loaded.ts'
import type { ElderKey } from './care-pages.ts'

/** One elder as I may see him, kept up to date: alerts, pauses and consents change it. */
export const useElder = ({ subdistrictId, personId }: ElderKey) => {
  const loaded = useLoaded(
    () => call(readElder, { params: { subdistrictId, personId } }),
    `${subdistrictId}/${personId}`,
  )
  useLive(careStateTopic(subdistrictId, personId), loaded.reload)
  return loaded
}
