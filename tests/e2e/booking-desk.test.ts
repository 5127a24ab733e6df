import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { demoSiteId } from '#bff/demo/demo-catalogue.ts'
import { seedId } from '#db/seed-id.ts'
import type { BookingView } from '#shared/bookings/bookings.contract.ts'
import { confirmBooking, holdTime, readBooking } from '#shared/bookings/bookings.contract.ts'
import { readDemand } from '#shared/bookings/demand.contract.ts'
import { acceptBooking, cancelBookingForSite } from '#shared/bookings/desk.contract.ts'
import { personId } from '#shared/ids.ts'
import { listNotices } from '#shared/notices/notices.contract.ts'
import { listTimes } from '#shared/offers/offers.contract.ts'
import { addDays, shanghaiDay } from '#shared/time/shanghai.ts'
import { hexing } from './booking-stories.ts'
import { handsOf } from './hands.ts'
import type { Site, Visitor } from './site.ts'
import { settled, startSite, visitorOf } from './site.ts'

const pageOf = (name: string) => `/features/bookings-desk/pages/${name}/index`
const clerkKey = 'hexing-site-1-clerk-1'
const otherClerkKey = 'hexing-site-1-clerk-2'
const params = { subdistrictId: hexing }
const centre = demoSiteId('hexing', 'site-1')

let site: Site
let guests: Visitor[] = []
let made: BookingView[] = []

beforeAll(async () => {
  site = await startSite()
}, 240_000)
afterAll(() => site?.stop())
afterEach(async () => {
  for (const { context } of guests) await context.close()
  guests = []
  // Nobody has more coming than he may.
  const clerk = await site.app.as(clerkKey)
  for (const booking of made)
    await clerk.ask(cancelBookingForSite, { params: keyOf(booking), body: { reason: '试完了' } })
  made = []
})

const visit = async (as: string, width = 375): Promise<Visitor> => {
  const visitor = await visitorOf(site, { as, width, height: width > 1000 ? 900 : 812 })
  guests.push(visitor)
  return visitor
}
/** Told by a job in the background. */
const soon = { timeout: 15_000 }
const today = () => shanghaiDay(site.app.clock.now())

/** The first free time of a service at the centre on a day, booked by its person. */
const bookAtCentre = async (as: string, code: string, day: string): Promise<BookingView> => {
  const client = await site.app.as(as)
  const { days } = await client.call(listTimes, {
    params: { ...params, code },
    query: { from: day, days: 1, siteId: centre },
  })
  const slot = days.flatMap(({ slots }) => slots).find(({ left }) => left > 0)
  if (slot === undefined) throw new Error(`no time for ${code} on ${day}`)
  const { offerId, occurrenceId, startsAt } = slot
  const held = await client.call(holdTime, {
    params,
    body: { offerId, occurrenceId, startsAt, personId: personId(seedId(`person/${as}`)), party: 1 },
  })
  const { bookingId, priceFen } = held.booking
  const body = { payBy: priceFen === 0 ? ('free' as const) : ('counter' as const), note: '' }
  const { booking } = await client.call(confirmBooking, { params: { ...params, bookingId }, body })
  made.push(booking)
  return booking
}
const keyOf = ({ bookingId }: BookingView) => ({ ...params, bookingId })
const read = async (booking: BookingView): Promise<BookingView> => {
  const clerk = await site.app.as(clerkKey)
  return (await clerk.call(readBooking, { params: keyOf(booking) })).booking
}

/** Counts the notes the page plays; headless browsers play them too, only unheard. */
const countTones = `{
  globalThis.tones = 0
  const make = AudioContext.prototype.createOscillator
  AudioContext.prototype.createOscillator = function () {
    globalThis.tones += 1
    return make.call(this)
  }
}`

it('a new request rings and shows by itself; one clerk accepts, the other is told who was first', async () => {
  const clerk = await visit(clerkKey, 1280)
  const other = await visit(otherClerkKey)
  await clerk.page.addInitScript(countTones)
  await clerk.open(pageOf('requests'))
  await other.open(pageOf('requests'))
  const hands = handsOf(clerk.page)
  await hands.press(/^提示音/)
  await clerk.page.getByRole('switch').click()
  await hands.see(/^刚才响了一声/)
  await hands.press('关闭')
  const before = await clerk.page.evaluate('globalThis.tones')

  const booking = await bookAtCentre('xia-genfa', 'bath-room', addDays(today(), 1))
  await clerk.page.getByText('夏根发 · ', { exact: false }).first().waitFor()
  await clerk.page.getByText(/^来了1个新预约$/).waitFor({ state: 'attached' })
  await expect.poll(() => clerk.page.evaluate('globalThis.tones')).toBe(Number(before) + 2)
  await expect.poll(() => clerk.page.title()).toBe('（1）预约受理')
  await other.page.getByRole('button', { name: /^接单：夏根发/ }).waitFor()

  // What happens meanwhile does not reach the other's list.
  await other.page.route(/booking-(desk|counts)/, (route) => route.abort('aborted'))
  await hands.press(/^夏根发，/)
  await hands.see(/岁 · /)
  await hands.press(/^接单：夏根发/)
  await hands.see(/^接单了，已经告诉夏根发/)
  expect((await read(booking)).status).toBe('confirmed')
  await handsOf(other.page).press(/^接单：夏根发/)
  const { events } = await read(booking)
  const first = events.find(({ kind }) => kind === 'accepted')?.actor ?? '?'
  await handsOf(other.page).see(`已经有同事处理了这个预约：${first}`)
  await hands.see(/^今天答复 1 个/)
  expect(clerk.troubles).toEqual([])
}, 120_000)

