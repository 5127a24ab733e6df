import { useEffect, useState } from 'react'
import type { CaseTypeView } from '#shared/cases/cases.contract.ts'
import { listCaseTypes } from '#shared/cases/cases.contract.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { call } from '../../platform/api.ts'

/** The types one can report there today; none while they are not known (a report needs none). */
export const useCaseTypes = (subdistrictId: SubdistrictId | null): readonly CaseTypeView[] => {
  const [types, setTypes] = useState<readonly CaseTypeView[]>([])
  useEffect(() => {
    if (subdistrictId === null) return
    let gone = false
    call(listCaseTypes, { params: { subdistrictId } }).then(
      (answer) => gone || setTypes(answer.types),
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [subdistrictId])
  return types
}
