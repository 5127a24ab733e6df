import { paymentId, refundId, subdistrictId } from '#shared/ids.ts'
import type { DuePayment } from './looking.store.ts'
import { dueRefunds, nextDuePayment, postponeLook } from './looking.store.ts'
import type { PaymentAsking } from './payment-asking.ts'
import type { PaymentContext } from './payment-context.ts'
import { lookAfter } from './payments.policy.ts'
import type { Refunding } from './refunding.ts'

const sweepSeconds = 5
/** Conversations with WeChat at once; each may take seconds. */
const atOnce = 4
const refundsAtOnce = 50

/** Whatever a notice did not tell is asked for: by time, so that nothing rests on a timer's memory. */
export const createPaymentSweeps = (
  context: PaymentContext,
  asking: PaymentAsking,
  refunding: Refunding,
) => {
  const { clock, database, jobs, log } = context

  /** One that fails must not keep the others waiting. */
  const alone = (work: Promise<unknown>): Promise<unknown> =>
    work.catch((error: unknown) => log.error({ err: error }, 'a payment was not looked at'))

  const take = (): Promise<DuePayment | undefined> =>
    database.inTransaction(async (tx) => {
      const now = clock.now()
      const due = await nextDuePayment(tx, now)
      if (due) await postponeLook(tx, due, lookAfter(due.looks, now, due.expiresAt))
      return due
    })

  const lookAt = async (due: DuePayment): Promise<void> => {
    const isOver = due.expiresAt !== null && due.expiresAt <= clock.now()
    if (due.state === 'closing') await asking.finishClosing(due)
    else if (isOver) await asking.expire(due)
    else if (due.state === 'prepaid') await asking.look(due)
  }

  const lookAtAll = async (): Promise<number> => {
    let looked = 0
    const worker = async () => {
      for (let due = await take(); due; due = await take()) {
        await alone(lookAt(due))
        looked += 1
      }
    }
    await Promise.all(Array.from({ length: atOnce }, worker))
    return looked
  }

  const pursueAll = async (): Promise<void> => {
    const due = await database.inTransaction((tx) => dueRefunds(tx, clock.now(), refundsAtOnce))
    for (const key of due) await alone(refunding.pursue(key))
  }

  /** Looks at every payment and refund that is due; nodes may sweep at the same time. */
  const sweep = async (): Promise<void> => {
    await lookAtAll()
    await pursueAll()
  }

  jobs.handle('payment.close', async (data) => {
    await asking.finishClosing({
      subdistrictId: subdistrictId(data.subdistrictId),
      paymentId: paymentId(data.paymentId),
    })
  })
  jobs.handle('payment.refund', (data) =>
    refunding.pursue({
      subdistrictId: subdistrictId(data.subdistrictId),
      refundId: refundId(data.refundId),
    }),
  )
  jobs.every(sweepSeconds, 'payments', sweep)
  return { sweep, pursueRefund: refunding.pursue }
}
