import { Choice } from '../../components/choice.tsx'
import type { Candidate } from './candidate-choice.ts'
import { chosenCandidate } from './candidate-choice.ts'
import type { DispatchFields } from './dispatch-choice.ts'

interface CandidateListProps {
  readonly candidates: readonly Candidate[]
  readonly fields: DispatchFields
  readonly onChoose: (candidate: Candidate) => void
}

const keyOf = ({ unitId, typeCode, neighbourhood }: Candidate): string =>
  [unitId, typeCode ?? '', neighbourhood?.placeId ?? ''].join('/')

/** Where it could go and why each; one tap takes the whole suggestion. */
export function CandidateList({ candidates, fields, onChoose }: CandidateListProps) {
  const chosen = chosenCandidate(candidates, fields)
  return (
    <Choice
      label="可以派给"
      options={candidates.map((candidate) => ({
        value: keyOf(candidate),
        words: [candidate.unitName, candidate.neighbourhood?.name]
          .filter((name, at, all) => name !== undefined && all.indexOf(name) === at)
          .join(' · '),
        note: candidate.why,
      }))}
      value={chosen === undefined ? null : keyOf(chosen)}
      onChange={(value) => {
        const candidate = candidates.find((one) => keyOf(one) === value)
        if (candidate !== undefined) onChoose(candidate)
      }}
    />
  )
}
