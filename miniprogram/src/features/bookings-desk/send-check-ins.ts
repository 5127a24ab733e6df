import { useEffect, useState } from 'react'
import { checkIn, checkInBooking } from '#shared/bookings/desk.contract.ts'
import { say } from '../../components/toast.tsx'
import { isDecided } from '../../parts/loading/decided.ts'
import { failureWords } from '../../parts/loading/failure-words.ts'
import { call } from '../../platform/api.ts'
import { isOnline, onConnection } from '../../platform/connection.ts'
import { asFailure } from '../../platform/failure.ts'
import { onSession } from '../../platform/session.ts'
import { readDraft, writeDraft } from '../../platform/storage.ts'
import type { CheckInToSend } from './outbox.ts'
import { parseOutbox, withCheckIn } from './outbox.ts'

// Among the drafts: the next person on this device must not send what the last one saw.
const draft = 'check-ins-to-send'

let entries: readonly CheckInToSend[] = []
let restoring: Promise<void> | null = null
const listeners = new Set<(entries: readonly CheckInToSend[]) => void>()

const show = (next: readonly CheckInToSend[]): void => {
  entries = next
  for (const listener of listeners) listener(next)
}
const keep = async (next: readonly CheckInToSend[]): Promise<void> => {
  show(next)
  await writeDraft(draft, next)
}
const restore = (): Promise<void> => {
  restoring ??= readDraft(draft, parseOutbox).then((kept) => show(kept ?? []))
  return restoring
}

/** `kept`: it will be sent when there is a network; `refused`: the server decided against it. */
export type SentCheckIn =
  | { readonly outcome: 'done' }
  | { readonly outcome: 'kept' }
  | { readonly outcome: 'refused'; readonly words: string }

const deliver = async (entry: CheckInToSend): Promise<SentCheckIn> => {
  const { key, at, shown, subdistrictId, siteId, bookingId } = entry
  const how = { idempotencyKey: key, timeout: 8_000 }
  try {
    if (shown === null) {
      const params = { subdistrictId, bookingId }
      await call(checkInBooking, { params, body: { at } }, how)
    } else {
      const params = { subdistrictId, siteId }
      await call(checkIn, { params, body: { ...shown, at } }, how)
    }
    return { outcome: 'done' }
  } catch (thrown) {
    const failure = asFailure(thrown)
    return isDecided(failure)
      ? { outcome: 'refused', words: failureWords(failure) }
      : { outcome: 'kept' }
  }
}

let queue: Promise<unknown> = Promise.resolve()
const inOrder = <T>(work: () => Promise<T>): Promise<T> => {
  const next = queue.then(work, work)
  queue = next
  return next
}

const settle = async (entry: CheckInToSend): Promise<SentCheckIn> => {
  if (!entries.some(({ key }) => key === entry.key)) return { outcome: 'kept' }
  const sent = await deliver(entry)
  if (sent.outcome !== 'kept') await keep(entries.filter(({ key }) => key !== entry.key))
  return sent
}

/** Written down on this device first, then told to the server; never throws. */
export const sendCheckIn = (entry: CheckInToSend): Promise<SentCheckIn> =>
  inOrder(async () => {
    await restore()
    await keep(withCheckIn(entries, entry))
    return settle(entry)
  })

/** Takes one back that was not sent yet; false when it is not (any more) on this device. */
export const takeBackCheckIn = (bookingId: string): Promise<boolean> =>
  inOrder(async () => {
    const left = entries.filter((entry) => entry.bookingId !== bookingId)
    if (left.length === entries.length) return false
    await keep(left)
    return true
  })

/** Sends everything that waits, oldest first; stops where the network does. */
const sendAll = (): Promise<void> =>
  inOrder(async () => {
    await restore()
    const refused: string[] = []
    let done = 0
    for (const entry of entries) {
      const sent = await settle(entry)
      if (sent.outcome === 'kept') break
      if (sent.outcome === 'done') done++
      else refused.push(`${entry.personName}：${sent.words}`)
    }
    if (refused.length > 0)
      say(`有 ${refused.length} 个签到没有记上。${refused.join('；')}`, 'problem')
    else if (done > 0) say(`网络好了，${done} 个签到补发好了`)
  })

const again = 30_000

/** What waits to be sent; sends it when the network is back. `onSent`: the list has changed. */
export const useOutbox = (onSent: () => void) => {
  const [current, setCurrent] = useState(entries)
  const waiting = current.length > 0
  useEffect(() => {
    listeners.add(setCurrent)
    const ended = onSession(({ status }) => {
      if (status !== 'out') return
      restoring = null
      restore()
    })
    restore()
    return () => {
      listeners.delete(setCurrent)
      ended()
    }
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: starts when there is something to send
  useEffect(() => {
    if (!waiting) return
    const send = () => sendAll().then(onSent)
    if (isOnline()) send()
    const timer = setInterval(send, again)
    const off = onConnection((online) => online && send())
    return () => {
      clearInterval(timer)
      off()
    }
  }, [waiting])
  return current
}
