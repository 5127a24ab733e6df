import type { Reader, Transaction } from '#db/database.ts'
import { toHalfWidth } from '#shared/accounts/phone.ts'
import { serialOf } from '#shared/bookings/booking-number.ts'
import type { CheckInWay } from '#shared/bookings/booking-status.ts'
import { bookingMoves } from '#shared/bookings/booking-status.ts'
import type { BookingEvent, BookingView } from '#shared/bookings/bookings.contract.ts'
import type { checkIn, checkInBooking } from '#shared/bookings/desk.contract.ts'
import type { BodyOf, ParamsOf, ResponseOf } from '#shared/http/endpoint.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { BookingId } from '#shared/ids.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import type { Actor } from '../accounts/actor.ts'
import type { IdempotencyKey } from '../http/serve.ts'
import { doOnce } from '../idempotency/idempotency.service.ts'
import type { BookingContext } from './booking-context.ts'
import type { BookingKey } from './booking-record.ts'
import type { BookingStep, RunBookingStep, RunStepInside } from './booking-step.ts'
import { bookingRowOf } from './booking-view.ts'
import { isServedOnArrival } from './bookings.policy.ts'
import { findBooking } from './bookings.store.ts'
import type { DayBooking } from './check-in.store.ts'
import { findBySecret, findBySerial } from './check-in.store.ts'
import { happenedAt, worksWith } from './desk.policy.ts'
import type { DayList } from './desk-day-list.ts'

const codePrefix = 'linli:check-in:'

/** Somebody is at the door: recognised by his code, number or last digits, and let in once. */
export const createCheckIn = (
  context: BookingContext,
  run: RunBookingStep,
  runInside: RunStepInside,
  dayList: DayList,
) => {
  const { clock, database, offers } = context
  type Site = ParamsOf<typeof checkIn>

  /** @throws Refusal already_checked_in | booking_moved_on | already_booked */
  const arrive = ({ by, move, now, record }: BookingStep, way: CheckInWay, at: Date) => {
    const data: BookingEvent['data'] = { way }
    if (at < now) data.at = at.toISOString()
    if (record.status === 'no_show') data.wasMissed = true
    const here = { checkedInAt: at, checkedInBy: way }
    const event = { kind: 'checked_in', actor: by, data } as const
    if (!isServedOnArrival(record))
      return move({ status: bookingMoves.check_in.to, ...here }, [event])
    return move({ status: bookingMoves.serve.to, servedAt: at, ...here }, [
      event,
      { kind: 'served', actor: by },
    ])
  }

  const byTail = async (
    tx: Reader,
    actor: Actor,
    { subdistrictId, siteId }: Site,
    typed: string,
    day: string,
  ): Promise<DayBooking[]> => {
    const tail = toHalfWidth(typed).trim().toUpperCase()
    const { bookings } = await dayList.siteDay(tx, actor, subdistrictId, siteId, day)
    const { tailsOf } = await dayList.tailsOf(
      tx,
      bookings.map(({ personId }) => personId),
    )
    const fitting = bookings.filter(({ personId }) => tailsOf(personId).includes(tail))
    const expected = fitting.filter(({ status }) =>
      bookingMoves.check_in.from.some((from) => from === status),
    )
    // Whoever stands here is one of those still to come, when there is one.
    return expected.length > 0 ? expected : fitting
  }

  /** Whose code or number it is, wherever he is booked, as long as the actor works with it. */
  const byCodeOrNumber = async (
    tx: Reader,
    actor: Actor,
    { subdistrictId, siteId }: Site,
    { by, value }: Pick<BodyOf<typeof checkIn>, 'by' | 'value'>,
  ): Promise<DayBooking[]> => {
    await offers.siteOf(tx, actor, subdistrictId, siteId)
    const typed = toHalfWidth(value).trim()
    const serial = by === 'number' ? serialOf(typed) : undefined
    const isCode = by === 'qr' && typed.startsWith(codePrefix)
    const found = isCode
      ? await findBySecret(tx, subdistrictId, typed.slice(codePrefix.length))
      : serial === undefined
        ? undefined
        : await findBySerial(tx, subdistrictId, serial)
    const places = await offers.workplacesOf(tx, actor, subdistrictId)
    return found && worksWith(places, found) ? [found] : []
  }

  const rowOf = async (tx: Transaction, actor: Actor, key: BookingKey) => {
    const record = await findBooking(tx, key)
    if (!record) throw new Refusal('not_found')
    return bookingRowOf(record, actor.personId)
  }

  return {
    /**
     * Once per key, so that what was written down offline and is sent twice counts once. Several whose
     * digits fit are answered and nothing is done.
     * @throws Refusal not_found | check_in_unknown | check_in_not_today | already_checked_in (by whom,
     * when) | booking_moved_on | invalid_request (not within a day)
     */
    atSite: (
      actor: Actor,
      site: Site,
      said: BodyOf<typeof checkIn>,
      once: IdempotencyKey,
    ): Promise<ResponseOf<typeof checkIn>> =>
      database.inTransaction(async (tx) => {
        const now = clock.now()
        const at = happenedAt(said.at, now)
        const day = shanghaiDay(at)
        const { subdistrictId, siteId } = site
        const fitting =
          said.by === 'tail'
            ? await byTail(tx, actor, site, said.value, day)
            : await byCodeOrNumber(tx, actor, site, said)
        const [first, second] = fitting
        const only = second ? undefined : first
        const chosen: { bookingId: BookingId | null } = { bookingId: only?.bookingId ?? null }
        const { result } = await doOnce(tx, actor, once, now, chosen, async () => {
          if (!first) throw new Refusal('check_in_unknown')
          if (!only) return
          if (only.siteId !== siteId || shanghaiDay(only.startsAt) !== day)
            throw new Refusal('check_in_not_today')
          const { bookingId } = only
          await runInside(tx, actor, { subdistrictId, bookingId }, 'check_in', (step) =>
            arrive(step, said.by, at),
          )
        })
        const { bookingId } = result
        if (bookingId === null)
          return {
            checkedIn: null,
            candidates: fitting.map((booking) => bookingRowOf(booking, actor.personId)),
          }
        return { checkedIn: await rowOf(tx, actor, { subdistrictId, bookingId }), candidates: [] }
      }),

    /** @throws Refusal as above, and not_allowed */
    byStaff: (
      actor: Actor,
      key: BookingKey,
      once: IdempotencyKey,
      said: BodyOf<typeof checkInBooking>,
    ): Promise<BookingView> =>
      run(actor, key, once, 'check_in', async (step) => {
        const at = happenedAt(said.at, step.now)
        if (shanghaiDay(step.record.startsAt) !== shanghaiDay(at))
          throw new Refusal('check_in_not_today')
        await arrive(step, 'staff', at)
      }),

    undo: (actor: Actor, key: BookingKey, once: IdempotencyKey): Promise<BookingView> =>
      run(actor, key, once, 'undo_check_in', ({ by, move }) =>
        move(
          {
            status: bookingMoves.undo_check_in.to,
            ...{ checkedInAt: null, checkedInBy: null, servedAt: null },
          },
          [{ kind: 'check_in_undone', actor: by }],
        ),
      ),
  }
}
