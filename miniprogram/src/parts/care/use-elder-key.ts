import { personId, subdistrictId } from '#shared/ids.ts'
import { usePageParams } from '../../platform/page-lifecycle.ts'
import type { ElderKey } from './care-pages.ts'

/** Whom a page opened by `openElder` is about. */
export const useElderKey = (): ElderKey => {
  const { subdistrict = '', elder = '' } = usePageParams()
  return { subdistrictId: subdistrictId(subdistrict), personId: personId(elder) }
}
