import { randomUUID } from 'node:crypto'
import type { WechatPayDouble } from '#bff/demo/wechat-pay-double.ts'
import { registerAccessTokens } from '#bff/http/access-token.ts'
import { kernel } from '#bff/http/serve.ts'
import { createServer } from '#bff/http/server.ts'
import type { Payment, PaymentKey, Refund } from '#bff/payments/payment-record.ts'
import { servePayments } from '#bff/payments/payments.routes.ts'
import type { Payments } from '#bff/payments/payments.service.ts'
import { createPayments } from '#bff/payments/payments.service.ts'
import type { Jobs } from '#bff/platform/jobs.ts'
import { connectJobs } from '#bff/platform/jobs.ts'
import { readMe } from '#shared/accounts/accounts.contract.ts'
import { paymentId, personId, subdistrictId } from '#shared/ids.ts'
import type { PayMethod } from '#shared/payments/payment-status.ts'
import { preparePayment } from '#shared/payments/payments.contract.ts'
import type { Client } from '#tests/support/client.ts'
import { clientOf } from '#tests/support/client.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'

export const hexing = subdistrictId('hexing')

const nothing = async () => undefined
/** Every job is lost: what the sweeps do not find again by themselves would never happen. */
const lostJobs: Jobs = {
  enqueue: nothing,
  handle: () => undefined,
  every: () => undefined,
  start: nothing,
  stop: nothing,
}

/** What the listener of these tests heard, by subject. */
export interface Heard {
  readonly what: 'paid' | 'released' | 'late' | 'refunded'
  readonly payment: Payment
  readonly refund?: Refund
}

interface Opening {
  readonly amountFen?: number
  readonly method?: PayMethod
  readonly minutes?: number
  readonly subjectId?: string
}

export interface PayApp {
  readonly address: string
  readonly app: TestApp
  readonly double: WechatPayDouble
  readonly payments: Payments
  readonly heard: readonly Heard[]
  readonly heardOf: (key: PaymentKey) => string[]
  /** What the room whose things are paid for says of late money. */
  readonly setLate: (verdict: 'kept' | 'refund') => void
  readonly setLateOf: (key: PaymentKey, verdict: 'kept' | 'refund') => void
  /** The listener fails for this payment, once. */
  readonly failFor: (key: PaymentKey | undefined) => void
  readonly pursue: Payments['pursueRefund']
  /** What the listener does beside listening, e.g. fail once. */
  readonly onHeard: (effect: ((heard: Heard) => void) | undefined) => void
  readonly as: (personKey: string) => Promise<Client>
  readonly open: (payer: Client, opening?: Opening) => Promise<PaymentKey>
  readonly prepayIdOf: (payer: Client, key: PaymentKey) => Promise<string>
  /** Ordered and confirmed on the phone; notices as they are set. */
  readonly pay: (payer: Client, key: PaymentKey) => Promise<void>
  readonly state: (key: PaymentKey) => Promise<Payment>
  readonly close: (key: PaymentKey) => Promise<void>
  readonly refund: (key: PaymentKey, amountFen: number, once: string) => Promise<Refund>
  readonly stop: () => Promise<void>
}

/**
 * The payments room alone, through its own doors, with a room beside it that only listens: who books
 * what is no matter of these tests.
 */
