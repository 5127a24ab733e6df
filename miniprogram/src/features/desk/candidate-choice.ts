import type { CaseView } from '#shared/cases/cases.contract.ts'
import type { DispatchFields } from './dispatch-choice.ts'

export type Candidate = NonNullable<CaseView['staff']>['candidates'][number]

/** Takes over a suggestion, its 居委 too; the place itself keeps its door number. */
export const fromCandidate = ({
  unitId: unit,
  typeCode,
  neighbourhood,
}: Candidate): Partial<DispatchFields> => ({
  unitId: unit,
  handlerPostId: '',
  neighbourhoodId: neighbourhood?.placeId ?? '',
  ...(typeCode === null ? {} : { typeCode }),
})

/** The suggestion that stands in the form; a unit picked by hand is none. */
export const chosenCandidate = (
  candidates: readonly Candidate[],
  { unitId: unit, neighbourhoodId, typeCode: type }: DispatchFields,
): Candidate | undefined =>
  candidates.find(
    ({ unitId: own, typeCode, neighbourhood }) =>
      own === unit &&
      (neighbourhood?.placeId ?? '') === neighbourhoodId &&
      (typeCode === null || type === '' || typeCode === type),
  )
