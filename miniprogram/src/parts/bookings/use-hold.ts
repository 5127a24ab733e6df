import { useRef } from 'react'
import type { BookingRow, BookingView } from '#shared/bookings/bookings.contract.ts'
import {
  cancelBooking,
  holdTime,
  listMyBookings,
  readBooking,
} from '#shared/bookings/bookings.contract.ts'
import type { BodyOf } from '#shared/http/endpoint.ts'
import type { PersonId, SubdistrictId } from '#shared/ids.ts'
import type { Slot } from '#shared/offers/offers.contract.ts'
import { call } from '../../platform/api.ts'
import { asFailure, Failure } from '../../platform/failure.ts'
import { newKey } from '../../platform/random-key.ts'
import { useAttempt } from '../loading/use-attempt.ts'
import { rememberClashes } from './clashes.ts'

type Channel = BodyOf<typeof holdTime>['channel']
type Key = Pick<BookingView, 'subdistrictId' | 'bookingId'>

const watching = new Set<() => void>()

/** Tells when a kept time was given back, so that it is offered again; ends with what it answers. */
export const onGivenBack = (listener: () => void): (() => void) => {
  watching.add(listener)
  return () => {
    watching.delete(listener)
  }
}

/**
 * Gives a kept time back, for others; what was confirmed meanwhile stays. Never throws: a kept time
 * runs out by itself soon enough.
 */
export const giveBack = async ({ subdistrictId, bookingId }: Key): Promise<void> => {
  try {
    const params = { subdistrictId, bookingId }
    const { booking } = await call(readBooking, { params })
    if (booking.status !== 'held' || !booking.may.includes('confirm')) return
    await call(cancelBooking, { params, body: { reason: '' } }, { idempotencyKey: await newKey() })
    for (const listener of watching) listener()
  } catch {
    // The network is gone, or it ran out just now.
  }
}

/** A time of the same offer that this person keeps already and has not confirmed, e.g. before a reload. */
const keptBefore = async (slot: Slot, personId: PersonId): Promise<BookingRow | undefined> => {
  const { bookings } = await call(listMyBookings, { query: { when: 'coming', personId } })
  return bookings.find(({ offerId, status }) => offerId === slot.offerId && status === 'held')
}

/**
 * Keeps one time for a few minutes; the one kept before it from the same page is given back. Staff
 * say by which channel it came.
 */
export const useHold = (subdistrictId: SubdistrictId, channel?: Channel) => {
  const { busy, attempt } = useAttempt()
  const before = useRef<Key | null>(null)

  const hold = async (
    slot: Slot,
    personId: PersonId,
    party: number,
  ): Promise<BookingView | Failure> => {
    if (before.current !== null) await giveBack(before.current)
    before.current = null
    const { offerId, occurrenceId, startsAt } = slot
    const how = channel === undefined ? {} : { channel }
    const body = { offerId, occurrenceId, startsAt, personId, party, ...how }
    const params = { subdistrictId }
    const answer = await attempt(JSON.stringify(body), async (idempotencyKey) => {
      try {
        return await call(holdTime, { params, body }, { idempotencyKey })
      } catch (thrown) {
        const kept =
          asFailure(thrown).code === 'already_booked' ? await keptBefore(slot, personId) : undefined
        if (kept === undefined) throw thrown
        const { bookingId } = kept
        // The very time: go on with it. Another one: it makes room for the one wanted now.
        if (kept.startsAt === startsAt) {
          const { booking } = await call(readBooking, { params: { ...params, bookingId } })
          return { booking, clashes: [] }
        }
        await giveBack(kept)
        return call(holdTime, { params, body }, { idempotencyKey: await newKey() })
      }
    })
    if (answer instanceof Failure) return answer
    const { booking, clashes } = answer
    rememberClashes(booking.bookingId, clashes)
    before.current = booking
    return booking
  }
  return { busy, hold }
}