export const startPayApp = async (
  options: {
    readonly keys?: 'public_key' | 'certificates'
    /** With jobs and sweeps of their own; else tests sweep by hand and every job is lost. */
    readonly running?: boolean
    readonly beside?: PayApp
  } = {},
): Promise<PayApp> => {
  const { beside } = options
  const app = await startTestApp({
    running: false,
    wechatPay: beside?.double ?? options.keys ?? 'public_key',
    ...(beside ? { databaseUrl: beside.app.databaseUrl, clock: beside.app.clock } : {}),
  })
  const { payDouble: double } = app
  if (!double) throw new Error('no double')
  const { log, settings, clock, database } = app.platform
  const isRunning = options.running ?? false
  const jobs = isRunning
    ? connectJobs({ databaseUrl: app.databaseUrl, log, pollSeconds: 0.2 })
    : lostJobs
  const platform = { ...app.platform, jobs }
  const { accounts } = app.app.services
  const payments = createPayments(platform, {
    accounts: { ...accounts, contributeToExport: () => undefined },
  })
  const startedAt = clock.now()
  const heard: Heard[] = []
  let late: 'kept' | 'refund' = 'refund'
  const lateOf = new Map<string, 'kept' | 'refund'>()
  const failing = new Set<string>()
  let effect: ((heard: Heard) => void) | undefined
  const hear = (one: Heard) => {
    effect?.(one)
    if (failing.delete(one.payment.paymentId)) throw new Error('we died just now')
    heard.push(one)
  }
  payments.listen('booking', {
    maySee: async (_tx, actor) => actor.posts.some(({ role }) => role !== 'provider_staff'),
    paid: async (_tx, payment) => hear({ what: 'paid', payment }),
    released: async (_tx, payment) => hear({ what: 'released', payment }),
    paidLate: async (_tx, payment) => {
      hear({ what: 'late', payment })
      return lateOf.get(payment.paymentId) ?? late
    },
    refunded: async (_tx, payment, refund) => hear({ what: 'refunded', payment, refund }),
  })
  const http = await createServer(settings, log)
  const tokens = await registerAccessTokens(http, settings.signingKeys)
  const serve = kernel(http, {
    mode: 'demo',
    rateLimitScale: 1000,
    // Hours pass in these tests; nobody signs in anew.
    findActor: (token) => accounts.findActor(tokens.verify(token, startedAt)),
  })
  servePayments(serve, payments)
  await jobs.start()
  const address = await http.listen({ host: '127.0.0.1', port: 0 })
  if (!beside) double.deliverTo(address)

  const payers = new Map<Client, string>()
  const payerOf = (client: Client): string => payers.get(client) ?? ''

  const state = (key: PaymentKey): Promise<Payment> =>
    database.inTransaction(async (tx) => {
      const found = await payments.find(tx, key)
      if (!found) throw new Error('no such payment')
      return found
    })
  const prepayIdOf = async (payer: Client, key: PaymentKey): Promise<string> => {
    const { parameters } = await payer.call(preparePayment, { params: key })
    return parameters.package.replace('prepay_id=', '')
  }

  return {
    address,
    app,
    double,
    payments,
    heard,
    heardOf: (key) =>
      heard.filter((one) => one.payment.paymentId === key.paymentId).map(({ what }) => what),
    setLate: (verdict) => {
      late = verdict
    },
    setLateOf: (key, verdict) => void lateOf.set(key.paymentId, verdict),
    failFor: (key) => {
      if (key) failing.add(key.paymentId)
      else failing.clear()
    },
    pursue: payments.pursueRefund,
    onHeard: (next) => {
      effect = next
    },
    as: async (key) => {
      const signedIn = await app.as(key)
      const client = clientOf(address, signedIn.accessToken)
      payers.set(client, (await signedIn.call(readMe)).personId)
      return client
    },
    open: (payer, { amountFen = 1200, method = 'wechat', minutes = 15, subjectId } = {}) =>
      database.inTransaction(async (tx) => {
        const now = clock.now()
        const key = { subdistrictId: hexing, paymentId: paymentId(randomUUID()) }
        await payments.open(tx, {
          ...key,
          subject: { kind: 'booking', id: subjectId ?? randomUUID() },
          payerPersonId: personId(payerOf(payer)),
          amountFen,
          words: '合兴邻里中心 · 理发',
          method,
          expiresAt: method === 'wechat' ? new Date(now.getTime() + minutes * 60_000) : null,
          now,
        })
        return key
      }),
    prepayIdOf,
    pay: async (payer, key) => {
      const prepayId = await prepayIdOf(payer, key)
      const { payerOpenId } = await state(key)
      if (!(await double.payAs(prepayId, payerOpenId ?? ''))) throw new Error('the phone refused')
      await double.settled()
    },
    state,
    close: (key) => database.inTransaction((tx) => payments.beginClosing(tx, key)),
    refund: (key, amountFen, once) =>
      database.inTransaction((tx) =>
        payments.refund(tx, key, { amountFen, reason: '取消预约', once }),
      ),
    stop: async () => {
      await http.close()
      await jobs.stop()
      await app.stop()
    },
  }
}
