import { useCallback, useRef, useState } from 'react'
import type { CaseRow } from '#shared/cases/cases.contract.ts'
import { listDeskCases } from '#shared/cases/cases.contract.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { say } from '../../components/toast.tsx'
import type { Loaded } from '../../parts/loading/use-loaded.ts'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { call } from '../../platform/api.ts'
import { asFailure } from '../../platform/failure.ts'
import type { DeskFilter } from './desk-filter.ts'
import type { DeskQueue } from './desks.ts'
import type { DeskPage } from './merge-pages.ts'
import { appendPage, freshRows, holdStill } from './merge-pages.ts'

export interface DeskList extends Loaded<DeskPage> {
  readonly more: () => Promise<void>
  readonly loadingMore: boolean
  /** Brings in what waits behind the bar '3 件新案件'. */
  readonly showNew: () => void
}

interface DeskListOptions {
  readonly subdistrictId: SubdistrictId
  readonly queue: DeskQueue
  readonly filter: DeskFilter
  /** Whether the reader is away from the top: then nothing may move under his finger. */
  readonly isScrolled: () => boolean
  /** Told how many cases came in since the list was last read. */
  readonly onNew: (count: number) => void
}

const pageSize = 30
/** The most one call may ask for. */
const mostRows = 100

/** One queue, most severe and most urgent first, kept still while someone reads further down. */
export const useDeskList = (options: DeskListOptions): DeskList => {
  const { subdistrictId, queue, filter, isScrolled, onNew } = options
  const key = JSON.stringify([subdistrictId, queue, filter])
  const shown = useRef<{ key: string; page: DeskPage | null; newest: DeskPage | null }>({
    key,
    page: null,
    newest: null,
  })
  if (shown.current.key !== key) shown.current = { key, page: null, newest: null }

  const ask = async (cursor: string | undefined, limit: number): Promise<DeskPage> => {
    const { state, history, typeCode, severity, search } = filter
    const { cases, nextCursor } = await call(listDeskCases, {
      params: { subdistrictId },
      query: {
        queue,
        state,
        history,
        limit,
        ...(typeCode === null ? {} : { typeCode }),
        ...(severity === null ? {} : { severity }),
        ...(search === '' ? {} : { search }),
        ...(cursor === undefined ? {} : { cursor }),
      },
    })
    return { rows: cases, nextCursor, waiting: 0, gone: [] }
  }

  const loaded = useLoaded(async () => {
    const before = shown.current
    const already = before.page?.rows.length ?? 0
    const newest = await ask(undefined, Math.min(mostRows, Math.max(pageSize, already + 10)))
    if (shown.current.key !== key) return newest
    const since = before.newest ?? before.page
    if (since !== null) {
      const count = freshRows(since, newest).length
      if (count > 0) onNew(count)
    }
    const page = before.page !== null && isScrolled() ? holdStill(before.page, newest) : newest
    shown.current = { key, page, newest }
    return page
  }, key)

  const { put } = loaded
  const showNew = useCallback(() => {
    const { newest } = shown.current
    if (newest === null) return
    shown.current = { ...shown.current, page: newest }
    put(newest)
  }, [put])

  const [loadingMore, setLoadingMore] = useState(false)
  const busy = useRef(false)
  const more = async () => {
    const before = shown.current
    if (busy.current || before.page === null || before.page.nextCursor === null) return
    busy.current = true
    setLoadingMore(true)
    try {
      const next = await ask(before.page.nextCursor, pageSize)
      if (shown.current.key !== key) return
      const page = appendPage(shown.current.page ?? before.page, next)
      shown.current = { key, page, newest: page }
      put(page)
    } catch (thrown) {
      say(asFailure(thrown).words, 'problem')
    } finally {
      busy.current = false
      setLoadingMore(false)
    }
  }
  return { ...loaded, more, loadingMore, showNew }
}

/** The row before or after the chosen one; the first when none is chosen. */
export const neighbourRow = (
  rows: readonly CaseRow[],
  chosen: string | null,
  step: 1 | -1,
): CaseRow | undefined => {
  const at = rows.findIndex(({ caseId }) => caseId === chosen)
  return at === -1 ? rows[0] : rows[Math.min(rows.length - 1, Math.max(0, at + step))]
}
