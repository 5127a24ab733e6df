import type { AlertId, PersonId, SubdistrictId } from '#shared/ids.ts'
import { go } from '../../platform/navigation.ts'

export const eldersPage = '/features/care/pages/elders/index'
export const elderPage = '/features/care/pages/elder/index'
export const elderAlertsPage = '/features/care/pages/alerts/index'
export const alertPage = '/features/care/pages/alert/index'
export const summariesPage = '/features/care/pages/summaries/index'
export const circlePage = '/features/care/pages/circle/index'
export const myCarePage = '/features/care/pages/mine/index'

export const wallPage = '/features/care-desk/pages/wall/index'
export const deskAlertsPage = '/features/care-desk/pages/alerts/index'
export const shiftPage = '/features/care-desk/pages/shift/index'
export const devicesPage = '/features/care-desk/pages/devices/index'
export const enrolPage = '/features/care-desk/pages/enrol/index'
export const residentPage = '/features/care-desk/pages/resident/index'
export const displayPage = '/features/care-desk/pages/display/index'

/** An elder, named as everywhere: where he is looked after, and who he is. */
export interface ElderKey {
  readonly subdistrictId: SubdistrictId
  readonly personId: PersonId
}

/** Opens one of the pages about one elder. */
export const openElder = (
  { subdistrictId, personId }: ElderKey,
  page: string = elderPage,
): Promise<void> => go(page, { subdistrict: subdistrictId, elder: personId })

export const openAlert = ({
  subdistrictId,
  alertId,
}: {
  readonly subdistrictId: SubdistrictId
  readonly alertId: AlertId
}): Promise<void> => go(alertPage, { subdistrict: subdistrictId, alert: alertId })
