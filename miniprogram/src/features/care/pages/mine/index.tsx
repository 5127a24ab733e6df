import { listMyElders } from '#shared/care/care.contract.ts'
import { measuringConsentText } from '#shared/care/care.words.ts'
import type { ElderCard } from '#shared/care/care-shapes.ts'
import { AsyncView } from '../../../../components/async-view.tsx'
import { Card, ListRow } from '../../../../components/card.tsx'
import { Stack } from '../../../../components/layout.tsx'
import { Screen } from '../../../../components/screen.tsx'
import { Words } from '../../../../components/words.tsx'
import { circlePage, elderPage, openElder } from '../../../../parts/care/care-pages.ts'
import { NotMedical } from '../../../../parts/care/not-medical.tsx'
import { StatusTag } from '../../../../parts/care/status-tag.tsx'
import { useElder } from '../../../../parts/care/use-elder.ts'
import { WhenSignedIn } from '../../../../parts/gate/when-signed-in.tsx'
import { useLoaded } from '../../../../parts/loading/use-loaded.ts'
import { call } from '../../../../platform/api.ts'
import { usePullToRefresh } from '../../../../platform/page-scroll.ts'
import { LooksCard } from '../../looks-card.tsx'
import { MeasuredCard } from '../../measured-card.tsx'
import { StopCard } from '../../stop-card.tsx'

/** For the one who is measured: what, who sees it, who looked, and stop. */
export default function MinePage() {
  return (
    <Screen title="我的测量" lead="测什么、谁看，都由您定">
      <WhenSignedIn why="登录后，可以看到自己的测量。">{() => <Mine />}</WhenSignedIn>
    </Screen>
  )
}

function Mine() {
  const { state, reload } = useLoaded(async () => {
    const { elders } = await call(listMyElders, {})
    return elders.find(({ as }) => as === 'self') ?? null
  })
  usePullToRefresh(reload)
  return (
    <AsyncView
      state={state}
      retry={reload}
      isEmpty={(me) => me === null}
      empty={{
        title: '现在没有在测量您',
        words: '要开始的话，请敬老院或居委会的同事登记，您签字同意以后才测。',
      }}
    >
      {(me) => (me === null ? null : <Measured me={me} reload={reload} />)}
    </AsyncView>
  )
}

interface MeasuredProps {
  readonly me: ElderCard
  readonly reload: () => Promise<void>
}

function Measured({ me, reload }: MeasuredProps) {
  const loaded = useElder(me)
  const changed = async () => {
    await Promise.all([loaded.reload(), reload()])
  }
  return (
    <Stack gap="l">
      <Stack>
        <StatusTag status={me.status} />
        <Card kind="rows">
          <ListRow
            icon="report"
            title="看我的情况"
            note="心率、血压、睡眠这些"
            onPress={() => openElder(me, elderPage)}
          />
          <ListRow
            icon="person"
            title="谁看得到"
            note="家人和他们能看什么，一点就收回"
            onPress={() => openElder(me, circlePage)}
          />
        </Card>
      </Stack>
      <AsyncView state={loaded.state} retry={loaded.reload}>
        {(view) =>
          view.enrolment === null ? null : (
            <MeasuredCard enrolment={view.enrolment} onChanged={changed} />
          )
        }
      </AsyncView>
      <LooksCard elder={me} />
      <StopCard onStopped={changed} />
      <Stack gap="s">
        {measuringConsentText.points.map((point) => (
          <Words key={point} kind="quiet">
            {point}
          </Words>
        ))}
        <NotMedical />
      </Stack>
    </Stack>
  )
}
