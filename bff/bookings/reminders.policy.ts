import type { BookingRules } from '#shared/bookings/booking-rules.ts'
import { addDays, shanghaiDay, shanghaiInstant, shanghaiMinute } from '#shared/time/shanghai.ts'
import type { ReminderKind } from './reminders.store.ts'

const minute = 60_000

/** Starts whose reminder is due and still useful at `now`; undefined: none. */
export const remindableSpan = (
  kind: ReminderKind,
  rules: Pick<BookingRules, 'dayBeforeAtMinute' | 'lastReminderMinutes'>,
  now: Date,
): { readonly after: Date; readonly until: Date } | undefined => {
  if (kind === 'hours')
    return { after: now, until: new Date(now.getTime() + rules.lastReminderMinutes * minute) }
  // It says "tomorrow": after midnight it would be wrong, and the one of that day follows anyway.
  if (shanghaiMinute(now) < rules.dayBeforeAtMinute) return undefined
  const today = shanghaiDay(now)
  return {
    after: new Date(shanghaiInstant(addDays(today, 1)).getTime() - 1),
    until: new Date(shanghaiInstant(addDays(today, 2)).getTime() - 1),
  }
}

/** When the reminder of a start is due. */
export const reminderDueAt = (
  kind: ReminderKind,
  rules: Pick<BookingRules, 'dayBeforeAtMinute' | 'lastReminderMinutes'>,
  startsAt: Date,
): Date =>
  kind === 'day'
    ? shanghaiInstant(addDays(shanghaiDay(startsAt), -1), rules.dayBeforeAtMinute)
    : new Date(startsAt.getTime() - rules.lastReminderMinutes * minute)
