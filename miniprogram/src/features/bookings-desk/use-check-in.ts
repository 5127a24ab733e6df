import { useState } from 'react'
import { timeOfDayWords } from '#shared/bookings/bookings.words.ts'
import { checkIn } from '#shared/bookings/desk.contract.ts'
import { staffStatusWords, unknownCheckInWords } from '#shared/bookings/desk.words.ts'
import { failureWords } from '../../parts/loading/failure-words.ts'
import { call } from '../../platform/api.ts'
import { Failure } from '../../platform/failure.ts'
import { sha256Base64Url } from '../../platform/sha256.ts'
import type { CheckInSaid, DayRow } from './day-list.ts'
import { readCheckIn, recognise } from './day-list.ts'
import type { CheckInToSend } from './outbox.ts'
import type { Day } from './use-day.ts'

export type Candidate = Pick<
  DayRow,
  'bookingId' | 'personName' | 'serviceName' | 'startsAt' | 'number'
>

export type CheckInResult =
  | { readonly is: 'good'; readonly who: Candidate; readonly isKept: boolean }
  | { readonly is: 'bad'; readonly title: string; readonly words: string }
  | { readonly is: 'several'; readonly candidates: readonly Candidate[] }

const bad = (title: string, words: string): CheckInResult => ({ is: 'bad', title, words })
const expected = new Set(['confirmed', 'no_show'])

/** Somebody stands at the door: known from the list at once, else from the server. */
export const useCheckIn = (day: Day) => {
  const [result, setResult] = useState<CheckInResult | null>(null)
  const [busy, setBusy] = useState(false)

  const arrive = async (who: Candidate, shown: CheckInToSend['shown']): Promise<CheckInResult> => {
    const sent = await day.arrive(who, shown)
    if (sent.outcome === 'refused') return bad(who.personName, sent.words)
    return { is: 'good', who, isKept: sent.outcome === 'kept' }
  }

  const askServer = async (said: CheckInSaid): Promise<CheckInResult> => {
    const { subdistrictId, siteId } = day
    const answer = await day.attempt(`${said.by} ${said.value}`, (idempotencyKey) =>
      call(checkIn, { params: { subdistrictId, siteId }, body: said }, { idempotencyKey }),
    )
    if (answer instanceof Failure) {
      return answer.code === 'offline'
        ? bad('名单里没有', unknownCheckInWords.offline)
        : bad('没有签上', failureWords(answer))
    }
    const { checkedIn, candidates } = answer
    if (checkedIn === null) return { is: 'several', candidates }
    await day.reload()
    return { is: 'good', who: checkedIn, isKept: false }
  }

  const find = async (typed: string): Promise<CheckInResult> => {
    const said = readCheckIn(typed)
    if (said === null) return bad('没有看懂', unknownCheckInWords.unreadable)
    const found = recognise(day.rows, said, sha256Base64Url)
    const [first, second] = found
    if (first === undefined) return askServer(said)
    if (second !== undefined) return { is: 'several', candidates: found }
    if (!expected.has(first.status)) {
      const when = timeOfDayWords(new Date(first.startsAt))
      const words = `${when}的${first.serviceName}${staffStatusWords[first.status]}。`
      return bad(first.personName, first.status === 'checked_in' ? `${words}不用再签。` : words)
    }
    return arrive(first, said.by === 'tail' ? null : said)
  }

  const run = async (work: () => Promise<CheckInResult>): Promise<CheckInResult> => {
    setBusy(true)
    try {
      const next = await work()
      setResult(next)
      return next
    } finally {
      setBusy(false)
    }
  }
  return {
    result,
    busy,
    submit: (typed: string) => run(() => find(typed)),
    choose: (who: Candidate) => run(() => arrive(who, null)),
    clear: () => setResult(null),
  }
}
export type CheckIn = ReturnType<typeof useCheckIn>
