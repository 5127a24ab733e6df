import type { Me } from '#shared/accounts/accounts.contract.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { subdistrictId } from '#shared/ids.ts'
import { useSettings } from '../settings/use-settings.ts'
import type { Served } from './use-who.ts'

/** Whose services are shown: where the person lives, else where I live, else the server's own. */
export const useServicesAt = (me: Me | null, who: Served | null): SubdistrictId | null => {
  const settings = useSettings()
  const home = who?.subdistrictId ?? me?.home?.subdistrictId ?? null
  if (home !== null) return home
  return settings === null ? null : subdistrictId(settings.defaultSubdistrictId)
}
