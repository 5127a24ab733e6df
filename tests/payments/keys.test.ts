import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client } from '#tests/support/client.ts'
import type { PayApp } from './pay-app.ts'
import { startPayApp } from './pay-app.ts'

let pay: PayApp
let chen: Client

beforeAll(async () => {
  pay = await startPayApp({ keys: 'certificates' })
  chen = await pay.as('chen-yue')
})
afterAll(() => pay?.stop())

const certificateCalls = () => pay.double.calls.filter(({ path }) => path === '/v3/certificates')

test('WeChat changes its key: the new certificate is fetched, and what it signed counts', async () => {
  const key = await pay.open(chen)
  await pay.prepayIdOf(chen, key)
  await pay.double.rotateKeys()
  const later = await pay.open(chen)
  await pay.pay(chen, later)
  expect((await pay.state(later)).state).toBe('paid')
  expect(certificateCalls()).toHaveLength(1)
})

test('strangers’ serials do not make us ask WeChat again and again', async () => {
  const { rotateKeys, sign } = pay.double
  const before = certificateCalls().length
  const signed = sign('{}')
  const headers = { ...signed.headers, 'wechatpay-serial': '4ABCDEF' }
  for (let at = 0; at < 30; at += 1) {
    const answer = await fetch(`${pay.address}/api/wechat-pay/notices`, {
      method: 'POST',
      headers,
      body: signed.body,
    })
    expect(answer.status).toBe(401)
  }
  expect(certificateCalls().length - before).toBeLessThanOrEqual(1)

  // A true notice with a new key is refused for now, and taken when it comes again.
  pay.app.clock.forward(11)
  const key = await pay.open(chen)
  pay.double.setNotices('drop')
  await pay.pay(chen, key)
  await rotateKeys()
  const { outTradeNo } = await pay.state(key)
  const body = pay.double.noticeOfOrder(outTradeNo)
  const send = async () => {
    const { headers: fresh } = sign(body)
    const init = { method: 'POST', headers: fresh, body }
    return (await fetch(`${pay.address}/api/wechat-pay/notices`, init)).status
  }
  expect(await send()).toBe(401)
  await expect.poll(send).toBe(204)
  expect((await pay.state(key)).state).toBe('paid')
})
