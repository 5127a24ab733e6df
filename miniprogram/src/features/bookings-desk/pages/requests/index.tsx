import { bookingId } from '#shared/ids.ts'
import { usePageParams } from '../../../../platform/page-lifecycle.ts'
import { useWideScreen } from '../../../../platform/wide-screen.ts'
import { BookingScreen } from '../../booking-pane.tsx'
import { RequestsView } from '../../requests-view.tsx'
import { WithBookingDesk } from '../../with-booking-desk.tsx'

/** `?subdistrict`; with `&booking`, as messages open it, that one: on a phone alone on the page. */
export default function RequestsPage() {
  const { booking } = usePageParams()
  const wide = useWideScreen()
  return (
    <WithBookingDesk title="预约受理">
      {(desk) =>
        booking === undefined || wide ? (
          <RequestsView key={desk.subdistrictId} desk={desk} />
        ) : (
          <BookingScreen subdistrictId={desk.subdistrictId} bookingId={bookingId(booking)} />
        )
      }
    </WithBookingDesk>
  )
}
