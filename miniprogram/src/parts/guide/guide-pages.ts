import type { GuideMatterId, SubdistrictId } from '#shared/ids.ts'
import { go } from '../../platform/navigation.ts'

export const guidePage = '/features/guide/pages/home/index'
export const guideItemsPage = '/features/guide/pages/items/index'
export const guideItemPage = '/features/guide/pages/item/index'
export const matterPage = '/features/guide/pages/matter/index'
export const myMattersPage = '/features/guide/pages/matters/index'
/** For whoever checks papers at the counter. */
export const checksPage = '/features/guide-desk/pages/checks/index'
/** For editors. */
export const editedItemsPage = '/features/guide-desk/pages/items/index'
export const editedItemPage = '/features/guide-desk/pages/item/index'

export const openItem = (subdistrictId: SubdistrictId, code: string): Promise<void> =>
  go(guideItemPage, { subdistrict: subdistrictId, item: code })

export const openMatterPage = ({
  subdistrictId,
  matterId,
}: {
  readonly subdistrictId: SubdistrictId
  readonly matterId: GuideMatterId
}): Promise<void> => go(matterPage, { subdistrict: subdistrictId, matter: matterId })
