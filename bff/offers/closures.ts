import type { Transaction } from '#db/database.ts'
import type { BodyOf, QueryOf } from '#shared/http/endpoint.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { ClosureId, OccurrenceId, OfferId, SiteId, SubdistrictId } from '#shared/ids.ts'
import { closureId as asClosure } from '#shared/ids.ts'
import type { closeDay, countClosure } from '#shared/offers/offers.contract.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '#shared/time/shanghai.ts'
import type { Actor } from '../accounts/actor.ts'
import type { IdempotencyKey } from '../http/serve.ts'
import { doOnce } from '../idempotency/idempotency.service.ts'
import type { Platform } from '../platform/platform.ts'
import type { Calendar } from './calendar.ts'
import { findClosure, insertClosure, markReopened, setTold } from './closures.store.ts'
import { cancelOccurrences, countBookings, findPlanned, lockCalendar } from './occurrences.store.ts'
import type { OfferBook } from './offer-book.ts'
import type { RecordChange } from './offer-record.ts'
import { findSchedules } from './schedules.store.ts'
import type { SiteOf } from './site-of.ts'
import { approveDay } from './site-of.ts'

export interface ClosedDates {
  readonly subdistrictId: SubdistrictId
  readonly occurrenceIds: readonly OccurrenceId[]
  /** As people are told. */
  readonly reason: string
  readonly actor: Actor
}
/** Cancels what is booked on dates that are closed, and tells everybody. @returns how many bookings */
export type DayCloses = (tx: Transaction, closed: ClosedDates) => Promise<number>

interface Needs extends SiteOf {
  readonly calendar: Calendar
  readonly record: RecordChange
}

const dayOf = (day: string) => ({
  from: shanghaiInstant(day),
  to: shanghaiInstant(addDays(day, 1)),
})

const approveOffer = (book: OfferBook, siteId: SiteId, offerId: OfferId | null): void => {
  if (offerId !== null && book.offers.get(offerId)?.siteId !== siteId)
    throw new Refusal('offer_unknown')
}

/** Days on which a site, or one offer of it, is closed. */
export const createClosures = (
  { clock, database, ids }: Platform,
  { calendar, editableSiteOf, record }: Needs,
) => {
  const listeners: DayCloses[] = []

  return {
    /** Every listener runs in the transaction that closes the day. */
    whenDayCloses: (listener: DayCloses): void => void listeners.push(listener),

    /** @throws Refusal not_found | not_allowed | invalid_request (a day that is past) */
    countClosure: async (
      actor: Actor,
      subdistrictId: SubdistrictId,
      siteId: SiteId,
      {
        day,
        offerId = null,
      }: { day: string; offerId?: QueryOf<typeof countClosure>['offerId'] | null },
    ): Promise<{ bookings: number; people: number }> => {
      const tx = database.reader
      const { book } = await editableSiteOf(tx, actor, subdistrictId, siteId)
      approveDay(day, { where: 'query', field: 'day' })
      if (offerId !== null) approveOffer(book, siteId, offerId)
      const wanted = { siteId, offerId }
      const dates = await findPlanned(tx, subdistrictId, wanted, dayOf(day))
      return countBookings(tx, subdistrictId, dates)
    },

    /**
     * Closes a day: its dates are cancelled, and with them whatever is booked on them.
     * @throws Refusal not_found | not_allowed | offer_unknown | already_closed | invalid_request
     */
    closeDay: (
      actor: Actor,
      subdistrictId: SubdistrictId,
      siteId: SiteId,
      { day, offerId, reason }: BodyOf<typeof closeDay>,
      once: IdempotencyKey,
    ): Promise<{ closureId: ClosureId; told: number }> =>
      database.inTransaction(async (tx) => {
        const now = clock.now()
        const fresh = { closureId: asClosure(ids.next()) }
        const { result } = await doOnce(tx, actor, once, now, fresh, async () => {
          const { book } = await editableSiteOf(tx, actor, subdistrictId, siteId)
          approveDay(day, { where: 'body', field: 'day' }, shanghaiDay(now))
          approveOffer(book, siteId, offerId)
          await lockCalendar(tx, subdistrictId)
          const closure = { ...fresh, siteId, offerId, day, reason, told: 0 }
          const closed = { by: actor.personId, at: now }
          if (!(await insertClosure(tx, subdistrictId, closure, closed)))
            throw new Refusal('already_closed')
          const wanted = { siteId, offerId }
          const dates = await findPlanned(tx, subdistrictId, wanted, dayOf(day))
          await cancelOccurrences(tx, subdistrictId, dates, reason)
          let told = 0
          for (const listener of listeners)
            told += await listener(tx, { subdistrictId, occurrenceIds: dates, reason, actor })
          await setTold(tx, subdistrictId, fresh.closureId, told)
          await record(tx, actor, subdistrictId, 'day_closed', {
            ...{ objectKind: 'closure', objectId: fresh.closureId },
            detail: { siteId, offerId, day, told },
          })
        })
        const closure = await findClosure(tx, subdistrictId, result.closureId, { inForce: false })
        return { ...result, told: closure?.told ?? 0 }
      }),

    /** Bookings that were cancelled stay so. @throws Refusal not_found | not_allowed */
    reopenDay: (actor: Actor, subdistrictId: SubdistrictId, closureId: ClosureId): Promise<void> =>
      database.inTransaction(async (tx) => {
        const closure = await findClosure(tx, subdistrictId, closureId)
        if (!closure) throw new Refusal('not_found')
        const { siteId, offerId, day } = closure
        await editableSiteOf(tx, actor, subdistrictId, siteId)
        await lockCalendar(tx, subdistrictId)
        if (!(await markReopened(tx, subdistrictId, closureId, clock.now())))
          throw new Refusal('not_found')
        const schedules = await findSchedules(tx, subdistrictId, { siteId })
        await calendar.conform(tx, subdistrictId, schedules)
        await record(tx, actor, subdistrictId, 'day_reopened', {
          ...{ objectKind: 'closure', objectId: closureId },
          detail: { siteId, offerId, day },
        })
      }),
  }
}
