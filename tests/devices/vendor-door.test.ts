import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signedText, vendorHeaders } from '#shared/devices/device-message.ts'
import {
  registerVendor,
  rotateVendorSecret,
  vendorReadings,
} from '#shared/devices/devices.contract.ts'
import { subdistrictId } from '#shared/ids.ts'
import { readingsScene } from '#tests/readings/readings-scene.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'

let app: TestApp
let secret: string
let elder: Awaited<ReturnType<typeof scene.enrol>>
const scene = readingsScene(() => app)
const code = 'jiankang-cloud'
const params = { subdistrictId: subdistrictId('hexing') }

beforeAll(async () => {
  app = await startTestApp()
  const administrator = await app.as('hexing-administrator')
  const body = { code, name: '健康云', phone: '' }
  secret = (await administrator.call(registerVendor, { params, body })).secret
  elder = await scene.enrol('xia-genfa')
  const mat = await scene.device({ vendorCode: code, serial: 'MAT-1' })
  await scene.wear(mat, elder)
})
afterAll(() => app?.stop())

interface Letter {
  readonly vendor?: string
  readonly at?: number
  readonly nonce?: string
  readonly secret?: string
  readonly sent?: string
}
const seconds = () => Math.floor(app.clock.now().getTime() / 1000)

/** Signs `body` and posts it – or, where `sent` says so, another body under that signature. */
const post = async (body: unknown, letter: Letter = {}): Promise<number> => {
  const { vendor = code, at = seconds(), nonce = randomUUID() } = letter
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const signature = createHmac('sha256', Buffer.from(letter.secret ?? secret, 'base64'))
    .update(signedText(`${at}`, nonce))
    .update(text)
    .digest('hex')
  const answer = await app.nobody.raw(`/api${vendorReadings.path}`, {
    method: 'POST',
    body: letter.sent ?? text,
    headers: {
      [vendorHeaders.vendor]: vendor,
      [vendorHeaders.timestamp]: `${at}`,
      [vendorHeaders.nonce]: nonce,
      [vendorHeaders.signature]: signature,
    },
  })
  await answer.arrayBuffer()
  return answer.status
}

const reading = (value: number, minutes: number, d = 'MAT-1') => ({
  ...{ d, m: 'heart_rate', v: value, t: scene.after(minutes).getTime() },
})
const values = async () => (await scene.stored(elder)).map(({ value }) => value)

test('a signed request is stored, and the same readings signed anew change nothing', async () => {
  const body = { readings: [reading(61, -3), reading(62, -2)] }
  expect(await post(body)).toBe(204)
  expect(await post(body)).toBe(204)
  expect(await values()).toEqual([61, 62])
})

test('a forged, altered, stale, future or repeated request stores nothing, nor one of a stranger', async () => {
  const before = await values()
  const body = { readings: [reading(99, -1)] }
  const other = randomBytes(32).toString('base64')
  expect(await post(body, { secret: other })).toBe(401)
  expect(await post(body, { sent: JSON.stringify({ readings: [reading(98, -1)] }) })).toBe(401)
  expect(await post(body, { at: seconds() - 301 })).toBe(401)
  expect(await post(body, { at: seconds() + 301 })).toBe(401)
  expect(await post(body, { vendor: 'nobody-knows' })).toBe(401)
  expect(await post(body, { nonce: 'short' })).toBe(401)
  expect(await values()).toEqual(before)
  const once = { nonce: randomUUID(), at: seconds() - 299 }
  expect(await post({ readings: [reading(63, -1)] }, once)).toBe(204)
  expect(await post({ readings: [reading(63, -1)] }, once)).toBe(401)
  expect(await values()).toEqual([...before, 63])
})

test('after a change of secrets the old one opens for a day, or not at all when it was stolen', async () => {
  // Signed in anew each time: a day passes in between.
  const rotate = async (endFormerNow: boolean) =>
    (
      await (
        await app.as('hexing-administrator')
      ).call(rotateVendorSecret, {
        ...{ params: { ...params, code }, body: { endFormerNow } },
      })
    ).secret
  const old = secret
  secret = await rotate(false)
  expect(await post({ readings: [] })).toBe(204)
  expect(await post({ readings: [] }, { secret: old })).toBe(204)
  app.clock.forward(24 * 60)
  expect(await post({ readings: [] }, { secret: old })).toBe(401)
  const stolen = secret
  secret = await rotate(true)
  expect(await post({ readings: [] }, { secret: stolen })).toBe(401)
  expect(await post({ readings: [] })).toBe(204)
})

test('an unknown serial number and what cannot be read are put aside, the rest of the request is not', async () => {
  const before = await values()
  const body = { readings: [reading(64, 0), reading(65, 0, 'MAT-9'), { d: 'MAT-1', m: 1 }] }
  expect(await post(body)).toBe(204)
  expect(await values()).toEqual([...before, 64])
  const aside = await scene.query(
    `select reason from quarantined_readings where device_id is null order by quarantine_id`,
  )
  expect(aside).toEqual([{ reason: 'unknown_device' }, { reason: 'unreadable' }])
})

test('a signed request that is no request is refused, and what nobody can store harms nobody', async () => {
  expect(await post('{"readings":')).toBe(400)
  expect(await post({ readings: 'all' })).toBe(400)
  expect(await post({ readings: Array.from({ length: 1001 }, () => reading(66, 0)) })).toBe(400)
  const odd = { ...reading(66, 0), m: 'heart\u0000rate', u: '\ud800' }
  expect(await post({ readings: [odd, { ...odd, d: '\u0000' }, { ...odd, t: 8e12 }] })).toBe(204)
})
