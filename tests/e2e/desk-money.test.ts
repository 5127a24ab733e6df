import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { seedId } from '#db/seed-id.ts'
import type { BookingView } from '#shared/bookings/bookings.contract.ts'
import { listMyBookings, readBooking } from '#shared/bookings/bookings.contract.ts'
import { paymentId, personId } from '#shared/ids.ts'
import { collectAtCounter, readPayment } from '#shared/payments/payments.contract.ts'
import { book, hexing } from './booking-stories.ts'
import { handsOf } from './hands.ts'
import type { Site, Visitor } from './site.ts'
import { startSite, visitorOf } from './site.ts'

const requests = '/features/bookings-desk/pages/requests/index'
const bookFor = '/features/bookings-desk/pages/book-for/index'
const clerkKey = 'hexing-site-1-clerk-1'

let site: Site
let guests: Visitor[] = []

beforeAll(async () => {
  site = await startSite()
}, 240_000)
afterAll(() => site?.stop())
afterEach(async () => {
  for (const { context } of guests) await context.close()
  guests = []
})

const visit = async (as: string): Promise<Visitor> => {
  const visitor = await visitorOf(site, { as, width: 375 })
  guests.push(visitor)
  return visitor
}
const keyOf = ({ bookingId }: BookingView) => ({ subdistrictId: hexing, bookingId })
const paymentOf = (booking: BookingView) => ({
  subdistrictId: hexing,
  paymentId: paymentId(booking.paymentId ?? ''),
})

/** A haircut of 陈悦, paid in cash at the centre. */
const paidHaircut = async (at: number): Promise<BookingView> => {
  const booking = await book(await site.app.as('chen-yue'), 'haircut', { at })
  const clerk = await site.app.as(clerkKey)
  await clerk.call(collectAtCounter, { params: paymentOf(booking), body: { way: 'cash' } })
  return booking
}
const refundsOf = async (booking: BookingView) => {
  const chen = await site.app.as('chen-yue')
  return (await chen.call(readPayment, { params: paymentOf(booking) })).payment.refunds
}

it('who phones that she does not come is cancelled by her own rule, and gets her cash back at the counter', async () => {
  const booking = await paidHaircut(6)
  const clerk = await visit(clerkKey)
  await clerk.open(requests, { subdistrict: hexing, booking: booking.bookingId })
  const hands = handsOf(clerk.page)
  await hands.press('取消预约')
  await hands.choose('他说不来了')
  await hands.see(/现在取消，退您 20 元/)
  await clerk.page.getByRole('dialog').getByRole('button', { name: '取消预约' }).click()
  await hands.see('退 ¥20 · 等他来领')
  const mine = await site.app.as('chen-yue')
  const { booking: read } = await mine.call(readBooking, { params: keyOf(booking) })
  expect(read.events.map(({ kind }) => kind)).not.toContain('cancelled_by_site')
  await hands.press('当面退 ¥20')
  await hands.press('已退 ¥20')
  await hands.see('退 ¥20 · 已退回')
  expect(await refundsOf(booking)).toMatchObject([{ amountFen: 2000, state: 'done' }])
  expect(clerk.troubles).toEqual([])
}, 90_000)

it('the administrator gives back a part, with a reason', async () => {
  const booking = await paidHaircut(6)
  const office = await visit('hexing-administrator')
  await office.open(requests, { subdistrict: hexing, booking: booking.bookingId })
  const hands = handsOf(office.page)
  await hands.press('退款')
  await hands.write('退几元', '20.01')
  await hands.see('请写退几元，最多 ¥20')
  await hands.write('退几元', '5')
  await hands.write('为什么退', '剪得太短')
  await office.page.getByRole('dialog').getByRole('button', { name: '退款' }).click()
  await hands.see('退 ¥5 · 等他来领')
  expect(await refundsOf(booking)).toMatchObject([{ amountFen: 500, reason: '剪得太短' }])
  expect(office.troubles).toEqual([])
}, 90_000)

it('whoever calls can order a lunch and come as a group, booked by a clerk', async () => {
  const clerk = await visit(clerkKey)
  const hands = handsOf(clerk.page)
  const forXia = async (service: RegExp) => {
    await clerk.open(bookFor, { subdistrict: hexing, channel: 'phone' })
    await hands.write('服务对象', '夏根')
    await hands.press(/^夏根发/)
    await hands.press(service)
  }
  await forXia(/^社区食堂午餐/)
  await hands.press(/约这个时间$/)
  await hands.choose('软食套餐')
  await hands.press('确认预约')
  await hands.see('请念给他听，到时候报这个号')
  await forXia(/^交谊舞/)
  await hands.press('人更多')
  await hands.choose('6 人')
  await hands.press(/约这个时间$/)
  await hands.see('6 人')
  await hands.press('确认预约')
  await hands.see('请念给他听，到时候报这个号')
  const xia = await site.app.as('xia-genfa')
  const query = { when: 'coming', personId: personId(seedId('person/xia-genfa')) } as const
  const { bookings } = await xia.call(listMyBookings, { query })
  expect(
    bookings.map(({ serviceCode, party, menuSet }) => ({ serviceCode, party, menuSet })),
  ).toEqual(
    expect.arrayContaining([
      { serviceCode: 'canteen-lunch', party: 1, menuSet: '软食套餐' },
      { serviceCode: 'dance', party: 6, menuSet: null },
    ]),
  )
  expect(clerk.troubles).toEqual([])
}, 90_000)
