import type { Actor } from '../accounts/actor.ts'
import type { Platform } from '../platform/platform.ts'
import { createAgreeing } from './booking-agreeing.ts'
import { createConfirming } from './booking-confirming.ts'
import type { Neighbours } from './booking-context.ts'
import { createBookingContext } from './booking-context.ts'
import { createListeners } from './booking-listeners.ts'
import { createMaking } from './booking-making.ts'
import type { BookingKey } from './booking-record.ts'
import { createBookingStep } from './booking-step.ts'
import { createBookingViews } from './booking-view.ts'
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

  return {
    hold: making.hold,
    confirm: createConfirming(context, run, agreeing, listeners),
    read: (actor: Actor, key: BookingKey) => show(platform.database.reader, actor, key),
    listen: listeners.listen,
    mayFollow: context.mayFollow,
  }
}
export type Bookings = ReturnType<typeof createBookings>
