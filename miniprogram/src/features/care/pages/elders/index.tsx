import { useState } from 'react'
import { listMyElders } from '#shared/care/care.contract.ts'
import type { ElderCard as Elder, MyElders } from '#shared/care/care-shapes.ts'
import { timeInWords } from '#shared/cases/deadline.words.ts'
import { careStateTopic } from '#shared/readings/live-readings.ts'
import { servedWords } from '#shared/relatives/relatives.words.ts'
import { AsyncView } from '../../../../components/async-view.tsx'
import { Button } from '../../../../components/button.tsx'
import { Card, ListRow } from '../../../../components/card.tsx'
import { Stack } from '../../../../components/layout.tsx'
import { Screen } from '../../../../components/screen.tsx'
import { Words } from '../../../../components/words.tsx'
import { elderAlertsPage, openElder } from '../../../../parts/care/care-pages.ts'
import { lastMeasured, latestWords } from '../../../../parts/care/latest.words.ts'
import { NotMedical } from '../../../../parts/care/not-medical.tsx'
import { StatusTag } from '../../../../parts/care/status-tag.tsx'
import { useNow } from '../../../../parts/clock/use-now.ts'
import type { Gate } from '../../../../parts/gate/use-gate.tsx'
import { useGate } from '../../../../parts/gate/use-gate.tsx'
import { WhenSignedIn } from '../../../../parts/gate/when-signed-in.tsx'
import { useCalm } from '../../../../parts/live/use-calm.ts'
import { useLive } from '../../../../parts/live/use-live.ts'
import { useLoaded } from '../../../../parts/loading/use-loaded.ts'
import { call } from '../../../../platform/api.ts'
import { go } from '../../../../platform/navigation.ts'
import { usePullToRefresh } from '../../../../platform/page-scroll.ts'
import { EnterInviteSheet } from '../../enter-invite-sheet.tsx'

/** Those I follow, wherever each is looked after, with one calm word about each. */
export default function EldersPage() {
  const gate = useGate()
  return (
    <Screen title="我关注的老人" lead="他们好不好，一眼看得到">
      <WhenSignedIn why="登录后，可以看到您关注的老人。">
        {() => <Elders gate={gate} />}
      </WhenSignedIn>
      {gate.sheet}
    </Screen>
  )
}

function Elders({ gate }: { gate: Gate }) {
  const { state, reload, put } = useLoaded(() => call(listMyElders, {}))
  const [entering, setEntering] = useState(false)
  usePullToRefresh(reload)
  const enter = async () => {
    if (await gate.pass('privacy_guide')) setEntering(true)
  }
  return (
    <Stack>
      <AsyncView
        state={state}
        retry={reload}
        isEmpty={({ elders, waiting }) => elders.length === 0 && waiting.length === 0}
        empty={{
          title: '还没有关注谁',
          words: '请老人，或者照护他的工作人员，给您一个关注码；输入以后，等他们点“同意”。',
        }}
      >
        {(mine) => <People mine={mine} reload={reload} />}
      </AsyncView>
      <Button words="输入关注码" kind="secondary" icon="plus" onPress={enter} />
      <NotMedical />
      {entering ? <EnterInviteSheet onClose={() => setEntering(false)} onDone={put} /> : null}
    </Stack>
  )
}

interface PeopleProps {
  readonly mine: MyElders
  readonly reload: () => Promise<void>
}

function People({ mine, reload }: PeopleProps) {
  const now = useNow()
  const soon = useCalm(reload)
  return (
    <Stack>
      {mine.elders.map((elder) => (
        <ElderRow key={`${elder.subdistrictId}${elder.personId}`} {...{ elder, now, soon }} />
      ))}
      {mine.elders.length === 0 ? null : (
        <Card kind="rows">
          <ListRow icon="bell" title="所有提醒" onPress={() => go(elderAlertsPage)} />
        </Card>
      )}
      {mine.waiting.length === 0 ? null : (
        <Card kind="rows" title="等对方同意">
          {mine.waiting.map(({ inviteId, elderName, usedAt }) => (
            <ListRow
              key={inviteId}
              icon="clock"
              title={elderName}
              note={`${timeInWords(new Date(usedAt), now)} 输入了关注码，等他们点“同意”`}
            />
          ))}
        </Card>
      )}
    </Stack>
  )
}

interface ElderRowProps {
  readonly elder: Elder
  readonly now: Date
  readonly soon: () => void
}

function ElderRow({ elder, now, soon }: ElderRowProps) {
  useLive(careStateTopic(elder.subdistrictId, elder.personId), soon)
  const { name, unitName, room, relation, status, latest, as } = elder
  const line = latestWords(latest, now)
  const measured = lastMeasured(latest)
  const who = as === 'self' ? '我自己' : relation === null ? '' : servedWords[relation]
  const where = unitName === null ? '住在家里' : `${unitName}${room === '' ? '' : ` ${room}`}`
  return (
    <Card title={name} onPress={() => openElder(elder)}>
      <Stack gap="s">
        <StatusTag status={status} />
        {line === null ? null : <Words>{line}</Words>}
        <Words kind="quiet">
          {[who, where, measured === null ? '' : `${timeInWords(new Date(measured), now)} 测的`]
            .filter((part) => part !== '')
            .join(' · ')}
        </Words>
      </Stack>
    </Card>
  )
}
