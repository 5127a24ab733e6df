import { CheckInView } from '../../check-in-view.tsx'
import { WithBookingDesk } from '../../with-booking-desk.tsx'

export default function CheckInPage() {
  return (
    <WithBookingDesk title="签到">
      {(desk) => <CheckInView key={desk.subdistrictId} desk={desk} />}
    </WithBookingDesk>
  )
}
