import type { BookingView } from '#shared/bookings/bookings.contract.ts'
import { readBooking } from '#shared/bookings/bookings.contract.ts'
import { bookingId, subdistrictId } from '#shared/ids.ts'
import { say } from '../../components/toast.tsx'
import { call } from '../../platform/api.ts'
import { asFailure, Failure } from '../../platform/failure.ts'
import { useLive } from '../live/use-live.ts'
import { isDecided } from '../loading/decided.ts'
import { failureWords } from '../loading/failure-words.ts'
import { useAttempt } from '../loading/use-attempt.ts'
import { useLoaded } from '../loading/use-loaded.ts'
import { keepPass } from './kept-passes.ts'

/** One booking, live while the page is open, and the steps one takes with it; `topic`: see live. */
export const useBooking = (subdistrict: string, id: string, topic: string | null) => {
  const params = { subdistrictId: subdistrictId(subdistrict), bookingId: bookingId(id) }
  const loaded = useLoaded(async () => {
    try {
      const { booking } = await call(readBooking, { params })
      await keepPass(booking)
      return booking
    } catch (thrown) {
      throw asNotThere(asFailure(thrown))
    }
  }, `${subdistrict}/${id}`)
  useLive(topic, loaded.reload)
  const { busy, attempt } = useAttempt()
  /** Takes up what a step answered. */
  const take = (booking: BookingView) => {
    loaded.put(booking)
    keepPass(booking)
  }

  /** Does one step; the changed booking, or null when it was refused, which the person is told. */
  const act = async (
    name: string,
    step: (given: typeof params, idempotencyKey: string) => Promise<{ booking: BookingView }>,
    done: string,
  ): Promise<BookingView | null> => {
    const answer = await attempt(name, (key) => step(params, key))
    if (answer instanceof Failure) {
      say(failureWords(answer), 'problem')
      if (isDecided(answer)) loaded.reload()
      return null
    }
    take(answer.booking)
    say(done)
    return answer.booking
  }
  return { ...loaded, params, busy, attempt, act, take }
}
export type BookingActs = ReturnType<typeof useBooking>

// A link cut short names no booking either.
const asNotThere = (failure: Failure): Failure => {
  const { code, detail, id } = failure
  if (code !== 'not_found' && code !== 'invalid_request') return failure
  return new Failure({ code, detail, id, words: '没有找到这个预约，或者它现在不归您看了' })
}
