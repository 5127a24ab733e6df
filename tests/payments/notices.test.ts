import { randomBytes } from 'node:crypto'
import { request } from 'node:http'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startWechatPayDouble } from '#bff/demo/wechat-pay-double.ts'
import type { Signed } from '#bff/demo/wechat-pay-double-keys.ts'
import type { PaymentKey } from '#bff/payments/payment-record.ts'
import type { Client } from '#tests/support/client.ts'
import type { PayApp } from './pay-app.ts'
import { startPayApp } from './pay-app.ts'

let pay: PayApp
let chen: Client

beforeAll(async () => {
  pay = await startPayApp()
  chen = await pay.as('chen-yue')
})
beforeEach(() => pay.double.setNotices('drop'))
afterAll(() => pay?.stop())

/** Paid at WeChat, while we have not heard of it. */
const paidThere = async () => {
  const key = await pay.open(chen)
  await pay.pay(chen, key)
  const { outTradeNo } = await pay.state(key)
  return { key, outTradeNo, body: pay.double.noticeOfOrder(outTradeNo) }
}

const send = async ({ headers, body }: Signed) => {
  const response = await fetch(`${pay.address}/api/wechat-pay/notices`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  })
  return { status: response.status, text: await response.text() }
}

const isPaid = async (key: PaymentKey): Promise<boolean> => (await pay.state(key)).state === 'paid'

/** The envelope with one part of its resource changed, signed by WeChat all the same. */
const resealed = (body: string, change: (resource: Record<string, string>) => object): Signed => {
  const envelope = JSON.parse(body)
  return pay.double.sign(
    JSON.stringify({
      ...envelope,
      resource: { ...envelope.resource, ...change(envelope.resource) },
    }),
  )
}

const flipped = (encoded: string, at: number): string => {
  const bytes = Buffer.from(encoded, 'base64')
  const index = at < 0 ? bytes.length + at : at
  bytes[index] = (bytes[index] ?? 0) ^ 1
  return bytes.toString('base64')
}

const without = (signed: Signed, name: string): Signed => ({
  ...signed,
  headers: Object.fromEntries(Object.entries(signed.headers).filter(([key]) => key !== name)),
})
const withHeader = (signed: Signed, name: string, value: string): Signed => ({
  ...signed,
  headers: { ...signed.headers, [name]: value },
})

const signedNames = [
  'wechatpay-timestamp',
  'wechatpay-nonce',
  'wechatpay-serial',
  'wechatpay-signature',
  'wechatpay-signature-type',
]

type Tampering = (body: string) => Signed | Promise<Signed>

const tamperings: Readonly<Record<string, Tampering>> = {
  'a ciphertext with one bit turned': (body) =>
    resealed(body, ({ ciphertext = '' }) => ({ ciphertext: flipped(ciphertext, 3) })),
  'a tag with one bit turned': (body) =>
    resealed(body, ({ ciphertext = '' }) => ({ ciphertext: flipped(ciphertext, -1) })),
  'a tag of zeros': (body) =>
    resealed(body, ({ ciphertext = '' }) => {
      const bytes = Buffer.from(ciphertext, 'base64')
      return { ciphertext: bytes.fill(0, bytes.length - 16).toString('base64') }
    }),
  'a tag that is missing': (body) =>
    resealed(body, ({ ciphertext = '' }) => {
      const bytes = Buffer.from(ciphertext, 'base64')
      return { ciphertext: bytes.subarray(0, bytes.length - 16).toString('base64') }
    }),
  'other associated data': (body) => resealed(body, () => ({ associated_data: 'certificate' })),
  'another nonce': (body) => resealed(body, () => ({ nonce: '0123456789ab' })),
  'another algorithm': (body) => resealed(body, () => ({ algorithm: 'NONE' })),
  'a body changed after signing': (body) => {
    const signed = pay.double.sign(body)
    return { ...signed, body: signed.body.replace('encrypt-resource', 'encrypt-resourcE') }
  },
  'a body written anew with other spaces': (body) => {
    const signed = pay.double.sign(body)
    return { ...signed, body: JSON.stringify(JSON.parse(signed.body), null, 1) }
  },
  'a signature of six minutes ago': (body) =>
    pay.double.sign(body, new Date(pay.app.clock.now().getTime() - 360_000)),
  'a signature of six minutes ahead': (body) =>
    pay.double.sign(body, new Date(pay.app.clock.now().getTime() + 360_000)),
  'a signature of the year 1970': (body) => pay.double.sign(body, new Date(1000)),
  'another timestamp than the signed one': (body) => {
    const signed = pay.double.sign(body)
    const at = Number(signed.headers['wechatpay-timestamp']) + 1
    return withHeader(signed, 'wechatpay-timestamp', String(at))
  },
  'a timestamp that is no number': (body) =>
    withHeader(pay.double.sign(body), 'wechatpay-timestamp', 'NaN'),
  'another nonce than the signed one': (body) =>
    withHeader(pay.double.sign(body), 'wechatpay-nonce', 'abc'),
  'an unknown serial': (body) =>
    withHeader(pay.double.sign(body), 'wechatpay-serial', 'PUB_KEY_ID_0000'),
  'a serial from another place': (body) =>
    withHeader(pay.double.sign(body), 'wechatpay-serial', '__proto__'),
  'a probe of WeChat’s own': (body) =>
    withHeader(
      pay.double.sign(body),
      'wechatpay-signature',
      `WECHATPAY/SIGNTEST/${randomBytes(192).toString('base64')}`,
    ),
  'a signature that is no base64': (body) =>
    withHeader(pay.double.sign(body), 'wechatpay-signature', '%%%'),
  'an empty signature': (body) => withHeader(pay.double.sign(body), 'wechatpay-signature', ''),
  'another kind of signature': (body) =>
    withHeader(pay.double.sign(body), 'wechatpay-signature-type', 'WECHATPAY2-SM2-WITH-SM3'),
  'two values of one header': (body) => {
    const signed = pay.double.sign(body)
    const { 'wechatpay-nonce': nonce = '' } = signed.headers
    return withHeader(signed, 'wechatpay-nonce', `${nonce}, ${nonce}`)
  },
  'the signature of another body': (body) => ({ ...pay.double.sign('{}'), body }),
  'the key of somebody else': async (body) => {
    const other = await startWechatPayDouble({ clock: pay.app.clock, appId: 'wx-test' })
    const signed = other.sign(body)
    await other.close()
    const serial = pay.double.sign(body).headers['wechatpay-serial'] ?? ''
    return withHeader(signed, 'wechatpay-serial', serial)
  },
  'no signature at all': (body) => ({ headers: {}, body }),
  ...Object.fromEntries(
    signedNames.map((name): [string, Tampering] => [
      `a header that is missing: ${name}`,
      (body) => without(pay.double.sign(body), name),
    ]),
  ),
}

