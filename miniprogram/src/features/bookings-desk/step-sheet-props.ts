import type { BookingView } from '#shared/bookings/bookings.contract.ts'
import type { BookingActs } from '../../parts/bookings/use-booking.ts'

export interface StepSheetProps {
  readonly booking: BookingView
  readonly acts: BookingActs
  readonly onClose: () => void
}
