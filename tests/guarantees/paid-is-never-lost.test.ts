import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { WechatPayDouble } from '#bff/demo/wechat-pay-double.ts'
import { startWechatPayDouble } from '#bff/demo/wechat-pay-double.ts'
import { systemClock } from '#bff/platform/clock.ts'
import { accountId, personId } from '#shared/ids.ts'
import type { OfferTerms } from '#shared/offers/offer-terms.ts'
import { bookingScene } from '#tests/bookings/booking-scene.ts'
import { noFaults, seatFaults } from '#tests/bookings/seats-oracle.ts'
import { diceOf } from '#tests/demand/dice.ts'
import { intensity, seed } from '#tests/intensity.ts'
import { merchantEnv } from '#tests/payments/merchant-env.ts'
import { startServerProcess, temporaryFolder } from '#tests/support/server-process.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import { signInAt } from './filing-load.ts'
import { payWithoutPause } from './paying-crowd.ts'

const hour = 60
const priceFen = 2000
const payers = Array.from({ length: 6 }, (_, at) => ({
  key: `payer-${at}`,
  personId: personId(randomUUID()),
}))

let beside: TestApp
let folder: Awaited<ReturnType<typeof temporaryFolder>>
let double: WechatPayDouble
const scene = bookingScene(() => beside)
const dice = diceOf(seed)

beforeAll(async () => {
  beside = await startTestApp({ running: false, startsAt: new Date().toISOString() })
  folder = await temporaryFolder()
  double = await startWechatPayDouble({ clock: systemClock, appId: 'demo' })
  // Half are agreed to at once, the others wait for staff: paid, both keep their places.
  const places = {
    kind: 'session',
    capacity: 5000,
    price: { fullFen: priceFen },
    book: { maxComing: 60 },
  } as const
  const payBy: OfferTerms['payBy'] = ['wechat']
  const asked = { ...places, accept: { how: 'staff', withinMinutes: 600 } } as const
  await scene.open(
    Object.fromEntries(
      Array.from({ length: 20 }, (_, at) => [
        `paid-${at}`,
        { ...(at % 2 === 0 ? places : asked), payBy, from: 8 * hour, to: 9 * hour },
      ]),
    ),
  )
  await beside.platform.database.inTransaction(async (tx) => {
    for (const { key, personId: id } of payers)
      await beside.app.services.accounts.register(tx, {
        personId: id,
        displayName: key,
        largeType: false,
        phone: null,
        home: null,
        account: { accountId: accountId(randomUUID()), demoKey: key },
      })
  })
})
afterAll(async () => {
  await double?.close()
  await beside?.stop()
  await folder?.remove()
})

interface Outcome {
  readonly outTradeNo: string
  readonly state: string
  readonly status: string
  readonly paid: number
  readonly asked: number
  readonly back: number
  readonly events: number
}

const paidAtWechat = () =>
  [...double.orders.values()].filter(({ state }) => state === 'SUCCESS' || state === 'REFUND')

/** How every payment stands, with its booking. */
const outcomes = async (): Promise<Map<string, Outcome>> => {
  const { rows } = await beside.platform.database.pool.query<Outcome>(
    `select p.out_trade_no as "outTradeNo", p.state, b.status, b.paid_fen as paid,
        p.refunded_fen as asked, b.refunded_fen as back,
        (select count(*)::int from booking_events e
          where e.booking_id = b.booking_id and e.kind = 'paid') as events
      from payments p join bookings b on b.booking_id = p.subject_id`,
  )
  return new Map(rows.map((row) => [row.outTradeNo, row]))
}

/** Its booking stands, or its money goes back: one of the two, and the whole amount. */
const isAnswered = (one: Outcome | undefined): boolean => {
  if (!one || one.paid !== priceFen || one.events !== 1) return false
  const stands = ['requested', 'confirmed'].includes(one.status)
  const isOver = ['cancelled', 'declined', 'expired'].includes(one.status)
  return stands ? one.asked === 0 : isOver && one.asked === priceFen && one.back === priceFen
}

