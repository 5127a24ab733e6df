import { say } from '../../components/toast.tsx'
import type { BookingActs } from '../../parts/bookings/use-booking.ts'
import { failureWords } from '../../parts/loading/failure-words.ts'
import { Failure } from '../../platform/failure.ts'
import type { DayRow } from './day-list.ts'
import type { Day } from './use-day.ts'

/** Steps with one booking of the list, without having read all of it. */
export const useRowActs = (
  { subdistrictId, busy, attempt, reload }: Day,
  { bookingId }: Pick<DayRow, 'bookingId'>,
): Pick<BookingActs, 'act' | 'busy'> => {
  const act: BookingActs['act'] = async (name, step, done) => {
    const answer = await attempt(`${bookingId} ${name}`, (key) =>
      step({ subdistrictId, bookingId }, key),
    )
    await reload()
    if (answer instanceof Failure) {
      say(failureWords(answer), 'problem')
      return null
    }
    say(done)
    return answer.booking
  }
  return { busy, act }
}
