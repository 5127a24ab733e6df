import type { CaseView } from '#shared/cases/cases.contract.ts'
import { caseId, subdistrictId } from '#shared/ids.ts'
import { say } from '../../components/toast.tsx'
import { readOneCase } from '../../parts/cases/read-one-case.ts'
import { useLive } from '../../parts/live/use-live.ts'
import { isDecided } from '../../parts/loading/decided.ts'
import { useAttempt } from '../../parts/loading/use-attempt.ts'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { Failure } from '../../platform/failure.ts'

/** One case, kept up to date while the page is open, and what its reporter does with it. */
export const useCase = (subdistrict: string, id: string) => {
  const params = { subdistrictId: subdistrictId(subdistrict), caseId: caseId(id) }
  const loaded = useLoaded(() => readOneCase(params), `${subdistrict}/${id}`)
  useLive(`case/${subdistrict}/${id}`, loaded.reload)
  const { busy, attempt } = useAttempt()

  /**
   * Does one step; true when it was done. The same `name` and content is the same attempt, however
   * often it is pressed.
   */
  const act = async (
    name: string,
    step: (given: typeof params, idempotencyKey: string) => Promise<{ case: CaseView }>,
    done: string,
  ): Promise<boolean> => {
    const answer = await attempt(name, (key) => step(params, key))
    if (answer instanceof Failure) {
      say(answer.words, 'problem')
      if (isDecided(answer)) loaded.reload()
      return false
    }
    loaded.put(answer.case)
    say(done)
    return true
  }
  return { ...loaded, busy, act }
}

export type CaseActs = ReturnType<typeof useCase>
