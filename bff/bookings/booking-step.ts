import type { Transaction } from '#db/database.ts'
import { sqlState, violatedConstraint } from '#db/sql-state.ts'
import type { BookingAction } from '#shared/bookings/booking-status.ts'
import type { BookingView } from '#shared/bookings/bookings.contract.ts'
import { Refusal } from '#shared/http/errors.ts'
import { paymentId } from '#shared/ids.ts'
import type { Actor } from '../accounts/actor.ts'
import type { IdempotencyKey } from '../http/serve.ts'
import { doOnce } from '../idempotency/idempotency.service.ts'
import type { BookingContext } from './booking-context.ts'
import { asPerson } from './booking-context.ts'
import type { BookingActor, BookingKey, BookingRecord, NewBookingEvent } from './booking-record.ts'
import type { ShowBooking } from './booking-view.ts'
import type { BookingViewer, Workable } from './bookings.policy.ts'
import { approve, isStaffAction, tooLate } from './bookings.policy.ts'
import type { BookingChange } from './bookings.store.ts'
import { advance, findBooking, lockBooking } from './bookings.store.ts'

/** One booking, locked and as it stands, while its transaction is open. */
export interface Changing {
  readonly tx: Transaction
  readonly now: Date
  readonly record: BookingRecord
  /** Changes the booking and writes down why. @throws Refusal already_booked | booking_moved_on */
  readonly move: (change: BookingChange, events: readonly NewBookingEvent[]) => Promise<void>
}

/** One approved step on one booking, while its transaction is open. */
export interface BookingStep extends Changing {
  readonly actor: Actor
  readonly viewer: BookingViewer
  readonly by: BookingActor
  readonly record: Workable<BookingRecord>
}

/** Of a person who has a living booking of that date already. */
export const isDoubleBooking = (error: unknown): boolean =>
  sqlState(error) === '23505' && violatedConstraint(error) === 'bookings_one_live'

/** Opens bookings for a change: locked in the order of all, written through one guard, announced. */
export const createOpening = (context: BookingContext) => {
  const { clock, payments } = context

  /** Undefined when there is no such booking. Its payment is locked before it, as notices do. */
  return async (
    tx: Transaction,
    key: BookingKey,
    action?: BookingAction,
  ): Promise<Changing | undefined> => {
    const now = clock.now()
    const before = await findBooking(tx, key)
    if (!before) return undefined
    const { subdistrictId } = key
    if (before.paymentId !== null)
      await payments.lock(tx, { subdistrictId, paymentId: paymentId(before.paymentId) })
    const lockedSeq = await lockBooking(tx, key)
    const record = lockedSeq === before.lastSeq ? before : await findBooking(tx, key)
    if (!record) return undefined
    let standing = { ...key, status: record.status, lastSeq: record.lastSeq }
    return {
      tx,
      now,
      record,
      move: async (change, events) => {
        try {
          if (!(await advance(tx, standing, change, events, now)))
            throw tooLate((await findBooking(tx, key)) ?? record, action)
        } catch (error) {
          throw isDoubleBooking(error) ? new Refusal('already_booked') : error
        }
        standing = {
          ...standing,
          status: change.status ?? standing.status,
          lastSeq: standing.lastSeq + events.length,
        }
        context.announce(tx, record, standing.lastSeq)
      },
    }
  }
}
export type OpenBooking = ReturnType<typeof createOpening>

/** One step inside a transaction of the caller's, which sees to it that it is done once. */
export const createStepInside = (context: BookingContext) => {
  const open = createOpening(context)

  return async (
    tx: Transaction,
    actor: Actor,
    key: BookingKey,
    action: BookingAction,
    work: (step: BookingStep) => Promise<void>,
  ): Promise<void> => {
    const changing = await open(tx, key, action)
    const viewer = await context.viewerOf(tx, actor, changing?.record)
    if (!changing || !viewer) throw new Refusal('not_found')
    const record = approve(viewer, changing.record, action)
    const asHimself = viewer.isForHim && !isStaffAction(action)
    const by = asHimself ? asPerson(actor) : await context.staffActor(tx, actor, record)
    await work({ ...changing, actor, viewer, by, record })
  }
}
export type RunStepInside = ReturnType<typeof createStepInside>

/** Steps run once per key, approved by the policy, guarded by the booking's standing, then announced. */
export const createBookingStep = (context: BookingContext, show: ShowBooking) => {
  const { clock, database } = context
  const run = createStepInside(context)

  return async (
    actor: Actor,
    { subdistrictId, bookingId }: BookingKey,
    once: IdempotencyKey,
    action: BookingAction,
    work: (step: BookingStep) => Promise<void>,
  ): Promise<BookingView> =>
    database.inTransaction(async (tx) => {
      const key = { subdistrictId, bookingId }
      await doOnce(tx, actor, once, clock.now(), key, () => run(tx, actor, key, action, work))
      return show(tx, actor, key)
    })
}
export type RunBookingStep = ReturnType<typeof createBookingStep>