test(`whoever paid has his booking or his money back, though the server is killed ${intensity.killNine} times`, {
  timeout: 60_000 + intensity.killNine * 30_000,
}, async () => {
  const start = () =>
    startServerProcess({
      databaseUrl: beside.databaseUrl,
      filesDirectory: folder.path,
      env: merchantEnv(double),
    })
  const slots = await Promise.all(
    Array.from({ length: 25 * 20 }, (_, at) =>
      scene.slotOf(`paid-${at % 20}`, { inDays: 3 + Math.floor(at / 20), at: 8 * hour }),
    ),
  )
  const turns = payers.map(() => 0)
  const nextSlot = (payer: number) => {
    const turn = turns[payer] ?? 0
    turns[payer] = turn + 1
    const slot = slots[turn]
    if (!slot) throw new Error('no time is left')
    return slot
  }

  let server = await start()
  for (let round = 0; round < intensity.killNine; round++) {
    const { address } = server
    double.deliverTo(address)
    const crowd = await Promise.all(
      payers.map(async ({ key, personId: id }) => ({
        client: await signInAt(address, key),
        personId: id,
      })),
    )
    const paying = payWithoutPause(crowd, nextSlot, double, dice)
    // In the thick of it, and there at any moment.
    const enough = paidAtWechat().length + 3 + dice.below(12)
    while (paidAtWechat().length < enough) await sleep(2)
    await sleep(dice.below(60))
    await server.killNine()
    await paying.stop()
    await double.settled()
    server = await start()
  }
  double.deliverTo(server.address)
  double.setNotices('send')
  // WeChat repeats what was not answered with success; the others are found by asking.
  const unheard = double.sent.filter(({ status }) => status !== 200 && status !== 204)
  for (const { told, body } of unheard) await double.deliver(told, body)

  const open = async (): Promise<string[]> => {
    // Hours pass until WeChat is asked for the last time; the sweeps' next looks are brought forward.
    await beside.platform.database.pool.query(
      `update payments set next_look_at = now() where next_look_at > now()`,
    )
    await beside.platform.database.pool.query(
      `update payment_refunds set next_look_at = now() where next_look_at > now()`,
    )
    const ours = await outcomes()
    return paidAtWechat()
      .filter(({ outTradeNo }) => !isAnswered(ours.get(outTradeNo)))
      .map(({ outTradeNo }) => JSON.stringify(ours.get(outTradeNo) ?? outTradeNo))
  }
  await expect.poll(open, { timeout: 45_000, interval: 1000 }).toEqual([])

  const paid = new Set(paidAtWechat().map(({ outTradeNo }) => outTradeNo))
  const ours = [...(await outcomes()).values()]
  const refunded = ours.filter(({ asked }) => asked > 0)
  process.stdout.write(
    `paid is never lost: seed ${seed}, ${intensity.killNine} kills, ${ours.length} payments opened, ${paid.size} paid, ${refunded.length} given back, ${unheard.length} notices repeated\n`,
  )
  // Nothing is called paid that WeChat does not know of, and nothing goes back twice.
  expect(ours.filter(({ outTradeNo, paid: fen }) => fen > 0 !== paid.has(outTradeNo))).toEqual([])
  for (const { outTradeNo } of refunded) {
    const back = [...double.refunds.values()].filter(({ order }) => order.outTradeNo === outTradeNo)
    expect(back.map(({ refundFen }) => refundFen)).toEqual([priceFen])
  }
  expect(double.refunds.size).toBe(refunded.length)
  expect(paid.size).toBeGreaterThanOrEqual(3 * intensity.killNine)
  expect(refunded.length).toBeGreaterThan(0)
  expect(await seatFaults(beside.platform.database.pool)).toEqual(noFaults)
  await server.killNine()
})
