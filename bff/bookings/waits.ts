import type { Transaction } from '#db/database.ts'
import { bookingRulesOn } from '#shared/bookings/booking-rules.ts'
import { addMinutesWithin, nextWithin } from '#shared/bookings/daily-hours.ts'
import { dateWords, whenWords } from '#shared/bookings/when.words.ts'
import type { OccurrenceId, SubdistrictId } from '#shared/ids.ts'
import { bookingId } from '#shared/ids.ts'
import { takesTime } from '#shared/offers/offer-kinds.ts'
import { freeStarts } from '#shared/offers/slots.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import type { Chosen } from './booking-asking.ts'
import type { BookingContext } from './booking-context.ts'
import { system } from './booking-context.ts'
import type { Making } from './booking-making.ts'
import { findBooking } from './bookings.store.ts'
import { unlessRefused } from './savepoint.store.ts'
import { busyTimes, expireHoldsDuring, expireHoldsIn, lockOccurrences } from './seating.store.ts'
import type { WaitRecord } from './waits.store.ts'
import { changeWait, waitedAround, waitersOf } from './waits.store.ts'

const minute = 60_000
const most = 4 * 60 * minute

/** Beginnings that a window still offers, in order; `first` is the earliest that may be booked now. */
const freeIn = async (
  tx: Transaction,
  subdistrictId: SubdistrictId,
  { offer, occurrence }: Chosen,
  first: Date,
): Promise<Date[]> => {
  const { resourceId, startsAt, endsAt } = occurrence
  if (resourceId === null) return []
  const around = {
    from: new Date(startsAt.getTime() - most),
    to: new Date(endsAt.getTime() + most),
  }
  const busy = await busyTimes(tx, subdistrictId, resourceId, around)
  const window = { from: startsAt.getTime(), to: endsAt.getTime() }
  return freeStarts(window, offer, busy)
    .filter((start) => start >= first.getTime())
    .map((start) => new Date(start))
}