it('a request is declined with a ready reason, and the person reads it', async () => {
  const booking = await bookAtCentre('xia-genfa', 'bath-room', addDays(today(), 2))
  const clerk = await visit(clerkKey)
  await clerk.open(pageOf('requests'), { subdistrict: hexing, booking: booking.bookingId })
  const hands = handsOf(clerk.page)
  await hands.press('谢绝')
  await hands.choose('服务人员临时有事')
  await clerk.page.getByRole('dialog').getByRole('button', { name: '谢绝' }).click()
  await hands.see(/^谢绝了，已经告诉夏根发/)
  const ended = await read(booking)
  expect([ended.status, ended.endReason]).toEqual(['declined', '服务人员临时有事'])
}, 60_000)

it('a check-in made without a network is kept on the device and sent once', async () => {
  const booking = await bookAtCentre('chen-yue', 'haircut', today())
  const clerk = await visit(clerkKey)
  const arrived: string[] = []
  clerk.page.on('response', (response) => {
    if (/check-in/.test(response.url()) && response.request().method() === 'POST')
      arrived.push(`${response.status()}`)
  })
  await clerk.open(pageOf('day'), { subdistrict: hexing })
  const hands = handsOf(clerk.page)
  await hands.see('陈悦')
  await clerk.context.setOffline(true)
  await hands.press(/^签到：陈悦/)
  await hands.see('待发送 1')
  await hands.see('已签到，待发送')
  expect((await read(booking)).status).toBe('confirmed')
  const stored = await clerk.page.evaluate(
    `localStorage.getItem('linli/draft/check-ins-to-send') ?? ''`,
  )
  expect(stored).toContain(booking.bookingId)

  await clerk.context.setOffline(false)
  await hands.see('网络好了，1 个签到补发好了')
  await expect.poll(async () => (await read(booking)).status).toBe('checked_in')
  await expect.poll(() => clerk.page.getByText(/^待发送/).count()).toBe(0)
  expect(arrived).toEqual(['200'])
  const { events } = await read(booking)
  expect(events.filter(({ kind }) => kind === 'checked_in')).toHaveLength(1)

  await clerk.page.emulateMedia({ media: 'print' })
  await clerk.page.getByText('共 1 人', { exact: true }).waitFor()
  expect(await clerk.page.getByRole('button', { name: /^撤销签到/ }).isVisible()).toBe(false)
}, 60_000)

it('somebody whom a colleague cancelled meanwhile is told about in words when the network is back', async () => {
  const booking = await bookAtCentre('tao-liming', 'haircut', today())
  const clerk = await visit(clerkKey)
  await clerk.open(pageOf('day'), { subdistrict: hexing })
  const hands = handsOf(clerk.page)
  await clerk.context.setOffline(true)
  await hands.press(/^签到：陶/)
  await hands.see('待发送 1')
  const colleague = await site.app.as(otherClerkKey)
  await colleague.call(cancelBookingForSite, {
    params: keyOf(booking),
    body: { reason: '师傅请假' },
  })
  await clerk.context.setOffline(false)
  await hands.see(/^有 1 个签到没有记上。陶.*：这个预约的状态已经变了/)
  await expect.poll(() => clerk.page.getByText(/^待发送/).count()).toBe(0)
}, 60_000)

it('at the door four digits are enough, and a wrong number says why', async () => {
  await bookAtCentre('xia-genfa', 'haircut', today())
  const clerk = await visit(clerkKey)
  await clerk.open(pageOf('check-in'), { subdistrict: hexing })
  const hands = handsOf(clerk.page)
  await hands.write('预约号或后四位', '9999')
  await clerk.page.keyboard.press('Enter')
  await hands.see('没有找到今天的预约')
  await hands.write('预约号或后四位', '0903')
  await clerk.page.keyboard.press('Enter')
  await hands.see('夏根发，签到了')
  await hands.write('预约号或后四位', '0903')
  await clerk.page.keyboard.press('Enter')
  await hands.see(/已签到。不用再签/)
}, 60_000)

