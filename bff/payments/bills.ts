import { Refusal } from '#shared/http/errors.ts'
import type { DifferenceId, SubdistrictId } from '#shared/ids.ts'
import { subdistrictId as asSubdistrictId, differenceId } from '#shared/ids.ts'
import type { Actor } from '../accounts/actor.ts'
import { appendAudit } from '../audit/audit.service.ts'
import type { IdempotencyKey } from '../http/serve.ts'
import { doOnce } from '../idempotency/idempotency.service.ts'
import { compareBill } from './bill-compare.ts'
import { dayBounds, daysBefore, shanghaiDay, shanghaiMinutes } from './bill-day.ts'
import type { Bill } from './bill-file.ts'
import { parseBill } from './bill-file.ts'
import { booksOfRefunds, booksOfTrades, claimBill, lastBills, saveBill } from './bills.store.ts'
import { clearDifference, insertDifferences, listDifferences } from './differences.store.ts'
import type { PaymentAsking } from './payment-asking.ts'
import type { PaymentContext } from './payment-context.ts'

/** WeChat promises yesterday's bill at 10:00; the daily look leaves it half an hour. */
const readyMinutes = 10 * 60
const dailyMinutes = 10 * 60 + 30
const daysKept = 90
/** Days the daily look goes back for, should the server have been away. */
const daysBack = 7
const staleMilliseconds = 600_000
const sweepSeconds = 60
const listed = 200

const refusals = {
  not_ready: 'bill_not_ready',
  damaged: 'bill_damaged',
  refused: 'bill_not_ready',
  busy: 'wechat_pay_busy',
} as const

export const createBills = (context: PaymentContext, { look }: PaymentAsking) => {
  const { clock, database, ids, jobs, log, settings, wechatPay } = context

  const approveDay = (day: string): void => {
    const now = clock.now()
    const today = shanghaiDay(now)
    // 31 September looks like a day.
    if (daysBefore(day, 0) !== day)
      throw new Refusal('invalid_request', { where: 'body', field: '/day', rule: 'date' })
    const isEarly = day === daysBefore(today, 1) && shanghaiMinutes(now) < readyMinutes
    if (day >= today || isEarly) throw new Refusal('bill_not_ready')
    if (day < daysBefore(today, daysKept)) throw new Refusal('bill_too_old')
  }

  const fetchDay = async (day: string): Promise<Bill> => {
    if (!wechatPay) throw new Refusal('payments_off')
    const answer = await wechatPay.bill(day)
    if (!answer.ok) {
      if (answer.code === 'none') return { trades: [], refunds: [] }
      throw new Refusal(refusals[answer.code])
    }
    const bill = parseBill(answer.text)
    if (!bill) throw new Refusal('bill_damaged')
    return bill
  }

  /** What stands in the bill and we do not know to be paid: WeChat is asked, and what it says counts. */
  const catchUp = async (day: string, bill: Bill): Promise<void> => {
    const numbers = bill.trades.map(({ outTradeNo }) => outTradeNo)
    const known = await booksOfTrades(database.reader, dayBounds(day), numbers)
    for (const payment of known) if (payment.paidBy === null) await look(payment)
  }

  /**
   * Fetches the bill of a day and writes down where it differs from the books; again and again, only
   * what is new is added.
   * @throws Refusal payments_off | bill_not_ready | bill_too_old | bill_damaged | wechat_pay_busy
   */
  const importDay = async (day: string) => {
    approveDay(day)
    const bill = await fetchDay(day)
    await catchUp(day, bill)
    return database.inTransaction(async (tx) => {
      const now = clock.now()
      const bounds = dayBounds(day)
      const [tradeNos, refundNos] = [
        bill.trades.map(({ outTradeNo }) => outTradeNo),
        bill.refunds.map(({ outRefundNo }) => outRefundNo),
      ]
      const books = {
        trades: await booksOfTrades(tx, bounds, tradeNos),
        refunds: await booksOfRefunds(tx, bounds, refundNos),
      }
      const rows = compareBill(bill, books, bounds).map((difference) => ({
        ...difference,
        // Money of nobody known here is for the subdistrict that runs the account.
        subdistrictId: difference.subdistrictId ?? asSubdistrictId(settings.defaultSubdistrictId),
        differenceId: differenceId(ids.next()),
        day,
        foundAt: now,
      }))
      const found = await insertDifferences(tx, rows)
      const sum = (all: readonly { readonly amountFen: number }[]) =>
        all.reduce((fen, { amountFen }) => fen + amountFen, 0)
      await saveBill(tx, day, now, {
        trades: bill.trades.length,
        tradesFen: sum(bill.trades),
        refunds: bill.refunds.length,
        refundsFen: sum(bill.refunds),
      })
      if (found > 0) log.error({ day, found }, 'books and bill differ')
      return { trades: bill.trades.length, refunds: bill.refunds.length, found }
    })
  }

  const claim = (day: string): Promise<boolean> =>
    database.inTransaction((tx) => {
      const now = clock.now()
      return claimBill(tx, day, now, new Date(now.getTime() - staleMilliseconds))
    })

  /** The bills of the last days that nobody has imported; one node takes each, after 10:30. */
  const importDue = async (): Promise<void> => {
    const now = clock.now()
    if (!wechatPay || shanghaiMinutes(now) < dailyMinutes) return
    for (let back = 1; back <= daysBack; back += 1) {
      const day = daysBefore(shanghaiDay(now), back)
      if (!(await claim(day))) continue
      await importDay(day).catch((error: unknown) => {
        if (!(error instanceof Refusal)) throw error
        log.warn({ day, code: error.code }, 'bill not imported')
      })
    }
  }
  jobs.every(sweepSeconds, 'payments.bills', importDue)

  const differences = async (subdistrictId: SubdistrictId) => ({
    differences: (await listDifferences(database.reader, subdistrictId, listed)).map(
      ({ outRefundNo, foundAt, clearedAt, ...rest }) => ({
        ...rest,
        outRefundNo: outRefundNo === '' ? null : outRefundNo,
        foundAt: foundAt.toISOString(),
        clearedAt: clearedAt?.toISOString() ?? null,
      }),
    ),
    bills: await lastBills(database.reader, daysBack),
  })

  /** @throws Refusal not_found | difference_cleared */
  const clear = (
    actor: Actor,
    subdistrictId: SubdistrictId,
    id: DifferenceId,
    once: IdempotencyKey,
    note: string,
  ): Promise<void> =>
    database.inTransaction(async (tx) => {
      const now = clock.now()
      await doOnce(tx, actor, once, now, { differenceId: id }, async () => {
        const done = await clearDifference(tx, subdistrictId, id, actor.personId, note, now)
        if (done === 'unknown') throw new Refusal('not_found')
        if (done === 'cleared_before') throw new Refusal('difference_cleared')
        await appendAudit(tx, {
          at: now,
          subdistrictId,
          actorPersonId: actor.personId,
          action: 'payment_difference.cleared',
          objectKind: 'payment_difference',
          objectId: id,
        })
      })
    })

  return { importDay, importDue, differences, clear }
}
export type Bills = ReturnType<typeof createBills>
