import type { Reader, Transaction } from '#db/database.ts'
import type { joinWaits, WaitView } from '#shared/bookings/bookings.contract.ts'
import type { BodyOf } from '#shared/http/endpoint.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { waitId } from '#shared/ids.ts'
import { takesTime } from '#shared/offers/offer-kinds.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import type { Actor } from '../accounts/actor.ts'
import type { IdempotencyKey } from '../http/serve.ts'
import { doOnce } from '../idempotency/idempotency.service.ts'
import type { Chosen } from './booking-asking.ts'
import { tooManyAtOnce } from './booking-asking.ts'
import type { BookingContext } from './booking-context.ts'
import { asPerson } from './booking-context.ts'
import type { EndingOf } from './booking-ending.ts'
import type { Making } from './booking-making.ts'
import type { OpenBooking } from './booking-step.ts'
import type { WaitKey, WaitRecord, WaitSeen } from './waits.store.ts'
import {
  changeWait,
  findWait,
  hasPlaceIn,
  insertWait,
  listWaitsOf,
  placesLeft,
  seeWait,
} from './waits.store.ts'
import type { Waits } from './waits.ts'

const minute = 60_000

const viewOf = ({
  siteId,
  siteName,
  startsAt,
  endsAt,
  left,
  waiting,
  offerId,
  occurrenceId,
  ...wait
}: WaitSeen): WaitView => ({
  ...wait,
  slot: {
    ...{ offerId, occurrenceId, siteId, siteName, left, waiting },
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
  },
  offeredUntil: wait.offeredUntil?.toISOString() ?? null,
})

/** What people do with the list of those who wait: join it, look, leave. */
export const createWaitsList = (
  context: BookingContext,
  {
    open,
    making,
    ending,
    waits,
  }: {
    readonly open: OpenBooking
    readonly making: Making
    readonly ending: EndingOf
    readonly waits: Waits
  },
) => {
  const { clock, database, ids, offers, relatives } = context

  const shown = async (tx: Reader, key: WaitKey): Promise<WaitView> => {
    const seen = await seeWait(tx, key)
    if (!seen) throw new Refusal('not_found')
    return viewOf(seen)
  }

  /** The last beginning somebody could still wait for. */
  const lastStart = ({ offer, occurrence }: Chosen): Date =>
    takesTime(offer.kind)
      ? new Date(occurrence.endsAt.getTime() - offer.minutes * minute)
      : occurrence.startsAt

  /** Whether he could book instead; asked under the lock of the date, so that nothing slips by. */
  const isFull = async (
    tx: Transaction,
    subdistrictId: SubdistrictId,
    chosen: Chosen,
    party: number,
    now: Date,
  ): Promise<boolean> => {
    if (takesTime(chosen.offer.kind))
      return (await waits.startsOf(tx, subdistrictId, chosen, now)).length === 0
    return (await placesLeft(tx, subdistrictId, chosen.occurrence.occurrenceId)) < party
  }

  const joinAnew = async (
    tx: Transaction,
    actor: Actor,
    { subdistrictId, ...key }: WaitKey,
    wanted: BodyOf<typeof joinWaits>,
    now: Date,
  ): Promise<void> => {
    const { occurrenceId, personId, party } = wanted
    const chosen = await making.chosenOf(tx, subdistrictId, { occurrenceId })
    const { offer, occurrence } = chosen
    const { maxParty } = offer.termsOn(shanghaiDay(now)).book
    // A party larger than the whole would wait for ever.
    const most = Math.min(maxParty, occurrence.capacity ?? maxParty)
    if (party > most) throw tooManyAtOnce(most)
    const booker = await making.bookerOf(tx, actor, subdistrictId, wanted, offer)
    const startsAt = lastStart(chosen)
    making.refuseTime(chosen, startsAt, 'app', now)
    const facts = await making.factsOf(tx, subdistrictId, personId, startsAt)
    await making.refusePerson(tx, chosen, personId, facts, booker.channel, now)
    // Whoever waits already is served first; then nobody can give back or take until we are done.
    await waits.serveDate(tx, subdistrictId, occurrenceId, now)
    if (await hasPlaceIn(tx, subdistrictId, occurrenceId, personId, now))
      throw new Refusal('already_booked')
    if (!(await isFull(tx, subdistrictId, chosen, party, now))) throw new Refusal('not_full')
    const joined = await insertWait(tx, {
      subdistrictId,
      ...key,
      occurrenceId,
      offerId: offer.offerId,
      personId,
      waitedBy: booker.bookedBy,
      waitedByPost: booker.by.postId,
      relationshipId: booker.relationshipId,
      channel: booker.channel,
      party,
      state: 'waiting',
      at: now,
      changedAt: now,
    })
    if (!joined) throw new Refusal('already_waiting')
  }

  /** Himself, somebody he lets book for him, the staff who put him there, and staff of the site. */
  const mayLeave = async (tx: Reader, actor: Actor, wait: WaitRecord): Promise<boolean> => {
    const { subdistrictId, personId, offerId, waitedByPost } = wait
    if (personId === actor.personId) return true
    if (actor.posts.some(({ postId }) => postId === waitedByPost)) return true
    if (await relatives.mayBookFor(tx, actor.personId, personId)) return true
    const offer = await offers.offerOf(tx, subdistrictId, offerId)
    return offer !== undefined && offers.mayWorkAt(actor, offer)
  }

  /** An offer that he does not want goes to the next. */
  const giveUpOffer = async (tx: Transaction, actor: Actor, wait: WaitRecord): Promise<void> => {
    const { subdistrictId, bookingId } = wait
    const opened = bookingId === null ? undefined : await open(tx, { subdistrictId, bookingId })
    if (opened?.record.status !== 'held') return
    await ending.end(opened, {
      by: 'cancel',
      event: { kind: 'cancelled', actor: asPerson(actor) },
      reason: '',
      refundFen: 0,
    })
  }

  return {
    /**
     * @throws Refusal not_full | already_waiting | already_booked | time_not_offered |
     * too_late_to_book, and whatever stands against booking it
     */
    join: (
      actor: Actor,
      subdistrictId: SubdistrictId,
      wanted: BodyOf<typeof joinWaits>,
      once: IdempotencyKey,
    ): Promise<WaitView> =>
      database.inTransaction(async (tx) => {
        const now = clock.now()
        const fresh = { subdistrictId, waitId: waitId(ids.next()) }
        const { result } = await doOnce(tx, actor, once, now, fresh, () =>
          joinAnew(tx, actor, fresh, wanted, now),
        )
        return shown(tx, result)
      }),

    mine: async (actor: Actor): Promise<WaitView[]> => {
      const { reader } = database
      const served = await relatives.servedBy(reader, actor.personId)
      const people = [actor.personId, ...served.map(({ personId }) => personId)]
      return (await listWaitsOf(reader, people, clock.now())).map(viewOf)
    },

    /** Once he waits no longer, nothing more happens. @throws Refusal not_found */
    leave: (actor: Actor, key: WaitKey): Promise<void> =>
      database.inTransaction(async (tx) => {
        const now = clock.now()
        const wait = await findWait(tx, key)
        if (!wait || !(await mayLeave(tx, actor, wait))) throw new Refusal('not_found')
        const left = await changeWait(tx, { ...key, state: 'waiting' }, { state: 'left' }, now)
        if (left) return
        // It was offered, before or in this very moment.
        const offered = await findWait(tx, key)
        if (offered?.state === 'offered') await giveUpOffer(tx, actor, offered)
      }),
  }
}
