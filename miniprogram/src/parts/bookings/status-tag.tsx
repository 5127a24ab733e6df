import type { BookingStatus } from '#shared/bookings/booking-status.ts'
import { bookingStatusWords } from '#shared/bookings/bookings.words.ts'
import { staffStatusWords } from '#shared/bookings/desk.words.ts'
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

interface BookingStatusTagProps {
  readonly status: BookingStatus
  /** Who reads it; the person himself unless told. */
  readonly reader?: 'person' | 'staff'
}

export function BookingStatusTag({ status, reader = 'person' }: BookingStatusTagProps) {
  const words = reader === 'staff' ? staffStatusWords : bookingStatusWords
  return <Tag words={words[status]} tone={tones[status]} />
}
