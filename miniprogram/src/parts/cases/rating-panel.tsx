import type { Answer } from '#shared/cases/case-status.ts'
import {
  contactedAnswerWords,
  ratingQuestions,
  solvedAnswerWords,
} from '#shared/cases/cases.words.ts'
import { RatingPanel } from '../ratings/rating-panel.tsx'

export interface CaseRating {
  readonly contacted: Answer | null
  readonly solved: Answer | null
  readonly grade: number | null
  readonly words: string
}

interface CaseRatingPanelProps {
  /** What the person already pressed on the way here; never a default. */
  readonly solvedSaid: Answer | null
  readonly busy: boolean
  readonly onRate: (rating: CaseRating) => void
}

const questions = {
  first: { words: ratingQuestions.contacted, answers: contactedAnswerWords },
  solved: { words: ratingQuestions.solved, answers: solvedAnswerWords },
  grade: ratingQuestions.grade,
}
const whenNotSolved = {
  title: '没解决会重新办',
  words: '提交后，这件事退回原来的经办人，并告诉他的负责人。',
  button: '提交，重新办',
}

/** Contacted, solved and satisfied; 没解决 brings the case back. */
export function CaseRatingPanel({ solvedSaid, busy, onRate }: CaseRatingPanelProps) {
  return (
    <RatingPanel
      questions={questions}
      whenNotSolved={whenNotSolved}
      solvedSaid={solvedSaid}
      busy={busy}
      onRate={({ first, ...rating }) => onRate({ contacted: first, ...rating })}
    />
  )
}
