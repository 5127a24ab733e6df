import type { Me } from '#shared/accounts/accounts.contract.ts'
import type { Role } from '#shared/accounts/roles.ts'
import { careDeskRoles, deviceStaffRoles } from '#shared/accounts/roles.ts'
import { careStaffRoles } from '#shared/care/care-rules.ts'
import { Card, ListRow } from '../../components/card.tsx'
import {
  deskAlertsPage,
  devicesPage,
  displayPage,
  enrolPage,
  shiftPage,
  wallPage,
} from '../../parts/care/care-pages.ts'
import { go } from '../../platform/navigation.ts'

/** For whoever looks after elders, their alerts or the devices. */
export function CareWork({ me }: { me: Me }) {
  const postOf = (roles: readonly Role[]) => me.posts.find(({ role }) => roles.includes(role))
  const nursing = postOf(careStaffRoles)
  const alerting = postOf(careDeskRoles)
  const devices = postOf(deviceStaffRoles)
  if (alerting === undefined && devices === undefined) return null
  const open = (page: string, subdistrict: string) => go(page, { subdistrict })
  return (
    <Card kind="rows" title="照护老人">
      {nursing === undefined ? null : (
        <ListRow
          icon="person"
          title="照护台"
          note="要紧的老人排在前面"
          onPress={() => open(wallPage, nursing.subdistrictId)}
        />
      )}
      {alerting === undefined ? null : (
        <ListRow
          icon="bell"
          title="老人提醒"
          onPress={() => open(deskAlertsPage, alerting.subdistrictId)}
        />
      )}
      {nursing === undefined ? null : (
        <>
          <ListRow
            icon="list"
            title="交班"
            onPress={() => open(shiftPage, nursing.subdistrictId)}
          />
          <ListRow
            icon="plus"
            title="登记老人"
            note="签字同意以后登记"
            onPress={() => open(enrolPage, nursing.subdistrictId)}
          />
        </>
      )}
      {devices === undefined ? null : (
        <ListRow
          icon="clock"
          title="设备"
          note="没电、没消息的，谁在用哪台"
          onPress={() => open(devicesPage, devices.subdistrictId)}
        />
      )}
      {nursing === undefined ? null : (
        <ListRow
          icon="home"
          title="大屏"
          note="自己滚动，名字不写全"
          onPress={() => open(displayPage, nursing.subdistrictId)}
        />
      )}
    </Card>
  )
}
