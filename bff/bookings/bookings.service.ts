import type { Reader } from '#db/database.ts'
import type { Actor } from '../accounts/actor.ts'
import type { Platform } from '../platform/platform.ts'
import { createAgreeing } from './booking-agreeing.ts'
import { createConfirming } from './booking-confirming.ts'
import type { Neighbours } from './booking-context.ts'
import { createBookingContext } from './booking-context.ts'
import { createEnding } from './booking-ending.ts'
import { createListeners } from './booking-listeners.ts'
import { createMaking } from './booking-making.ts'
import type { BookingKey } from './booking-record.ts'
import { createBookingStep } from './booking-step.ts'
import { createBookingViews } from './booking-view.ts'
import { maySee } from './bookings.policy.ts'
import { findBooking } from './bookings.store.ts'
import { createDesk } from './desk.ts'
import { createSeating } from './seating.ts'

/** From a time kept to a service rated: held, confirmed, accepted, checked in, served, paid. */
export const createBookings = (platform: Platform, neighbours: Neighbours) => {
  const context = createBookingContext(platform, neighbours)
  const listeners = createListeners()
  const show = createBookingViews(context)
  const run = createBookingStep(context, show)
  const seating = createSeating(async () => undefined)
  const making = createMaking(context, seating, show)
  const agreeing = createAgreeing(context, listeners)
  const ending = createEnding(context, run, listeners, seating)

  /** Whoever sees the booking sees its photos. */
  const mayRead = async (tx: Reader, actor: Actor, key: BookingKey): Promise<boolean> => {
    const record = await findBooking(tx, key)
    const viewer = await context.viewerOf(tx, actor, record)
    return record !== undefined && viewer !== undefined && maySee(viewer, record)
  }

  return {
    hold: making.hold,
    confirm: createConfirming(context, run, agreeing, listeners),
    read: (actor: Actor, key: BookingKey) => show(platform.database.reader, actor, key),
    listen: listeners.listen,
    mayFollow: context.mayFollow,
    mayReadPhoto: (actor: Actor, key: BookingKey) => mayRead(platform.database.reader, actor, key),
    desk: createDesk(context, { run, listeners, agreeing, ending, making, seating }),
  }
}
export type Bookings = ReturnType<typeof createBookings>
