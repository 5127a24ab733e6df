import { DayView } from '../../day-view.tsx'
import { WithBookingDesk } from '../../with-booking-desk.tsx'

export default function DayPage() {
  return (
    <WithBookingDesk title="今日名单">
      {(desk) => <DayView key={desk.subdistrictId} desk={desk} />}
    </WithBookingDesk>
  )
}
