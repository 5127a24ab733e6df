import { useState } from 'react'
import { listNotices } from '#shared/notices/notices.contract.ts'
import { useLive } from '../../parts/live/use-live.ts'
import { call } from '../../platform/api.ts'
import { useDidShow } from '../../platform/page-lifecycle.ts'
import { currentSession } from '../../platform/session.ts'

/** How many notices wait; null while it is not known. */
export const useUnread = (personId: string): number | null => {
  const [unread, setUnread] = useState<number | null>(null)
  const read = async () => {
    if (currentSession().status !== 'in') return
    try {
      setUnread((await call(listNotices, { query: {} })).unread)
    } catch {
      // The list itself says what is wrong when it is opened.
    }
  }
  useLive(`person/${personId}`, read)
  useDidShow(read)
  return unread
}