/** The list of those who wait: who is next is offered what becomes free, in the same transaction. */
export const createWaits = (context: BookingContext, making: () => Making) => {
  const { ids, peopleOf, tell } = context

  /** By the rules of today: until when it is kept, and when he may be told. */
  const offerTimes = ({ offer, occurrence }: Chosen, startsAt: Date, now: Date) => {
    const { wakingHours, waitOfferMinutes } = bookingRulesOn(shanghaiDay(now))
    const { closesMinutes } = offer.termsOn(shanghaiDay(now)).book
    const begins = takesTime(offer.kind) ? startsAt : occurrence.startsAt
    const closes = begins.getTime() - closesMinutes * minute
    const until = addMinutesWithin(wakingHours, now, waitOfferMinutes)
    return {
      until: new Date(Math.min(until.getTime(), closes)),
      tellAt: nextWithin(wakingHours, now),
    }
  }

  /** Told at once when he is awake, else by the sweep in the morning. */
  const tellOffer = async (tx: Transaction, wait: WaitRecord, now: Date): Promise<void> => {
    const { subdistrictId, waitId } = wait
    if (wait.bookingId === null) return
    const record = await findBooking(tx, { subdistrictId, bookingId: wait.bookingId })
    if (record?.status !== 'held' || record.holdUntil === null) return
    await tell(tx, await peopleOf(tx, record), 'booking_place_offered', record, {
      urgency: 'urgent',
      once: `${waitId}:offered`,
      when: `${dateWords(record.startsAt)}，给您留到${whenWords(record.holdUntil, now)}`,
      staleAt: record.holdUntil,
    })
  }

  /** Offers one place to one who waits. Answers whether he has it. @throws Refusal what stands against it */
  const offerTo = async (
    tx: Transaction,
    wait: WaitRecord,
    chosen: Chosen,
    startsAt: Date,
    now: Date,
  ): Promise<void> => {
    const { subdistrictId, personId, party, channel } = wait
    const { until, tellAt } = offerTimes(chosen, startsAt, now)
    const { refuseTime, refusePerson, refuseWaiter, factsOf, place } = making()
    await refuseWaiter(tx, wait)
    refuseTime(chosen, startsAt, channel, now)
    const facts = await factsOf(tx, subdistrictId, personId, startsAt)
    await refusePerson(tx, chosen, personId, facts, channel, now)
    const key = { subdistrictId, bookingId: bookingId(ids.next()) }
    const taking = { startsAt, personId, party, facts, holdUntil: until, isHisTurn: true } as const
    const booker = {
      channel,
      relationshipId: wait.relationshipId,
      bookedBy: wait.waitedBy,
      by: { ...system, postId: wait.waitedByPost },
    }
    await place(tx, key, chosen, { ...taking, event: 'offered_from_wait' }, booker, now)
    const isAwake = tellAt <= now
    const offered = { ...wait, state: 'offered', bookingId: key.bookingId } as const
    const change = { state: 'offered', bookingId: key.bookingId } as const
    await changeWait(tx, wait, { ...change, tellAt: isAwake ? null : tellAt }, now)
    if (isAwake) await tellOffer(tx, offered, now)
  }

  /** What could be offered now: the one beginning of a date with places, or a window's free ones. */
  const startsOf = async (
    tx: Transaction,
    subdistrictId: SubdistrictId,
    chosen: Chosen,
    now: Date,
  ): Promise<Date[]> => {
    const { offer, occurrence } = chosen
    const { closesMinutes } = offer.termsOn(shanghaiDay(now)).book
    const first = new Date(now.getTime() + closesMinutes * minute)
    if (takesTime(offer.kind)) return freeIn(tx, subdistrictId, chosen, first)
    return occurrence.startsAt >= first ? [occurrence.startsAt] : []
  }

  /** Ends holds of a date that are over; in a window those of its person or room. */
  const clear = async (
    tx: Transaction,
    subdistrictId: SubdistrictId,
    { occurrence }: Chosen,
    now: Date,
  ): Promise<void> => {
    const { occurrenceId, resourceId, startsAt, endsAt } = occurrence
    if (resourceId === null) await expireHoldsIn(tx, { subdistrictId, occurrenceId }, now)
    else {
      const during = { from: startsAt, to: endsAt }
      await expireHoldsDuring(tx, subdistrictId, [resourceId], during, now)
    }
  }

  /**
   * Offers what is free of one date to whoever waits for it, in order; a party that does not fit is
   * passed over and goes on waiting, whoever may not have it any more leaves the list.
   */
  const serveDate = async (
    tx: Transaction,
    subdistrictId: SubdistrictId,
    occurrenceId: OccurrenceId,
    now: Date,
  ): Promise<Chosen> => {
    await lockOccurrences(tx, subdistrictId, [occurrenceId])
    const chosen = await making().chosenOf(tx, subdistrictId, { occurrenceId })
    await clear(tx, subdistrictId, chosen, now)
    let tooMany = Number.POSITIVE_INFINITY
    for (const wait of await waitersOf(tx, subdistrictId, occurrenceId)) {
      if (wait.party >= tooMany) continue
      const starts = await startsOf(tx, subdistrictId, chosen, now)
      // Nobody could be told before it closes: then it stays free for whoever asks.
      const start = starts.find((at) => {
        const { until, tellAt } = offerTimes(chosen, at, now)
        return tellAt < until
      })
      if (start === undefined) break
      const refused = await unlessRefused(tx, () => offerTo(tx, wait, chosen, start, now))
      if (refused?.code === 'time_taken') tooMany = wait.party
      else if (refused) await changeWait(tx, wait, { state: 'lapsed' }, now)
    }
    return chosen
  }

  return {
    tellOffer,
    serveDate,
    startsOf,

    /** Called wherever places or time become free, in that transaction. */
    serve: async (
      tx: Transaction,
      subdistrictId: SubdistrictId,
      occurrenceIds: readonly OccurrenceId[],
      now: Date,
    ): Promise<void> => {
      for (const occurrenceId of await waitedAround(tx, subdistrictId, occurrenceIds))
        await serveDate(tx, subdistrictId, occurrenceId, now)
    },
  }
}
export type Waits = ReturnType<typeof createWaits>
