import type { CaseView } from '#shared/cases/cases.contract.ts'
import { Choice } from '../../components/choice.tsx'

type Candidate = NonNullable<CaseView['staff']>['candidates'][number]

interface CandidateListProps {
  readonly candidates: readonly Candidate[]
  readonly chosenUnit: string
  readonly chosenType: string
  readonly onChoose: (candidate: Candidate) => void
}

const keyOf = ({ unitId, typeCode, neighbourhood }: Candidate): string =>
  [unitId, typeCode ?? '', neighbourhood?.placeId ?? ''].join('/')

/** Where it could go and why each; one tap takes the whole suggestion. */
export function CandidateList(props: CandidateListProps) {
  const { candidates, chosenUnit, chosenType, onChoose } = props
  const chosen = candidates.find(
    ({ unitId, typeCode }) =>
      unitId === chosenUnit && (typeCode === null || chosenType === '' || typeCode === chosenType),
  )
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
