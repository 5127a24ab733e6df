import { rateBooking } from '#shared/bookings/bookings.contract.ts'
import {
  bookingRatingQuestions,
  doneAnswerWords,
  onTimeAnswerWords,
} from '#shared/bookings/bookings.words.ts'
import { Sheet } from '../../components/sheet.tsx'
import type { BookingActs } from '../../parts/bookings/use-booking.ts'
import type { Rating } from '../../parts/ratings/rating-panel.tsx'
import { RatingPanel } from '../../parts/ratings/rating-panel.tsx'
import { call } from '../../platform/api.ts'

interface RateSheetProps {
  readonly acts: BookingActs
  readonly onClose: () => void
}

const questions = {
  first: { words: bookingRatingQuestions.onTime, answers: onTimeAnswerWords },
  solved: { words: bookingRatingQuestions.solved, answers: doneAnswerWords },
  grade: bookingRatingQuestions.grade,
}

/** On time, done well, satisfied: voluntary and once. */
export function RateSheet({ acts, onClose }: RateSheetProps) {
  const rate = async ({ first, ...rest }: Rating) => {
    const body = { onTime: first, ...rest }
    const done = await acts.act(
      `rate ${JSON.stringify(body)}`,
      (params, idempotencyKey) => call(rateBooking, { params, body }, { idempotencyKey }),
      '谢谢您的评价',
    )
    if (done !== null) onClose()
  }
  return (
    <Sheet open title="服务怎么样，您说了算" onClose={onClose}>
      <RatingPanel questions={questions} busy={acts.busy} onRate={rate} />
    </Sheet>
  )
}
