import type { Reader } from '#db/database.ts'
import type { Actor } from '../accounts/actor.ts'
import type { Platform } from '../platform/platform.ts'
import { createAfter } from './booking-after.ts'
import { createAgreeing } from './booking-agreeing.ts'
import { createConfirming } from './booking-confirming.ts'
import type { Neighbours } from './booking-context.ts'
import { createBookingContext } from './booking-context.ts'
import { countLiveOf } from './booking-counts.store.ts'
import { createEnding } from './booking-ending.ts'
import { createListeners } from './booking-listeners.ts'
import type { Making } from './booking-making.ts'
import { createMaking } from './booking-making.ts'
import { listenToMoney } from './booking-money.ts'
import { createMoving } from './booking-moving.ts'
import { exportBookingsOf, forgetBookingsOf, moveBookingsTo } from './booking-people.store.ts'
import { createReading } from './booking-reading.ts'
import type { BookingKey } from './booking-record.ts'
import { createBookingStep, createOpening } from './booking-step.ts'
import { createBookingSweeps } from './booking-sweeps.ts'
import { createBookingViews } from './booking-view.ts'
import { maySee } from './bookings.policy.ts'
import { findBooking } from './bookings.store.ts'
import { createDesk } from './desk.ts'
import { createHauls } from './hauls.ts'
import { createSeating } from './seating.ts'
import type { Waits } from './waits.ts'
import { createWaits } from './waits.ts'
import { createWaitsList } from './waits-list.ts'
import { createWishes } from './wishes.ts'

/** From a time kept to a service rated: held, confirmed, accepted, checked in, served, paid. */
export const createBookings = (platform: Platform, neighbours: Neighbours) => {
  const context = createBookingContext(platform, neighbours)
  const listeners = createListeners()
  const show = createBookingViews(context)
  const run = createBookingStep(context, show)
  const open = createOpening(context)
  // Whoever waits is served where places become free, and is seated like everybody else.
  const waits: Waits = createWaits(context, () => making)
  const seating = createSeating(waits.serve)
  const making: Making = createMaking(context, seating, show)
  const agreeing = createAgreeing(context, listeners)
  const ending = createEnding(context, run, listeners, seating)
  const parts = { run, open, listeners, making, agreeing, ending, seating, waits }
  const moving = createMoving(context, run, parts)
  listenToMoney(context, open, parts)
  joinAccounts(platform, neighbours.accounts)

  /** Whoever sees the booking sees its photos. */
  const mayRead = async (tx: Reader, actor: Actor, key: BookingKey): Promise<boolean> => {
    const record = await findBooking(tx, key)
    const viewer = await context.viewerOf(tx, actor, record)
    return record !== undefined && viewer !== undefined && maySee(viewer, record)
  }

  return {
    hold: making.hold,
    confirm: createConfirming(context, run, agreeing, listeners),
    cancel: ending.cancel,
    move: moving.moveTo,
    answerProposal: moving.answer,
    ...createAfter(context, run),
    ...createReading(context),
    ...createWishes(context),
    ...createBookingSweeps(context, parts),
    waits: createWaitsList(context, parts),
    read: (actor: Actor, key: BookingKey) => show(platform.database.reader, actor, key),
    listen: listeners.listen,
    mayFollow: context.mayFollow,
    mayReadPhoto: (actor: Actor, key: BookingKey) => mayRead(platform.database.reader, actor, key),
    desk: createDesk(context, parts),
    hauls: createHauls(context),
  }
}

/** What a person may take along, and what stands in the way of leaving. */
const joinAccounts = (
  { clock }: Pick<Platform, 'clock'>,
  accounts: Neighbours['accounts'],
): void => {
  accounts.contributeToExport('bookings', exportBookingsOf)
  accounts.refuseDeletionWhen(async (tx, personId) =>
    (await countLiveOf(tx, personId, clock.now())) > 0 ? 'has_coming_bookings' : undefined,
  )
  accounts.onDeletion((tx, personId) => forgetBookingsOf(tx, personId, clock.now()))
  accounts.onClaim(moveBookingsTo)
}
export type Bookings = ReturnType<typeof createBookings>
