import type { CaseId, SubdistrictId } from '#shared/ids.ts'
import { go } from '../../platform/navigation.ts'

export const reportPage = '/features/cases/pages/report/index'
export const myCasesPage = '/features/cases/pages/my-cases/index'
export const casePage = '/features/cases/pages/case/index'

interface CaseKey {
  readonly subdistrictId: SubdistrictId
  readonly caseId: CaseId
}

export const openCase = ({ subdistrictId, caseId }: CaseKey): Promise<void> =>
  go(casePage, { subdistrict: subdistrictId, case: caseId })

export const deskPage = '/features/desk/pages/queue/index'
export const handlePage = '/features/desk/pages/handle/index'
