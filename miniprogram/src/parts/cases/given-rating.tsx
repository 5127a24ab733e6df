import type { RatingView } from '#shared/cases/cases.contract.ts'
import {
  contactedAnswerWords,
  gradeInWords,
  ratingQuestions,
  solvedAnswerWords,
} from '#shared/cases/cases.words.ts'
import { GivenAnswers } from '../ratings/given-answers.tsx'

interface GivenRatingProps {
  readonly rating: RatingView
  readonly title: string
  readonly now: Date
}

/** What was rated about a case. */
export function GivenRating({ rating, title, now }: GivenRatingProps) {
  const { contacted, solved, grade, words, at } = rating
  return (
    <GivenAnswers
      title={title}
      answers={[
        {
          question: ratingQuestions.contacted,
          answer: contacted === null ? null : contactedAnswerWords[contacted],
        },
        {
          question: ratingQuestions.solved,
          answer: solved === null ? null : solvedAnswerWords[solved],
        },
        {
          question: ratingQuestions.grade,
          answer: grade === null ? null : gradeInWords(grade),
        },
      ]}
      words={words}
      at={at}
      now={now}
    />
  )
}
