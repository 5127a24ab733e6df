import { AsyncView } from '../../../../components/async-view.tsx'
import { Screen } from '../../../../components/screen.tsx'
import { useBooking } from '../../../../parts/bookings/use-booking.ts'
import { WhenSignedIn } from '../../../../parts/gate/when-signed-in.tsx'
import { usePageParams } from '../../../../platform/page-lifecycle.ts'
import { usePullToRefresh } from '../../../../platform/page-scroll.ts'
import { useSession } from '../../../../platform/session.ts'
import { BookingOverview } from '../../booking-overview.tsx'
import { KeptPasses } from '../../kept-passes-list.tsx'

/** Messages open this page directly; without a network its code is the one seen last. */
export default function BookingPage() {
  const session = useSession()
  const { booking: id = '' } = usePageParams()
  if (session.status === 'in') return <OpenBooking me={session.me.personId} />
  return (
    <Screen title="预约">
      <KeptPasses only={id} />
      <WhenSignedIn why="登录后就能看到这个预约。">{() => null}</WhenSignedIn>
    </Screen>
  )
}

function OpenBooking({ me }: { me: string }) {
  const { subdistrict = '', booking: id = '' } = usePageParams()
  const acts = useBooking(subdistrict, id, `person/${me}`)
  const { state, reload } = acts
  usePullToRefresh(reload)
  return (
    <Screen title={state.status === 'ready' ? state.value.serviceName : '预约'}>
      {state.status === 'ready' ? null : <KeptPasses only={id} />}
      <AsyncView state={state} retry={reload} skeleton="page">
        {(booking) => <BookingOverview booking={booking} acts={acts} />}
      </AsyncView>
    </Screen>
  )
}
