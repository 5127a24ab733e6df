import { useEffect, useState } from 'react'
import { now } from '../../platform/clock.ts'

/** The time, every half minute: what is said about time must not grow old on an open page. */
export const useNow = (): Date => {
  const [at, setAt] = useState(now)
  useEffect(() => {
    const timer = setInterval(() => setAt(now()), 30_000)
    return () => clearInterval(timer)
  }, [])
  return new Date(at)
}
