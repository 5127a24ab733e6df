import type { Transaction } from '#db/database.ts'
import { paymentId } from '#shared/ids.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import type { BookingContext } from './booking-context.ts'
import type { BookingRecord } from './booking-record.ts'

/**
 * What was taken as a deposit goes back, once: the wheelchair is here again, the load is gone, or
 * nothing was lent since nobody came. What a cancellation has given back already is not given twice.
 */
export const createDeposits =
  ({ offers, payments }: Pick<BookingContext, 'offers' | 'payments'>) =>
  async (tx: Transaction, record: BookingRecord, reason: string): Promise<void> => {
    const { subdistrictId, bookingId, offerId, paidFen, refundedFen } = record
    if (record.paymentId === null) return
    const offer = await offers.offerOf(tx, subdistrictId, offerId)
    const depositFen = offer?.termsOn(shanghaiDay(record.createdAt)).price.depositFen ?? 0
    const amountFen = Math.min(depositFen, paidFen - refundedFen)
    if (amountFen <= 0) return
    const key = { subdistrictId, paymentId: paymentId(record.paymentId) }
    await payments.refund(tx, key, { amountFen, reason, once: `${bookingId}:deposit` })
  }
