import { useState } from 'react'
import { Choice } from '../../components/choice.tsx'
import { Field } from '../../components/field.tsx'

const other = '其他'

/** A ready-made reason, or one in own words; `reason` is empty until there is one. */
export const useReason = (ready: readonly string[]) => {
  const [chosen, setChosen] = useState<string | null>(null)
  const [said, setSaid] = useState('')
  const reason = chosen === other ? said.trim() : (chosen ?? '')
  return { ready, chosen, setChosen, said, setSaid, reason }
}

interface ReasonChoiceProps {
  readonly label: string
  readonly choice: ReturnType<typeof useReason>
}

export function ReasonChoice({ label, choice }: ReasonChoiceProps) {
  const { ready, chosen, setChosen, said, setSaid } = choice
  return (
    <>
      <Choice
        label={label}
        options={[...ready, other].map((value) => ({ value, words: value }))}
        value={chosen}
        onChange={setChosen}
      />
      {chosen === other ? (
        <Field label="什么原因" value={said} onChange={setSaid} maxLength={200} />
      ) : null}
    </>
  )
}
