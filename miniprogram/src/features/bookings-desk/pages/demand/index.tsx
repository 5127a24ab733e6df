import { DemandView } from '../../demand-view.tsx'
import { WithBookingDesk } from '../../with-booking-desk.tsx'

export default function DemandPage() {
  return (
    <WithBookingDesk title="需求一览">
      {(desk) => <DemandView key={desk.subdistrictId} desk={desk} />}
    </WithBookingDesk>
  )
}
