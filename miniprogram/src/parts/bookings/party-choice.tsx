import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import { Choice } from '../../components/choice.tsx'
import { Stack } from '../../components/layout.tsx'

/** As many as usually come together; a group presses once more. */
const few = 4
/** More than these book by phone. */
const most = 20

interface PartyChoiceProps {
  /** What the terms allow; with one there is nothing to ask. */
  readonly max: number
  readonly party: string
  readonly onChange: (party: string) => void
}

/** How many come together, a group too. */
export function PartyChoice({ max, party, onChange }: PartyChoiceProps) {
  const [all, setAll] = useState(false)
  if (!Number.isFinite(max) || max < 2) return null
  const shown = Math.min(max, all ? most : few)
  return (
    <Stack gap="s">
      <Choice
        look="chips"
        label="几个人"
        options={Array.from({ length: shown }, (_, at) => {
          return { value: String(at + 1), words: `${at + 1} 人` }
        })}
        value={party}
        onChange={onChange}
      />
      {shown < Math.min(max, most) ? (
        <Button words="人更多" kind="quiet" fit onPress={() => setAll(true)} />
      ) : null}
    </Stack>
  )
}
