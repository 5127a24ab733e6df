import { afterAll, beforeAll, expect, test } from 'vitest'
import type { WechatPayDouble } from '#bff/demo/wechat-pay-double.ts'
import { startWechatPayDouble } from '#bff/demo/wechat-pay-double.ts'
import { systemClock } from '#bff/platform/clock.ts'
import { giveConsent, signInAsDemoPerson } from '#shared/accounts/accounts.contract.ts'
import { privacyGuideVersion } from '#shared/accounts/privacy-guide.ts'
import { readBooking } from '#shared/bookings/bookings.contract.ts'
import { paymentId } from '#shared/ids.ts'
import {
  checkPayment,
  payInDemo,
  preparePayment,
  readPayment,
} from '#shared/payments/payments.contract.ts'
import { intensity } from '#tests/intensity.ts'
import { hexing, orderByWechat, timesOf } from '../e2e/booking-stories.ts'
import type { Client } from '../support/client.ts'
import { clientOf } from '../support/client.ts'
import { startServerProcess, temporaryFolder } from '../support/server-process.ts'
import type { TestApp } from '../support/test-app.ts'
import { startTestApp } from '../support/test-app.ts'
import { merchantEnv } from './merchant-env.ts'

let beside: TestApp
let folder: Awaited<ReturnType<typeof temporaryFolder>>
let double: WechatPayDouble

beforeAll(async () => {
  beside = await startTestApp({ running: false })
  folder = await temporaryFolder()
  double = await startWechatPayDouble({ clock: systemClock, appId: 'demo' })
})
afterAll(async () => {
  await double?.close()
  await beside?.stop()
  await folder?.remove()
})

const start = (env: Record<string, string> = {}) =>
  startServerProcess({ databaseUrl: beside.databaseUrl, filesDirectory: folder.path, env })

const signIn = async (address: string, key: string): Promise<Client> => {
  const { tokens } = await clientOf(address).call(signInAsDemoPerson, { body: { key } })
  const client = clientOf(address, tokens.accessToken)
  const body = { textVersion: privacyGuideVersion }
  await client.call(giveConsent, { params: { purpose: 'privacy_guide' }, body })
  return client
}

const order = async (resident: Client, at: number) => {
  // The server's own clock: its calendar is written on to today in the first seconds.
  const free = async () => (await timesOf(resident, 'haircut')).length
  await expect.poll(free, { timeout: 20_000 }).toBeGreaterThan(at)
  const booking = await orderByWechat(resident, 'haircut', { at })
  if (booking.paymentId === null) throw new Error('nothing to pay')
  const key = { subdistrictId: hexing, paymentId: paymentId(booking.paymentId) }
  const { parameters } = await resident.call(preparePayment, { params: key })
  return { booking, key, parameters }
}

test(
  `what was paid is not lost when the server is killed at that moment (${intensity.killNine} times)`,
  async () => {
    // So many that nobody has more to come than one may have.
    const residents = ['chen-yue', 'xia-genfa', 'tao-liming', 'zhang-hui']
    const staff = ['hexing-duty-1', 'hexing-administrator', 'hexing-officer-hexinger']
    const people = [...residents, ...staff]
    let server = await start(merchantEnv(double))
    for (let round = 0; round < intensity.killNine; round += 1) {
      const who = people[round % people.length] ?? ''
      double.deliverTo(server.address)
      const resident = await signIn(server.address, who)
      const { booking, key, parameters } = await order(resident, 3 * round)
      const openId = double.orders.get(key.paymentId.replaceAll('-', ''))?.openId ?? ''
      expect(await double.payAs(parameters.package.replace('prepay_id=', ''), openId)).toBe(true)
      // The notice is on its way, or just being taken.
      await new Promise((resolve) => setTimeout(resolve, round * 4))
      await server.killNine()
      await double.settled()

      server = await start(merchantEnv(double))
      const back = await signIn(server.address, who)
      const { payment } = await back.call(checkPayment, { params: key })
      expect(payment).toMatchObject({ state: 'paid', paidBy: 'wechat' })
      const params = { subdistrictId: hexing, bookingId: booking.bookingId }
      expect((await back.call(readBooking, { params })).booking.status).not.toBe('held')
    }
    await server.killNine()
  },
  60_000 + 20_000 * intensity.killNine,
)

test('npm start without a merchant lets a visitor pay with money that is none', async () => {
  const server = await start()
  const resident = await signIn(server.address, 'hexing-hotline-1')
  const { key, parameters } = await order(resident, 5)
  await resident.call(payInDemo, { params: key, body: { package: parameters.package } })
  // By its notice alone: nobody asks.
  await expect
    .poll(async () => (await resident.call(readPayment, { params: key })).payment.state, {
      timeout: 10_000,
    })
    .toBe('paid')
  await server.killNine()
}, 120_000)
