import type { Transaction } from '#db/database.ts'
import type { BookingChannel } from '#shared/bookings/booking-status.ts'
import { staffChannels } from '#shared/bookings/booking-status.ts'
import type { holdTime } from '#shared/bookings/bookings.contract.ts'
import type { BodyOf } from '#shared/http/endpoint.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { PersonId, SubdistrictId } from '#shared/ids.ts'
import { occurrenceId as asOccurrence } from '#shared/ids.ts'
import type { ServedFacts } from '#shared/offers/offer-terms.ts'
import { refusedBy } from '#shared/offers/offer-terms.ts'
import { counterRoles } from '#shared/relatives/counter.contract.ts'
import { addDays, shanghaiDay } from '#shared/time/shanghai.ts'
import type { Actor } from '../accounts/actor.ts'
import { postsIn } from '../accounts/actor.ts'
import type { Occurrence, Offer } from '../offers/offers.service.ts'
import type { BookingContext } from './booking-context.ts'
import { asPerson } from './booking-context.ts'
import { countsOf } from './booking-counts.store.ts'
import type { BookingActor } from './booking-record.ts'
import type { WaitRecord } from './waits.store.ts'

const minute = 60_000

export const isStaffChannel = (channel: BookingChannel): boolean =>
  staffChannels.some((known) => known === channel)

export const tooManyAtOnce = (max: number): Refusal =>
  new Refusal('invalid_request', { where: 'body', field: 'party', rule: 'maximum', max })

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

/** By whom, for whom, and by which rules: what is asked before a seat is taken. */
export const createAsking = (context: BookingContext) => {
  const { accounts, offers, relatives } = context

  /** Oneself, a relative with consent in force, or staff of the subdistrict for anybody known. */
  const bookerOf = async (
    tx: Transaction,
    actor: Actor,
    subdistrictId: SubdistrictId,
    wanted: {
      readonly personId: PersonId
      readonly channel?: BodyOf<typeof holdTime>['channel'] | undefined
    },
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
    const since = new Date(now.getTime() - terms.noShow.days * 1440 * minute)
    const { coming, missed } = await countsOf(tx, offer, personId, { now, since })
    if (coming >= terms.book.maxComing) throw new Refusal('too_many_coming')
    if (missed >= terms.noShow.limit) throw new Refusal('too_many_missed')
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

  return { bookerOf, chosenOf, refuseTime, refusePerson, refuseWaiter, factsOf }
}
