import type { Transaction } from '#db/database.ts'
import type { BookingChannel } from '#shared/bookings/booking-status.ts'
import { staffChannels } from '#shared/bookings/booking-status.ts'
import type { BookingView, Clash, holdTime } from '#shared/bookings/bookings.contract.ts'
import type { BodyOf } from '#shared/http/endpoint.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { PersonId, SubdistrictId } from '#shared/ids.ts'
import { occurrenceId as asOccurrence, bookingId } from '#shared/ids.ts'
import type { PayWay, ServedFacts } from '#shared/offers/offer-terms.ts'
import { priceFor, refusedBy } from '#shared/offers/offer-terms.ts'
import { counterRoles } from '#shared/relatives/counter.contract.ts'
import { addDays, shanghaiDay } from '#shared/time/shanghai.ts'
import type { Actor } from '../accounts/actor.ts'
import { postsIn } from '../accounts/actor.ts'
import type { IdempotencyKey } from '../http/serve.ts'
import { doOnce } from '../idempotency/idempotency.service.ts'
import type { Occurrence, Offer } from '../offers/offers.service.ts'
import type { BookingContext } from './booking-context.ts'
import { asPerson } from './booking-context.ts'
import { clashesOf, comingOf, missedSince } from './booking-counts.store.ts'
import type { BookingActor, BookingKey } from './booking-record.ts'
import { isDoubleBooking } from './booking-step.ts'
import type { ShowBooking } from './booking-view.ts'
import { insertBooking } from './bookings.store.ts'
import { instantOf } from './instants.ts'
import type { Seating } from './seating.ts'
import type { WaitRecord } from './waits.store.ts'

type Holding = BodyOf<typeof holdTime>
const minute = 60_000

/** Before anything is filled in: what it will most likely be. */
const payWayOf = (priceFen: number, ways: readonly PayWay[]): PayWay =>
  priceFen === 0 ? 'free' : (ways.find((way) => way !== 'free') ?? 'counter')

export const tooManyAtOnce = (max: number): Refusal =>
  new Refusal('invalid_request', { where: 'body', field: 'party', rule: 'maximum', max })

export const isStaffChannel = (channel: BookingChannel): boolean =>
  staffChannels.some((known) => known === channel)

/** Whose booking it becomes, and by what right. */
export interface Booker {
  readonly channel: BookingChannel
  readonly relationshipId: string | null
  readonly bookedBy: PersonId
  readonly by: BookingActor
}

/** What is wanted, found in the catalogue. */
export interface Chosen {
  readonly offer: Offer
  readonly occurrence: Occurrence
}