test.each(Object.entries(tamperings))('a notice with %s is refused', async (_, tamper) => {
  const { key, body } = await paidThere()
  const refused = await send(await tamper(body))
  expect(refused.status).toBeGreaterThanOrEqual(400)
  expect(refused.status).toBeLessThan(500)
  expect(JSON.parse(refused.text)).toMatchObject({ code: 'FAIL' })
  expect(await isPaid(key)).toBe(false)
  // The very same notice, untouched, counts.
  expect((await send(pay.double.sign(body))).status).toBe(204)
  expect(await isPaid(key)).toBe(true)
})

test('a notice with a header sent twice is refused, even when both values are the same', async () => {
  const { key, body } = await paidThere()
  for (const name of signedNames) {
    const { headers } = pay.double.sign(body)
    const twice = { ...headers, [name]: [headers[name] ?? '', headers[name] ?? ''] }
    const status = await new Promise((resolve, reject) => {
      const asking = request(
        `${pay.address}/api/wechat-pay/notices`,
        { method: 'POST', headers: twice },
        (answer) => {
          answer.resume()
          resolve(answer.statusCode)
        },
      )
      asking.on('error', reject)
      asking.end(body)
    })
    expect([name, status]).toEqual([name, 401])
  }
  expect(await isPaid(key)).toBe(false)
  expect((await send(pay.double.sign(body))).status).toBe(204)
})

test('a signature four minutes old still counts', async () => {
  const { key, body } = await paidThere()
  const at = new Date(pay.app.clock.now().getTime() - 240_000)
  expect((await send(pay.double.sign(body, at))).status).toBe(204)
  expect(await isPaid(key)).toBe(true)
})

const contents: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'a smaller amount': { amount: { total: 1, currency: 'CNY' } },
  'a larger amount': { amount: { total: 120_000, currency: 'CNY' } },
  'no amount': { amount: {} },
  'another currency': { amount: { total: 1200, currency: 'JPY' } },
  'another merchant': { mchid: '1900000001' },
  'another app': { appid: 'wx-other' },
  'another payer': { payer: { openid: 'somebody-else' } },
}

test.each(Object.entries(contents))(
  'a true notice with %s is kept for staff, and nothing is paid',
  async (_, changes) => {
    const { key, outTradeNo, body } = await paidThere()
    const answer = await send(pay.double.sign(pay.double.noticeOfOrder(outTradeNo, changes)))
    expect(answer.status).toBe(204)
    expect(await isPaid(key)).toBe(false)
    const { rows } = await pay.app.platform.database.pool.query(
      'select kind from payment_differences where out_trade_no = $1',
      [outTradeNo],
    )
    expect(rows).toEqual([{ kind: 'evidence' }])
    expect((await send(pay.double.sign(body))).status).toBe(204)
    expect(await isPaid(key)).toBe(true)
  },
)

