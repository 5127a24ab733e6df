import { useState } from 'react'
import type { Me } from '#shared/accounts/accounts.contract.ts'
import { readCircle, withdrawFollower } from '#shared/care/care.contract.ts'
import type { ElderView } from '#shared/care/care-shapes.ts'
import { careStateTopic } from '#shared/readings/live-readings.ts'
import { AsyncView } from '../../../../components/async-view.tsx'
import { Button } from '../../../../components/button.tsx'
import { Row, Stack } from '../../../../components/layout.tsx'
import { Screen } from '../../../../components/screen.tsx'
import { Sheet } from '../../../../components/sheet.tsx'
import { say } from '../../../../components/toast.tsx'
import { Words } from '../../../../components/words.tsx'
import type { ElderKey } from '../../../../parts/care/care-pages.ts'
import { useElder } from '../../../../parts/care/use-elder.ts'
import { useElderKey } from '../../../../parts/care/use-elder-key.ts'
import { WhenSignedIn } from '../../../../parts/gate/when-signed-in.tsx'
import { useLive } from '../../../../parts/live/use-live.ts'
import { useLoaded } from '../../../../parts/loading/use-loaded.ts'
import { call } from '../../../../platform/api.ts'
import { asFailure } from '../../../../platform/failure.ts'
import { goTab } from '../../../../platform/navigation.ts'
import { usePullToRefresh } from '../../../../platform/page-scroll.ts'
import { FollowerList } from '../../follower-list.tsx'
import { PhoneSteps } from '../../phone-steps.tsx'

/** `?subdistrict&elder`: who else follows, and who is told first. */
export default function CirclePage() {
  return (
    <Screen title="谁在关注">
      <WhenSignedIn why="登录后，可以看到谁在关注。">{(me) => <Loaded me={me} />}</WhenSignedIn>
    </Screen>
  )
}

function Loaded({ me }: { me: Me }) {
  const elder = useElderKey()
  const { state, reload } = useElder(elder)
  return (
    <AsyncView state={state} retry={reload}>
      {(view) => <CircleOf me={me} elder={elder} view={view} />}
    </AsyncView>
  )
}

interface CircleOfProps {
  readonly me: Me
  readonly elder: ElderKey
  readonly view: ElderView
}

function CircleOf({ me, elder, view }: CircleOfProps) {
  const { state, reload, put } = useLoaded(
    () => call(readCircle, { params: { ...elder } }),
    `${elder.subdistrictId}/${elder.personId}`,
  )
  useLive(careStateTopic(elder.subdistrictId, elder.personId), reload)
  usePullToRefresh(reload)
  return (
    <Stack gap="l">
      <AsyncView state={state} retry={reload}>
        {(circle) => <FollowerList view={view} circle={circle} reload={reload} put={put} />}
      </AsyncView>
      <PhoneSteps elder={elder} />
      {view.as === 'follower' ? <Leave me={me} elder={elder} view={view} /> : null}
    </Stack>
  )
}

/** The follower's own way out, with a question, since he would have to be invited again. */
function Leave({ me, elder, view }: CircleOfProps) {
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const leave = async () => {
    setBusy(true)
    try {
      const params = { ...elder, followerId: me.personId }
      await call(withdrawFollower, { params, query: {} })
      say(`不再关注${view.name}了`)
      await goTab('me')
    } catch (thrown) {
      say(asFailure(thrown).words, 'problem')
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <Button words={`不再关注${view.name}`} kind="quiet" onPress={() => setAsking(true)} />
      <Sheet
        open={asking}
        title="不再关注吗"
        onClose={() => setAsking(false)}
        footer={
          <Row spread="even">
            <Button words="先留着" kind="secondary" onPress={() => setAsking(false)} />
            <Button words="不再关注" kind="danger" busy={busy} onPress={leave} />
          </Row>
        }
      >
        <Words>{`您马上看不到${view.name}的情况，也收不到提醒。以后要再关注，得请他再给一个关注码。`}</Words>
      </Sheet>
    </>
  )
}
