import type { RatingView } from '#shared/cases/cases.contract.ts'
import {
  contactedAnswerWords,
  gradeInWords,
  ratingQuestions,
  solvedAnswerWords,
} from '#shared/cases/cases.words.ts'
import { timeInWords } from '#shared/cases/deadline.words.ts'
import { Card, ListRow } from '../../components/card.tsx'

interface GivenRatingProps {
  readonly rating: RatingView
  readonly title: string
  readonly now: Date
}

const unanswered = '没有回答'

/** What was rated, as it was said; what was left open is shown as open. */
export function GivenRating({ rating, title, now }: GivenRatingProps) {
  const { contacted, solved, grade, words } = rating
  return (
    <Card kind="rows" title={title}>
      <ListRow
        title={ratingQuestions.contacted}
        note={contacted === null ? unanswered : contactedAnswerWords[contacted]}
      />
      <ListRow
        title={ratingQuestions.solved}
        note={solved === null ? unanswered : solvedAnswerWords[solved]}
      />
      <ListRow
        title={ratingQuestions.grade}
        note={grade === null ? unanswered : gradeInWords(grade)}
      />
      {words === '' ? null : <ListRow title="留言" note={words} />}
      <ListRow title="评价时间" note={timeInWords(new Date(rating.at), now)} />
    </Card>
  )
}
