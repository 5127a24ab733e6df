import { useCallback, useEffect, useState } from 'react'
import type { SubdistrictId } from '#shared/ids.ts'
import type { FoundPerson } from '#shared/relatives/counter.contract.ts'
import { findPersonToServe } from '#shared/relatives/counter.contract.ts'
import { readPersonAsked } from '#shared/relatives/person-asked.ts'
import { call } from '../../platform/api.ts'
import { asFailure } from '../../platform/failure.ts'

export type PersonSearch =
  | { readonly status: 'idle' }
  | { readonly status: 'searching' }
  | { readonly status: 'failed'; readonly words: string }
  | { readonly status: 'found'; readonly people: readonly FoundPerson[] }

// Every search is counted and kept in the audit: wait until somebody stops typing.
const pause = 400

interface Answer {
  readonly to: string
  readonly search: PersonSearch
}

/** People whom the counters of the subdistrict serve, while one types a name or a number. */
export const usePersonSearch = (subdistrictId: SubdistrictId, typed: string) => {
  const [answer, setAnswer] = useState<Answer | null>(null)
  const [attempt, setAttempt] = useState(0)
  const text = typed.trim()
  const enough = readPersonAsked(text) !== undefined
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks again
  useEffect(() => {
    setAnswer(null)
    const body = readPersonAsked(text)
    if (body === undefined) return
    let overtaken = false
    const ask = async () => {
      const search = await found(subdistrictId, body)
      if (!overtaken) setAnswer({ to: text, search })
    }
    const timer = setTimeout(ask, pause)
    return () => {
      overtaken = true
      clearTimeout(timer)
    }
  }, [subdistrictId, text, attempt])
  const retry = useCallback(() => setAttempt((before) => before + 1), [])
  const asked: PersonSearch = answer?.to === text ? answer.search : { status: 'searching' }
  const search: PersonSearch = enough ? asked : { status: 'idle' }
  return { search, retry }
}

const found = async (
  subdistrictId: SubdistrictId,
  body: NonNullable<ReturnType<typeof readPersonAsked>>,
): Promise<PersonSearch> => {
  try {
    const { people } = await call(findPersonToServe, { params: { subdistrictId }, body })
    return { status: 'found', people }
  } catch (thrown) {
    return { status: 'failed', words: asFailure(thrown).words }
  }
}
