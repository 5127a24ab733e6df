import { useCallback, useEffect, useRef } from 'react'

const pause = 800

/** Runs the work soon and at most once in a while, however many events ask for it. */
export const useCalm = (work: () => void): (() => void) => {
  const latest = useRef(work)
  latest.current = work
  const timer = useRef<ReturnType<typeof setTimeout>>()
  useEffect(() => () => clearTimeout(timer.current), [])
  return useCallback(() => {
    if (timer.current !== undefined) return
    timer.current = setTimeout(() => {
      timer.current = undefined
      latest.current()
    }, pause)
  }, [])
}
