import type { Transaction } from '#db/database.ts'
import { dateWords } from '#shared/bookings/when.words.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { noticeWords } from '#shared/notices/notices.words.ts'
import type { BookingContext } from './booking-context.ts'
import { system } from './booking-context.ts'
import {
  countTellable,
  findOnCancelledDates,
  findUnansweredProposals,
} from './booking-due.store.ts'
import type { EndingOf } from './booking-ending.ts'
import type { BookingKey } from './booking-record.ts'
import type { Changing, OpenBooking } from './booking-step.ts'
import { expireHoldsDue } from './seating.store.ts'
import type { WaitRecord } from './waits.store.ts'
import { seeWait } from './waits.store.ts'
import type { Waits } from './waits.ts'
import { lapseWaitsOfCancelled, takeWaitsToTell } from './waits-due.store.ts'

const sweepSeconds = 20
const atOnce = 50
const theSite = { ...system, label: '服务点' }

/**
 * What time does to bookings. Everything that is due stands in the database, so that no timer's memory
 * is needed, any node may do it, and several at once do it once.
 */
export const createBookingSweeps = (
  context: BookingContext,
  {
    open,
    ending,
    waits,
  }: {
    readonly open: OpenBooking
    readonly ending: EndingOf
    readonly waits: Waits
  },
) => {
  const { clock, database, jobs, log, notices, offers, peopleOf, tell } = context

  /** Holds that nobody confirmed; whoever waits is offered the place. */
  const expireHolds = async (): Promise<void> => {
    for (;;) {
      const freed = await database.inTransaction(async (tx) => {
        const now = clock.now()
        const gone = await expireHoldsDue(tx, now, atOnce)
        const tenants = new Set<SubdistrictId>(gone.map(({ subdistrictId }) => subdistrictId))
        for (const tenant of tenants) {
          const here = gone.filter(({ subdistrictId }) => subdistrictId === tenant)
          const dates = [...new Set(here.map(({ occurrenceId }) => occurrenceId))]
          await waits.serve(tx, tenant, dates, now)
        }
        return gone.length
      })
      if (freed < atOnce) return
    }
  }

  /**
   * Does `work` to each in a transaction of its own; one that fails does not hold up the others, and
   * is tried again in the next round. Answers how many were done.
   */
  const each = async <K extends BookingKey>(
    keys: readonly K[],
    work: (changing: Changing, key: K) => Promise<void>,
  ): Promise<number> => {
    let done = 0
    for (const key of keys) {
      const { subdistrictId, bookingId } = key
      try {
        await database.inTransaction(async (tx) => {
          const changing = await open(tx, { subdistrictId, bookingId })
          if (changing) await work(changing, key)
        })
        done += 1
      } catch (error) {
        log.error({ err: error, bookingId }, 'a booking that is due stands still')
      }
    }
    return done
  }

  /** A proposed time that nobody answered: the place goes to the next, the money back. */
  const expireProposals = async (): Promise<void> => {
    for (;;) {
      const due = await findUnansweredProposals(database.reader, clock.now(), atOnce)
      const done = await each(due, async (changing) => {
        const { tx, now, record } = changing
        const { status, holdUntil, bookingId, paidFen } = record
        if (status !== 'proposed' || holdUntil === null || holdUntil > now) return
        await ending.end(changing, {
          by: 'expire',
          event: { kind: 'expired', actor: system },
          reason: 'proposal_over',
          refundFen: paidFen,
        })
        await tell(tx, await peopleOf(tx, record), 'booking_declined', record, {
          once: `${bookingId}:proposal_over`,
          more: '没有等到您的答复。',
        })
      })
      if (due.length < atOnce || done === 0) return
    }
  }

  /** Offers that were made at night. */
  const tellOffers = async (): Promise<void> => {
    for (;;) {
      const told = await database.inTransaction(async (tx) => {
        const now = clock.now()
        const due = await takeWaitsToTell(tx, now, atOnce)
        for (const wait of due) await waits.tellOffer(tx, wait, now)
        return due.length
      })
      if (told < atOnce) return
    }
  }

  const tellLapsed = async (tx: Transaction, wait: WaitRecord): Promise<void> => {
    const seen = await seeWait(tx, wait)
    if (!seen) return
    const { serviceName, siteName, startsAt, waitId, subdistrictId } = seen
    await notices.tell(tx, {
      personIds: await peopleOf(tx, wait),
      kind: 'booking_cancelled_by_site',
      subdistrictId,
      matter: null,
      title: noticeWords.booking_cancelled_by_site.title,
      body: `您在候补的${serviceName}，${dateWords(startsAt)}，${siteName}，不办了。`,
      urgency: 'normal',
      once: `${waitId}:closed`,
    })
  }

  /** Whatever is booked or waited for on a date that is not held: ended by the site, and told. */
  const endCancelledDates = async (): Promise<void> => {
    for (;;) {
      const due = await findOnCancelledDates(database.reader, clock.now(), atOnce)
      const done = await each(due, async (changing, { why }) => {
        const { tx, record } = changing
        const { status, subdistrictId, occurrenceId } = record
        if (!['held', 'requested', 'proposed', 'confirmed'].includes(status)) return
        // Opened again, or moved to another date, in this very moment.
        const date = await offers.occurrenceOf(tx, subdistrictId, occurrenceId)
        if (date?.state === 'cancelled')
          await ending.endBySite(changing, theSite, why ?? '当天不办')
      })
      const lapsed = await database.inTransaction(async (tx) => {
        const waiters = await lapseWaitsOfCancelled(tx, clock.now(), atOnce)
        for (const wait of waiters) await tellLapsed(tx, wait)
        return waiters.length
      })
      if ((due.length < atOnce || done === 0) && lapsed < atOnce) return
    }
  }

  jobs.handle('booking.day-closed', endCancelledDates)
  offers.whenDayCloses(async (tx, { subdistrictId, occurrenceIds }) => {
    // By a job and in batches: a site may have hundreds, and who closes it holds its calendar.
    await jobs.enqueue(tx, 'booking.day-closed', { subdistrictId })
    return countTellable(tx, subdistrictId, occurrenceIds)
  })
  offers.whenPlacesAdded((tx, { subdistrictId, occurrenceId }) =>
    waits.serve(tx, subdistrictId, [occurrenceId], clock.now()),
  )

  /** One round of everything; the tests' clock moves and then calls it. */
  const sweep = async (): Promise<void> => {
    await expireHolds()
    await expireProposals()
    await endCancelledDates()
    await tellOffers()
  }
  jobs.every(sweepSeconds, 'bookings.due', sweep)

  return { sweep }
}
