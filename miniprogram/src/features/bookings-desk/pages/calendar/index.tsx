import { CalendarView } from '../../calendar-view.tsx'
import { WithBookingDesk } from '../../with-booking-desk.tsx'

export default function CalendarPage() {
  return (
    <WithBookingDesk title="排班与停办">
      {(desk) => <CalendarView key={desk.subdistrictId} desk={desk} />}
    </WithBookingDesk>
  )
}
