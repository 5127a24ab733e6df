import { useCallback, useRef, useState } from 'react'
import type { Failure } from '../../platform/failure.ts'
import { asFailure } from '../../platform/failure.ts'
import { newKey } from '../../platform/random-key.ts'
import { isDecided } from './decided.ts'

/**
 * Does something once, however often it is pressed: the same `name` is the same attempt until the
 * server has decided. Answers what `step` answered, or the `Failure`.
 */
export const useAttempt = () => {
  const [busy, setBusy] = useState(false)
  const keys = useRef(new Map<string, string>())
  const attempt = useCallback(
    async <T>(name: string, step: (idempotencyKey: string) => Promise<T>): Promise<T | Failure> => {
      setBusy(true)
      try {
        const key = keys.current.get(name) ?? (await newKey())
        keys.current.set(name, key)
        const answer = await step(key)
        keys.current.delete(name)
        return answer
      } catch (thrown) {
        const failure = asFailure(thrown)
        if (isDecided(failure)) keys.current.delete(name)
        return failure
      } finally {
        setBusy(false)
      }
    },
    [],
  )
  return { busy, attempt }
}
