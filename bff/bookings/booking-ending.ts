import type { BookingMove } from '#shared/bookings/booking-status.ts'
import { bookingMoves } from '#shared/bookings/booking-status.ts'
import type { BookingView } from '#shared/bookings/bookings.contract.ts'
import { dateWords } from '#shared/bookings/when.words.ts'
import { Refusal } from '#shared/http/errors.ts'
import { paymentId } from '#shared/ids.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import type { Actor } from '../accounts/actor.ts'
import type { IdempotencyKey } from '../http/serve.ts'
import type { BookingContext } from './booking-context.ts'
import type { Listeners } from './booking-listeners.ts'
import type { BookingActor, BookingKey, NewBookingEvent } from './booking-record.ts'
import type { Changing, RunBookingStep } from './booking-step.ts'
import { refundNow } from './bookings.policy.ts'
import type { BookingChange } from './bookings.store.ts'
import type { Seating } from './seating.ts'
import { endOfferedWait } from './waits.store.ts'

const minute = 60_000
const day = 24 * 60 * minute

export interface Ending {
  readonly by: Extract<BookingMove, 'cancel' | 'decline' | 'expire'>
  readonly event: NewBookingEvent
  readonly reason: string | null
  /** Fen to give back of what was paid. */
  readonly refundFen: number
  readonly change?: BookingChange
}

/** How a booking ends before its service: the place goes to the next, the money back. */
export const createEnding = (
  context: BookingContext,
  run: RunBookingStep,
  listeners: Listeners,
  seating: Seating,
) => {
  const { offers, payments, peopleOf, staffOf, tell } = context

  /**
   * What was paid is given back once for each way of ending; what was not cannot be paid any more. A
   * phone that pays at this very moment is answered by an automatic refund.
   */
  const settle = async (
    { tx, record }: Changing,
    { event, reason, refundFen }: Ending,
  ): Promise<void> => {
    const { subdistrictId, bookingId, paidFen } = record
    if (record.paymentId === null) return
    const key = { subdistrictId, paymentId: paymentId(record.paymentId) }
    if (paidFen === 0) return payments.beginClosing(tx, key)
    const payment = await payments.of(tx, subdistrictId, { kind: 'booking', id: bookingId })
    const amountFen = Math.min(refundFen, payment ? payment.amountFen - payment.refundedFen : 0)
    if (amountFen > 0)
      await payments.refund(tx, key, {
        amountFen,
        reason: reason === null || reason === '' ? '预约取消' : reason,
        once: `${bookingId}:${event.kind}`,
      })
  }

  /** Ends it, gives back money and place; whoever waits is offered the place. Tells nobody. */
  const end = async (changing: Changing, ending: Ending): Promise<void> => {
    const { tx, now, record, move } = changing
    const { by, event, reason, change } = ending
    await move(
      {
        status: bookingMoves[by].to,
        endReason: reason,
        holdUntil: null,
        awaitsPayment: false,
        ...change,
      },
      [event],
    )
    await settle(changing, ending)
    const wasFilledIn = record.status !== 'held' || record.awaitsPayment
    if (wasFilledIn) await listeners.of(record.kind).ended?.(tx, record, now)
    await endOfferedWait(tx, record, by === 'cancel' ? 'left' : 'lapsed', now)
    await seating.release(tx, record, now)
  }

  const termsOf = async ({ tx, record }: Changing) => {
    const offer = await offers.offerOf(tx, record.subdistrictId, record.offerId)
    if (!offer) throw new Error('a booking without its offer')
    return offer.termsOn(shanghaiDay(record.createdAt))
  }

  /**
   * The site cannot keep it: everything is given back, and the people are told why and when else.
   * @throws Refusal booking_moved_on
   */
  const endBySite = async (changing: Changing, by: BookingActor, reason: string): Promise<void> => {
    const { tx, now, record } = changing
    const { bookingId, subdistrictId, offerId, status, startsAt } = record
    await end(changing, {
      by: 'cancel',
      event: { kind: 'cancelled_by_site', actor: by, data: { reason } },
      reason,
      refundFen: record.paidFen,
    })
    // A place kept for a few minutes is no appointment yet: the page that shows it hears of it live.
    if (status === 'held' && !record.awaitsPayment) return
    const next = await offers.nextSlots(tx, { subdistrictId, offerId, after: now, limit: 3 })
    const times = next.map((slot) =>
      slot.offerId === offerId
        ? dateWords(new Date(slot.startsAt))
        : `${dateWords(new Date(slot.startsAt))}（${slot.siteName}）`,
    )
    const instead = times.length === 0 ? '' : `可以改约：${times.join('、')}。`
    await tell(tx, await peopleOf(tx, record), 'booking_cancelled_by_site', record, {
      urgency: startsAt.getTime() - now.getTime() < day ? 'urgent' : 'normal',
      once: `${bookingId}:cancelled_by_site`,
      more: `原因：${reason}。${instead}`,
    })
  }

  /**
   * By the person, his relative, or staff who was asked to. A hold is let go without a word.
   * @throws Refusal too_late_to_cancel | booking_moved_on | not_found | not_allowed
   */
  const cancel = (
    actor: Actor,
    key: BookingKey,
    once: IdempotencyKey,
    { reason }: { readonly reason: string },
  ): Promise<BookingView> =>
    run(actor, key, once, 'cancel', async (step) => {
      const { tx, now, by, record, viewer } = step
      const { bookingId, startsAt, status } = record
      const terms = await termsOf(step)
      const closes = startsAt.getTime() - terms.cancel.closesMinutes * minute
      const bySelf = viewer.isForHim && !viewer.isStaff
      if (bySelf && status !== 'held' && now.getTime() > closes)
        throw new Refusal('too_late_to_cancel')
      const said = reason.trim()
      await end(step, {
        by: 'cancel',
        event: { kind: 'cancelled', actor: by, data: said === '' ? {} : { reason: said } },
        reason: said,
        refundFen: refundNow(terms, record, now),
      })
      if (status === 'held') return
      if (!viewer.isForHim) {
        // Said at a counter or on the phone: the family hears of it, and whoever never asked for it.
        await tell(tx, await peopleOf(tx, record), 'booking_cancelled_for_person', record, {
          once: `${bookingId}:cancelled`,
        })
        return
      }
      if (viewer.isStaff) return
      const staff = await staffOf(tx, record)
      await tell(tx, staff, 'booking_cancelled_by_person', record, {
        once: `${bookingId}:cancelled`,
      })
    })

  return { end, endBySite, cancel, termsOf }
}
export type EndingOf = ReturnType<typeof createEnding>
