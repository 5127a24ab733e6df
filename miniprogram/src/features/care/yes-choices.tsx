import { careYesWords } from '#shared/care/care.words.ts'
import type { CareYes } from '#shared/care/care-shapes.ts'
import { Choices } from '../../components/choice.tsx'

interface YesChoicesProps {
  readonly label: string
  /** What can be agreed to, each by itself. */
  readonly offered: readonly CareYes[]
  readonly chosen: readonly CareYes[]
  readonly onChange: (chosen: readonly CareYes[]) => void
  readonly error?: string | undefined
}

const keyOf = ({ metricClass, purpose }: CareYes): string => `${metricClass}/${purpose}`

/** One tick for each class and purpose; none is ticked beforehand (PIPL art. 29). */
export function YesChoices({ label, offered, chosen, onChange, error }: YesChoicesProps) {
  return (
    <Choices
      label={label}
      options={offered.map((yes) => ({ value: keyOf(yes), words: careYesWords(yes) }))}
      values={chosen.map(keyOf)}
      onChange={(keys) => onChange(offered.filter((yes) => keys.includes(keyOf(yes))))}
      error={error}
    />
  )
}
