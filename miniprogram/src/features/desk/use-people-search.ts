import { useCallback, useEffect, useState } from 'react'
import { searchPeople } from '#shared/accounts/accounts.contract.ts'
import { normalisePhone, toHalfWidth } from '#shared/accounts/phone.ts'
import type { ResponseOf } from '#shared/http/endpoint.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { call } from '../../platform/api.ts'
import { asFailure } from '../../platform/failure.ts'

export type FoundPerson = ResponseOf<typeof searchPeople>['people'][number]

export type PeopleSearch =
  | { readonly status: 'idle' }
  | { readonly status: 'half_a_number' }
  | { readonly status: 'searching' }
  | { readonly status: 'failed'; readonly words: string }
  | { readonly status: 'found'; readonly people: readonly FoundPerson[] }

// Every search is counted and kept in the audit: wait until somebody stops typing.
const pause = 400
const leastCharacters = 2

/** Half a number finds nobody, so it is not asked for. */
const isHalfANumber = (text: string): boolean =>
  /^[\d\s+()-]+$/.test(toHalfWidth(text)) && normalisePhone(text) === undefined

const beforeAsking = (text: string): 'idle' | 'half_a_number' | null => {
  if (Array.from(text).length < leastCharacters) return 'idle'
  return isHalfANumber(text) ? 'half_a_number' : null
}

interface Answer {
  readonly to: string
  readonly search: PeopleSearch
}

/** People by part of a name or by a full phone number, while one types. */
export const usePeopleSearch = (subdistrictId: SubdistrictId, typed: string) => {
  const [answer, setAnswer] = useState<Answer | null>(null)
  const [attempt, setAttempt] = useState(0)
  const text = typed.trim()
  const waiting = beforeAsking(text)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks again
  useEffect(() => {
    setAnswer(null)
    if (waiting !== null) return
    let overtaken = false
    const ask = async () => {
      const search = await found(subdistrictId, text)
      if (!overtaken) setAnswer({ to: text, search })
    }
    const timer = setTimeout(ask, pause)
    return () => {
      overtaken = true
      clearTimeout(timer)
    }
  }, [subdistrictId, text, waiting, attempt])
  const retry = useCallback(() => setAttempt((before) => before + 1), [])
  const asked: PeopleSearch = answer?.to === text ? answer.search : { status: 'searching' }
  const search: PeopleSearch = waiting === null ? asked : { status: waiting }
  return { search, retry }
}

const found = async (subdistrictId: SubdistrictId, text: string): Promise<PeopleSearch> => {
  try {
    const { people } = await call(searchPeople, { params: { subdistrictId }, body: { text } })
    return { status: 'found', people }
  } catch (thrown) {
    return { status: 'failed', words: asFailure(thrown).words }
  }
}
