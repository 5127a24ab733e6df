import { useCallback } from 'react'
import type { CaseRow } from '#shared/cases/cases.contract.ts'
import { listMyCases } from '#shared/cases/cases.contract.ts'
import { call } from '../../platform/api.ts'
import { useLive } from '../live/use-live.ts'
import type { Paged } from '../loading/use-paged.ts'
import { usePaged } from '../loading/use-paged.ts'

const idOf = ({ caseId }: CaseRow) => caseId

/** What this person reported, newest first, live. */
export const useMyCases = (personId: string): Paged<CaseRow> => {
  const loadPage = useCallback(async (cursor: string | undefined) => {
    const query = cursor === undefined ? {} : { cursor }
    const { cases, nextCursor } = await call(listMyCases, { query })
    return { items: cases, nextCursor }
  }, [])
  const paged = usePaged(loadPage, idOf, personId)
  useLive(`person/${personId}`, paged.reload)
  return paged
}
