import type { Platform } from '../platform/platform.ts'
import type { Neighbours } from './booking-context.ts'
import { createBookingContext } from './booking-context.ts'
import { createListeners } from './booking-listeners.ts'
import { createMaking } from './booking-making.ts'
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

  return {
    hold: making.hold,
    read: show,
    run,
    listen: listeners.listen,
    mayFollow: context.mayFollow,
  }
}
export type Bookings = ReturnType<typeof createBookings>
