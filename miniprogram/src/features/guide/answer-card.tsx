import { useEffect, useState } from 'react'
import { householdWords } from '#shared/guide/guide.words.ts'
import { households } from '#shared/guide/item-kinds.ts'
import type { Answers, Question } from '#shared/guide/my-list.ts'
import { Card } from '../../components/card.tsx'
import { Choice } from '../../components/choice.tsx'
import { Field } from '../../components/field.tsx'
import { Stack } from '../../components/layout.tsx'

interface AnswerCardProps {
  readonly questions: readonly Question[]
  readonly answers: Answers
  readonly onAnswer: (to: Partial<Answers>) => void
}

/** A few questions, so that the list below is exactly this person's. */
export function AnswerCard({ questions, answers, onAnswer }: AnswerCardProps) {
  if (questions.length === 0) return null
  return (
    <Card title="说两句，清单就是您的">
      <Stack>
        {questions.includes('proxy') ? (
          <Choice
            label="谁去办"
            look="chips"
            options={[
              { value: 'self', words: '本人去' },
              { value: 'proxy', words: '家人代办' },
            ]}
            value={answers.proxy === null ? null : answers.proxy ? 'proxy' : 'self'}
            onChange={(who) => onAnswer({ proxy: who === 'proxy' })}
          />
        ) : null}
        {questions.includes('household') ? (
          <Choice
            label="户口在哪里"
            look="chips"
            options={households.map((value) => ({ value, words: householdWords[value] }))}
            value={answers.household}
            onChange={(household) => onAnswer({ household })}
          />
        ) : null}
        {questions.includes('age') ? <Age age={answers.age} onAnswer={onAnswer} /> : null}
      </Stack>
    </Card>
  )
}

function Age({ age, onAnswer }: Pick<AnswerCardProps, 'onAnswer'> & { age: number | null }) {
  const [typed, setTyped] = useState('')
  useEffect(() => setTyped(age === null ? '' : String(age)), [age])
  const change = (text: string) => {
    const figures = text.replace(/\D/g, '').slice(0, 3)
    setTyped(figures)
    onAnswer({ age: figures === '' ? null : Number(figures) })
  }
  return <Field label="办事的人几岁" kind="tel" value={typed} onChange={change} maxLength={3} />
}
