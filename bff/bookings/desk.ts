import type { BookingContext } from './booking-context.ts'
import type { Listeners } from './booking-listeners.ts'
import type { RunBookingStep } from './booking-step.ts'
import { createStepInside } from './booking-step.ts'
import { createCheckIn } from './check-in.ts'
import { createDayList } from './desk-day-list.ts'
import { createDeskLists } from './desk-lists.ts'
import { createServing } from './desk-serving.ts'

/** The staff's side of bookings: what waits, who comes, who came. */
export const createDesk = (
  context: BookingContext,
  { run, listeners }: { readonly run: RunBookingStep; readonly listeners: Listeners },
) => {
  const dayList = createDayList(context)
  return {
    lists: createDeskLists(context),
    dayList,
    checkIn: createCheckIn(context, run, createStepInside(context), dayList),
    serving: createServing(context, run, listeners),
  }
}
export type Desk = ReturnType<typeof createDesk>