/** Making a booking: by whom, for whom, by which rules, and then the one seat. */
export const createMaking = (context: BookingContext, seating: Seating, show: ShowBooking) => {
  const { accounts, clock, database, ids, offers, relatives } = context

  /** Oneself, a relative with consent in force, or staff of the subdistrict for anybody known. */
  const bookerOf = async (
    tx: Transaction,
    actor: Actor,
    subdistrictId: SubdistrictId,
    wanted: { readonly personId: PersonId; readonly channel?: Holding['channel'] | undefined },
    offer: Offer,
  ): Promise<Booker> => {
    const { personId, channel = 'app' } = wanted
    if (isStaffChannel(channel)) {
      // A provider's people book where they work; counters book anywhere in the subdistrict.
      const atCounter = postsIn(actor, subdistrictId, counterRoles).length > 0
      if (!atCounter && !offers.mayWorkAt(actor, offer)) throw new Refusal('not_allowed')
      const served = await accounts.personOf(tx, personId)
      if (served.deletedAt) throw new Refusal('unknown_person')
      const by = await context.staffActor(tx, actor, offer)
      return { channel, relationshipId: null, bookedBy: actor.personId, by }
    }
    if (personId === actor.personId)
      return {
        channel: 'app',
        relationshipId: null,
        bookedBy: personId,
        by: asPerson(actor),
      }
    const relationship = await relatives.mayBookFor(tx, actor.personId, personId)
    if (!relationship) throw new Refusal('not_his_relative')
    return {
      channel: 'relative',
      relationshipId: relationship.relationshipId,
      bookedBy: actor.personId,
      by: asPerson(actor),
    }
  }

  const chosenOf = async (
    tx: Transaction,
    subdistrictId: SubdistrictId,
    wanted: { readonly offerId?: string; readonly occurrenceId: string },
  ): Promise<Chosen> => {
    const occurrence = await offers.occurrenceOf(
      tx,
      subdistrictId,
      asOccurrence(wanted.occurrenceId),
    )
    const offer = occurrence && (await offers.offerOf(tx, subdistrictId, occurrence.offerId))
    if (!offer) throw new Refusal('offer_unknown')
    if (wanted.offerId !== undefined && wanted.offerId !== offer.offerId)
      throw new Refusal('offer_unknown')
    return { offer, occurrence }
  }

  /** Rules of time. Staff may book until the end: somebody walks in. */
  const refuseTime = (
    { offer, occurrence }: Chosen,
    startsAt: Date,
    channel: BookingChannel,
    now: Date,
  ): void => {
    const today = shanghaiDay(now)
    const day = shanghaiDay(startsAt)
    if (occurrence.state !== 'planned' || offer.endedOn !== null || offer.licenceTo < day)
      throw new Refusal('time_not_offered')
    const { daysAhead, closesMinutes } = offer.termsOn(today).book
    if (day > addDays(today, daysAhead)) throw new Refusal('time_not_offered')
    const closes = isStaffChannel(channel)
      ? occurrence.endsAt.getTime()
      : startsAt.getTime() - closesMinutes * minute
    if (now.getTime() > closes) throw new Refusal('too_late_to_book')
  }

  const refusePerson = async (
    tx: Transaction,
    { offer }: Chosen,
    personId: PersonId,
    facts: ServedFacts,
    channel: BookingChannel,
    now: Date,
  ): Promise<void> => {
    const terms = offer.termsOn(shanghaiDay(now))
    const refused = refusedBy(terms, facts)
    if (refused) throw new Refusal('not_for_this_person', { why: refused })
    if (isStaffChannel(channel)) return
    if ((await comingOf(tx, offer, personId, now)) >= terms.book.maxComing)
      throw new Refusal('too_many_coming')
    const since = new Date(now.getTime() - terms.noShow.days * 1440 * minute)
    if ((await missedSince(tx, personId, since)) >= terms.noShow.limit)
      throw new Refusal('too_many_missed')
  }

  /** Facts about the person on the day of the service. */
  const factsOf = (
    tx: Transaction,
    subdistrictId: SubdistrictId,
    personId: PersonId,
    startsAt: Date,
  ): Promise<ServedFacts> => offers.servedFacts(tx, subdistrictId, personId, shanghaiDay(startsAt))

  /** Whoever waits must still be there, and whoever waits for him still be allowed to. */
  const refuseWaiter = async (
    tx: Transaction,
    { personId, waitedBy, channel }: Pick<WaitRecord, 'personId' | 'waitedBy' | 'channel'>,
  ): Promise<void> => {
    if ((await accounts.personOf(tx, personId)).deletedAt) throw new Refusal('unknown_person')
    if (channel === 'relative' && !(await relatives.mayBookFor(tx, waitedBy, personId)))
      throw new Refusal('not_his_relative')
  }

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
    },
    booker: Booker,
    now: Date,
  ): Promise<void> => {
    const { personId, party, facts, holdUntil } = wanted
    const terms = offer.termsOn(shanghaiDay(now))
    const seat = await seating.seat(tx, { ...key, offer, occurrence, ...wanted }, now)
    const priceFen = priceFor(terms, facts) * party + terms.price.depositFen
    const { occurrenceId, startsAt, endsAt, queueNo } = seat
    try {
      await insertBooking(
        tx,
        {
          ...key,
          offerId: offer.offerId,
          occurrenceId,
          siteId: offer.siteId,
          serviceCode: offer.serviceCode,
          personId,
          bookedBy: booker.bookedBy,
          relationshipId: booker.relationshipId,
          bookedByPost: booker.by.postId,
          channel: booker.channel,
          status: 'held',
          party,
          startsAt,
          endsAt,
          holdUntil,
          priceFen,
          payBy: payWayOf(priceFen, terms.payBy),
          queueNo,
          note: '',
          checkInSecret: ids.secret(),
          createdAt: now,
        },
        [{ kind: wanted.event, actor: booker.by }],
      )
    } catch (error) {
      throw isDoubleBooking(error) ? new Refusal('already_booked') : error
    }
    const { bookedBy } = booker
    context.announce(tx, { ...key, siteId: offer.siteId, personId, bookedBy }, 1)
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
  ): Promise<void> => {
    const { subdistrictId } = key
    const { personId, party } = wanted
    const startsAt = instantOf(wanted.startsAt)
    const chosen = await chosenOf(tx, subdistrictId, wanted)
    const { book } = chosen.offer.termsOn(shanghaiDay(now))
    if (party > book.maxParty) throw tooManyAtOnce(book.maxParty)
    const booker = await bookerOf(tx, actor, subdistrictId, wanted, chosen.offer)
    refuseTime(chosen, startsAt, booker.channel, now)
    const facts = await factsOf(tx, subdistrictId, personId, startsAt)
    await refusePerson(tx, chosen, personId, facts, booker.channel, now)
    const holdUntil = new Date(now.getTime() + book.holdMinutes * minute)
    const taking = { startsAt, personId, party, facts, holdUntil, event: 'held' } as const
    await place(tx, key, chosen, taking, booker, now)
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
      const { result: key } = await doOnce(tx, actor, once, now, fresh, () =>
        holdAnew(tx, actor, fresh, wanted, now),
      )
      const booking = await show(tx, actor, key)
      const during = { startsAt: new Date(booking.startsAt), endsAt: new Date(booking.endsAt) }
      return { booking, clashes: await clashesFor(tx, booking.personId, key, during) }
    })

  return { hold, place, bookerOf, chosenOf, refuseTime, refusePerson, refuseWaiter, factsOf }
}
export type Making = ReturnType<typeof createMaking>
