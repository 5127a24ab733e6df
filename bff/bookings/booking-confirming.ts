import { bookingRulesOn } from '#shared/bookings/booking-rules.ts'
import type { BookingView, confirmBooking } from '#shared/bookings/bookings.contract.ts'
import type { BodyOf } from '#shared/http/endpoint.ts'
import { Refusal } from '#shared/http/errors.ts'
import { paymentId } from '#shared/ids.ts'
import type { PayWay } from '#shared/offers/offer-terms.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import type { Actor } from '../accounts/actor.ts'
import type { IdempotencyKey } from '../http/serve.ts'
import type { Agreeing } from './booking-agreeing.ts'
import { isStaffChannel } from './booking-asking.ts'
import type { BookingContext } from './booking-context.ts'
import { clashesOf } from './booking-counts.store.ts'
import type { Listeners } from './booking-listeners.ts'
import type { BookingKey, BookingRecord } from './booking-record.ts'
import type { BookingStep, RunBookingStep } from './booking-step.ts'
import type { BookingChange } from './bookings.store.ts'

type Filled = BodyOf<typeof confirmBooking>
const minute = 60_000

/** What is free is paid by nothing else, and what costs is never free. */
const refusePayWay = (
  { priceFen }: BookingRecord,
  payBy: PayWay,
  allowed: readonly PayWay[],
): void => {
  const fits = priceFen === 0 ? payBy === 'free' : payBy !== 'free' && allowed.includes(payBy)
  if (!fits) throw new Refusal('pay_way_unknown')
}

/** A hold made a booking: how it is paid, where it goes, and what comes first. */
export const createConfirming = (
  context: BookingContext,
  run: RunBookingStep,
  agreeing: Agreeing,
  listeners: Listeners,
) => {
  const { ids, offers, payments, places, relatives } = context

  /** Where a visit goes or a load stands. @throws Refusal address_needed | place_unknown | place_elsewhere */
  const placeOf = async (
    { tx, record }: BookingStep,
    { place, renovationId }: Filled,
  ): Promise<BookingChange> => {
    const { kind, subdistrictId } = record
    if (kind !== 'visit' && kind !== 'haulage' && !place) return {}
    // Of a renovation its registration says where, see renovations.
    if (kind === 'haulage' && renovationId !== undefined && !place) return {}
    if (!place || (kind === 'visit' && place.doorNo.trim() === ''))
      throw new Refusal('address_needed')
    const doorNo = place.doorNo.trim()
    const { label } = await places.locate(tx, subdistrictId, { placeId: place.placeId, doorNo })
    const placeLabel = doorNo === '' || label.endsWith(doorNo) ? label : `${label}${doorNo}`
    return { placeId: place.placeId, doorNo, placeLabel }
  }

  /** Opens what is to be paid; the amount is the booking's own, nobody sends one. */
  const openPayment = async (step: BookingStep, payBy: PayWay): Promise<BookingChange> => {
    const { tx, now, actor, viewer, record } = step
    const { subdistrictId, bookingId, priceFen } = record
    if (priceFen === 0) return {}
    const id = paymentId(ids.next())
    const { payMinutes } = bookingRulesOn(shanghaiDay(now))
    const holdUntil = new Date(now.getTime() + payMinutes * minute)
    const byWechat = payBy === 'wechat'
    await payments.open(tx, {
      subdistrictId,
      paymentId: id,
      subject: { kind: 'booking', id: bookingId },
      // Staff never pay for somebody: then it is the person's own payment.
      payerPersonId: viewer.isForHim ? actor.personId : record.personId,
      amountFen: priceFen,
      words: `${record.serviceName}（${record.siteName}）`,
      method: byWechat ? 'wechat' : 'counter',
      expiresAt: byWechat ? holdUntil : null,
      now,
    })
    return { paymentId: id, ...(byWechat ? { awaitsPayment: true, holdUntil } : {}) }
  }

  const confirm = async (step: BookingStep, filled: Filled): Promise<void> => {
    const { tx, now, by, record, viewer, move } = step
    const { subdistrictId, bookingId, personId, holdUntil } = record
    if (holdUntil !== null && holdUntil <= now) throw new Refusal('hold_over')
    const offer = await offers.offerOf(tx, subdistrictId, record.offerId)
    if (!offer) throw new Error('a booking without its offer')
    refusePayWay(record, filled.payBy, offer.termsOn(shanghaiDay(record.createdAt)).payBy)
    if (!filled.despiteClash) {
      const [clash] = await clashesOf(tx, personId, record, bookingId)
      if (clash)
        throw new Refusal('clash', {
          serviceName: clash.serviceName,
          siteName: clash.siteName,
          startsAt: clash.startsAt.toISOString(),
          endsAt: clash.endsAt.toISOString(),
        })
    }
    const change: BookingChange = {
      payBy: filled.payBy,
      note: filled.note.trim(),
      ...(await placeOf(step, filled)),
      ...(await listeners.of(record.kind).confirming?.(tx, record, filled)),
      ...(await openPayment(step, filled.payBy)),
    }
    await relatives.noteServed(tx, subdistrictId, personId)
    if (change.awaitsPayment) return move(change, [{ kind: 'to_pay', actor: by }])
    const atOnce = isStaffChannel(record.channel) && viewer.isStaff
    await agreeing.proceed(step, by, { atOnce }, change)
  }

  /**
   * @throws Refusal hold_over | booking_moved_on | pay_way_unknown | address_needed | clash |
   * place_unknown | place_elsewhere | not_found | not_allowed, and what a kind's listener says
   */
  return (
    actor: Actor,
    key: BookingKey,
    once: IdempotencyKey,
    filled: Filled,
  ): Promise<BookingView> => run(actor, key, once, 'confirm', (step) => confirm(step, filled))
}
