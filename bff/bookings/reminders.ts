import { bookingRulesOn } from '#shared/bookings/booking-rules.ts'
import type { BookingNoticeKind } from '#shared/notices/notices.contract.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import type { BookingContext } from './booking-context.ts'
import { remindableSpan, reminderDueAt } from './reminders.policy.ts'
import type { Remindable, ReminderKind } from './reminders.store.ts'
import { markReminded, takeRemindable } from './reminders.store.ts'

const sweepSeconds = 20
/** Few enough that nobody waits long for a booking that is being reminded of. */
const atOnce = 50

const noticeKinds: Readonly<Record<ReminderKind, BookingNoticeKind>> = {
  day: 'booking_reminder_day',
  hours: 'booking_reminder_hours',
}

/**
 * The day before and shortly before (issue 3). Looked for by time, never by timers: what fell due
 * while the server was down is said late as long as it helps. A moved booking is reminded of anew.
 */
export const createReminders = (context: BookingContext) => {
  const { clock, database, jobs, peopleOf, tell } = context

  /** Whoever agreed on the time after the reminder was due has just been told of it. */
  const isNews = (kind: ReminderKind, { startsAt, agreedAt }: Remindable, now: Date): boolean =>
    agreedAt < reminderDueAt(kind, bookingRulesOn(shanghaiDay(now)), startsAt)

  /** One handful of bookings in one transaction; how many were looked at. */
  const remindSome = (kind: ReminderKind): Promise<number> =>
    database.inTransaction(async (tx) => {
      const now = clock.now()
      const span = remindableSpan(kind, bookingRulesOn(shanghaiDay(now)), now)
      const taken = span ? await takeRemindable(tx, kind, span, atOnce) : []
      if (taken.length === 0) return 0
      const told = taken.filter((booking) => isNews(kind, booking, now))
      for (const booking of told)
        await tell(tx, await peopleOf(tx, booking), noticeKinds[kind], booking, {
          once: `${booking.bookingId}:reminder-${kind}:${booking.startsAt.toISOString()}`,
          staleAt: booking.startsAt,
        })
      const idsOf = (bookings: readonly Remindable[]) => bookings.map(({ bookingId }) => bookingId)
      await markReminded(tx, kind, idsOf(taken), idsOf(told), now)
      return taken.length
    })

  /** Any number of nodes may sweep at the same time. */
  const sweep = async (): Promise<void> => {
    for (const kind of ['day', 'hours'] as const) while ((await remindSome(kind)) === atOnce);
  }
  jobs.every(sweepSeconds, 'bookings.reminders', sweep)

  return { sweep }
}
