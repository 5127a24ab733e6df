import { candidateWords } from '#shared/cases/candidates.words.ts'
import type { CaseType } from '#shared/cases/case-type.ts'
import { typeOn } from '#shared/cases/case-type.ts'
import type { CaseView } from '#shared/cases/cases.contract.ts'
import { suggestType } from '#shared/cases/suggest-type.ts'
import type { PlaceAnswer } from '#shared/places/places.contract.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import type { CaseRecord } from './case-record.ts'
import type { RoutedUnit } from './case-routing.ts'
import { ownerUnit } from './case-routing.ts'

type Candidate = NonNullable<CaseView['staff']>['candidates'][number]

interface Guess {
  readonly type: CaseType
  readonly why: string
}

const guessedTypes = (record: CaseRecord, types: readonly CaseType[]): Guess[] => {
  const day = shanghaiDay(record.receivedAt)
  const given = typeOn(types, record.typeCode, day)
  if (given) return [{ type: given, why: candidateWords.typeGiven(given.name) }]
  const suggested = suggestType(`${record.title}\n${record.text}`)
  return [suggested?.code, suggested?.runnerUp].flatMap((code, rank) => {
    const type = typeOn(types, code ?? null, day)
    return type ? [{ type, why: candidateWords.typeGuessed(type.name, rank) }] : []
  })
}

/** Where a case that waits for the desk could go, and why each; none once it has gone. */
export const candidatesFor = (
  record: CaseRecord,
  types: readonly CaseType[],
  place: PlaceAnswer | null,
  units: readonly RoutedUnit[],
): Candidate[] => {
  if (record.reviewReasons.length === 0) return []
  const neighbourhoods = place?.neighbourhoods ?? []
  const gridId = place?.grid?.placeId ?? record.gridId
  const guesses = guessedTypes(record, types)
  const several = neighbourhoods.length > 1
  const claims = neighbourhoods.length > 0 ? neighbourhoods : [null]

  const byType = guesses.flatMap(({ type, why }) =>
    claims.flatMap((neighbourhood): Candidate[] => {
      const unit = ownerUnit(
        type,
        { neighbourhoodId: neighbourhood?.placeId ?? null, gridId },
        units,
      )
      if (!unit) return []
      const claim = several && neighbourhood ? candidateWords.claims(neighbourhood.name) : ''
      return [
        {
          unitId: unit.unitId,
          unitName: unit.name,
          typeCode: type.code,
          neighbourhood,
          why: why + claim,
        },
      ]
    }),
  )
  const byPlace = neighbourhoods.flatMap((neighbourhood): Candidate[] => {
    const unit = units.find(
      ({ kind, placeId }) =>
        kind === 'neighbourhood_committee' && placeId === neighbourhood.placeId,
    )
    if (!unit) return []
    const why = several ? candidateWords.placeClaimed(unit.name) : candidateWords.placeIn(unit.name)
    return [{ unitId: unit.unitId, unitName: unit.name, typeCode: null, neighbourhood, why }]
  })
  const seen = new Set<string>()
  return [...byType, ...byPlace].filter(({ unitId, typeCode, neighbourhood }) => {
    const key = `${unitId} ${neighbourhood?.placeId ?? ''}`
    if (seen.has(key) || (typeCode === null && seen.has(unitId))) return false
    seen.add(key)
    seen.add(unitId)
    return true
  })
}
