import type { Reader, Transaction } from '#db/database.ts'
import { bookingId } from '#shared/ids.ts'
import type { Actor } from '../accounts/actor.ts'
import type { Payment, Refund } from '../payments/payment-record.ts'
import type { Agreeing } from './booking-agreeing.ts'
import type { BookingContext } from './booking-context.ts'
import { system } from './booking-context.ts'
import type { EndingOf } from './booking-ending.ts'
import type { Making } from './booking-making.ts'
import type { BookingKey } from './booking-record.ts'
import type { Changing, OpenBooking } from './booking-step.ts'
import { findBooking } from './bookings.store.ts'
import { unlessRefused } from './savepoint.store.ts'
import type { Seating } from './seating.ts'

const keyOf = ({ subdistrictId, subject }: Payment): BookingKey => ({
  subdistrictId,
  bookingId: bookingId(subject.id),
})

/** What arrived again at whoever paid, of this payment. */
const givenBack = ({ refunds }: Payment): number =>
  refunds.reduce((sum, { state, amountFen }) => sum + (state === 'done' ? amountFen : 0), 0)

/** What payments tell of bookings, each once and in the transaction that makes it so. */
export const listenToMoney = (
  context: BookingContext,
  open: OpenBooking,
  {
    making,
    agreeing,
    ending,
    seating,
  }: {
    readonly making: Making
    readonly agreeing: Agreeing
    readonly ending: EndingOf
    readonly seating: Seating
  },
): void => {
  const { accounts, offers, payments, tell } = context

  /** The booking of the payment, locked; payments lock themselves before they tell. */
  const opened = async (tx: Transaction, payment: Payment): Promise<Changing> => {
    const changing = await open(tx, keyOf(payment))
    if (!changing) throw new Error('a payment without its booking')
    return changing
  }

  const paidEvent = ({ amountFen, paidBy, payerPersonId }: Payment, label: string) => ({
    kind: 'paid' as const,
    actor: { personId: payerPersonId, postId: null, label },
    data: { amountFen, way: paidBy },
  })

  const payerOf = async (tx: Transaction, { payerPersonId }: Payment) =>
    (await accounts.personOf(tx, payerPersonId)).displayName

  const tellPayer = async (
    { tx, record }: Changing,
    payment: Payment,
    kind: 'booking_paid' | 'booking_refunded' | 'booking_refund_late',
    once: string,
  ) => tell(tx, [payment.payerPersonId], kind, record, { once })

  /** It ended before the money came: all of it goes back. */
  const sendBack = async (changing: Changing, payment: Payment): Promise<void> => {
    const { tx, record } = changing
    const { amountFen } = payment
    const reason = '预约已取消，自动退款'
    await payments.refund(tx, payment, { amountFen, reason, once: `${record.bookingId}:ended` })
    await tellPayer(changing, payment, 'booking_refund_late', `${payment.paymentId}:late`)
  }

  const paid = async (tx: Transaction, payment: Payment): Promise<void> => {
    const changing = await opened(tx, payment)
    const { record, move } = changing
    const event = paidEvent(payment, await payerOf(tx, payment))
    const money = { paidFen: payment.amountFen }
    if (record.status === 'held') {
      const { actor: by } = event
      await agreeing.proceed(changing, by, { atOnce: false, events: [event] }, money)
    } else await move(money, [event])
    const isOver = ['cancelled', 'declined', 'expired'].includes(record.status)
    if (isOver) return sendBack(changing, payment)
    await tellPayer(changing, payment, 'booking_paid', `${payment.paymentId}:paid`)
  }

  /** Nobody paid in time, and WeChat has closed the order: the place goes to the next. */
  const released = async (tx: Transaction, payment: Payment): Promise<void> => {
    const changing = await opened(tx, payment)
    const { status, awaitsPayment } = changing.record
    if (status !== 'held' || !awaitsPayment) return
    await ending.end(changing, {
      by: 'expire',
      event: { kind: 'expired', actor: system },
      reason: 'not_paid',
      refundFen: 0,
    })
  }

  /** The same time again, when it is still to be had; else nothing of this is left. */
  const reseat = (changing: Changing, payment: Payment) =>
    unlessRefused(changing.tx, async () => {
      const { tx, now, record } = changing
      const { subdistrictId, offerId, occurrenceId, startsAt } = record
      const chosen = await making.chosenOf(tx, subdistrictId, { offerId, occurrenceId })
      making.refuseTime(chosen, startsAt, 'counter', now)
      const seat = await seating.seat(tx, { ...record, ...chosen, startsAt }, now)
      const event = paidEvent(payment, await payerOf(tx, payment))
      const { actor: by } = event
      await agreeing.proceed(
        changing,
        by,
        { atOnce: false, events: [event] },
        {
          paidFen: payment.amountFen,
          occurrenceId: seat.occurrenceId,
          queueNo: seat.queueNo,
          endReason: null,
        },
      )
    })

  const paidLate = async (tx: Transaction, payment: Payment): Promise<'kept' | 'refund'> => {
    const changing = await opened(tx, payment)
    const { record, move } = changing
    if (record.status === 'expired' && !(await reseat(changing, payment))) {
      await tellPayer(changing, payment, 'booking_paid', `${payment.paymentId}:paid`)
      return 'kept'
    }
    const event = paidEvent(payment, await payerOf(tx, payment))
    await move({ paidFen: payment.amountFen }, [event])
    await tellPayer(changing, payment, 'booking_refund_late', `${payment.paymentId}:late`)
    return 'refund'
  }

  const refunded = async (tx: Transaction, payment: Payment, refund: Refund): Promise<void> => {
    const changing = await opened(tx, payment)
    const { record, move } = changing
    const { refundId, amountFen, reason } = refund
    const before = record.refundedFen
    const event = { kind: 'refunded' as const, actor: system, data: { amountFen, reason } }
    await move({ refundedFen: Math.max(before, givenBack(payment)) }, [event])
    await tellPayer(changing, payment, 'booking_refunded', `${refundId}:refunded`)
  }

  payments.listen('booking', {
    maySee: async (tx: Reader, actor: Actor, payment: Payment) => {
      const record = await findBooking(tx, keyOf(payment))
      return record !== undefined && offers.mayWorkAt(actor, record)
    },
    paid,
    released,
    paidLate,
    refunded,
  })
}
