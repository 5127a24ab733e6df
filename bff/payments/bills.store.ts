import type { AnyColumn } from 'drizzle-orm'
import { and, desc, eq, gte, lt, or, sql } from 'drizzle-orm'
import type { Reader, Transaction } from '#db/database.ts'
import { paymentBills, paymentRefunds, payments } from '#db/schema/payments.ts'

/**
 * Takes the bill of a day in hand; false when it is imported, or another node has begun since
 * `staleBefore`.
 */
export const claimBill = async (
  tx: Transaction,
  day: string,
  now: Date,
  staleBefore: Date,
): Promise<boolean> => {
  const claimed = await tx
    .insert(paymentBills)
    .values({ day, claimedAt: now, isImported: false })
    .onConflictDoUpdate({
      target: paymentBills.day,
      set: { claimedAt: now },
      setWhere: and(eq(paymentBills.isImported, false), lt(paymentBills.claimedAt, staleBefore)),
    })
    .returning({ day: paymentBills.day })
  return claimed.length === 1
}

export const saveBill = async (
  tx: Transaction,
  day: string,
  now: Date,
  sums: {
    readonly trades: number
    readonly tradesFen: number
    readonly refunds: number
    readonly refundsFen: number
  },
): Promise<void> => {
  const row = { isImported: true, ...sums }
  await tx
    .insert(paymentBills)
    .values({ day, claimedAt: now, ...row })
    .onConflictDoUpdate({ target: paymentBills.day, set: row })
}

export const lastBills = (tx: Reader, limit: number) =>
  tx
    .select({
      day: paymentBills.day,
      isImported: paymentBills.isImported,
      trades: paymentBills.trades,
      tradesFen: paymentBills.tradesFen,
      refunds: paymentBills.refunds,
      refundsFen: paymentBills.refundsFen,
    })
    .from(paymentBills)
    .orderBy(desc(paymentBills.day))
    .limit(limit)

/** One array, however long: a bill has more numbers than a statement may have parameters. */
const isAmong = (column: AnyColumn, numbers: readonly string[]) =>
  sql`${column} = any(${sql.param([...numbers])})`

/** Orders that our books say were paid by WeChat in this time, or that carry one of these numbers. */
export const booksOfTrades = async (
  tx: Reader,
  bounds: { readonly from: Date; readonly to: Date },
  numbers: readonly string[],
) => {
  const wasPaid = and(
    eq(payments.paidBy, 'wechat'),
    gte(payments.paidAt, bounds.from),
    lt(payments.paidAt, bounds.to),
  )
  return tx
    .select({
      subdistrictId: payments.subdistrictId,
      paymentId: payments.paymentId,
      outTradeNo: payments.outTradeNo,
      amountFen: payments.amountFen,
      paidBy: payments.paidBy,
      paidAt: payments.paidAt,
    })
    .from(payments)
    .where(numbers.length === 0 ? wasPaid : or(wasPaid, isAmong(payments.outTradeNo, numbers)))
}
export type BookedTrade = Awaited<ReturnType<typeof booksOfTrades>>[number]

/** Refunds that WeChat took from us in this time, or that carry one of these numbers. */
export const booksOfRefunds = async (
  tx: Reader,
  bounds: { readonly from: Date; readonly to: Date },
  numbers: readonly string[],
) => {
  const wasTaken = and(
    gte(paymentRefunds.acceptedAt, bounds.from),
    lt(paymentRefunds.acceptedAt, bounds.to),
    eq(payments.paidBy, 'wechat'),
  )
  return tx
    .select({
      subdistrictId: paymentRefunds.subdistrictId,
      paymentId: paymentRefunds.paymentId,
      outTradeNo: payments.outTradeNo,
      outRefundNo: paymentRefunds.outRefundNo,
      amountFen: paymentRefunds.amountFen,
      state: paymentRefunds.state,
      acceptedAt: paymentRefunds.acceptedAt,
    })
    .from(paymentRefunds)
    .innerJoin(
      payments,
      and(
        eq(payments.subdistrictId, paymentRefunds.subdistrictId),
        eq(payments.paymentId, paymentRefunds.paymentId),
      ),
    )
    .where(
      numbers.length === 0 ? wasTaken : or(wasTaken, isAmong(paymentRefunds.outRefundNo, numbers)),
    )
}
export type BookedRefund = Awaited<ReturnType<typeof booksOfRefunds>>[number]
