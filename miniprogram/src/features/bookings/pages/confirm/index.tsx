import { useEffect } from 'react'
import type { BookingView } from '#shared/bookings/bookings.contract.ts'
import { AsyncView } from '../../../../components/async-view.tsx'
import { Screen } from '../../../../components/screen.tsx'
import { bookingPage, paramsOf } from '../../../../parts/bookings/booking-pages.ts'
import { useBooking } from '../../../../parts/bookings/use-booking.ts'
import { WhenSignedIn } from '../../../../parts/gate/when-signed-in.tsx'
import { goInstead } from '../../../../platform/navigation.ts'
import { usePageParams } from '../../../../platform/page-lifecycle.ts'
import { useSession } from '../../../../platform/session.ts'
import { ConfirmHold, RanOut } from '../../confirm-hold.tsx'

/** Messages about a waiting place open this page directly, so it may be the first one. */
export default function ConfirmPage() {
  const session = useSession()
  if (session.status === 'in') return <OpenHold me={session.me.personId} />
  return (
    <Screen title="确认一下">
      <WhenSignedIn why="登录后就能确认这个预约。">{() => null}</WhenSignedIn>
    </Screen>
  )
}

function OpenHold({ me }: { me: string }) {
  const { subdistrict = '', booking: id = '' } = usePageParams()
  const acts = useBooking(subdistrict, id, `person/${me}`)
  const { state } = acts
  if (state.status === 'ready') {
    const booking = state.value
    if (booking.may.includes('confirm')) return <ConfirmHold booking={booking} acts={acts} />
    if (booking.status === 'expired') return <RanOut booking={booking} />
    return <Elsewhere booking={booking} />
  }
  return (
    <Screen title="确认一下">
      <AsyncView state={state} retry={acts.reload} skeleton="page">
        {() => null}
      </AsyncView>
    </Screen>
  )
}

/** It is a booking already, or none any more: its own page says how it stands. */
function Elsewhere({ booking }: { booking: BookingView }) {
  useEffect(() => {
    goInstead(bookingPage, paramsOf(booking))
  }, [booking])
  return (
    <Screen title="确认一下">
      <AsyncView state={{ status: 'loading' }} retry={() => undefined}>
        {() => null}
      </AsyncView>
    </Screen>
  )
}
