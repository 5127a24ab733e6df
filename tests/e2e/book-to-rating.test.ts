import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { seedId } from '#db/seed-id.ts'
import type { BookingView } from '#shared/bookings/bookings.contract.ts'
import { cancelBooking, listMyBookings } from '#shared/bookings/bookings.contract.ts'
import { checkInBooking, serveBooking } from '#shared/bookings/desk.contract.ts'
import { personId } from '#shared/ids.ts'
import type { Slot } from '#shared/offers/offers.contract.ts'
import { changeOccurrence } from '#shared/offers/offers.contract.ts'
import { book, hexing, hold, timesOf } from './booking-stories.ts'
import { handsOf, picture } from './hands.ts'
import type { Site, Visitor } from './site.ts'
import { settled, startSite, visitorOf } from './site.ts'

let site: Site
let guests: Visitor[]

beforeAll(async () => {
  site = await startSite()
}, 240_000)
afterAll(() => site?.stop())
beforeEach(() => {
  guests = []
})
afterEach(async () => {
  for (const { context } of guests) await context.close()
})

const guest = async (looks: Parameters<typeof visitorOf>[1]): Promise<Visitor> => {
  const visitor = await visitorOf(site, looks)
  guests.push(visitor)
  return visitor
}
const expectNoTroubles = () => expect(guests.flatMap(({ troubles }) => troubles)).toEqual([])

const servicePage = '/features/bookings/pages/service/index'
const confirmPage = '/features/bookings/pages/confirm/index'
const bookingPage = '/features/bookings/pages/booking/index'
const shen = personId(seedId('person/shen-apo'))

/** One place in the next dance, and it is taken by 沈阿婆; answers her booking. */
const fillTheDance = async (): Promise<BookingView> => {
  const daughter = await site.app.as('zhang-hui')
  const administrator = await site.app.as('hexing-administrator')
  const [first] = await timesOf(administrator, 'dance')
  if (first === undefined) throw new Error('no dance')
  const params = { subdistrictId: hexing, occurrenceId: first.occurrenceId }
  await administrator.call(changeOccurrence, { params, body: { capacity: 1 } })
  return book(daughter, 'dance', { personId: shen })
}

