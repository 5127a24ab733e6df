import type { Transaction } from '#db/database.ts'
import type { confirmBooking } from '#shared/bookings/bookings.contract.ts'
import type { BodyOf } from '#shared/http/endpoint.ts'
import type { OfferKind } from '#shared/offers/offer-kinds.ts'
import type { BookingRecord } from './booking-record.ts'
import type { BookingChange } from './bookings.store.ts'

/** What another feature adds to bookings of one kind (canteen: meals; renovations: haulage). */
export interface KindListener {
  /** Checks what was filled in and adds to it. @throws Refusal */
  readonly confirming?: (
    tx: Transaction,
    record: BookingRecord,
    filled: BodyOf<typeof confirmBooking>,
  ) => Promise<BookingChange>
  /**
   * It is agreed and, where it must be, paid; in the transaction that confirms it. Called once for a
   * booking: when it moves afterwards, `moved` is.
   */
  readonly confirmed?: (tx: Transaction, record: BookingRecord, now: Date) => Promise<BookingChange>
  /** It was agreed before and is again, at the time of `change`. */
  readonly moved?: (
    tx: Transaction,
    record: BookingRecord,
    change: BookingChange,
    now: Date,
  ) => Promise<BookingChange>
  /** Refuses to call it served without what is needed (a photo). @throws Refusal */
  readonly served?: (
    tx: Transaction,
    record: BookingRecord,
    work: { readonly note: string; readonly photoIds: readonly string[] },
    now: Date,
  ) => Promise<void>
  /** Nobody came, or nothing stood there. */
  readonly missed?: (tx: Transaction, record: BookingRecord, now: Date) => Promise<void>
  /** Cancelled, declined or expired. */
  readonly ended?: (tx: Transaction, record: BookingRecord, now: Date) => Promise<void>
}

/** Who listens to bookings of which kind; features register when they are made. */
export const createListeners = () => {
  const listeners = new Map<OfferKind, KindListener>()
  return {
    listen: (kind: OfferKind, listener: KindListener): void => {
      if (listeners.has(kind)) throw new Error(`two features listen to ${kind}`)
      listeners.set(kind, listener)
    },
    of: (kind: OfferKind): KindListener => listeners.get(kind) ?? {},
  }
}
export type Listeners = ReturnType<typeof createListeners>
