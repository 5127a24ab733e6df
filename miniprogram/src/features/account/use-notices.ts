import { useCallback, useEffect, useRef } from 'react'
import type { Notice } from '#shared/notices/notices.contract.ts'
import { listNotices, markNoticesRead } from '#shared/notices/notices.contract.ts'
import { useLive } from '../../parts/live/use-live.ts'
import { usePaged } from '../../parts/loading/use-paged.ts'
import { call } from '../../platform/api.ts'

const idOf = ({ noticeId }: Notice) => noticeId
/** The server takes so many at once. */
const most = 100

/** What this person was told; what is on the page counts as read. */
export const useNotices = (personId: string) => {
  const loadPage = useCallback(async (cursor: string | undefined) => {
    const query = cursor === undefined ? {} : { cursor }
    const { notices, nextCursor } = await call(listNotices, { query })
    return { items: notices, nextCursor }
  }, [])
  const paged = usePaged(loadPage, idOf, personId)
  useLive(`person/${personId}`, paged.reload)

  const told = useRef(new Set<string>())
  const { state } = paged
  useEffect(() => {
    if (state.status !== 'ready') return
    const fresh = state.value.items.filter(
      ({ noticeId, readAt }) => readAt === null && !told.current.has(noticeId),
    )
    const noticeIds = fresh.map(idOf).slice(0, most)
    if (noticeIds.length === 0) return
    for (const id of noticeIds) told.current.add(id)
    call(markNoticesRead, { body: { noticeIds } }).catch(() => {
      for (const id of noticeIds) told.current.delete(id)
    })
  }, [state])
  /** Still marked as new on this visit, though the server already knows that it was seen. */
  const isNew = (notice: Notice) => notice.readAt === null || told.current.has(notice.noticeId)
  return { ...paged, isNew }
}
