import { bookingRulesOn } from '#shared/bookings/booking-rules.ts'
import { answerDue } from '#shared/bookings/daily-hours.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import type { BookingContext } from './booking-context.ts'
import type { Listeners } from './booking-listeners.ts'
import type { BookingActor, NewBookingEvent } from './booking-record.ts'
import type { Changing } from './booking-step.ts'
import type { BookingChange } from './bookings.store.ts'
import { endOfferedWait, endWaiting } from './waits.store.ts'

/** Once one of these was written, who listens has heard that it is agreed. */
const agreements: ReadonlySet<string> = new Set(['confirmed', 'accepted', 'proposal_agreed'])

/** A hold becomes a booking: asked for or agreed at once; the same for a payment that came. */
export const createAgreeing = (context: BookingContext, listeners: Listeners) => {
  const { offers, peopleOf, staffOf, tell } = context

  /**
   * It is agreed: who listens to its kind adds his part, and the people are told. Called where staff
   * accept, where nobody needs to, and where a proposed time is agreed to.
   * @throws Refusal booking_moved_on
   */
  const agree = async (
    { tx, now, record, move }: Changing,
    change: BookingChange,
    events: readonly NewBookingEvent[],
    notice: 'booking_accepted' | 'booking_moved' = 'booking_accepted',
  ): Promise<void> => {
    const listener = listeners.of(record.kind)
    const more = record.events.some(({ kind }) => agreements.has(kind))
      ? await listener.moved?.(tx, record, change, now)
      : await listener.confirmed?.(tx, record, now)
    const agreed = { status: 'confirmed', holdUntil: null, awaitsPayment: false } as const
    await move({ ...agreed, ...change, ...more }, events)
    await endOfferedWait(tx, record, 'taken', now)
    await endWaiting(tx, record, now)
    // Whoever walked in stands before the desk.
    if (record.channel === 'walk_in') return
    const startsAt = change.startsAt ?? record.startsAt
    await tell(
      tx,
      await peopleOf(tx, record),
      notice,
      { ...record, startsAt },
      { once: `${record.bookingId}:accepted:${startsAt.toISOString()}` },
    )
  }

  /** Staff are asked, and the clock of their answer begins. @throws Refusal booking_moved_on */
  const request = async (
    { tx, now, record, move }: Changing,
    by: BookingActor,
    change: BookingChange,
    events: readonly NewBookingEvent[],
  ): Promise<void> => {
    const { bookingId, subdistrictId, offerId } = record
    const offer = await offers.offerOf(tx, subdistrictId, offerId)
    if (!offer) throw new Error('a booking without its offer')
    const day = shanghaiDay(now)
    const { withinMinutes } = offer.termsOn(day).accept
    const startsAt = change.startsAt ?? record.startsAt
    const answerDueAt = answerDue(bookingRulesOn(day).deskHours, now, withinMinutes, startsAt)
    const waits = { requestedAt: now, answerDueAt, holdUntil: null, awaitsPayment: false }
    await move({ status: 'requested', ...waits, ...change }, [
      ...events,
      { kind: 'requested', actor: by },
    ])
    await endOfferedWait(tx, record, 'taken', now)
    await endWaiting(tx, record, now)
    const asked = { ...record, startsAt }
    // Asked again after a move, it is another thing to be told.
    const once = `${bookingId}:requested:${asked.startsAt.toISOString()}`
    await tell(tx, await peopleOf(tx, record), 'booking_requested', asked, { once })
    const staff = await staffOf(tx, record)
    await tell(tx, staff, 'booking_new_for_site', asked, { urgency: 'urgent', once })
  }

  /** From a hold onward: by the terms, or at once where staff of the place have booked it themselves. */
  const proceed = async (
    changing: Changing,
    by: BookingActor,
    {
      atOnce,
      events = [],
      notice,
    }: {
      readonly atOnce: boolean
      readonly events?: readonly NewBookingEvent[]
      readonly notice?: 'booking_moved'
    },
    change: BookingChange,
  ): Promise<void> => {
    const { tx, now, record } = changing
    const offer = await offers.offerOf(tx, record.subdistrictId, record.offerId)
    const { how } = offer?.termsOn(shanghaiDay(now)).accept ?? { how: 'staff' }
    if (how === 'auto' || atOnce)
      return agree(changing, change, [...events, { kind: 'confirmed', actor: by }], notice)
    return request(changing, by, change, events)
  }

  return { agree, proceed }
}
export type Agreeing = ReturnType<typeof createAgreeing>
