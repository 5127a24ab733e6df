import { View } from '@tarojs/components'
import { useState } from 'react'
import { readWall } from '#shared/care/care-desk.contract.ts'
import { careStaffRoles } from '#shared/care/care-rules.ts'
import { unitId } from '#shared/ids.ts'
import { AsyncView } from '../../../../components/async-view.tsx'
import { Button } from '../../../../components/button.tsx'
import { Row, Stack } from '../../../../components/layout.tsx'
import { Screen } from '../../../../components/screen.tsx'
import { Segments } from '../../../../components/segments.tsx'
import { LiveRegion } from '../../../../components/toast.tsx'
import { ListEnd } from '../../../../components/words.tsx'
import {
  deskAlertsPage,
  devicesPage,
  displayPage,
  enrolPage,
  shiftPage,
} from '../../../../parts/care/care-pages.ts'
import { NotMedical } from '../../../../parts/care/not-medical.tsx'
import { useNow } from '../../../../parts/clock/use-now.ts'
import { useCalm } from '../../../../parts/live/use-calm.ts'
import { useLive } from '../../../../parts/live/use-live.ts'
import { useLoaded } from '../../../../parts/loading/use-loaded.ts'
import { SoundSheet } from '../../../../parts/staff/sound-sheet.tsx'
import { call } from '../../../../platform/api.ts'
import { go } from '../../../../platform/navigation.ts'
import { usePullToRefresh } from '../../../../platform/page-scroll.ts'
import { ResidentCard } from '../../resident-card.tsx'
import { deskTopicOf, useDeskAlerts } from '../../use-desk-alerts.ts'
import s from '../../wall.module.scss'
import type { CareDesk } from '../../with-care-desk.tsx'
import { WithCareDesk } from '../../with-care-desk.tsx'

/** Everybody I look after, those in need first. */
export default function WallPage() {
  return (
    <WithCareDesk title="照护台" roles={careStaffRoles}>
      {(desk) => <Wall desk={desk} />}
    </WithCareDesk>
  )
}

function Wall({ desk }: { desk: CareDesk }) {
  const { subdistrictId } = desk
  const [wanted, setWanted] = useState<string | null>(null)
  const [hearing, setHearing] = useState(false)
  const now = useNow()
  const { list, heard, sound } = useDeskAlerts(desk)
  const { state, reload } = useLoaded(
    () =>
      call(readWall, {
        params: { subdistrictId },
        query: wanted === null ? {} : { unitId: unitId(wanted) },
      }),
    `${subdistrictId}/${wanted ?? ''}`,
  )
  useLive(deskTopicOf(desk), useCalm(reload))
  usePullToRefresh(reload)
  const open =
    list.state.status === 'ready'
      ? list.state.value.items.filter(({ clearedAt, isTest }) => clearedAt === null && !isTest)
      : []
  const params = { subdistrict: subdistrictId }
  return (
    <Screen title="照护台" lead={desk.name} wide>
      <LiveRegion words={heard} />
      <Stack>
        <Row spread="fill">
          <Button
            words={open.length === 0 ? '提醒' : `提醒 ${open.length}`}
            kind={open.length === 0 ? 'secondary' : 'primary'}
            icon="bell"
            onPress={() => go(deskAlertsPage, params)}
          />
          <Button words="交班" kind="secondary" icon="list" onPress={() => go(shiftPage, params)} />
          <Button
            words="设备"
            kind="secondary"
            icon="clock"
            onPress={() => go(devicesPage, params)}
          />
          <Button
            words="登记老人"
            kind="secondary"
            icon="plus"
            onPress={() => go(enrolPage, params)}
          />
        </Row>
        <AsyncView
          state={state}
          retry={reload}
          isEmpty={({ residents, units }) => residents.length === 0 && units.length < 2}
          empty={{
            title: '还没有登记老人',
            words: '老人签字同意以后，在“登记老人”里登记，这里就会有。',
          }}
        >
          {({ units, unit, residents }) => (
            <Stack>
              {units.length < 2 ? null : (
                <Segments
                  label="哪个地方"
                  items={units.map((one) => ({ key: one.unitId ?? '', words: one.name }))}
                  current={unit.unitId ?? ''}
                  onChange={(key) => setWanted(key === '' ? null : key)}
                />
              )}
              <View className={s.wall}>
                {residents.map((resident) => (
                  <ResidentCard key={resident.personId} resident={resident} now={now} />
                ))}
              </View>
              <ListEnd words={`${unit.name}，共 ${residents.length} 位，要紧的在前`} />
            </Stack>
          )}
        </AsyncView>
        <Row spread="between">
          <Button
            words={sound.on ? '提示音开' : '提示音关'}
            kind="quiet"
            icon="sound"
            fit
            onPress={() => setHearing(true)}
          />
          <Button
            words="大屏"
            label="打开大屏"
            kind="quiet"
            icon="home"
            fit
            onPress={() => go(displayPage, params)}
          />
          <Button words="刷新" kind="quiet" icon="refresh" fit onPress={reload} />
        </Row>
        <NotMedical />
      </Stack>
      <SoundSheet open={hearing} what="新提醒" sound={sound} onClose={() => setHearing(false)} />
    </Screen>
  )
}
