import { bookingRulesOn } from '#shared/bookings/booking-rules.ts'
import { bookingMoves } from '#shared/bookings/booking-status.ts'
import type { BookingEvent, BookingView } from '#shared/bookings/bookings.contract.ts'
import type { revealBookingPhone, serveBooking } from '#shared/bookings/desk.contract.ts'
import type { BodyOf } from '#shared/http/endpoint.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { PersonId } from '#shared/ids.ts'
import { scrub } from '#shared/privacy/scrub.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import type { Actor } from '../accounts/actor.ts'
import { appendAudit } from '../audit/audit.service.ts'
import type { IdempotencyKey } from '../http/serve.ts'
import type { BookingContext } from './booking-context.ts'
import { createDeposits } from './booking-deposit.ts'
import type { Listeners } from './booking-listeners.ts'
import type { BookingKey, BookingRecord, NewBookingEvent } from './booking-record.ts'
import type { RunBookingStep } from './booking-step.ts'
import { approve } from './bookings.policy.ts'
import { findBooking } from './bookings.store.ts'
import { happenedAt } from './desk.policy.ts'

const minute = 60_000
/** What the person reads beside the money that came back. */
const depositReasons = { served: '服务完成，退还押金', missed: '没有来，退还押金' } as const

/** After the time: served, or not come; and whom to phone. */
export const createServing = (
  context: BookingContext,
  run: RunBookingStep,
  listeners: Listeners,
) => {
  const { accounts, database, peopleOf, photos, tell } = context
  const giveBackDeposit = createDeposits(context)

  /**
   * @throws Refusal booking_moved_on | photo_unavailable | photo_needed (by the listener) |
   * check_in_not_today (its day is still to come)
   */
  const serve = (
    actor: Actor,
    key: BookingKey,
    once: IdempotencyKey,
    said: BodyOf<typeof serveBooking>,
  ): Promise<BookingView> =>
    run(actor, key, once, 'serve', async (step) => {
      const { tx, now, by, record, move } = step
      const { photoIds } = said
      const at = happenedAt(said.at, now)
      if (shanghaiDay(record.startsAt) > shanghaiDay(at)) throw new Refusal('check_in_not_today')
      const note = said.note.trim()
      await listeners.of(record.kind).served?.(tx, record, { note, photoIds }, now)
      const { subdistrictId, bookingId, checkedInAt } = record
      const { personId } = actor
      await photos.attachToBooking(tx, { subdistrictId, bookingId, photoIds, personId, at: now })
      const events: NewBookingEvent[] = []
      if (record.kind === 'visit' && checkedInAt !== null) {
        const minutes = Math.round((at.getTime() - checkedInAt.getTime()) / minute)
        events.push({ kind: 'left', actor: by, data: { minutes: Math.max(0, minutes) } })
      }
      const data: BookingEvent['data'] = note === '' ? {} : { note: scrub(note).text }
      events.push({ kind: 'served', actor: by, data, photoIds })
      const served = { status: bookingMoves.serve.to, servedAt: at, servedNote: note || null }
      await move(served, events)
      await giveBackDeposit(tx, record, depositReasons.served)
      await tell(tx, await peopleOf(tx, record), 'booking_rate_invited', record, {
        once: `${bookingId}:rate`,
      })
    })

  /** @throws Refusal booking_moved_on | too_early_for_no_show */
  const noShow = (actor: Actor, key: BookingKey, once: IdempotencyKey): Promise<BookingView> =>
    run(actor, key, once, 'no_show', async ({ tx, now, by, record, move }) => {
      const { noShowAfterMinutes } = bookingRulesOn(shanghaiDay(now))
      const from = new Date(record.startsAt.getTime() + noShowAfterMinutes * minute)
      if (now < from) throw new Refusal('too_early_for_no_show', { from: from.toISOString() })
      await move({ status: bookingMoves.no_show.to }, [{ kind: 'no_show', actor: by }])
      await listeners.of(record.kind).missed?.(tx, record, now)
      await giveBackDeposit(tx, record, depositReasons.missed)
      await tell(tx, await peopleOf(tx, record), 'booking_no_show', record, {
        once: `${record.bookingId}:no-show`,
      })
    })

  const phoneOf = (
    record: BookingRecord,
    whose: BodyOf<typeof revealBookingPhone>['whose'],
  ): PersonId =>
    // Staff who booked for somebody are no one to be phoned.
    whose === 'booker' && record.bookedByPost === null ? record.bookedBy : record.personId

  /** The look itself is written down before the number leaves. @throws Refusal no_phone_on_file */
  const revealPhone = async (
    actor: Actor,
    key: BookingKey,
    once: IdempotencyKey,
    { reason, whose }: BodyOf<typeof revealBookingPhone>,
  ): Promise<string> => {
    await run(actor, key, once, 'reveal_phone', async ({ tx, now, by, record, move }) => {
      const personId = phoneOf(record, whose)
      if ((await accounts.phoneOf(tx, personId)) === null) throw new Refusal('no_phone_on_file')
      await move({}, [{ kind: 'phone_revealed', actor: by, data: { reason, whose } }])
      await appendAudit(tx, {
        at: now,
        subdistrictId: record.subdistrictId,
        actorPersonId: actor.personId,
        action: 'booking.phone_revealed',
        objectKind: 'booking',
        objectId: record.bookingId,
        detail: { reason, whose, personId },
      })
    })
    // Only now, that the look is durable; a repeat comes here too and needs today's right.
    return database.inTransaction(async (tx) => {
      const found = await findBooking(tx, key)
      const viewer = await context.viewerOf(tx, actor, found)
      const record = approve(viewer, found, 'reveal_phone')
      const phone = await accounts.phoneOf(tx, phoneOf(record, whose))
      if (phone === null) throw new Refusal('no_phone_on_file')
      return phone
    })
  }

  return { serve, noShow, revealPhone }
}
