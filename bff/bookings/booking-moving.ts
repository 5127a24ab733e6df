import type { BookingView } from '#shared/bookings/bookings.contract.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { OccurrenceId } from '#shared/ids.ts'
import type { Actor } from '../accounts/actor.ts'
import type { IdempotencyKey } from '../http/serve.ts'
import type { Agreeing } from './booking-agreeing.ts'
import type { BookingContext } from './booking-context.ts'
import type { EndingOf } from './booking-ending.ts'
import type { Making } from './booking-making.ts'
import type { BookingKey } from './booking-record.ts'
import type { Changing, RunBookingStep } from './booking-step.ts'
import type { BookingChange } from './bookings.store.ts'
import { instantOf } from './instants.ts'
import type { Seating } from './seating.ts'

const minute = 60_000

export interface AnotherTime {
  readonly occurrenceId: OccurrenceId
  readonly startsAt: string
}

/** Another time for the same thing: moved by the person, or proposed by staff and answered. */
export const createMoving = (
  context: BookingContext,
  run: RunBookingStep,
  {
    making,
    agreeing,
    ending,
    seating,
  }: {
    readonly making: Making
    readonly agreeing: Agreeing
    readonly ending: EndingOf
    readonly seating: Seating
  },
) => {
  const { staffOf, tell } = context

  /**
   * Takes the other time of the same offer and only then gives the old one back; what the booking is
   * to be changed by. The price stays the one that was agreed to, and what was paid stays paid.
   * @throws Refusal time_taken | time_not_offered | too_late_to_book | offer_unknown
   */
  const reseat = async (
    { tx, now, record }: Changing,
    { occurrenceId, startsAt: said }: AnotherTime,
    asStaff: boolean,
  ): Promise<BookingChange & { readonly startsAt: Date }> => {
    const { subdistrictId, offerId } = record
    const startsAt = instantOf(said)
    const chosen = await making.chosenOf(tx, subdistrictId, { offerId, occurrenceId })
    making.refuseTime(chosen, startsAt, asStaff ? 'counter' : 'app', now)
    if (startsAt.getTime() === record.startsAt.getTime()) throw new Refusal('already_booked')
    const seat = await seating.swap(tx, record, { ...record, ...chosen, startsAt }, now)
    return {
      occurrenceId: seat.occurrenceId,
      startsAt: seat.startsAt,
      endsAt: seat.endsAt,
      queueNo: seat.queueNo,
    }
  }

  /**
   * Moves what is requested or confirmed. Where staff accept, they are asked again, for they agreed to
   * the other time; the rule of cancelling late is the rule of moving late.
   */
  const moveTo = (
    actor: Actor,
    key: BookingKey,
    once: IdempotencyKey,
    to: AnotherTime,
  ): Promise<BookingView> =>
    run(actor, key, once, 'move', async (step) => {
      const { tx, now, by, record, viewer } = step
      const { cancel } = await ending.termsOf(step)
      const closes = record.startsAt.getTime() - cancel.closesMinutes * minute
      if (viewer.isForHim && !viewer.isStaff && now.getTime() > closes)
        throw new Refusal('too_late_to_cancel')
      const change = await reseat(step, to, viewer.isStaff)
      const event = {
        kind: 'moved' as const,
        actor: by,
        data: { startsAt: change.startsAt.toISOString(), from: record.startsAt.toISOString() },
      }
      await agreeing.proceed(
        step,
        by,
        {
          atOnce: viewer.isStaff,
          events: [event],
          ...(viewer.isStaff ? { notice: 'booking_moved' } : {}),
        },
        { ...change, answeredAt: null, escalatedAt: null },
      )
      if (record.status === 'requested' || viewer.isStaff) return
      await tell(tx, await staffOf(tx, record), 'booking_cancelled_by_person', record, {
        once: `${record.bookingId}:moved:${record.startsAt.toISOString()}`,
      })
    })

  /** To agree confirms the proposed time; not to gives everything back. */
  const answer = (
    actor: Actor,
    key: BookingKey,
    once: IdempotencyKey,
    said: 'agree' | 'decline',
  ): Promise<BookingView> =>
    run(actor, key, once, 'answer_proposal', async (step) => {
      const { tx, now, by, record } = step
      if (record.holdUntil !== null && record.holdUntil <= now)
        throw new Refusal('booking_moved_on', { status: 'expired' })
      if (said === 'agree')
        return agreeing.agree(step, {}, [{ kind: 'proposal_agreed', actor: by }])
      await ending.end(step, {
        by: 'cancel',
        event: { kind: 'cancelled', actor: by, data: { proposal: true } },
        reason: '',
        refundFen: record.paidFen,
      })
      await tell(tx, await staffOf(tx, record), 'booking_cancelled_by_person', record, {
        once: `${record.bookingId}:cancelled`,
      })
    })

  return { reseat, moveTo, answer }
}
export type Moving = ReturnType<typeof createMoving>
