import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client } from '#tests/support/client.ts'
import type { PayApp } from './pay-app.ts'
import { startPayApp } from './pay-app.ts'

let pay: PayApp
let beside: PayApp
let chen: Client

beforeAll(async () => {
  pay = await startPayApp({ running: true })
  beside = await startPayApp({ running: true, beside: pay })
  chen = await pay.as('chen-yue')
})
afterAll(async () => {
  await beside?.stop()
  await pay?.stop()
})

const everywhere = (key: Parameters<PayApp['heardOf']>[0]) => [
  ...pay.heardOf(key),
  ...beside.heardOf(key),
]

test('a refund is asked for by itself, by one of two nodes, and arrives once', async () => {
  const key = await pay.open(chen)
  await pay.pay(chen, key)
  await pay.refund(key, 1200, 'cancelled')
  await expect.poll(() => everywhere(key), { timeout: 10_000 }).toEqual(['paid', 'refunded'])
  const { outTradeNo } = await pay.state(key)
  const given = [...pay.double.refunds.values()].filter(
    (one) => one.order.outTradeNo === outTradeNo,
  )
  expect(given).toHaveLength(1)
})

test('a payment that shall not be paid any more is closed with WeChat by itself', async () => {
  const key = await pay.open(chen)
  await pay.prepayIdOf(chen, key)
  await pay.close(key)
  await expect.poll(() => everywhere(key), { timeout: 10_000 }).toEqual(['released'])
  const { outTradeNo } = await pay.state(key)
  expect(pay.double.orders.get(outTradeNo)?.state).toBe('CLOSED')
})

test('two nodes that hear of the same payment at once make it paid once', async () => {
  pay.double.setNotices('drop')
  const key = await pay.open(chen)
  await pay.pay(chen, key)
  const { outTradeNo } = await pay.state(key)
  const bodies = [1, 2, 3, 4].map(() => pay.double.noticeOfOrder(outTradeNo))
  const send = ({ address }: PayApp, body: string) =>
    fetch(`${address}/api/wechat-pay/notices`, { method: 'POST', ...pay.double.sign(body) })
  const answers = await Promise.all([
    ...bodies.flatMap((body) => [send(pay, body), send(beside, body)]),
    pay.payments.asking.look(key),
    beside.payments.asking.look(key),
  ])
  expect(answers.flatMap((one) => ('status' in one ? [one.status] : []))).toEqual(
    Array(8).fill(204),
  )
  expect(everywhere(key)).toEqual(['paid'])
})
