import type { BookingStatus } from '#shared/bookings/booking-status.ts'
import type { BookingView } from '#shared/bookings/bookings.contract.ts'
import type { BookingId, PersonId, SiteId } from '#shared/ids.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '#shared/time/shanghai.ts'

/** A time that was agreed on, and until when it stood. */
interface Agreed {
  readonly startsAt: number
  readonly from: number
  until: number
}

/** What the world outside remembers of one booking that was acknowledged. */
export interface Known {
  readonly bookingId: BookingId
  readonly personId: PersonId
  readonly accountKey: string | null
  readonly siteId: SiteId
  readonly offerId: string
  status: BookingStatus
  startsAt: Date
  holdUntil: Date | null
  paymentId: string | null
  readonly priceFen: number
  hasPaid: boolean
  hasMoved: boolean
  hasRated: boolean
  readonly agreed: Agreed[]
}

const minute = 60_000

/** Everything that was acknowledged, as the people remember it; no rule of the product is asked. */
export const createMemory = () => {
  const known = new Map<BookingId, Known>()
  const sweeps: number[] = []

  const endAgreed = (one: Known, now: Date): void => {
    const last = one.agreed.at(-1)
    if (last && last.until === Number.POSITIVE_INFINITY) last.until = now.getTime()
  }

  return {
    known,
    swept: (now: Date): void => {
      sweeps.push(now.getTime())
      for (const one of known.values())
        if (one.status === 'held' && one.holdUntil !== null && one.holdUntil <= now)
          one.status = 'expired'
    },

    learn: (booking: BookingView, accountKey: string | null): Known => {
      const { bookingId, personId, siteId, offerId, priceFen } = booking
      const one: Known = {
        ...{ bookingId, personId, siteId, offerId, priceFen, accountKey },
        status: booking.status,
        startsAt: new Date(booking.startsAt),
        holdUntil: booking.holdUntil === null ? null : new Date(booking.holdUntil),
        ...{ paymentId: null, hasPaid: false, hasMoved: false, hasRated: false, agreed: [] },
      }
      known.set(bookingId, one)
      return one
    },

    /** It was answered that it stands so now. */
    becomes: (one: Known, status: BookingStatus, now: Date, startsAt = one.startsAt): void => {
      endAgreed(one, now)
      one.status = status
      one.startsAt = startsAt
      if (status === 'confirmed')
        one.agreed.push({
          startsAt: startsAt.getTime(),
          from: now.getTime(),
          until: Number.POSITIVE_INFINITY,
        })
    },

    /**
     * Reminders that must have gone out, as `<booking> <kind> <start>`: whoever agreed before it was
     * due, and still came when somebody next looked, 18:00 of the day before and two hours before.
     */
    remindersDue: (): Set<string> => {
      const due = new Set<string>()
      for (const { bookingId, agreed } of known.values())
        for (const { startsAt, from, until } of agreed) {
          const start = new Date(startsAt)
          const dayBefore = addDays(shanghaiDay(start), -1)
          const times = {
            day: {
              due: shanghaiInstant(dayBefore, 18 * 60).getTime(),
              over: shanghaiInstant(addDays(dayBefore, 1)).getTime(),
            },
            hours: { due: startsAt - 120 * minute, over: startsAt },
          }
          for (const [kind, span] of Object.entries(times)) {
            // Who acts at a moment does it after the sweep of that moment.
            const isSeen = sweeps.some(
              (at) => at >= span.due && at < span.over && at > from && at <= until,
            )
            if (from < span.due && isSeen) due.add(`${bookingId} ${kind} ${start.toISOString()}`)
          }
        }
      return due
    },
  }
}
export type Memory = ReturnType<typeof createMemory>
