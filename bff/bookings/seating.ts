import type { Transaction } from '#db/database.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { BookingId, OccurrenceId, ResourceId, SubdistrictId } from '#shared/ids.ts'
import { takesTime } from '#shared/offers/offer-kinds.ts'
import type { Occurrence, Offer } from '../offers/offers.service.ts'
import type { BookingSummary } from './booking-record.ts'
import type { Freed } from './seating.store.ts'
import {
  expireHoldsAt,
  givePlacesBack,
  giveTimeBack,
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

/** A place became free; whoever waits for it is next. */
export type WhenFreed = (
  tx: Transaction,
  subdistrictId: SubdistrictId,
  freed: readonly Pick<Freed, 'occurrenceId' | 'startsAt'>[],
) => Promise<void>

/** Whether the start lies on the grid of this window. */
const isOnGrid = (startsAt: Date, windowStart: Date, stepMinutes: number): boolean =>
  (startsAt.getTime() - windowStart.getTime()) % (stepMinutes * minute) === 0

/**
 * Places and time, taken and given back: the only way to either. PostgreSQL decides, in one statement
 * each; holds that are over are ended first, and whoever waits comes before whoever asks.
 */
export const createSeating = (whenFreed: WhenFreed) => {
  const clear = async (
    tx: Transaction,
    subdistrictId: SubdistrictId,
    occurrenceIds: readonly OccurrenceId[],
    resourceIds: readonly ResourceId[],
    now: Date,
  ): Promise<void> => {
    const freed = await expireHoldsAt(tx, subdistrictId, occurrenceIds, resourceIds, now)
    if (freed.length > 0) await whenFreed(tx, subdistrictId, freed)
  }

  const seatInTime = async (tx: Transaction, wanted: Wanted, now: Date): Promise<Seat> => {
    const { subdistrictId, bookingId, offer, startsAt } = wanted
    const endsAt = new Date(startsAt.getTime() + offer.minutes * minute)
    const windows = (
      await windowsFor(tx, { subdistrictId, offerId: offer.offerId, startsAt, endsAt })
    ).filter(({ windowStart }) => isOnGrid(startsAt, windowStart, offer.stepMinutes))
    if (windows.length === 0) throw new Refusal('time_not_offered')
    await clear(
      tx,
      subdistrictId,
      [],
      windows.map(({ resourceId }) => resourceId),
      now,
    )
    const travel = offer.bufferMinutes * minute
    const from = new Date(startsAt.getTime() - travel)
    const to = new Date(endsAt.getTime() + travel)
    for (const { occurrenceId, resourceId } of windows)
      if (await takeTime(tx, { subdistrictId, bookingId, resourceId, from, to }))
        return { occurrenceId, resourceId, startsAt, endsAt, queueNo: null }
    throw new Refusal('time_taken')
  }

  const seatInPlaces = async (tx: Transaction, wanted: Wanted, now: Date): Promise<Seat> => {
    const { subdistrictId, occurrence, offer, party } = wanted
    const { occurrenceId, startsAt, endsAt } = occurrence
    if (startsAt.getTime() !== wanted.startsAt.getTime()) throw new Refusal('time_not_offered')
    await clear(tx, subdistrictId, [occurrenceId], [], now)
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

    /** Gives back what the booking took; whoever waits is offered it in the same transaction. */
    release: async (tx: Transaction, record: Seated): Promise<void> => {
      if (takesTime(record.kind)) await giveTimeBack(tx, record)
      else await givePlacesBack(tx, record)
      await whenFreed(tx, record.subdistrictId, [record])
    },

    /** Moves a booking: both inside one transaction, so it never has two places nor none. */
    swap: async (tx: Transaction, record: Seated, wanted: Wanted, now: Date): Promise<Seat> => {
      // The old time first: a move by half an hour overlaps itself. A refusal rolls both back.
      if (takesTime(record.kind)) await giveTimeBack(tx, record)
      const taken = await seat(tx, wanted, now)
      if (!takesTime(record.kind)) await givePlacesBack(tx, record)
      await whenFreed(tx, record.subdistrictId, [record])
      return taken
    },
  }
}
export type Seating = ReturnType<typeof createSeating>
