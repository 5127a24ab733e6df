import type { AnsweringNeeds } from './answering.ts'
import { createAnswering } from './answering.ts'
import { createAnsweringSweep } from './answering-sweep.ts'
import type { BookingContext } from './booking-context.ts'
import type { Listeners } from './booking-listeners.ts'
import { createStepInside } from './booking-step.ts'
import { createCheckIn } from './check-in.ts'
import { createDayList } from './desk-day-list.ts'
import { createDeskLists } from './desk-lists.ts'
import { createServing } from './desk-serving.ts'
import { createReminders } from './reminders.ts'

/** The staff's side of bookings: what waits, who comes, who came. */
export const createDesk = (
  context: BookingContext,
  needs: AnsweringNeeds & { readonly listeners: Listeners },
) => {
  const { run, listeners } = needs
  const answering = createAnswering(context, needs)
  const dayList = createDayList(context)
  return {
    answering,
    lists: createDeskLists(context),
    dayList,
    checkIn: createCheckIn(context, run, createStepInside(context), dayList),
    serving: createServing(context, run, listeners),
    unanswered: createAnsweringSweep(context, answering),
    reminders: createReminders(context),
  }
}
export type Desk = ReturnType<typeof createDesk>
