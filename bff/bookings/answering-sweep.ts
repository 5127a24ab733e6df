import type { Reader } from '#db/database.ts'
import { findOverdue, findPast } from './answering.store.ts'
import type { Answering } from './answering.ts'
import type { BookingContext } from './booking-context.ts'
import { system } from './booking-context.ts'
import type { BookingKey } from './booking-record.ts'
import type { Changing } from './booking-step.ts'
import { createOpening } from './booking-step.ts'

const sweepSeconds = 20
const atOnce = 50
const neverAnswered = '服务点没有来得及答复'

type Find = (tx: Reader, now: Date, limit: number) => Promise<BookingKey[]>

/**
 * Requests that nobody answers in time go to whoever leads, once; one whose own time has come is
 * declined, so that the person knows and gets his money back.
 */
export const createAnsweringSweep = (
  context: BookingContext,
  { decline }: Pick<Answering, 'decline'>,
) => {
  const { clock, database, headsOf, jobs, log, tell } = context
  const open = createOpening(context)

  const escalate = async (opened: Changing): Promise<void> => {
    const { tx, now, record, move } = opened
    const { bookingId, escalatedAt, answerDueAt } = record
    // Another node was faster, or it was moved meanwhile.
    if (escalatedAt !== null || answerDueAt === null || answerDueAt > now) return
    await move({ escalatedAt: now }, [{ kind: 'unanswered', actor: system }])
    await tell(tx, await headsOf(tx, record), 'booking_unanswered', record, {
      urgency: 'urgent',
      // Who moves his booking asks anew.
      once: `${bookingId}:unanswered:${answerDueAt.toISOString()}`,
    })
  }

  const giveUp = async (opened: Changing): Promise<void> => {
    if (opened.record.startsAt <= opened.now) await decline(opened, system, neverAnswered)
  }

  const each = async (find: Find, work: (opened: Changing) => Promise<void>): Promise<void> => {
    for (;;) {
      const found = await find(database.reader, clock.now(), atOnce)
      let failed = 0
      for (const key of found)
        await database
          .inTransaction(async (tx) => {
            const opened = await open(tx, key)
            if (opened?.record.status === 'requested') await work(opened)
          })
          // One that cannot be ended must not keep the others waiting; the next round tries again.
          .catch((error: unknown) => {
            failed += 1
            log.error({ err: error, bookingId: key.bookingId }, 'request not swept')
          })
      if (found.length < atOnce || failed > 0) return
    }
  }

  /** Any number of nodes may sweep at the same time. */
  const sweep = async (): Promise<void> => {
    await each(findPast, giveUp)
    await each(findOverdue, escalate)
  }
  jobs.every(sweepSeconds, 'bookings.unanswered', sweep)

  return { sweep }
}
