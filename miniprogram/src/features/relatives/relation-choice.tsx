import type { Relation } from '#shared/relatives/relations.ts'
import { relations } from '#shared/relatives/relations.ts'
import { relationWords } from '#shared/relatives/relatives.words.ts'
import { Choice } from '../../components/choice.tsx'

interface RelationChoiceProps {
  readonly value: Relation | null
  readonly onChange: (relation: Relation) => void
  readonly error?: string | undefined
}

// A guardian is one by a court's paper, which a counter must see.
const said = relations.filter((relation) => relation !== 'guardian')

/** What I am to the person I shall book for. */
export function RelationChoice({ value, onChange, error }: RelationChoiceProps) {
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
