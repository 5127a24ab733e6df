import { useEffect, useState } from 'react'
import { now } from '../../platform/clock.ts'

const leftUntil = (instant: string | null): number | null =>
  instant === null ? null : Math.max(0, Date.parse(instant) - now())

/** Milliseconds left until the instant, each second anew; 0 once it is over, null without one. */
export const useTimeLeft = (instant: string | null): number | null => {
  const [left, setLeft] = useState(() => leftUntil(instant))
  useEffect(() => {
    setLeft(leftUntil(instant))
    if (instant === null) return
    const timer = setInterval(() => {
      const next = leftUntil(instant)
      setLeft(next)
      if (next === 0) clearInterval(timer)
    }, 1000)
    return () => clearInterval(timer)
  }, [instant])
  return left
}
