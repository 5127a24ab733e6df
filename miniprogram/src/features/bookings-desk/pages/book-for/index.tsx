import { BookForView } from '../../book-for-view.tsx'
import { WithBookingDesk } from '../../with-booking-desk.tsx'

/** `?channel=phone|counter|walk_in`: how the person came. */
export default function BookForPage() {
  return (
    <WithBookingDesk title="替人预约">
      {(desk) => <BookForView key={desk.subdistrictId} desk={desk} />}
    </WithBookingDesk>
  )
}
