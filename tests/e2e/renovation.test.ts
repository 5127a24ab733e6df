import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { readBooking } from '#shared/bookings/bookings.contract.ts'
import { hexing, people } from '../renovations/renovation-scene.ts'
import { tellRenovation } from '../renovations/renovation-story.ts'
import { handsOf, picture } from './hands.ts'
import type { Site, Visitor } from './site.ts'
import { startSite, visitorOf } from './site.ts'

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

const guest = async (as: string): Promise<Visitor> => {
  const visitor = await visitorOf(site, { as, width: 375 })
  guests.push(visitor)
  return visitor
}
const expectNoTroubles = () => expect(guests.flatMap(({ troubles }) => troubles)).toEqual([])

it('a resident registers and signs, the property answers, and she books the haul', async () => {
  const phone = await guest('chen-yue')
  const she = handsOf(phone.page)
  await phone.open('/pages/services/index')
  await she.press(/^装修垃圾清运/)
  await she.see('还没有登记过装修')
  await she.press('登记装修')
  await she.see('读一遍，再签名')
  await she.press('签名并登记')
  await she.see('请选装修哪里')
  await she.choose('厨房、卫生间')
  await she.press(/^哪天开工/)
  await phone.page.getByRole('dialog').getByRole('radio').nth(2).click()
  await she.press(/^哪天完工/)
  await phone.page.getByRole('dialog').getByRole('radio').last().click()
  // What was filled in so far survives a reload.
  await phone.page.reload()
  await she.see('读一遍，再签名')
  expect(await she.button(/^哪天开工：选一天/).count()).toBe(0)
  await she.write(/^签名/, '陈悦')
  await picture(phone.page, 'renovation-register')
  await she.press('签名并登记')
  await she.see('合兴二村物业服务处')
  await she.see('还没有约过清运。')

  const office = await guest(people.property)
  const manager = handsOf(office.page)
  await office.open('/features/renovations/pages/registrations/index')
  await manager.press(/^我看过了：合兴二村/)
  await manager.write(/^要提醒居民的话/, '电梯请垫好木板')
  await manager.press('看过了')
  await manager.see('合兴二村物业服务处：看过')
  // She hears of it at once, without doing anything.
  await she.see('电梯请垫好木板')
  await picture(phone.page, 'renovation')

  await she.press('约清运')
  await she.see('最早的时间')
  await she.press(/约这个时间$/)
  await she.see('是哪次装修的垃圾')
  await she.choose('到场付')
  await she.press('确认预约')
  await she.see('约好了')
  await phone.open('/features/renovations/pages/mine/index')
  await she.press(/^合兴二村/)
  await she.see('装修垃圾清运')
  expectNoTroubles()
}, 90_000)

it('the haulier follows the round and collects a load with a photo', async () => {
  const { haul } = await tellRenovation(site.app)
  const car = await guest(people.driver)
  const he = handsOf(car.page)
  await car.open('/features/renovations/pages/round/index')
  await he.see(/一楼，推车能进/)
  await car.page.getByRole('img', { name: /^地图：1 站/ }).waitFor()
  await picture(car.page, 'haulage-round')
  await he.press('第 1 站拉走了')
  const photo = await sharp({
    create: { width: 640, height: 480, channels: 3, background: '#998877' },
  })
    .jpeg()
    .toBuffer()
  await he.photograph(/^拍清完的样子/, photo)
  await he.press('确认清完')
  await he.see('已拉走')
  await he.see('1 单')
  const chen = await site.app.as('chen-yue')
  const params = { ...hexing, bookingId: haul.bookingId }
  expect((await chen.call(readBooking, { params })).booking.status).toBe('served')
  expectNoTroubles()
}, 90_000)
