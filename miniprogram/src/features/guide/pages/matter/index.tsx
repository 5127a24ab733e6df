import { guideMatterId, subdistrictId } from '#shared/ids.ts'
import { AsyncView } from '../../../../components/async-view.tsx'
import { Screen } from '../../../../components/screen.tsx'
import { useGate } from '../../../../parts/gate/use-gate.tsx'
import { WhenSignedIn } from '../../../../parts/gate/when-signed-in.tsx'
import { useLive } from '../../../../parts/live/use-live.ts'
import { usePageParams } from '../../../../platform/page-lifecycle.ts'
import { usePullToRefresh } from '../../../../platform/page-scroll.ts'
import { MatterCard } from '../../matter-card.tsx'
import { useMatter } from '../../use-matter.ts'

/** `?subdistrict&matter`: photos of the papers, what staff say of each, and whether all is ready. */
export default function MatterPage() {
  const gate = useGate()
  return (
    <Screen title="办事材料">
      <WhenSignedIn why="登录后就能看到这件事。">
        {(me) => <Matter personId={me.personId} mayAdd={() => gate.pass('privacy_guide')} />}
      </WhenSignedIn>
      {gate.sheet}
    </Screen>
  )
}

interface MatterProps {
  readonly personId: string
  readonly mayAdd: () => Promise<boolean>
}

function Matter({ personId, mayAdd }: MatterProps) {
  const { subdistrict = '', matter = '' } = usePageParams()
  const key = { subdistrictId: subdistrictId(subdistrict), matterId: guideMatterId(matter) }
  const mine = useMatter(key)
  useLive(`person/${personId}`, mine.reload)
  usePullToRefresh(mine.reload)
  return (
    <AsyncView state={mine.state} retry={mine.reload} skeleton="page">
      {(shown) => <MatterCard matter={shown} mine={mine} mayAdd={mayAdd} />}
    </AsyncView>
  )
}
