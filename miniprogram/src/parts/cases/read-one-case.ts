import type { CaseView } from '#shared/cases/cases.contract.ts'
import { readCase } from '#shared/cases/cases.contract.ts'
import type { CaseId, SubdistrictId } from '#shared/ids.ts'
import { call } from '../../platform/api.ts'
import { asFailure, Failure } from '../../platform/failure.ts'

interface CaseKey {
  readonly subdistrictId: SubdistrictId
  readonly caseId: CaseId
}

/** One case. Throws a `Failure`; one that is not there says that it may have gone to others. */
export const readOneCase = async (params: CaseKey): Promise<CaseView> => {
  try {
    return (await call(readCase, { params })).case
  } catch (thrown) {
    const problem = asFailure(thrown)
    // A link cut short names no case either.
    if (problem.code !== 'not_found' && problem.code !== 'invalid_request') throw problem
    const { code, detail, id } = problem
    throw new Failure({ code, detail, id, words: '没有找到这件事，或者它现在不归您看了' })
  }
}
