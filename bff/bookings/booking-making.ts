import type { Transaction } from '#db/database.ts'
import type { BookingView, Clash, holdTime } from '#shared/bookings/bookings.contract.ts'
import type { BodyOf } from '#shared/http/endpoint.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { PersonId, SubdistrictId } from '#shared/ids.ts'
import { bookingId } from '#shared/ids.ts'
import type { PayWay, ServedFacts } from '#shared/offers/offer-terms.ts'
import { asksWhoComes, ofAnybody, priceFor } from '#shared/offers/offer-terms.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import type { Actor } from '../accounts/actor.ts'
import type { IdempotencyKey } from '../http/serve.ts'
import { doOnce } from '../idempotency/idempotency.service.ts'
import type { Booker, Chosen } from './booking-asking.ts'
import { createAsking, tooManyAtOnce } from './booking-asking.ts'
import type { BookingContext } from './booking-context.ts'
import { clashesOf } from './booking-counts.store.ts'
import { heldRecord } from './booking-held.ts'
import type { BookingKey, BookingRecord } from './booking-record.ts'
import { isDoubleBooking } from './booking-step.ts'
import type { ShowBooking } from './booking-view.ts'
import { insertHold } from './bookings.store.ts'
import { instantOf } from './instants.ts'
import type { Window } from './seating.store.ts'
import type { Seating } from './seating.ts'

type Holding = BodyOf<typeof holdTime>
const minute = 60_000

/** Before anything is filled in: what it will most likely be. */
const payWayOf = (priceFen: number, ways: readonly PayWay[]): PayWay =>
  priceFen === 0 ? 'free' : (ways.find((way) => way !== 'free') ?? 'counter')

/** Making a booking: what must be asked, and then the one seat. */
export const createMaking = (context: BookingContext, seating: Seating, show: ShowBooking) => {
  const { clock, database, ids } = context
  const asking = createAsking(context)
  const { bookerOf, chosenOf, factsOf, refusePerson, refuseTime } = asking

  /** Takes the seat and writes the booking, held until `holdUntil`. @throws Refusal */
  const place = async (
    tx: Transaction,
    key: BookingKey,
    { offer, occurrence }: Chosen,
    wanted: {
      readonly startsAt: Date
      readonly personId: PersonId
      readonly party: number
      readonly facts: ServedFacts
      readonly holdUntil: Date
      readonly event: 'held' | 'offered_from_wait'
      readonly isHisTurn?: boolean
      readonly windows?: readonly Window[] | undefined
    },
    booker: Booker,
    now: Date,
  ): Promise<BookingRecord> => {
    const { personId, party, facts, holdUntil } = wanted
    const terms = offer.termsOn(shanghaiDay(now))
    const seat = await seating.seat(tx, { ...key, offer, occurrence, ...wanted }, now)
    const priceFen = priceFor(terms, facts) * party + terms.price.depositFen
    const { startsAt, endsAt, ...seated } = seat
    const hold = {
      ...key,
      ...seated,
      offerId: offer.offerId,
      siteId: offer.siteId,
      serviceCode: offer.serviceCode,
      personId,
      bookedBy: booker.bookedBy,
      relationshipId: booker.relationshipId,
      bookedByPost: booker.by.postId,
      channel: booker.channel,
      ...{ party, startsAt, endsAt, holdUntil, priceFen },
      payBy: payWayOf(priceFen, terms.payBy),
      checkInSecret: ids.secret(),
      createdAt: now,
    }
    const event = { kind: wanted.event, actor: booker.by }
    const numbered = await insertHold(tx, hold, event).catch((error: unknown) => {
      throw isDoubleBooking(error) ? new Refusal('already_booked') : error
    })
    const { bookedBy } = booker
    context.announce(tx, { ...key, siteId: offer.siteId, personId, bookedBy }, 1)
    return heldRecord(offer, { ...hold, ...numbered }, event)
  }

  const clashesFor = async (
    tx: Transaction,
    personId: PersonId,
    key: BookingKey,
    during: { readonly startsAt: Date; readonly endsAt: Date },
  ): Promise<Clash[]> =>
    (await clashesOf(tx, personId, during, key.bookingId)).map(({ startsAt, endsAt, ...rest }) => ({
      ...rest,
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
    }))

  /** @throws Refusal what stands against it; nothing is taken then. */
  const holdAnew = async (
    tx: Transaction,
    actor: Actor,
    key: BookingKey,
    wanted: Holding,
    now: Date,
  ): Promise<BookingRecord> => {
    const { subdistrictId } = key
    const { personId, party } = wanted
    const startsAt = instantOf(wanted.startsAt)
    const chosen = await chosenOf(tx, subdistrictId, wanted)
    const terms = chosen.offer.termsOn(shanghaiDay(now))
    const { book } = terms
    if (party > book.maxParty) throw tooManyAtOnce(book.maxParty)
    const booker = await bookerOf(tx, actor, subdistrictId, wanted, chosen.offer)
    refuseTime(chosen, startsAt, booker.channel, now)
    const windows = await seating.refuseTaken(
      tx,
      { subdistrictId, ...chosen, startsAt, personId, party },
      now,
    )
    const facts = asksWhoComes(terms)
      ? await factsOf(tx, subdistrictId, personId, startsAt)
      : ofAnybody
    await refusePerson(tx, chosen, personId, facts, booker.channel, now)
    const holdUntil = new Date(now.getTime() + book.holdMinutes * minute)
    const taking = { startsAt, personId, party, facts, holdUntil, event: 'held' } as const
    const record = await place(tx, key, chosen, { ...taking, windows }, booker, now)
    return { ...record, bookedByName: actor.displayName }
  }

  /** Keeps a time for a few minutes, once per key. */
  const hold = (
    actor: Actor,
    subdistrictId: SubdistrictId,
    wanted: Holding,
    once: IdempotencyKey,
  ): Promise<{ booking: BookingView; clashes: Clash[] }> =>
    database.inTransaction(async (tx) => {
      const now = clock.now()
      const fresh = { subdistrictId, bookingId: bookingId(ids.next()) }
      const { result: key, done } = await doOnce(tx, actor, once, now, fresh, () =>
        holdAnew(tx, actor, fresh, wanted, now),
      )
      const booking = await show(tx, actor, key, done)
      const during = { startsAt: new Date(booking.startsAt), endsAt: new Date(booking.endsAt) }
      return { booking, clashes: await clashesFor(tx, booking.personId, key, during) }
    })

  return { ...asking, hold, place }
}
export type Making = ReturnType<typeof createMaking>
