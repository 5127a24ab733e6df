import type { SubdistrictId } from '#shared/ids.ts'
import { go } from '../../platform/navigation.ts'

export const canteenPage = '/features/canteen/pages/menu/index'
export const kitchenPage = '/features/canteen/pages/kitchen/index'
export const menuEditPage = '/features/canteen/pages/menu-edit/index'

/** What is cooked this week, and ordering it. */
export const openCanteen = (subdistrictId: SubdistrictId): Promise<void> =>
  go(canteenPage, { subdistrict: subdistrictId })
