import { useState } from 'react'
import { listElderAlerts, listMyAlerts, raiseTestAlarm } from '#shared/alerts/alerts.contract.ts'
import { careStateTopic } from '#shared/readings/live-readings.ts'
import { AsyncView } from '../../../../components/async-view.tsx'
import { Button } from '../../../../components/button.tsx'
import { Card, ListRow } from '../../../../components/card.tsx'
import { Stack } from '../../../../components/layout.tsx'
import { Screen } from '../../../../components/screen.tsx'
import { say } from '../../../../components/toast.tsx'
import { ListEnd, Words } from '../../../../components/words.tsx'
import { AlertCard } from '../../../../parts/care/alert-card.tsx'
import type { ElderKey } from '../../../../parts/care/care-pages.ts'
import { NotMedical } from '../../../../parts/care/not-medical.tsx'
import { useAcknowledge } from '../../../../parts/care/use-acknowledge.ts'
import { useElderKey } from '../../../../parts/care/use-elder-key.ts'
import { useNow } from '../../../../parts/clock/use-now.ts'
import { WhenSignedIn } from '../../../../parts/gate/when-signed-in.tsx'
import { useLive } from '../../../../parts/live/use-live.ts'
import { usePaged } from '../../../../parts/loading/use-paged.ts'
import { call } from '../../../../platform/api.ts'
import { asFailure } from '../../../../platform/failure.ts'
import { usePullToRefresh } from '../../../../platform/page-scroll.ts'
import { QuietSheet } from '../../quiet-sheet.tsx'

/** `?subdistrict&elder`: alerts of one; without an elder, of everybody I follow. */
export default function AlertsPage() {
  const elder = useElderKey()
  return (
    <Screen title="提醒">
      <WhenSignedIn why="登录后，可以看到提醒。">
        {() => <Alerts elder={elder.personId === '' ? null : elder} />}
      </WhenSignedIn>
    </Screen>
  )
}

function Alerts({ elder }: { elder: ElderKey | null }) {
  const now = useNow()
  const [quieting, setQuieting] = useState(false)
  const list = usePaged(
    async (cursor) => {
      const query = cursor === undefined ? {} : { cursor }
      const answer =
        elder === null
          ? await call(listMyAlerts, { query })
          : await call(listElderAlerts, { params: { ...elder }, query })
      return { items: answer.alerts, nextCursor: answer.nextCursor }
    },
    ({ alertId }) => alertId,
    elder === null ? 'mine' : `${elder.subdistrictId}/${elder.personId}`,
  )
  useLive(elder === null ? null : careStateTopic(elder.subdistrictId, elder.personId), list.reload)
  usePullToRefresh(list.reload)
  const { busy, acknowledge } = useAcknowledge(list.reload)
  return (
    <Stack>
      <AsyncView
        state={list.state}
        retry={list.reload}
        isEmpty={({ items }) => items.length === 0}
        empty={{ title: '还没有提醒', words: '有情况的时候，这里会有，也会给您发消息。' }}
      >
        {({ items, nextCursor }) => (
          <Stack>
            {items.map((alert) => (
              <AlertCard
                key={alert.alertId}
                alert={alert}
                now={now}
                named={elder === null}
                busy={busy === alert.alertId}
                onAcknowledge={() => acknowledge(alert)}
              />
            ))}
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
      {elder === null ? null : <TestAlarm elder={elder} onRaised={list.reload} />}
      <Card kind="rows">
        <ListRow
          icon="clock"
          title="夜里免打扰"
          note="选一段时间；紧急的照样提醒"
          onPress={() => setQuieting(true)}
        />
      </Card>
      <NotMedical />
      {quieting ? <QuietSheet onClose={() => setQuieting(false)} /> : null}
    </Stack>
  )
}

interface TestAlarmProps {
  readonly elder: ElderKey
  readonly onRaised: () => Promise<void>
}

/** Who never heard it ring cannot know that it will. */
function TestAlarm({ elder, onRaised }: TestAlarmProps) {
  const [busy, setBusy] = useState(false)
  const ring = async () => {
    setBusy(true)
    try {
      await call(raiseTestAlarm, { params: { ...elder } })
      say('试一试的提醒发出来了，只发给您')
      await onRaised()
    } catch (thrown) {
      say(asFailure(thrown).words, 'problem')
    } finally {
      setBusy(false)
    }
  }
  return (
    <Card title="试一试会不会响">
      <Stack gap="s">
        <Words>发一个试验的提醒，只发给您自己，和真的走一样的路。收到了，就放心了。</Words>
        <Button words="发一个试验的提醒" kind="secondary" icon="bell" busy={busy} onPress={ring} />
      </Stack>
    </Card>
  )
}
