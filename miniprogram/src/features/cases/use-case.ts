import { useRef, useState } from 'react'
import type { CaseView } from '#shared/cases/cases.contract.ts'
import { caseId, subdistrictId } from '#shared/ids.ts'
import { say } from '../../components/toast.tsx'
import { readOneCase } from '../../parts/cases/read-one-case.ts'
import { useLive } from '../../parts/live/use-live.ts'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { asFailure } from '../../platform/failure.ts'
import { newKey } from '../../platform/random-key.ts'

/** One case, kept up to date while the page is open, and what its reporter does with it. */
export const useCase = (subdistrict: string, id: string) => {
  const params = { subdistrictId: subdistrictId(subdistrict), caseId: caseId(id) }
  const loaded = useLoaded(() => readOneCase(params), `${subdistrict}/${id}`)
  useLive(`case/${subdistrict}/${id}`, loaded.reload)
  const [busy, setBusy] = useState(false)
  const keys = useRef(new Map<string, string>())

  /**
   * Does one step; true when it was done. The same `name` and content is the same attempt, however
   * often it is pressed.
   */
  const act = async (
    name: string,
    step: (given: typeof params, idempotencyKey: string) => Promise<{ case: CaseView }>,
    done: string,
  ): Promise<boolean> => {
    setBusy(true)
    try {
      const key = keys.current.get(name) ?? (await newKey())
      keys.current.set(name, key)
      const answer = await step(params, key)
      keys.current.delete(name)
      loaded.put(answer.case)
      say(done)
      return true
    } catch (thrown) {
      const { code, words } = asFailure(thrown)
      say(words, 'problem')
      if (code !== 'offline' && code !== 'unreadable') {
        keys.current.delete(name)
        loaded.reload()
      }
      return false
    } finally {
      setBusy(false)
    }
  }
  return { ...loaded, busy, act }
}

export type CaseActs = ReturnType<typeof useCase>
