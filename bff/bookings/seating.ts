import type { Transaction } from '#db/database.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { BookingId, OccurrenceId, PersonId, ResourceId, SubdistrictId } from '#shared/ids.ts'
import { takesTime } from '#shared/offers/offer-kinds.ts'
import { isStartIn, spanOf } from '#shared/offers/slots.ts'
import type { Occurrence, Offer } from '../offers/offers.service.ts'
import type { BookingSummary } from './booking-record.ts'
import type { Asker, Window } from './seating.store.ts'
import {
  expireHoldsDuring,
  expireHoldsIn,
  givePlacesBack,
  giveTimeBack,
  lockOccurrences,
  lookAtPlaces,
  takePlaces,
  takeTime,
  windowsFor,
} from './seating.store.ts'

const minute = 60_000

/** What somebody wants to sit on. */
export interface Wanted {
  readonly subdistrictId: SubdistrictId
  readonly bookingId: BookingId
  readonly offer: Offer
  readonly occurrence: Occurrence
  readonly startsAt: Date
  readonly party: number
  /** It is offered to whoever waits: what was over has been ended, and nobody else comes first. */
  readonly isHisTurn?: boolean
  /** As they were looked at just now. */
  readonly windows?: readonly Window[] | undefined
}

/** What he got. */
export interface Seat {
  readonly occurrenceId: OccurrenceId
  readonly resourceId: ResourceId | null
  readonly startsAt: Date
  readonly endsAt: Date
  readonly queueNo: number | null
}

/** What of a booking tells its seat. */
export type Seated = Pick<
  BookingSummary,
  'subdistrictId' | 'bookingId' | 'occurrenceId' | 'party' | 'kind' | 'startsAt'
>

/** Places or time of these occurrences became free; whoever waits for them is next. */
export type WhenFreed = (
  tx: Transaction,
  subdistrictId: SubdistrictId,
  occurrenceIds: readonly OccurrenceId[],
  now: Date,
) => Promise<void>

/** The time that one beginning takes, travel included. */
const timeOf = (offer: Offer, startsAt: Date) => {
  const { from, to } = spanOf(startsAt.getTime(), offer)
  return { from: new Date(from), to: new Date(to) }
}

/**
 * Places and time, taken and given back: the only way to either. PostgreSQL decides, in one statement
 * each; holds that are over are ended first, and whoever waits comes before whoever asks. Locks are
 * taken in one order everywhere: payment, booking, occurrence, time.
 */