test('a notice about an order that is none of ours is acknowledged and does nothing', async () => {
  const { key, outTradeNo } = await paidThere()
  const body = pay.double.noticeOfOrder(outTradeNo, { out_trade_no: 'someoneelse1' })
  expect((await send(pay.double.sign(body))).status).toBe(204)
  expect(await isPaid(key)).toBe(false)
})

test('an order that is not paid is not paid by a notice that tells so', async () => {
  const key = await pay.open(chen)
  await pay.prepayIdOf(chen, key)
  const { outTradeNo } = await pay.state(key)
  for (const state of ['NOTPAY', 'USERPAYING', 'PAYERROR', 'success', '']) {
    const body = pay.double.noticeOfOrder(outTradeNo, { trade_state: state })
    expect((await send(pay.double.sign(body))).status).toBe(204)
  }
  expect(await isPaid(key)).toBe(false)
})

test('a notice that comes ten times at once and again later is heard once', async () => {
  const { key, body } = await paidThere()
  const answers = await Promise.all(Array.from({ length: 10 }, () => send(pay.double.sign(body))))
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(204))
  expect((await send(pay.double.sign(body))).status).toBe(204)
  // Another notice about the same order, too.
  const { outTradeNo } = await pay.state(key)
  expect((await send(pay.double.sign(pay.double.noticeOfOrder(outTradeNo)))).status).toBe(204)
  expect(pay.heardOf(key)).toEqual(['paid'])
})

test('a notice that we could not keep is not acknowledged, and counts when it comes again', async () => {
  const { key, body } = await paidThere()
  pay.onHeard(() => {
    throw new Error('the database went away')
  })
  const failed = await send(pay.double.sign(body))
  expect(failed.status).toBe(500)
  expect(JSON.parse(failed.text)).toEqual({ code: 'FAIL', message: 'failed' })
  expect(await isPaid(key)).toBe(false)
  pay.onHeard(undefined)
  expect((await send(pay.double.sign(body))).status).toBe(204)
  expect(pay.heardOf(key)).toEqual(['paid'])
})

test('a refund’s notice counts only for its own number, amount and merchant', async () => {
  const { key, body } = await paidThere()
  await send(pay.double.sign(body))
  const { outRefundNo } = await pay.refund(key, 700, 'cancelled')
  pay.double.setRefundsEnd('PROCESSING')
  await pay.payments.sweep()
  pay.double.endRefund(outRefundNo, 'SUCCESS')
  const stateOf = async () => (await pay.state(key)).refunds[0]?.state
  for (const changes of [
    { amount: { total: 1200, refund: 1200 } },
    { mchid: '1900000001' },
    { out_trade_no: 'someoneelse1' },
    { out_refund_no: 'someoneelse1' },
  ]) {
    const wrong = pay.double.noticeOfRefund(outRefundNo, changes)
    expect((await send(pay.double.sign(wrong))).status).toBe(204)
    expect(await stateOf()).toBe('processing')
  }
  const right = pay.double.noticeOfRefund(outRefundNo)
  for (const _ of [1, 2]) expect((await send(pay.double.sign(right))).status).toBe(204)
  const late = pay.double.noticeOfRefund(outRefundNo, { refund_status: 'CLOSED' })
  expect((await send(pay.double.sign(late))).status).toBe(204)
  expect(await pay.state(key)).toMatchObject({ refundedFen: 700, refunds: [{ state: 'done' }] })
  expect(pay.heardOf(key)).toEqual(['paid', 'refunded'])
})

test('what is no notice gets a short refusal', async () => {
  const post = async (body: string | Buffer, headers: Record<string, string> = {}) =>
    (
      await fetch(`${pay.address}/api/wechat-pay/notices`, {
        method: 'POST',
        body: typeof body === 'string' ? body : new Uint8Array(body),
        headers,
      })
    ).status
  expect(await post('')).toBe(401)
  expect(await post('{"a":', { 'content-type': 'application/json' })).toBe(401)
  expect(await post('<xml/>', { 'content-type': 'text/xml' })).toBe(401)
  expect(await post(randomBytes(70_000))).toBe(413)
  for (const body of ['', 'null', '[]', '{}', '"\\u0000"', '{"id":"a","resource":1}'])
    expect((await send(pay.double.sign(body))).status).toBe(400)
})

test('answers of WeChat that are unsigned, altered or cut are no answers', async () => {
  for (const fault of ['unsigned', 'altered', 'cut', 'system_error'] as const) {
    const { key, outTradeNo } = await paidThere()
    pay.double.fail(new RegExp(outTradeNo), fault)
    await pay.payments.asking.look(key)
    expect(await isPaid(key)).toBe(false)
    await pay.payments.asking.look(key)
    expect(await isPaid(key)).toBe(true)
  }
})
