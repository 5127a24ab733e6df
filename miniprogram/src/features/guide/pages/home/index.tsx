import { subdistrictId } from '#shared/ids.ts'
import { AsyncView } from '../../../../components/async-view.tsx'
import { Screen } from '../../../../components/screen.tsx'
import { useServicesAt } from '../../../../parts/bookings/use-services-at.ts'
import { usePageParams } from '../../../../platform/page-lifecycle.ts'
import { useSession } from '../../../../platform/session.ts'
import { GuideHome } from '../../guide-home.tsx'

/** `?subdistrict`, else where the reader lives; open to everybody. */
export default function GuidePage() {
  const { subdistrict } = usePageParams()
  const session = useSession()
  const home = useServicesAt(session.status === 'in' ? session.me : null, null)
  const at = subdistrict === undefined ? home : subdistrictId(subdistrict)
  return (
    <Screen title="办事指南" lead="要带什么、去哪里、多久，先看清楚再出门">
      {at === null ? (
        <AsyncView state={{ status: 'loading' }} retry={() => undefined}>
          {() => null}
        </AsyncView>
      ) : (
        <GuideHome key={at} subdistrictId={at} />
      )}
    </Screen>
  )
}