export const createSeating = (whenFreed: WhenFreed) => {
  /** Ends holds that are over and stand in the way; whoever waits is served. */
  const clearTime = async (
    tx: Transaction,
    subdistrictId: SubdistrictId,
    resourceIds: readonly ResourceId[],
    during: { readonly from: Date; readonly to: Date },
    now: Date,
  ): Promise<void> => {
    const freed = await expireHoldsDuring(tx, subdistrictId, resourceIds, during, now)
    const dates = freed.map(({ occurrenceId }) => occurrenceId)
    if (dates.length > 0) await whenFreed(tx, subdistrictId, dates, now)
  }

  const clearPlaces = async (
    tx: Transaction,
    date: { readonly subdistrictId: SubdistrictId; readonly occurrenceId: OccurrenceId },
    now: Date,
  ): Promise<boolean> => {
    const freed = await expireHoldsIn(tx, date, now)
    if (freed.length > 0) await whenFreed(tx, date.subdistrictId, [date.occurrenceId], now)
    return freed.length > 0
  }

  /** Windows of the offer in which one may begin then. @throws Refusal time_not_offered */
  const windowsOf = async (
    tx: Transaction,
    { subdistrictId, offer, startsAt }: Pick<Wanted, 'subdistrictId' | 'offer' | 'startsAt'>,
    now: Date,
    asker?: Asker,
  ): Promise<readonly Window[]> => {
    const { offerId, minutes } = offer
    const endsAt = new Date(startsAt.getTime() + minutes * minute)
    const wanted = { subdistrictId, offerId, startsAt, endsAt, ...timeOf(offer, startsAt) }
    const windows = (await windowsFor(tx, wanted, now, asker)).filter(({ from, to }) =>
      isStartIn({ from: from.getTime(), to: to.getTime() }, offer, startsAt.getTime()),
    )
    if (windows.length === 0) throw new Refusal('time_not_offered')
    return windows
  }

  const seatInTime = async (tx: Transaction, wanted: Wanted, now: Date): Promise<Seat> => {
    const { subdistrictId, bookingId, offer, startsAt } = wanted
    const windows = wanted.windows ?? (await windowsOf(tx, wanted, now))
    const during = timeOf(offer, startsAt)
    if (!wanted.isHisTurn && windows.some(({ hasOver }) => hasOver)) {
      const resourceIds = windows.map(({ resourceId }) => resourceId)
      // His own at another hour of the window too: nobody has two places of one date.
      const froms = [during.from, ...windows.map(({ from }) => from)]
      const tos = [during.to, ...windows.map(({ to }) => to)]
      const around = {
        from: new Date(Math.min(...froms.map((at) => at.getTime()))),
        to: new Date(Math.max(...tos.map((at) => at.getTime()))),
      }
      await clearTime(tx, subdistrictId, resourceIds, around, now)
    }
    const endsAt = new Date(startsAt.getTime() + offer.minutes * minute)
    for (const { occurrenceId, resourceId } of windows)
      if (await takeTime(tx, { subdistrictId, bookingId, resourceId, ...during }))
        return { occurrenceId, resourceId, startsAt, endsAt, queueNo: null }
    throw new Refusal('time_taken')
  }

  /** Holds that are over are ended first, where there are any: whoever waits has their places. */
  const takeAfterOver = async (
    tx: Transaction,
    { subdistrictId, occurrence, party, isHisTurn }: Wanted,
    now: Date,
  ): Promise<number | undefined> => {
    const places = { subdistrictId, occurrenceId: occurrence.occurrenceId, party }
    const taken = await takePlaces(tx, places, now)
    if (isHisTurn || (taken && !taken.hadOver)) return taken?.issued
    if (taken) await givePlacesBack(tx, places)
    const isFreed = await clearPlaces(tx, places, now)
    if (!taken && !isFreed) return undefined
    return (await takePlaces(tx, places, now))?.issued
  }

  const seatInPlaces = async (tx: Transaction, wanted: Wanted, now: Date): Promise<Seat> => {
    const { occurrenceId, startsAt, endsAt } = wanted.occurrence
    if (startsAt.getTime() !== wanted.startsAt.getTime()) throw new Refusal('time_not_offered')
    const issued = await takeAfterOver(tx, wanted, now)
    if (issued === undefined) throw new Refusal('time_taken')
    const queueNo = wanted.offer.kind === 'queue' ? issued : null
    return { occurrenceId, resourceId: null, startsAt, endsAt, queueNo }
  }

  /** @throws Refusal time_taken | time_not_offered */
  const seat = (tx: Transaction, wanted: Wanted, now: Date): Promise<Seat> =>
    takesTime(wanted.offer.kind) ? seatInTime(tx, wanted, now) : seatInPlaces(tx, wanted, now)

  return {
    seat,

    /**
     * Sends away whoever comes after the last place is gone, before anything else is asked of the
     * database: in a rush these are nearly all. Answers the windows it saw, for the seat.
     * @throws Refusal time_taken | time_not_offered | already_booked (on another phone, by a second tap)
     */
    refuseTaken: async (
      tx: Transaction,
      wanted: Omit<Wanted, 'bookingId'> & { readonly personId: PersonId },
      now: Date,
    ): Promise<readonly Window[] | undefined> => {
      const { subdistrictId, offer, occurrence, startsAt, party, personId } = wanted
      const { occurrenceId, capacity, taken } = occurrence
      const asker = { subdistrictId, occurrenceId, personId }
      if (takesTime(offer.kind)) {
        const windows = await windowsOf(tx, wanted, now, asker)
        if (windows.every(({ isTaken }) => isTaken))
          throw new Refusal(windows.some(({ isHis }) => isHis) ? 'already_booked' : 'time_taken')
        return windows
      }
      if (startsAt.getTime() !== occurrence.startsAt.getTime())
        throw new Refusal('time_not_offered')
      if (taken + party <= (capacity ?? 0)) return undefined
      const { hasOver, isHis } = await lookAtPlaces(tx, asker, now)
      if (!hasOver || !(await clearPlaces(tx, asker, now)))
        throw new Refusal(isHis ? 'already_booked' : 'time_taken')
      return undefined
    },

    /** Gives back what the booking took; whoever waits is offered it in the same transaction. */
    release: async (tx: Transaction, record: Seated, now: Date): Promise<void> => {
      const { subdistrictId, occurrenceId } = record
      if (takesTime(record.kind)) {
        // Whoever is just looking whether it is full, to wait for it, must see it free or be seen.
        await lockOccurrences(tx, subdistrictId, [occurrenceId])
        await giveTimeBack(tx, record)
      } else await givePlacesBack(tx, record)
      await whenFreed(tx, subdistrictId, [occurrenceId], now)
    },

    /** Moves a booking: both inside one transaction, so it never has two places nor none. */
    swap: async (tx: Transaction, record: Seated, wanted: Wanted, now: Date): Promise<Seat> => {
      const { subdistrictId, occurrenceId } = record
      // Two that want each other's place would wait for each other.
      await lockOccurrences(tx, subdistrictId, [occurrenceId, wanted.occurrence.occurrenceId])
      // The old time first: a move by half an hour overlaps itself. A refusal rolls both back.
      if (takesTime(record.kind)) await giveTimeBack(tx, record)
      const taken = await seat(tx, wanted, now)
      if (!takesTime(record.kind)) await givePlacesBack(tx, record)
      await whenFreed(tx, subdistrictId, [occurrenceId], now)
      return taken
    },
  }
}
export type Seating = ReturnType<typeof createSeating>