it('a clerk books for somebody without a phone, reads out the number and takes the money', async () => {
  const clerk = await visit(clerkKey)
  await clerk.open(pageOf('book-for'), { subdistrict: hexing, channel: 'counter' })
  const hands = handsOf(clerk.page)
  await hands.write('服务对象', '沈秀')
  await hands.press(/^沈秀珍/)
  await hands.press(/^理发/)
  await hands.press(/约这个时间$/)
  await hands.press('确认预约')
  await hands.see('请念给他听，到时候报这个号')
  await hands.press(/^现在收/)
  await hands.choose('现金')
  await hands.press(/^已收/)
  await hands.see(/，已付$/)
  const { rows } = await site.app.platform.database.pool.query(
    `select b.channel, b.status, b.paid_fen > 0 as paid from bookings b
      where b.person_id = $1 order by b.created_at desc limit 1`,
    [seedId('person/shen-apo')],
  )
  expect(rows).toEqual([{ channel: 'counter', status: 'confirmed', paid: true }])
  expect(clerk.troubles).toEqual([])
}, 60_000)

it('a day is closed after saying how many it hits, and whoever was booked is told why', async () => {
  const day = addDays(today(), 3)
  const booking = await bookAtCentre('chen-yue', 'haircut', day)
  const clerk = await visit(clerkKey, 1280)
  await clerk.open(pageOf('calendar'), { subdistrict: hexing })
  const hands = handsOf(clerk.page)
  await hands.press('停办一天')
  await hands.press(/^停办哪一天/)
  await clerk.page
    .getByRole('dialog')
    .getByRole('radio', { name: new RegExp(`${Number(day.slice(8))}日$`) })
    .click()
  await hands.choose('设备检修')
  await hands.see(/^这天约了 1 个，共 1 个人/)
  await hands.press('停办这一天')
  await hands.press('停办，告诉他们')
  await hands.see(/^停办了，1 个预约已取消并告诉本人/)
  await site.app.app.services.bookings.sweep()
  await expect.poll(async () => (await read(booking)).status, soon).toBe('cancelled')
  const resident = await site.app.as('chen-yue')
  const told = (await resident.call(listNotices)).notices.find(
    (notice) => notice.bookingId === booking.bookingId && /设备检修/.test(notice.body),
  )
  expect(told?.body).toContain('理发')
  await hands.press(/设备检修/)
  await hands.press('恢复，重新开放')
  await hands.see(/^这天又可以约了/)
}, 60_000)

it('hours are chosen, shown for a year with what holidays move, and can be booked at once', async () => {
  const clerk = await visit(clerkKey)
  await clerk.open(pageOf('calendar'), { subdistrict: hexing })
  const hands = handsOf(clerk.page)
  await hands.press('新排班')
  await hands.choose('交谊舞')
  await hands.choose('每月第几个星期几')
  await hands.write('几个名额', '12')
  await hands.choose('顺延一周')
  await hands.choose('周五')
  await hands.see('每月第一个星期五')
  await hands.see(/，其中 2 次因为放假改期/)
  await hands.see(/1月1日 元旦，改到1月8日/)
  await hands.see(/10月1日 国庆节，改到10月8日/)
  await hands.press('排好，开放预约')
  await hands.see(/^排好了：每月第一个星期五/)
  const resident = await site.app.as('chen-yue')
  const { days } = await resident.call(listTimes, {
    params: { ...params, code: 'dance' },
    query: { from: '2026-12-04', days: 1, siteId: centre },
  })
  expect(days.flatMap(({ slots }) => slots).map(({ left }) => left)).toContain(12)
}, 60_000)

it('the demand page counts what was booked', async () => {
  const clerk = await visit(clerkKey, 1280)
  const client = await site.app.as(clerkKey)
  const monday = addDays(today(), -1)
  const query = { from: monday, to: addDays(monday, 6) }
  const accepted = async (): Promise<number> => {
    const { rows } = await client.call(readDemand, { params, query })
    return rows.reduce((sum, row) => sum + row.accepted, 0)
  }
  const before = await accepted()
  await bookAtCentre('chen-yue', 'haircut', addDays(today(), 1))
  expect(await accepted()).toBe(before + 1)
  await clerk.open(pageOf('demand'), { subdistrict: hexing })
  await clerk.page.getByRole('tab', { name: '本周' }).click()
  await handsOf(clerk.page).see(new RegExp(`约成 ${before + 1} 次，已服务`))
  await clerk.page.getByRole('img', { name: /^理发：可约 \d+，约成 \d+/ }).waitFor()
  const saved = clerk.page.waitForEvent('download')
  await handsOf(clerk.page).press('下载表格')
  expect((await saved).suggestedFilename()).toBe(`需求一览-${query.from}-${query.to}.csv`)
  await settled(clerk.page)
  expect(clerk.troubles).toEqual([])
}, 60_000)

it('somebody without a post with bookings is told so, and accepts nothing', async () => {
  const resident = await visit('chen-yue')
  for (const name of ['requests', 'day', 'check-in', 'book-for', 'calendar', 'demand']) {
    await resident.open(pageOf(name))
    await resident.page.getByText('这一页只给办预约的同事看').first().waitFor()
  }
  const booking = await bookAtCentre('xia-genfa', 'bath-room', addDays(today(), 6))
  const client = await site.app.as('chen-yue')
  const answer = await client.ask(acceptBooking, { params: keyOf(booking), body: {} })
  expect(answer.status).toBeGreaterThanOrEqual(403)
}, 60_000)
