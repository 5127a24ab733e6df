import type { BookingStatus } from '#shared/bookings/booking-status.ts'
import { bookingStatusWords } from '#shared/bookings/bookings.words.ts'
import type { Tone } from '../../components/tag.tsx'
import { Tag } from '../../components/tag.tsx'

const tones: Readonly<Record<BookingStatus, Tone>> = {
  held: 'orange',
  requested: 'yellow',
  proposed: 'orange',
  confirmed: 'green',
  checked_in: 'blue',
  served: 'grey',
  no_show: 'red',
  cancelled: 'grey',
  declined: 'red',
  expired: 'grey',
}

export function BookingStatusTag({ status }: { status: BookingStatus }) {
  return <Tag words={bookingStatusWords[status]} tone={tones[status]} />
}
