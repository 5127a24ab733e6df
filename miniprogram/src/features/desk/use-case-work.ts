import { useCallback, useEffect, useMemo, useRef } from 'react'
import type { CaseView } from '#shared/cases/cases.contract.ts'
import { readOneCase } from '../../parts/cases/read-one-case.ts'
import { useCalm } from '../../parts/live/use-calm.ts'
import { useLive } from '../../parts/live/use-live.ts'
import type { Loaded } from '../../parts/loading/use-loaded.ts'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import type { CaseKey } from '../../parts/staff/staff-pages.ts'

export interface CaseWork {
  readonly key: CaseKey
  readonly state: Loaded<CaseView>['state']
  readonly reload: () => Promise<void>
  /** Takes over what a step answered. */
  readonly adopt: (next: CaseView) => void
}

/** One case on the desk, kept up to date; `onChange` hears of each step taken here. */
export const useCaseWork = (key: CaseKey, onChange?: () => void): CaseWork => {
  const { subdistrictId, caseId } = key
  const loaded = useLoaded(
    () => readOneCase({ subdistrictId, caseId }),
    `${subdistrictId}/${caseId}`,
  )
  const { state, reload, put } = loaded
  useLive(`case/${subdistrictId}/${caseId}`, useCalm(reload))
  const changed = useRef(onChange)
  useEffect(() => {
    changed.current = onChange
  })
  const adopt = useCallback(
    (next: CaseView) => {
      put(next)
      changed.current?.()
    },
    [put],
  )
  return useMemo(
    () => ({ key: { subdistrictId, caseId }, state, reload, adopt }),
    [subdistrictId, caseId, state, reload, adopt],
  )
}
