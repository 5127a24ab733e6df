import { listNotices } from '#shared/notices/notices.contract.ts'
import { useLive } from '../../parts/live/use-live.ts'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { call } from '../../platform/api.ts'

/** How many notices wait; 0 while it is not known, since the list says what is wrong. */
export const useUnread = (personId: string): number => {
  const { state, reload } = useLoaded(
    async () => (await call(listNotices, { query: {} })).unread,
    personId,
  )
  useLive(`person/${personId}`, reload)
  return state.status === 'ready' ? state.value : 0
}
