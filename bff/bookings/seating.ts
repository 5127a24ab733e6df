import type { Transaction } from '#db/database.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { BookingId, OccurrenceId, ResourceId, SubdistrictId } from '#shared/ids.ts'
import { takesTime } from '#shared/offers/offer-kinds.ts'
import { isStartIn, spanOf } from '#shared/offers/slots.ts'
import type { Occurrence, Offer } from '../offers/offers.service.ts'
import type { BookingSummary } from './booking-record.ts'
import {
  expireHoldsDuring,
  expireHoldsIn,
  givePlacesBack,
  giveTimeBack,
  lockOccurrences,
  looksTaken,
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

  const seatInTime = async (tx: Transaction, wanted: Wanted, now: Date): Promise<Seat> => {
    const { subdistrictId, bookingId, offer, startsAt } = wanted
    const start = startsAt.getTime()
    const endsAt = new Date(start + offer.minutes * minute)
    const found = await windowsFor(tx, { subdistrictId, offerId: offer.offerId, startsAt, endsAt })
    const windows = found.filter(({ from, to }) =>
      isStartIn({ from: from.getTime(), to: to.getTime() }, offer, start),
    )
    if (windows.length === 0) throw new Refusal('time_not_offered')
    const span = spanOf(start, offer)
    const during = { from: new Date(span.from), to: new Date(span.to) }
    const resourceIds = windows.map(({ resourceId }) => resourceId)
    // His own at another hour of the window too: nobody has two places of one date.
    const around = {
      from: new Date(Math.min(span.from, ...windows.map(({ from }) => from.getTime()))),
      to: new Date(Math.max(span.to, ...windows.map(({ to }) => to.getTime()))),
    }
    if (!wanted.isHisTurn) await clearTime(tx, subdistrictId, resourceIds, around, now)
    for (const { occurrenceId, resourceId } of windows)
      if (await takeTime(tx, { subdistrictId, bookingId, resourceId, ...during }))
        return { occurrenceId, resourceId, startsAt, endsAt, queueNo: null }
    throw new Refusal('time_taken')
  }

  const seatInPlaces = async (tx: Transaction, wanted: Wanted, now: Date): Promise<Seat> => {
    const { subdistrictId, occurrence, offer, party } = wanted
    const { occurrenceId, startsAt, endsAt } = occurrence
    if (startsAt.getTime() !== wanted.startsAt.getTime()) throw new Refusal('time_not_offered')
    if (!wanted.isHisTurn) await clearPlaces(tx, { subdistrictId, occurrenceId }, now)
    const issued = await takePlaces(tx, { subdistrictId, occurrenceId, party })
    if (issued === undefined) throw new Refusal('time_taken')
    const queueNo = offer.kind === 'queue' ? issued : null
    return { occurrenceId, resourceId: null, startsAt, endsAt, queueNo }
  }

  /** @throws Refusal time_taken | time_not_offered */
  const seat = (tx: Transaction, wanted: Wanted, now: Date): Promise<Seat> =>
    takesTime(wanted.offer.kind) ? seatInTime(tx, wanted, now) : seatInPlaces(tx, wanted, now)

  return {
    seat,

    /**
     * Sends away whoever comes after the last place is gone, before anything else is asked of the
     * database: in a rush these are nearly all. @throws Refusal time_taken
     */
    refuseTaken: async (
      tx: Transaction,
      { subdistrictId, offer, occurrence, startsAt, party }: Omit<Wanted, 'bookingId'>,
      now: Date,
    ): Promise<void> => {
      const { occurrenceId, capacity, taken } = occurrence
      if (takesTime(offer.kind)) {
        const start = startsAt.getTime()
        const span = spanOf(start, offer)
        const during = { from: new Date(span.from), to: new Date(span.to) }
        const endsAt = new Date(start + offer.minutes * minute)
        const wanted = { subdistrictId, offerId: offer.offerId, startsAt, endsAt, ...during }
        if (await looksTaken(tx, wanted, now)) throw new Refusal('time_taken')
        return
      }
      if (startsAt.getTime() !== occurrence.startsAt.getTime())
        throw new Refusal('time_not_offered')
      if (taken + party <= (capacity ?? 0)) return
      const isFreed = await clearPlaces(tx, { subdistrictId, occurrenceId }, now)
      if (!isFreed) throw new Refusal('time_taken')
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
