import { useState } from 'react'
import type { Answer } from '#shared/cases/case-status.ts'
import { gradeWords, worstGoodGrade } from '#shared/cases/cases.words.ts'
import { Button } from '../../components/button.tsx'
import { Banner } from '../../components/card.tsx'
import { Choice } from '../../components/choice.tsx'
import { Field } from '../../components/field.tsx'
import { Stack } from '../../components/layout.tsx'
import { Words } from '../../components/words.tsx'

export interface Rating {
  readonly first: Answer | null
  readonly solved: Answer | null
  readonly grade: number | null
  readonly words: string
}

interface Question {
  readonly words: string
  readonly answers: Readonly<Record<Answer, string>>
}

interface RatingPanelProps {
  /** Asked first; then whether it is solved, then how satisfied one is. */
  readonly questions: {
    readonly first: Question
    readonly solved: Question
    readonly grade: string
  }
  /** What follows when it is not solved. */
  readonly whenNotSolved?: {
    readonly title: string
    readonly words: string
    readonly button: string
  }
  /** What the person already pressed on the way here; never a default. */
  readonly solvedSaid?: Answer | null
  readonly busy: boolean
  readonly onRate: (rating: Rating) => void
}

const grades = ['5', '4', '3', '2', '1'] as const
const gradeOptions = grades.map((value) => {
  return { value, words: gradeWords[Number(value) - 1] ?? '' }
})
const asOptions = (words: Readonly<Record<Answer, string>>) => [
  { value: 'yes' as const, words: words.yes },
  { value: 'no' as const, words: words.no },
]

/**
 * Three questions, none answered beforehand, each may stay open (国办发〔2019〕51号). A bad grade and
 * 没解决 need a word of why.
 */
export function RatingPanel(props: RatingPanelProps) {
  const { questions, whenNotSolved, solvedSaid = null, busy, onRate } = props
  const [first, setFirst] = useState<Answer | null>(null)
  const [solved, setSolved] = useState<Answer | null>(solvedSaid)
  const [grade, setGrade] = useState<(typeof grades)[number] | null>(null)
  const [words, setWords] = useState('')
  const [asked, setAsked] = useState(false)
  const bad = grade !== null && Number(grade) < worstGoodGrade
  const needsWords = (bad || solved === 'no') && words.trim() === ''
  const nothing = first === null && solved === null && grade === null
  const rate = () => {
    setAsked(true)
    if (needsWords || nothing) return
    onRate({ first, solved, grade: grade === null ? null : Number(grade), words: words.trim() })
  }
  const reason = (
    <Field
      kind="textarea"
      label={bad || solved === 'no' ? '请说说原因' : '还有想说的吗'}
      optional={!(bad || solved === 'no')}
      value={words}
      onChange={setWords}
      maxLength={500}
      counted
      error={asked && needsWords ? '写几个字就行，方便我们改进' : undefined}
    />
  )
  return (
    <Stack gap="l">
      <Words kind="quiet">三个问题都可以不答，想说哪个说哪个。只能评一次。</Words>
      <Choice
        look="chips"
        label={questions.first.words}
        options={asOptions(questions.first.answers)}
        value={first}
        onChange={setFirst}
      />
      <Choice
        look="chips"
        label={questions.solved.words}
        options={asOptions(questions.solved.answers)}
        value={solved}
        onChange={setSolved}
      />
      {solved === 'no' && whenNotSolved !== undefined ? (
        <Banner tone="blue" title={whenNotSolved.title} icon="refresh">
          <Words>{whenNotSolved.words}</Words>
        </Banner>
      ) : null}
      {solved === 'no' ? reason : null}
      <Choice label={questions.grade} options={gradeOptions} value={grade} onChange={setGrade} />
      {solved === 'no' ? null : reason}
      {asked && nothing ? <Words kind="danger">先回答一个问题，再提交。</Words> : null}
      <Button
        words={solved === 'no' ? (whenNotSolved?.button ?? '提交评价') : '提交评价'}
        busy={busy}
        onPress={rate}
      />
    </Stack>
  )
}
