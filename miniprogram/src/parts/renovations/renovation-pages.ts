import type { RenovationId, SubdistrictId } from '#shared/ids.ts'
import { go } from '../../platform/navigation.ts'

export const renovationsPage = '/features/renovations/pages/mine/index'
export const registerRenovationPage = '/features/renovations/pages/register/index'
export const renovationPage = '/features/renovations/pages/renovation/index'
/** For property, 居委 and the desk. */
export const registrationsPage = '/features/renovations/pages/registrations/index'
/** For whoever hauls. */
export const roundPage = '/features/renovations/pages/round/index'

interface RenovationKey {
  readonly subdistrictId: SubdistrictId
  readonly renovationId: RenovationId
}

export const renovationParams = ({ subdistrictId, renovationId }: RenovationKey) => {
  return { subdistrict: subdistrictId, renovation: renovationId }
}

export const openRenovation = (key: RenovationKey): Promise<void> =>
  go(renovationPage, renovationParams(key))
