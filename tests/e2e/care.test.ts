import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { readMe } from '#shared/accounts/accounts.contract.ts'
import { readAlert } from '#shared/alerts/alerts.contract.ts'
import { withdrawFollower } from '#shared/care/care.contract.ts'
import type { CareStory } from '../care/care-story.ts'
import { careKeys, tellCare } from '../care/care-story.ts'
import { handsOf, picture } from './hands.ts'
import type { Site, Visitor } from './site.ts'
import { settled, startSite, visitorOf } from './site.ts'

let site: Site
let story: CareStory
let guests: Visitor[] = []

beforeAll(async () => {
  site = await startSite()
  story = await tellCare(site.app)
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

it('a nurse takes an alert in hand, and the daughter sees at once who looks after it', async () => {
  const phone = await guest(careKeys.daughter)
  const she = handsOf(phone.page)
  const { alertId } = story.alert
  await phone.open('/features/care/pages/alert/index', { subdistrict: 'hexing', alert: alertId })
  await she.see('还没有人处理')
  const station = await guest(careKeys.nurse)
  const nurse = handsOf(station.page)
  await station.open('/features/care-desk/pages/wall/index')
  await nurse.see(/1 个没人处理/)
  await picture(station.page, 'care-wall')
  await nurse.press(/^提醒 1$/)
  await nurse.press(/^我来处理：方仲义/)
  await nurse.see(/邬淑琴.*在处理/)
  await she.see(/邬淑琴.*在处理/)
  const daughter = await site.app.as(careKeys.daughter)
  const params = { subdistrictId: story.elder.subdistrictId, alertId }
  const { alert } = await daughter.call(readAlert, { params })
  expect(alert.acknowledgedAt).not.toBeNull()
  await nurse.press(/^看详情：方仲义/)
  await nurse.press('写处理结果')
  await nurse.choose('人没事')
  await nurse.press('记下')
  await she.see('结果：人没事')
  expect(guests.flatMap(({ troubles }) => troubles)).toEqual([])
}, 90_000)

it('a daughter sees a value arrive live, and nothing more once consent is withdrawn', async () => {
  const phone = await guest(careKeys.daughter)
  const she = handsOf(phone.page)
  await phone.open('/pages/home/index')
  await she.press(/^我关注的老人/)
  await she.press(/^方仲义/)
  await she.see('最近 10 分钟')
  await picture(phone.page, 'care-live')
  site.app.clock.forward(1)
  await story.say('heart_rate', [91])
  await she.see(/^91$/)
  const daughter = await site.app.as(careKeys.daughter)
  const nurse = await site.app.as(careKeys.nurse)
  const { personId: followerId } = await daughter.call(readMe)
  const params = { ...story.elder, followerId }
  await nurse.call(withdrawFollower, { params, query: {} })
  const withdrawnAt = performance.now()
  await she.see(/^(没有打开|没有同意，看不到)$/)
  expect(performance.now() - withdrawnAt).toBeLessThan(5000)
  site.app.clock.forward(1)
  await story.say('heart_rate', [133])
  await phone.page.waitForTimeout(2500)
  const shown = phone.page.getByText(/^(91|133)$/).filter({ visible: true })
  expect(await shown.count()).toBe(0)
}, 90_000)

it('a phone whose platform is gone says by itself that data has stopped', async () => {
  const phone = await guest(careKeys.elder)
  const he = handsOf(phone.page)
  await phone.open('/features/care/pages/mine/index')
  await he.see('测什么')
  await he.press(/^看我的情况/)
  await he.see('夏根发')
  // An answer that is still on its way would be heard after the sleep.
  await settled(phone.page)
  await phone.context.setOffline(true)
  // Nobody waits a minute for a test: the phone sleeps three, and its clock goes on.
  await phone.page.evaluate(`{
    const asleep = Date.now
    Date.now = () => asleep() + 180000
  }`)
  await he.see('正在重新连接')
  await he.see(/^平台连不上，数据已停 \d+ 分钟$/)
}, 90_000)

it('an elder sees who looked, and stops being measured with one question', async () => {
  const phone = await guest(careKeys.elder)
  const he = handsOf(phone.page)
  await phone.open('/features/care/pages/mine/index')
  await he.see('谁看过')
  await picture(phone.page, 'care-mine')
  await he.press('全部停止，不再测量我')
  await he.see('身体不舒服，不会再有人从设备上知道；要自己打电话。')
  await he.press('全部停止')
  await he.see('现在没有在测量您')
}, 90_000)
