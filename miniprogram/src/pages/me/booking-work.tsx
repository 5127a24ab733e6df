import type { Me } from '#shared/accounts/accounts.contract.ts'
import { bookingStaffRoles } from '#shared/accounts/roles.ts'
import { counterRoles } from '#shared/relatives/counter.contract.ts'
import { Card, ListRow } from '../../components/card.tsx'
import {
  bookForPage,
  calendarPage,
  checkInPage,
  dayPage,
  demandPage,
  requestsPage,
} from '../../parts/staff/staff-pages.ts'
import { go } from '../../platform/navigation.ts'

/** For whoever works with bookings: what waits, who comes, and what is planned. */
export function BookingWork({ me }: { me: Me }) {
  const works: readonly string[] = bookingStaffRoles
  const serves: readonly string[] = counterRoles
  const post = me.posts.find(({ role }) => works.includes(role))
  if (post === undefined) return null
  const open = (page: string) => go(page, { subdistrict: post.subdistrictId })
  return (
    <Card kind="rows" title="预约管理">
      <ListRow icon="bell" title="预约受理" onPress={() => open(requestsPage)} />
      <ListRow icon="list" title="今日名单" onPress={() => open(dayPage)} />
      <ListRow icon="camera" title="签到" onPress={() => open(checkInPage)} />
      {me.posts.some(({ role }) => serves.includes(role)) ? (
        <ListRow icon="phone" title="替人预约" onPress={() => open(bookForPage)} />
      ) : null}
      <ListRow icon="calendar" title="排班与停办" onPress={() => open(calendarPage)} />
      <ListRow icon="report" title="需求一览" onPress={() => open(demandPage)} />
    </Card>
  )
}
