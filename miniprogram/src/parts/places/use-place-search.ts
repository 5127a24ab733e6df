import { useCallback, useEffect, useState } from 'react'
import type { PlaceAnswer } from '#shared/places/places.contract.ts'
import { searchPlaces } from '#shared/places/places.contract.ts'
import { call } from '../../platform/api.ts'
import { asFailure } from '../../platform/failure.ts'

export type PlaceSearch =
  | { readonly status: 'idle' }
  | { readonly status: 'searching' }
  | { readonly status: 'failed'; readonly words: string }
  | { readonly status: 'found'; readonly places: readonly PlaceAnswer[] }

// Long enough not to ask for every key, short enough not to be felt.
const pause = 250

/** Searches while one types; an answer to older words is dropped. */
export const usePlaceSearch = (typed: string) => {
  const [search, setSearch] = useState<PlaceSearch>({ status: 'idle' })
  const [attempt, setAttempt] = useState(0)
  const text = typed.trim().slice(0, 60)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks again
  useEffect(() => {
    if (text === '') return setSearch({ status: 'idle' })
    let overtaken = false
    const ask = async () => {
      setSearch({ status: 'searching' })
      try {
        const { places } = await call(searchPlaces, { query: { text } })
        if (!overtaken) setSearch({ status: 'found', places })
      } catch (thrown) {
        if (!overtaken) setSearch({ status: 'failed', words: asFailure(thrown).words })
      }
    }
    const timer = setTimeout(ask, pause)
    return () => {
      overtaken = true
      clearTimeout(timer)
    }
  }, [text, attempt])
  const retry = useCallback(() => setAttempt((before) => before + 1), [])
  return { search, retry }
}
