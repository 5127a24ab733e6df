import type { Transaction } from '#db/database.ts'
import type { BookingAction } from '#shared/bookings/booking-status.ts'
import type { BookingView } from '#shared/bookings/bookings.contract.ts'
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

/** One approved step on one booking, while its transaction is open. */
export interface BookingStep {
  readonly tx: Transaction
  readonly now: Date
  readonly actor: Actor
  readonly viewer: BookingViewer
  readonly by: BookingActor
  readonly record: Workable<BookingRecord>
  /** Moves the booking as it was approved, with what is written down. @throws Refusal when someone was faster */
  readonly move: (change: BookingChange, events: readonly NewBookingEvent[]) => Promise<void>
}

/** One step inside a transaction of the caller's, which sees to it that it is done once. */
export const createStepInside = (context: BookingContext) => {
  const { clock } = context

  return async (
    tx: Transaction,
    actor: Actor,
    key: BookingKey,
    action: BookingAction,
    work: (step: BookingStep) => Promise<void>,
  ): Promise<void> => {
    const now = clock.now()
    // A reminder or another step written meanwhile must not refuse this one: they take turns.
    await lockBooking(tx, key)
    const found = await findBooking(tx, key)
    const viewer = await context.viewerOf(tx, actor, found)
    const record = approve(viewer, found, action)
    if (!viewer) return
    const asStaff = !viewer.isForHim || isStaffAction(action)
    const by = asStaff ? await context.staffActor(tx, actor, record) : asPerson(actor)
    let written = 0
    const move = async (change: BookingChange, events: readonly NewBookingEvent[]) => {
      const standing = written === 0 ? record : { ...record, lastSeq: record.lastSeq + written }
      if (!(await advance(tx, standing, change, events, now)))
        throw tooLate((await findBooking(tx, key)) ?? record, action)
      written += events.length
    }
    await work({ tx, now, actor, viewer, by, record, move })
    context.announce(tx, record, record.lastSeq + written)
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
