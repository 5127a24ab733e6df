import type { Relation } from '#shared/relatives/relations.ts'
import { relations } from '#shared/relatives/relations.ts'
import { relationWords } from '#shared/relatives/relatives.words.ts'
import { Choice } from '../../components/choice.tsx'

interface RelationChoiceProps {
  /** What may be said; a guardian is one by a court's paper, which a counter must see. */
  readonly said?: readonly Relation[]
  readonly value: Relation | null
  readonly onChange: (relation: Relation) => void
  readonly error?: string | undefined
}

const withoutPaper = relations.filter((relation) => relation !== 'guardian')

/** What I am to somebody else. */
export function RelationChoice({
  said = withoutPaper,
  value,
  onChange,
  error,
}: RelationChoiceProps) {
  return (
    <Choice
      label="我是他的"
      look="chips"
      options={said.map((relation) => ({ value: relation, words: relationWords[relation] }))}
      value={value}
      onChange={onChange}
      error={error}
    />
  )
}
