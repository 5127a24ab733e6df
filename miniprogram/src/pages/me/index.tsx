import type { Me } from '#shared/accounts/accounts.contract.ts'
import { callingRoles, caseStaffRoles } from '#shared/accounts/roles.ts'
import { counterRoles } from '#shared/relatives/counter.contract.ts'
import { Button } from '../../components/button.tsx'
import { Card, ListRow } from '../../components/card.tsx'
import { Switch } from '../../components/choice.tsx'
import { Stack } from '../../components/layout.tsx'
import { Screen } from '../../components/screen.tsx'
import { Tag } from '../../components/tag.tsx'
import { myBookingsPage } from '../../parts/bookings/booking-pages.ts'
import { eldersPage, myCarePage } from '../../parts/care/care-pages.ts'
import { deskPage, myCasesPage } from '../../parts/cases/case-pages.ts'
import {
  consentsPage,
  myDataPage,
  noticesPage,
  signInPage,
} from '../../parts/gate/account-pages.ts'
import { useGate } from '../../parts/gate/use-gate.tsx'
import { WhenSignedIn } from '../../parts/gate/when-signed-in.tsx'
import { checksPage, editedItemsPage, myMattersPage } from '../../parts/guide/guide-pages.ts'
import { counterPage, peoplePage } from '../../parts/relatives/relatives-pages.ts'
import { renovationsPage } from '../../parts/renovations/renovation-pages.ts'
import { useLargeType } from '../../parts/settings/use-large-type.ts'
import { useSettings } from '../../parts/settings/use-settings.ts'
import { callsPage, differencesPage, postsPage } from '../../parts/staff/staff-pages.ts'
import { go, goTab } from '../../platform/navigation.ts'
import { signOut, useSession } from '../../platform/session.ts'
import { BookingWork } from './booking-work.tsx'
import { CareWork } from './care-work.tsx'
import { RenovationWork } from './renovation-work.tsx'
import { useUnread } from './use-unread.ts'
import { WhoIAm } from './who-i-am.tsx'

export default function MePage() {
  const { largeType, change } = useLargeType()
  const gate = useGate()
  return (
    <Screen title="我的" tab="me">
      <WhenSignedIn why="登录后，可以看到您上报的事和给您的消息。">
        {(me) => (
          <>
            <WhoIAm me={me} gate={gate} />
            <Mine me={me} />
            <MyWork me={me} />
            <BookingWork me={me} />
            <RenovationWork me={me} />
            <CareWork me={me} />
          </>
        )}
      </WhenSignedIn>
      <Card kind="rows">
        <Switch words="长辈版" note="字更大，按钮更大" on={largeType} onChange={change} />
      </Card>
      <Card kind="rows">
        <ListRow
          title="隐私和同意"
          note="您同意过什么，随时收回"
          onPress={() => go(consentsPage)}
        />
        <ListRow title="我的资料" note="拿走一份，或者注销账号" onPress={() => go(myDataPage)} />
      </Card>
      <WayOut />
      {gate.sheet}
    </Screen>
  )
}

function Mine({ me }: { me: Me }) {
  const unread = useUnread(me.personId)
  return (
    <Card kind="rows">
      <ListRow icon="calendar" title="我的预约" onPress={() => go(myBookingsPage)} />
      <ListRow icon="list" title="我要办的事" onPress={() => go(myMattersPage)} />
      <ListRow icon="home" title="我的装修" onPress={() => go(renovationsPage)} />
      <ListRow icon="report" title="我上报的事" onPress={() => go(myCasesPage)} />
      <ListRow
        icon="person"
        title="我的家人"
        note="替家人预约，也让家人替我办"
        onPress={() => go(peoplePage)}
      />
      <ListRow
        icon="report"
        title="我关注的老人"
        note="心率、睡眠、有没有动静"
        onPress={() => go(eldersPage)}
      />
      <ListRow
        icon="clock"
        title="我的测量"
        note="测什么、谁看过，随时可以停"
        onPress={() => go(myCarePage)}
      />
      <ListRow
        icon="bell"
        title="消息"
        end={unread > 0 ? <Tag words={`${unread} 条新的`} tone="orange" /> : undefined}
        onPress={() => go(noticesPage)}
      />
    </Card>
  )
}

/** For staff: the desk, and for administrators who is on which post. */
function MyWork({ me }: { me: Me }) {
  const working: readonly string[] = caseStaffRoles
  const desk = me.posts.some(({ role }) => working.includes(role))
  const calling: readonly string[] = callingRoles
  const calls = me.posts.some(({ role }) => calling.includes(role))
  const serving: readonly string[] = counterRoles
  const counter = me.posts.some(({ role }) => serving.includes(role))
  const admin = me.posts.some(({ role }) => role === 'administrator')
  if (!desk && !calls && !counter && !admin) return null
  return (
    <Card kind="rows">
      {desk ? <ListRow icon="list" title="工作台" onPress={() => go(deskPage)} /> : null}
      {calls ? (
        <ListRow
          icon="phone"
          title="电话清单"
          note="收不到消息的人，打电话或上门告诉"
          onPress={() => go(callsPage)}
        />
      ) : null}
      {counter ? (
        <ListRow
          icon="person"
          title="窗口登记"
          note="核对证件，登记代办家人"
          onPress={() => go(counterPage)}
        />
      ) : null}
      {counter ? (
        <ListRow
          icon="photo"
          title="材料预审"
          note="居民拍来的材料，先看清不清楚"
          onPress={() => go(checksPage)}
        />
      ) : null}
      {admin ? (
        <ListRow
          icon="person"
          title="安排岗位"
          note="谁在岗，谁离岗"
          onPress={() => go(postsPage)}
        />
      ) : null}
      {admin ? (
        <ListRow
          icon="list"
          title="编办事指南"
          note="改事项，看看改了什么，再发布"
          onPress={() => go(editedItemsPage)}
        />
      ) : null}
      {admin ? (
        <ListRow
          icon="list"
          title="对账差异"
          note="微信账单和我们的账对不上的"
          onPress={() => go(differencesPage)}
        />
      ) : null}
    </Card>
  )
}

/** Out, or in the demo somebody else. */
function WayOut() {
  const settings = useSettings()
  const session = useSession()
  const demo = settings?.mode === 'demo' && process.env.TARO_ENV === 'h5'
  const leave = async () => {
    await signOut()
    await goTab('home')
  }
  return (
    <Stack gap="s">
      {demo ? (
        <Button
          words="换一个人看看（演示）"
          kind="secondary"
          icon="refresh"
          onPress={() => go(signInPage)}
        />
      ) : null}
      {session.status === 'out' ? null : <Button words="退出登录" kind="quiet" onPress={leave} />}
    </Stack>
  )
}
