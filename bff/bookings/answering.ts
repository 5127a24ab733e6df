import { bookingRulesOn } from '#shared/bookings/booking-rules.ts'
import { bookingMoves } from '#shared/bookings/booking-status.ts'
import type { BookingView } from '#shared/bookings/bookings.contract.ts'
import type { proposeTime } from '#shared/bookings/desk.contract.ts'
import type { BodyOf } from '#shared/http/endpoint.ts'
import { Refusal } from '#shared/http/errors.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import type { Actor } from '../accounts/actor.ts'
import type { IdempotencyKey } from '../http/serve.ts'
import type { Agreeing } from './booking-agreeing.ts'
import type { BookingContext } from './booking-context.ts'
import type { EndingOf } from './booking-ending.ts'
import type { Making } from './booking-making.ts'
import type { BookingActor, BookingKey } from './booking-record.ts'
import type { BookingStep, Changing, RunBookingStep } from './booking-step.ts'
import { instantOf } from './instants.ts'
import type { Seating } from './seating.ts'

export interface AnsweringNeeds {
  readonly run: RunBookingStep
  readonly agreeing: Agreeing
  readonly ending: EndingOf
  readonly making: Making
  readonly seating: Seating
}

const hour = 3_600_000

/** What staff say to a request; of two who answer one the second is told who was first. */
export const createAnswering = (context: BookingContext, needs: AnsweringNeeds) => {
  const { peopleOf, tell } = context
  const { run, agreeing, ending, making, seating } = needs

  const accept = (actor: Actor, key: BookingKey, once: IdempotencyKey): Promise<BookingView> =>
    run(actor, key, once, 'accept', (step) =>
      agreeing.agree(step, { answeredAt: step.now }, [{ kind: 'accepted', actor: step.by }]),
    )

  /** The place goes to the next, everything paid goes back, and the people are told why. */
  const decline = async (changing: Changing, by: BookingActor, reason: string): Promise<void> => {
    const { tx, now, record } = changing
    await ending.end(changing, {
      by: 'decline',
      event: { kind: 'declined', actor: by, data: { reason } },
      reason,
      refundFen: record.paidFen,
      change: by.personId === null ? {} : { answeredAt: now },
    })
    await tell(tx, await peopleOf(tx, record), 'booking_declined', record, {
      once: `${record.bookingId}:declined`,
      more: `原因：${reason}。`,
    })
  }

  /** Another time of the same offer that is still to come. @throws Refusal time_not_offered | offer_unknown */
  const otherTime = async (
    { tx, now, record }: BookingStep,
    wanted: BodyOf<typeof proposeTime>,
  ) => {
    const { subdistrictId, offerId } = record
    const startsAt = instantOf(wanted.startsAt)
    const chosen = await making.chosenOf(tx, subdistrictId, wanted)
    const isSame = startsAt.getTime() === record.startsAt.getTime()
    if (chosen.offer.offerId !== offerId || startsAt <= now || isSame)
      throw new Refusal('time_not_offered')
    making.refuseTime(chosen, startsAt, 'counter', now)
    return { ...chosen, startsAt }
  }

  const propose = (
    actor: Actor,
    key: BookingKey,
    once: IdempotencyKey,
    wanted: BodyOf<typeof proposeTime>,
  ): Promise<BookingView> =>
    run(actor, key, once, 'propose', async (step) => {
      const { tx, now, by, record, move } = step
      const { subdistrictId, bookingId, party, answeredAt } = record
      const other = await otherTime(step, wanted)
      const seat = await seating.swap(
        tx,
        record,
        { ...other, subdistrictId, bookingId, party },
        now,
      )
      const { occurrenceId, startsAt, endsAt, queueNo } = seat
      const { proposalHours } = bookingRulesOn(shanghaiDay(now))
      const holdUntil = new Date(Math.min(now.getTime() + proposalHours * hour, startsAt.getTime()))
      const note = wanted.note.trim()
      await move(
        {
          status: bookingMoves.propose.to,
          ...{ occurrenceId, startsAt, endsAt, queueNo, holdUntil },
          answeredAt: answeredAt ?? now,
        },
        [
          {
            kind: 'proposed',
            actor: by,
            data: { from: record.startsAt.toISOString(), to: startsAt.toISOString(), note },
          },
        ],
      )
      const told = { ...record, startsAt }
      await tell(tx, await peopleOf(tx, record), 'booking_proposed', told, {
        once: `${bookingId}:proposed:${startsAt.toISOString()}`,
        staleAt: holdUntil,
        ...(note === '' ? {} : { more: `${note}。` }),
      })
    })

  return {
    accept,
    propose,
    decline,

    declineBy: (
      actor: Actor,
      key: BookingKey,
      once: IdempotencyKey,
      { reason }: { readonly reason: string },
    ): Promise<BookingView> =>
      run(actor, key, once, 'decline', (step) => decline(step, step.by, reason.trim())),

    /** @throws Refusal not_allowed (the person himself cancels otherwise) | booking_moved_on */
    cancelForSite: (
      actor: Actor,
      key: BookingKey,
      once: IdempotencyKey,
      { reason }: { readonly reason: string },
    ): Promise<BookingView> =>
      run(actor, key, once, 'cancel', async (step) => {
        if (!step.viewer.isStaff) throw new Refusal('not_allowed')
        const by = await context.staffActor(step.tx, actor, step.record)
        await ending.endBySite(step, by, reason.trim())
      }),
  }
}
export type Answering = ReturnType<typeof createAnswering>
