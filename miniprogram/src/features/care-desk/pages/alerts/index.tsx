import { View } from '@tarojs/components'
import { useState } from 'react'
import { careDeskRoles } from '#shared/accounts/roles.ts'
import { AsyncView } from '../../../../components/async-view.tsx'
import { Button } from '../../../../components/button.tsx'
import { Row, Stack } from '../../../../components/layout.tsx'
import { Screen } from '../../../../components/screen.tsx'
import { LiveRegion } from '../../../../components/toast.tsx'
import { ListEnd } from '../../../../components/words.tsx'
import { AlertCard } from '../../../../parts/care/alert-card.tsx'
import { NotMedical } from '../../../../parts/care/not-medical.tsx'
import { useAcknowledge } from '../../../../parts/care/use-acknowledge.ts'
import { useNow } from '../../../../parts/clock/use-now.ts'
import { SoundSheet } from '../../../../parts/staff/sound-sheet.tsx'
import { usePullToRefresh } from '../../../../platform/page-scroll.ts'
import { useDeskAlerts } from '../../use-desk-alerts.ts'
import s from '../../wall.module.scss'
import type { CareDesk } from '../../with-care-desk.tsx'
import { WithCareDesk } from '../../with-care-desk.tsx'

/** Alerts of the elders of my post; for the duty desk those that climbed to it. */
export default function DeskAlertsPage() {
  return (
    <WithCareDesk title="老人提醒" roles={careDeskRoles}>
      {(desk) => <DeskAlerts desk={desk} />}
    </WithCareDesk>
  )
}

function DeskAlerts({ desk }: { desk: CareDesk }) {
  const now = useNow()
  const [hearing, setHearing] = useState(false)
  const { list, heard, sound } = useDeskAlerts(desk)
  const { busy, acknowledge } = useAcknowledge(list.reload)
  usePullToRefresh(list.reload)
  const isDuty = desk.role === 'duty_officer'
  return (
    <Screen title="老人提醒" lead={desk.name} wide>
      <LiveRegion words={heard} />
      <Stack>
        <AsyncView
          state={list.state}
          retry={list.reload}
          isEmpty={({ items }) => items.length === 0}
          empty={{
            title: '现在没有提醒',
            words: isDuty
              ? '家人、照护人员和居委都没有处理的，会到这里。'
              : '来了新提醒会自己出现，也可以开提示音。',
          }}
        >
          {({ items, nextCursor }) => (
            <Stack>
              <View className={s.wall}>
                {items.map((alert) => (
                  <AlertCard
                    key={alert.alertId}
                    alert={alert}
                    now={now}
                    named
                    busy={busy === alert.alertId}
                    onAcknowledge={() => acknowledge(alert)}
                  />
                ))}
              </View>
              {nextCursor === null ? (
                <ListEnd words={`共 ${items.length} 个，都在这里了`} />
              ) : (
                <Button
                  words="再看更多"
                  kind="secondary"
                  busy={list.loadingMore}
                  onPress={list.more}
                />
              )}
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
          <Button words="刷新" kind="quiet" icon="refresh" fit onPress={list.reload} />
        </Row>
        <NotMedical />
      </Stack>
      <SoundSheet open={hearing} what="新提醒" sound={sound} onClose={() => setHearing(false)} />
    </Screen>
  )
}
