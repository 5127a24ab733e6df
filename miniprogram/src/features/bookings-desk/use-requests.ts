import { useCallback, useEffect, useRef, useState } from 'react'
import type { BookingRow } from '#shared/bookings/bookings.contract.ts'
import type { deskQueues } from '#shared/bookings/desk.contract.ts'
import {
  acceptBooking,
  countDeskBookings,
  listDeskBookings,
} from '#shared/bookings/desk.contract.ts'
import { requestQueueWords } from '#shared/bookings/desk.words.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { siteId } from '#shared/ids.ts'
import { say } from '../../components/toast.tsx'
import { everywhere } from '../../parts/bookings/site-choice.tsx'
import { useCalm } from '../../parts/live/use-calm.ts'
import { useLive } from '../../parts/live/use-live.ts'
import { failureWords } from '../../parts/loading/failure-words.ts'
import { useAttempt } from '../../parts/loading/use-attempt.ts'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { usePaged } from '../../parts/loading/use-paged.ts'
import { useNewSound } from '../../parts/staff/use-new-sound.ts'
import { call } from '../../platform/api.ts'
import { Failure } from '../../platform/failure.ts'
import { nameWindow } from '../../platform/page-lifecycle.ts'

export type RequestQueue = (typeof deskQueues)[number]

const idOf = ({ bookingId }: BookingRow) => bookingId

/**
 * Tells how many requests came in while the page is open, whichever queue is looked at: the first
 * page of the oldest, and the count where there are more than fit on it.
 */
const useNewcomers = (subdistrictId: SubdistrictId, onNew: (count: number) => void) => {
  const before = useRef<{ at: string; seen: Set<string>; count: number } | null>(null)
  return useLoaded(async () => {
    const params = { subdistrictId }
    const [waiting, counts] = await Promise.all([
      call(listDeskBookings, { params, query: { queue: 'new' } }),
      call(countDeskBookings, { params }),
    ])
    const known = before.current?.at === subdistrictId ? before.current : null
    const ids = waiting.bookings.map(idOf)
    if (known !== null) {
      const fresh = ids.filter((id) => !known.seen.has(id)).length
      const beyond = waiting.nextCursor === null ? 0 : Math.max(0, counts.new - known.count)
      if (fresh + beyond > 0) onNew(Math.max(fresh, beyond))
    }
    const seen = new Set<string>([...(known?.seen ?? []), ...ids])
    before.current = { at: subdistrictId, seen, count: counts.new }
    return counts
  }, subdistrictId)
}

/** What waits for an answer, with sound and count; of two who accept one is told who was first. */
export const useRequests = (subdistrictId: SubdistrictId) => {
  const [queue, chooseQueue] = useState<RequestQueue>('new')
  const [site, chooseSite] = useState(everywhere)
  const [heard, setHeard] = useState('')
  const sound = useNewSound()
  const { ring } = sound
  const counts = useNewcomers(
    subdistrictId,
    useCallback(
      (count: number) => {
        ring()
        setHeard(`来了${count}个新预约`)
      },
      [ring],
    ),
  )
  const loadPage = useCallback(
    async (cursor: string | undefined) => {
      const query = {
        queue,
        ...(site === everywhere ? {} : { siteId: siteId(site) }),
        ...(cursor === undefined ? {} : { cursor }),
      }
      const answer = await call(listDeskBookings, { params: { subdistrictId }, query })
      return { items: answer.bookings, nextCursor: answer.nextCursor }
    },
    [subdistrictId, queue, site],
  )
  const list = usePaged(loadPage, idOf, JSON.stringify([subdistrictId, queue, site]))
  const { reload } = list
  const recount = counts.reload
  const refresh = useCallback(async () => {
    await Promise.all([reload(), recount()])
  }, [reload, recount])
  useLive(`booking-desk/${subdistrictId}`, useCalm(refresh))

  const { attempt } = useAttempt()
  const [accepting, setAccepting] = useState<string | null>(null)
  const accept = async (row: BookingRow) => {
    const { bookingId, personName } = row
    setAccepting(bookingId)
    const answer = await attempt(bookingId, (idempotencyKey) =>
      call(acceptBooking, { params: { subdistrictId, bookingId }, body: {} }, { idempotencyKey }),
    )
    setAccepting(null)
    if (answer instanceof Failure) say(failureWords(answer), 'problem')
    else say(`接单了，已经告诉${personName}`)
    await refresh()
  }

  const numbers = counts.state.status === 'ready' ? counts.state.value : null
  const waiting = numbers?.new ?? 0
  useEffect(() => {
    nameWindow(waiting === 0 ? '预约受理' : `（${waiting}）预约受理`)
  }, [waiting])
  const countOf = (name: RequestQueue): number | null =>
    numbers === null || name === 'coming' || name === 'ended' ? null : numbers[name]
  return {
    queue,
    chooseQueue,
    site,
    chooseSite,
    list,
    sound,
    heard,
    refresh,
    accept,
    accepting,
    answerTimes: numbers?.answerTimes ?? null,
    tabWords: (name: RequestQueue): string => {
      const count = countOf(name)
      return count === null || count === 0
        ? requestQueueWords[name]
        : `${requestQueueWords[name]} ${count}`
    },
  }
}
export type Requests = ReturnType<typeof useRequests>
