import type { PaymentId, SubdistrictId } from '#shared/ids.ts'
import type { DifferenceKind } from '#shared/payments/payment-status.ts'
import type { Bill } from './bill-file.ts'
import type { BookedRefund, BookedTrade } from './bills.store.ts'

/** Where books and bill disagree about one number. */
export interface Difference {
  readonly kind: DifferenceKind
  /** Null: the order is none of ours. */
  readonly subdistrictId: SubdistrictId | null
  readonly paymentId: PaymentId | null
  readonly outTradeNo: string
  /** Empty: it is no refund. */
  readonly outRefundNo: string
  readonly oursFen: number | null
  readonly theirsFen: number | null
}

interface Books {
  readonly trades: readonly BookedTrade[]
  readonly refunds: readonly BookedRefund[]
}

interface Bounds {
  readonly from: Date
  readonly to: Date
}

const within = (at: Date | null, { from, to }: Bounds): boolean =>
  at !== null && at >= from && at < to

const namesOf = (own: BookedTrade | BookedRefund | undefined) => ({
  subdistrictId: own?.subdistrictId ?? null,
  paymentId: own?.paymentId ?? null,
})

const compareTrades = (bill: Bill, { trades }: Books, bounds: Bounds): Difference[] => {
  const ours = new Map(trades.map((trade) => [trade.outTradeNo, trade]))
  const theirs = new Set(bill.trades.map(({ outTradeNo }) => outTradeNo))
  const found: Difference[] = []
  for (const { outTradeNo, amountFen: theirsFen } of bill.trades) {
    const own = ours.get(outTradeNo)
    const oursFen = own?.paidBy === 'wechat' ? own.amountFen : null
    const row = { ...namesOf(own), outTradeNo, outRefundNo: '', oursFen, theirsFen }
    if (oursFen === null) found.push({ ...row, kind: 'theirs_only' })
    else if (oursFen !== theirsFen) found.push({ ...row, kind: 'amount_differs' })
  }
  for (const { subdistrictId, paymentId, outTradeNo, amountFen, paidBy, paidAt } of trades) {
    if (theirs.has(outTradeNo) || paidBy !== 'wechat' || !within(paidAt, bounds)) continue
    const row = { subdistrictId, paymentId, outTradeNo, outRefundNo: '' }
    found.push({ ...row, kind: 'ours_only', oursFen: amountFen, theirsFen: null })
  }
  return found
}

const compareRefunds = (bill: Bill, { refunds }: Books, bounds: Bounds): Difference[] => {
  const ours = new Map(refunds.map((refund) => [refund.outRefundNo, refund]))
  const theirs = new Set(bill.refunds.map(({ outRefundNo }) => outRefundNo))
  const found: Difference[] = []
  for (const { outTradeNo, outRefundNo, amountFen: theirsFen } of bill.refunds) {
    const own = ours.get(outRefundNo)
    const oursFen = own?.acceptedAt ? own.amountFen : null
    const row = { ...namesOf(own), outTradeNo, outRefundNo, oursFen, theirsFen }
    if (oursFen === null) found.push({ ...row, kind: 'refund_theirs_only' })
    else if (oursFen !== theirsFen) found.push({ ...row, kind: 'refund_amount_differs' })
  }
  for (const refund of refunds) {
    const { subdistrictId, paymentId, outTradeNo, outRefundNo, amountFen } = refund
    // One that WeChat gave up has given nobody anything.
    const isOurs = refund.state !== 'closed' && within(refund.acceptedAt, bounds)
    if (theirs.has(outRefundNo) || !isOurs) continue
    const row = { subdistrictId, paymentId, outTradeNo, outRefundNo }
    found.push({ ...row, kind: 'refund_ours_only', oursFen: amountFen, theirsFen: null })
  }
  return found
}

/** The three-way comparison of one day: payments, refunds, and each amount, ours against theirs. */
export const compareBill = (bill: Bill, books: Books, bounds: Bounds): Difference[] => [
  ...compareTrades(bill, books, bounds),
  ...compareRefunds(bill, books, bounds),
]