describe('from a service to a booking', () => {
  it('a daughter who lives elsewhere books a haircut for her mother in four presses, sees it and cancels it', async () => {
    const daughter = await site.app.as('zhang-hui')
    const phone = await guest({ as: 'zhang-hui', width: 375 })
    const she = handsOf(phone.page)
    await phone.open('/pages/services/index')
    await picture(phone.page, 'services')
    let taps = 0
    await she.choose('沈秀珍')
    taps += 1
    const before = she.presses()
    await she.press(/^理发/)
    await she.see('最早的时间')
    await she.see(/^沈秀珍的价格/)
    await picture(phone.page, 'service')
    await she.press(/约这个时间$/)
    await she.see(/^这个时间给您留/)
    await she.choose('到场付')
    await picture(phone.page, 'confirm')
    await she.press('确认预约')
    await she.see('约好了')
    taps += she.presses() - before
    expect(taps).toBeLessThanOrEqual(4)
    await she.see('给沈秀珍约的')
    await picture(phone.page, 'booking')

    await phone.open('/features/bookings/pages/my-bookings/index')
    await she.press(/^理发.*沈秀珍/s)
    await she.press('取消预约')
    await she.see('要取消这个预约吗')
    await phone.page.getByRole('dialog').getByRole('button', { name: '取消预约' }).click()
    await she.see('已取消')
    await she.button('再约一次').waitFor()
    const { bookings } = await daughter.call(listMyBookings, { query: { when: 'coming' } })
    expect(bookings).toEqual([])
    expectNoTroubles()
  }, 60_000)

  it('a resident books, pays and shows her code', async () => {
    const phone = await guest({ as: 'chen-yue', width: 375 })
    const she = handsOf(phone.page)
    await phone.open('/pages/services/index')
    await she.press(/^理发/)
    await she.press(/约这个时间$/)
    await she.press(/^确认预约.去付/)
    await she.press(/^微信支付/)
    expect(she.presses()).toBe(4)
    await she.press(/^付 ¥/)
    await she.see('约好了')
    await phone.page.getByRole('img', { name: /^签到码/ }).waitFor()
    await she.see(/已付$/)
    await she.press('看收据')
    await she.see('单号')
    expectNoTroubles()
  }, 60_000)

  it('the services are found by other words, and what is missing can be asked for', async () => {
    const phone = await guest({ as: 'xia-genfa', width: 320, largeType: true })
    const he = handsOf(phone.page)
    await phone.open('/pages/services/index')
    await he.write('找服务', '剪头发')
    await he.button(/^理发/).waitFor()
    await he.button(/^量血压/).waitFor({ state: 'detached' })
    await he.write('找服务', '修收音机')
    await he.see(/^没有找到“修收音机”/)
    await he.press('没有我要的服务')
    await he.press('告诉我们')
    await he.see(/^记下了/)
    expectNoTroubles()
  })

  it('who is too young is told so before choosing a time', async () => {
    const phone = await guest({ as: 'chen-yue', width: 375 })
    await phone.open(servicePage, { subdistrict: hexing, service: 'bath-room' })
    const she = handsOf(phone.page)
    await she.see('您约不了这项服务')
    await she.see(/这项服务给 60 岁以上的人/)
    expect(await phone.page.getByRole('button', { name: /约这个时间$/ }).count()).toBe(0)
    await she.press('打电话帮您约')
    await she.button(/^打电话给合兴/).waitFor()
    expectNoTroubles()
  })

  it('two at once are possible, but only after it was said', async () => {
    const tao = await site.app.as('tao-liming')
    const first = await book(tao, 'legal')
    const overlapping = ({ startsAt, endsAt }: Slot) =>
      startsAt < first.endsAt && endsAt > first.startsAt
    const at = (await timesOf(tao, 'haircut')).findIndex(overlapping)
    const second = await hold(tao, 'haircut', { at })
    const phone = await guest({ as: 'tao-liming', width: 375 })
    const he = handsOf(phone.page)
    await phone.open(confirmPage, { subdistrict: hexing, booking: second.bookingId })
    await he.choose('到场付')
    await he.press('确认预约')
    await he.see('这个时间还有别的预约')
    // This page has not kept the time itself: only the refusal says which other one it is.
    await he.see(/，法律咨询，/)
    await he.press('仍要预约')
    await he.see('约好了')
    expect(phone.troubles.filter((trouble) => !/\b409\b/.test(trouble))).toEqual([])
  })

  it('a time that ran out says so, and what was written comes back with the next one', async () => {
    const chen = await site.app.as('chen-yue')
    const held = await hold(chen, 'legal')
    const phone = await guest({ as: 'chen-yue', width: 375 })
    const she = handsOf(phone.page)
    await phone.open(confirmPage, { subdistrict: hexing, booking: held.bookingId })
    await she.write(/^还有什么要告诉/, '头发要剪短')
    await phone.page.waitForTimeout(100)
    site.app.clock.forward(11)
    await phone.page.evaluate('Date.now = ((real) => () => real() + 660000)(Date.now)')
    await she.see(/的这个时间没有留住$/)
    await she.press('重新选时间')
    await she.press(/约这个时间$/)
    await she.see(/^这个时间给您留/)
    const note = phone.page.getByLabel(/^还有什么要告诉/).filter({ visible: true })
    await settled(phone.page)
    expect(await note.first().inputValue()).toBe('头发要剪短')
    expect(phone.troubles.filter((trouble) => !/\b401\b/.test(trouble))).toEqual([])
  })

  it('who waits for a place is told when one is free, and takes it', async () => {
    const taken = await fillTheDance()
    const phone = await guest({ as: 'xia-genfa', width: 375 })
    const he = handsOf(phone.page)
    await phone.open(servicePage, { subdistrict: hexing, service: 'dance' })
    await he.press(/点开候补$/)
    await he.press('候补')
    await he.see(/^在候补了/)
    await phone.open('/features/bookings/pages/my-bookings/index')
    await he.see('下一个就是您')
    await picture(phone.page, 'waiting')
    const daughter = await site.app.as('zhang-hui')
    const { subdistrictId, bookingId } = taken
    const params = { subdistrictId, bookingId }
    await daughter.call(cancelBooking, { params, body: { reason: '' } })
    await he.see('候补到位置了')
    await he.see(/^给您留/)
    await he.press('去确认')
    await he.press('确认预约')
    // The dance is one that the site accepts by hand; the place is his meanwhile.
    await he.see('等服务点确认')
    expectNoTroubles()
  })

  it('the code is there without a network', async () => {
    const xia = await site.app.as('xia-genfa')
    const booked = await book(xia, 'blood-pressure', { at: 20 })
    const phone = await guest({ as: 'xia-genfa', width: 375 })
    const he = handsOf(phone.page)
    await phone.open(bookingPage, { subdistrict: hexing, booking: booked.bookingId })
    await he.see(booked.number)
    await phone.page.getByRole('img', { name: /^签到码/ }).waitFor()
    await phone.context.setOffline(true)
    await phone.page.evaluate("location.hash = '#/features/bookings/pages/my-bookings/index'")
    await he.see('没有网络也能用的签到码')
    await settled(phone.page)
    await he.see(booked.number)
    await phone.context.setOffline(false)
  })
})

describe('from being served to a rating', () => {
  it('a mother without a phone was served; her daughter says how it was, and complains about one thing', async () => {
    const daughter = await site.app.as('zhang-hui')
    const booked = await book(daughter, 'haircut', { personId: shen })
    expect(booked).toMatchObject({ personId: shen, bookedByName: '张慧', isMine: false })
    const { subdistrictId, bookingId, startsAt, siteName } = booked
    expect(siteName).toBe('合兴综合为老服务中心')
    site.app.clock.forward((Date.parse(startsAt) - site.app.clock.now().getTime()) / 60_000)
    const clerk = await site.app.as('hexing-site-1-clerk-1')
    const params = { subdistrictId, bookingId }
    await clerk.call(checkInBooking, { params, body: {} })
    await clerk.call(serveBooking, { params, body: { note: '剪短了', photoIds: [] } })

    const phone = await guest({ as: 'zhang-hui', width: 375 })
    const she = handsOf(phone.page)
    await phone.open(bookingPage, { subdistrict: hexing, booking: bookingId })
    await she.see('服务怎么样？')
    await she.press('评价一下')
    expect(await phone.page.getByRole('radio', { checked: true }).count()).toBe(0)
    await she.choose('准时')
    await she.choose('做好了')
    await she.choose('非常满意')
    await she.press('提交评价')
    await she.see('您的评价')
    await settled(phone.page)
    await she.press('有意见要说')
    await she.write('说说是怎么回事', '等的地方太冷了')
    await she.press('提交意见')
    await she.see('意见转成了一件事，有人办')
    await settled(phone.page)
    expectNoTroubles()
  })
})
