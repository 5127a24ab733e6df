import { timeInWords } from '#shared/cases/deadline.words.ts'
import { Card, ListRow } from '../../components/card.tsx'

interface GivenAnswersProps {
  readonly title: string
  readonly answers: readonly {
    readonly question: string
    /** Null: left open, and shown as open. */
    readonly answer: string | null
  }[]
  readonly words: string
  readonly at: string
  readonly now: Date
}

/** What was rated, as it was said. */
export function GivenAnswers({ title, answers, words, at, now }: GivenAnswersProps) {
  return (
    <Card kind="rows" title={title}>
      {answers.map(({ question, answer }) => (
        <ListRow key={question} title={question} note={answer ?? '没有回答'} />
      ))}
      {words === '' ? null : <ListRow title="留言" note={words} />}
      <ListRow title="评价时间" note={timeInWords(new Date(at), now)} />
    </Card>
  )
}
