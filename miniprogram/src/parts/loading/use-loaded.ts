import { useCallback, useEffect, useRef, useState } from 'react'
import type { AsyncState } from '../../components/async-view.tsx'
import { onConnection } from '../../platform/connection.ts'
import { asFailure } from '../../platform/failure.ts'
import { useDidHide, useDidShow } from '../../platform/page-lifecycle.ts'

export interface Loaded<T> {
  /** For <AsyncView state>. */
  readonly state: AsyncState<T>
  /** Loads again; what is shown stays until the answer comes. */
  readonly reload: () => Promise<void>
  /** Puts in a newer value, e.g. what a change answered. */
  readonly put: (value: T) => void
}

/** What one may not see any more must not stay on the page, unlike what only failed to load. */
const takenAway = new Set<string>(['not_found', 'not_allowed', 'unknown_elder'])

/**
 * Loads something for a page, now, whenever `key` changes, when the page is shown again, and
 * when the connection returns. A failed reload keeps the older value; an answer that was overtaken by a later load is dropped.
 */
export const useLoaded = <T>(load: () => Promise<T>, key = ''): Loaded<T> => {
  const [state, setState] = useState<AsyncState<T>>({ status: 'loading' })
  const latest = useRef(0)
  const loader = useRef(load)
  loader.current = load

  const run = useCallback(async () => {
    const mine = ++latest.current
    try {
      const value = await loader.current()
      if (mine === latest.current) setState({ status: 'ready', value })
    } catch (thrown) {
      if (mine !== latest.current) return
      const { code, words } = asFailure(thrown)
      const next = code === 'offline' ? { status: code } : { status: 'failed' as const, words }
      setState((before) => (before.status === 'ready' && !takenAway.has(code) ? before : next))
    }
  }, [])

  const reload = useCallback(() => {
    setState((before) => (before.status === 'ready' ? before : { status: 'loading' }))
    return run()
  }, [run])

  const put = useCallback((value: T) => {
    latest.current++
    setState({ status: 'ready', value })
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: another key is another thing to load
  useEffect(() => {
    setState({ status: 'loading' })
    run()
  }, [key, run])

  // What is mounted late misses the page's first show: only a show after a hide is a return.
  const away = useRef(false)
  useDidHide(() => {
    away.current = true
  })
  useDidShow(() => {
    if (away.current) run()
    away.current = false
  })

  const waiting = state.status === 'offline'
  useEffect(() => {
    if (!waiting) return
    return onConnection((online) => online && reload())
  }, [waiting, reload])

  useEffect(
    () => () => {
      latest.current++
    },
    [],
  )
  return { state, reload, put }
}
