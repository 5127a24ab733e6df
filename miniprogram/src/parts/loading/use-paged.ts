import { useCallback, useRef, useState } from 'react'
import { say } from '../../components/toast.tsx'
import { asFailure } from '../../platform/failure.ts'
import type { Loaded } from './use-loaded.ts'
import { useLoaded } from './use-loaded.ts'

export interface Page<T> {
  readonly items: readonly T[]
  readonly nextCursor: string | null
}

export interface Paged<T> extends Loaded<Page<T>> {
  readonly more: () => Promise<void>
  readonly loadingMore: boolean
}

/**
 * A list that comes in pages, newest first. A reload reads the first page again and keeps the older
 * ones below it; `idOf` tells which rows are the same.
 */
export const usePaged = <T>(
  loadPage: (cursor: string | undefined) => Promise<Page<T>>,
  idOf: (item: T) => string,
  key = '',
): Paged<T> => {
  const shown = useRef<{ key: string; page: Page<T> | null }>({ key, page: null })
  if (shown.current.key !== key) shown.current = { key, page: null }
  const keep = (page: Page<T>) => {
    shown.current = { key, page }
    return page
  }
  const loaded = useLoaded(async () => {
    const first = await loadPage(undefined)
    const before = shown.current.page
    if (before === null) return keep(first)
    const fresh = new Set(first.items.map(idOf))
    const older = before.items.slice(first.items.length).filter((item) => !fresh.has(idOf(item)))
    if (older.length === 0) return keep(first)
    return keep({ items: [...first.items, ...older], nextCursor: before.nextCursor })
  }, key)
  const [loadingMore, setLoadingMore] = useState(false)
  const busy = useRef(false)
  const { put } = loaded

  const more = useCallback(async () => {
    const before = shown.current.page
    if (busy.current || before === null || before.nextCursor === null) return
    busy.current = true
    setLoadingMore(true)
    try {
      const next = await loadPage(before.nextCursor)
      const known = new Set(before.items.map(idOf))
      const fresh = next.items.filter((item) => !known.has(idOf(item)))
      const page = { items: [...before.items, ...fresh], nextCursor: next.nextCursor }
      shown.current = { key: shown.current.key, page }
      put(page)
    } catch (thrown) {
      say(asFailure(thrown).words, 'problem')
    } finally {
      busy.current = false
      setLoadingMore(false)
    }
  }, [loadPage, idOf, put])
  return { ...loaded, more, loadingMore }
}
