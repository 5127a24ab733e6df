import type { BookingRating } from '#shared/bookings/bookings.contract.ts'
import {
  bookingRatingQuestions,
  doneAnswerWords,
  onTimeAnswerWords,
} from '#shared/bookings/bookings.words.ts'
import { gradeInWords } from '#shared/cases/cases.words.ts'
import { GivenAnswers } from '../ratings/given-answers.tsx'

interface GivenBookingRatingProps {
  readonly rating: BookingRating
  readonly title: string
  readonly now: Date
}

/** What was rated about a service. */
export function GivenBookingRating({ rating, title, now }: GivenBookingRatingProps) {
  const { onTime, solved, grade, words, at } = rating
  return (
    <GivenAnswers
      title={title}
      answers={[
        {
          question: bookingRatingQuestions.onTime,
          answer: onTime === null ? null : onTimeAnswerWords[onTime],
        },
        {
          question: bookingRatingQuestions.solved,
          answer: solved === null ? null : doneAnswerWords[solved],
        },
        {
          question: bookingRatingQuestions.grade,
          answer: grade === null ? null : gradeInWords(grade),
        },
      ]}
      words={words}
      at={at}
      now={now}
    />
  )
}
