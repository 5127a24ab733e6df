import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { paymentId } from '#shared/ids.ts'
import { readPayment } from '#shared/payments/payments.contract.ts'
import type { Client } from '../support/client.ts'
import { hexing, orderByWechat } from './booking-stories.ts'
import { handsOf, picture } from './hands.ts'
import type { Site, Visitor } from './site.ts'
import { startSite, visitorOf } from './site.ts'

let site: Site
let phone: Visitor

beforeAll(async () => {
  site = await startSite()
}, 240_000)
afterAll(() => site?.stop())
afterEach(() => phone.context.close())

/** A haircut that is kept until it is paid. */
const toPay = async (as: string, at: number) => {
  const resident: Client = await site.app.as(as)
  phone = await visitorOf(site, { as, width: 375 })
  const booking = await orderByWechat(resident, 'haircut', { at })
  if (booking.paymentId === null) throw new Error('nothing to pay')
  await phone.open('/features/bookings/pages/booking/index', {
    subdistrict: hexing,
    booking: booking.bookingId,
  })
  const key = { subdistrictId: hexing, paymentId: paymentId(booking.paymentId) }
  return async () => (await resident.call(readPayment, { params: key })).payment
}

it('a resident pays in the demo, sees it, and finds the receipt', async () => {
  const payment = await toPay('chen-yue', 0)
  const he = handsOf(phone.page)
  await he.see('等您付款')
  await picture(phone.page, 'to-pay')
  await he.press(/^微信支付 ¥/)
  await he.see('这是演示，不会真的扣款。真的小程序里，这里是微信自己的付款页面。')
  await picture(phone.page, 'demo-cashier')
  await he.press(/^付 ¥/)
  await he.see('约好了')
  expect(await payment()).toMatchObject({ state: 'paid', paidBy: 'wechat' })
  await he.press('看收据')
  await he.see(/^微信支付 · 陈悦/)
  await picture(phone.page, 'receipt')
  expect(phone.troubles).toEqual([])
})

it('whoever does not pay after all is told so, and can pay later', async () => {
  const payment = await toPay('tao-liming', 1)
  const he = handsOf(phone.page)
  await he.press(/^微信支付 ¥/)
  await he.press('不付了')
  await he.see('您没有付款，可以再付一次')
  expect((await payment()).state).toBe('prepaid')
  await he.press(/^微信支付 ¥/)
  await he.press(/^付 ¥/)
  await he.see('约好了')
  expect(phone.troubles).toEqual([])
})
