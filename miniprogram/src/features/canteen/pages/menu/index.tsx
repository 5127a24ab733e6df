import { subdistrictId } from '#shared/ids.ts'
import { AsyncView } from '../../../../components/async-view.tsx'
import { Screen } from '../../../../components/screen.tsx'
import { useServicesAt } from '../../../../parts/bookings/use-services-at.ts'
import { useWho } from '../../../../parts/bookings/use-who.ts'
import { useGate } from '../../../../parts/gate/use-gate.tsx'
import { usePageParams } from '../../../../platform/page-lifecycle.ts'
import { useSession } from '../../../../platform/session.ts'
import { CanteenView } from '../../canteen-view.tsx'

/** `?subdistrict`, else where the person lives; open to everybody, one signs in to order. */
export default function MenuPage() {
  const { subdistrict } = usePageParams()
  const session = useSession()
  const me = session.status === 'in' ? session.me : null
  const who = useWho(me)
  const home = useServicesAt(me, who.who)
  const gate = useGate()
  const at = subdistrict === undefined ? home : subdistrictId(subdistrict)
  return (
    <Screen title="社区食堂" lead="先订再来，不用排队">
      {at === null || !who.settled ? (
        <AsyncView state={{ status: 'loading' }} retry={() => undefined}>
          {() => null}
        </AsyncView>
      ) : (
        <CanteenView key={at} subdistrictId={at} me={me} who={who} gate={gate} />
      )}
      {gate.sheet}
    </Screen>
  )
}
