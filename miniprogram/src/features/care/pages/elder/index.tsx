import { useState } from 'react'
import { readThresholds } from '#shared/alerts/alerts.contract.ts'
import { resumeCare } from '#shared/care/care.contract.ts'
import type { ElderView } from '#shared/care/care-shapes.ts'
import { servedWords } from '#shared/relatives/relatives.words.ts'
import type { AsyncState } from '../../../../components/async-view.tsx'
import { AsyncView } from '../../../../components/async-view.tsx'
import { Stack } from '../../../../components/layout.tsx'
import { Screen } from '../../../../components/screen.tsx'
import { say } from '../../../../components/toast.tsx'
import type { ElderKey } from '../../../../parts/care/care-pages.ts'
import { quietRange } from '../../../../parts/care/chart-data.ts'
import { FreshnessBanner } from '../../../../parts/care/freshness-banner.tsx'
import { NotMedical } from '../../../../parts/care/not-medical.tsx'
import { StatusTag } from '../../../../parts/care/status-tag.tsx'
import { useElder } from '../../../../parts/care/use-elder.ts'
import { useElderKey } from '../../../../parts/care/use-elder-key.ts'
import { useLiveReadings } from '../../../../parts/care/use-live-readings.ts'
import { useNow } from '../../../../parts/clock/use-now.ts'
import { WhenSignedIn } from '../../../../parts/gate/when-signed-in.tsx'
import { useLoaded } from '../../../../parts/loading/use-loaded.ts'
import { call } from '../../../../platform/api.ts'
import { asFailure, known } from '../../../../platform/failure.ts'
import { usePullToRefresh } from '../../../../platform/page-scroll.ts'
import { ElderCharts } from '../../elder-charts.tsx'
import { ElderLinks } from '../../elder-links.tsx'
import { LiveCard, PauseBanner, ValuesCard } from '../../elder-now.tsx'
import { ElderSleep } from '../../elder-sleep.tsx'
import { BrokenGlass, GlassCard, mayBreakGlass } from '../../glass-card.tsx'

/** `?subdistrict&elder`: how somebody is right now, for who may see it. */
export default function ElderPage() {
  const elder = useElderKey()
  const loaded = useElder(elder)
  const view = loaded.state.status === 'ready' ? loaded.state.value : null
  usePullToRefresh(loaded.reload)
  return (
    <Screen title={view?.name ?? '老人的情况'} lead={view === null ? undefined : whereWords(view)}>
      <WhenSignedIn why="登录后，可以看到您关注的老人。">
        {(me) =>
          isUnknown(loaded.state) && mayBreakGlass(me, elder) ? (
            <GlassCard elder={elder} onOpened={loaded.reload} />
          ) : (
            <AsyncView state={loaded.state} retry={loaded.reload} skeleton="page">
              {(seen) => <Elder elder={elder} view={seen} reload={loaded.reload} />}
            </AsyncView>
          )
        }
      </WhenSignedIn>
    </Screen>
  )
}

const isUnknown = (state: AsyncState<ElderView>): boolean =>
  state.status === 'failed' && state.words === known('unknown_elder').words

const whereWords = ({ age, unitName, room, relation, as }: ElderView): string =>
  [
    as === 'self' ? '我自己' : relation === null ? '' : servedWords[relation],
    age === null ? '' : `${age}岁`,
    unitName === null ? '住在家里' : `${unitName}${room === '' ? '' : ` ${room}`}`,
  ]
    .filter((part) => part !== '')
    .join(' · ')

interface ElderProps {
  readonly elder: ElderKey
  readonly view: ElderView
  readonly reload: () => Promise<void>
}

function Elder({ elder, view, reload }: ElderProps) {
  const now = useNow()
  const live = useLiveReadings(elder)
  const [ending, setEnding] = useState(false)
  const { subdistrictId, personId } = elder
  const params = { subdistrictId, personId }
  const limits = useLoaded(
    async () => (await call(readThresholds, { params })).thresholds,
    `${subdistrictId}/${personId}`,
  )
  const thresholds = limits.state.status === 'ready' ? limits.state.value : []
  const resume = async () => {
    if (view.pause === null) return
    setEnding(true)
    try {
      await call(resumeCare, { params: { ...params, pauseId: view.pause.pauseId } })
      say('提醒恢复了')
      await reload()
    } catch (thrown) {
      say(asFailure(thrown).words, 'problem')
    } finally {
      setEnding(false)
    }
  }
  return (
    <Stack>
      {view.glassUntil === null ? null : <BrokenGlass untilAt={view.glassUntil} />}
      <StatusTag status={view.status} />
      {view.pause === null ? null : (
        <PauseBanner pause={view.pause} now={now} busy={ending} onEnd={resume} />
      )}
      <FreshnessBanner freshness={live.freshness} />
      <LiveCard
        live={live}
        usual={live.lineMetric === null ? null : quietRange(live.lineMetric, thresholds)}
      />
      <ValuesCard live={live} />
      <ElderCharts
        elder={elder}
        classes={live.classes}
        known={new Set(live.newest.keys())}
        thresholds={thresholds}
        version={live.backfills}
      />
      {live.classes.includes('sleep') ? <ElderSleep elder={elder} now={now} /> : null}
      <ElderLinks elder={elder} view={view} now={now} reload={reload} />
      <NotMedical />
    </Stack>
  )
}
