import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fileDemoCases } from '#bff/demo/demo-cases.ts'
import { demoPictures } from '#bff/demo/demo-pictures.ts'
import { claimedPlace, file, handle } from '../cases/case-story.ts'
import { handsOf, picture } from './hands.ts'
import type { Site, Visitor } from './site.ts'
import { settled, startSite, visitorOf } from './site.ts'

let site: Site
let guests: Visitor[]

beforeAll(async () => {
  site = await startSite()
  await fileDemoCases(site.app.app.services)
  site.app.clock.forward(25)
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

/** A mark in the page's memory: gone when the page was loaded again. */
const neverReloads = async ({ page }: Visitor) => {
  await page.evaluate('globalThis.sameLife = true')
  return async () => expect(await page.evaluate('globalThis.sameLife')).toBe(true)
}

const desk = '/features/desk/pages/queue/index'
const words = '三楼楼道里堆满了纸箱，走路都困难'

describe('from report to rating', () => {
  it('a resident reports in three taps and a photo, the officer handles it, she sees each step and rates', async () => {
    // She agreed to the privacy guide on an earlier day.
    await site.app.as('chen-yue')
    const phone = await guest({ width: 375 })
    const office = await guest({ as: 'hexing-officer-hexinger', width: 1280, height: 900 })
    const she = handsOf(phone.page)
    const he = handsOf(office.page)
    await office.open(desk)
    const officeStays = await neverReloads(office)

    await phone.open('/pages/home/index')
    await she.goTab('我的')
    await she.press('登录')
    await she.press(/年轻居民/)
    await she.see('我上报的事')
    await she.goTab('首页')
    await she.see(/陈悦.您好/)
    const before = she.presses()
    await she.press(/^报告问题/)
    await she.see('哪里不对')
    const banner = await she.button(/有人受伤或正在发生危险/).boundingBox()
    const camera = await she.button(/^拍张照片/).boundingBox()
    expect(banner?.y).toBeLessThan(200)
    expect(banner?.y).toBeLessThan(camera?.y ?? 0)
    await she.see('合兴二村')
    await she.photograph(/^拍张照片/, await demoPictures.clutter())
    await she.write('哪里不对', words)
    await she.press(/^对.是楼道堆物/)
    await picture(phone.page, 'report')
    await she.press('提交')
    await she.see('收到了，谢谢您')
    expect(she.presses() - before).toBeLessThanOrEqual(3)
    const number = await phone.page.getByText(/^HX-\d{6}-\d{4}-\d$/).innerText()
    await she.press('看看进展')
    await she.see('办到哪一步了')
    const phoneStays = await neverReloads(phone)

    await he.press(new RegExp(words.slice(0, 8)))
    await he.see(number)
    await he.button(/上报时的照片/).waitFor()
    await he.press('接单')
    await she.see(/已接单.会先联系您/)
    await he.press('联系反映人')
    await he.choose('联系上了')
    await he.press('记下这次联系')
    await she.see(/已联系过您/)
    await he.press('到现场了')
    await he.photograph(/^拍下现场/, await demoPictures.clutter())
    await office.page.getByRole('dialog').getByRole('button', { name: '到现场了' }).click()
    await she.see(/已到现场/)
    await picture(office.page, 'desk')
    await he.press('办结')
    await he.choose('已解决')
    await he.write('给反映人的答复', '纸箱已经和邻居一起搬走，楼道通了。')
    await he.photograph(/^拍处理后的照片/, await demoPictures.cleared())
    await he.press('办结并答复')
    await she.see('这件事办完了，解决了吗？')
    await she.see(/纸箱已经和邻居一起搬走/)

    await she.press('评价一下')
    expect(await phone.page.getByRole('radio', { checked: true }).count()).toBe(0)
    await she.choose('有')
    await she.choose('解决了')
    await she.choose('非常满意')
    await she.press('提交评价')
    await she.see('您的评价')
    await settled(phone.page)
    expect(await phone.page.getByText('仅内部可见').filter({ visible: true }).count()).toBe(0)
    await picture(phone.page, 'case', '照片')
    await he.see('反映人的评价')
    await officeStays()
    await phoneStays()
    expectNoTroubles()
  }, 120_000)

  it('没解决 brings the case back to the same officer, with the reason', async () => {
    const officer = await site.app.as('hexing-officer-hexinger')
    const filed = await file(await site.app.as('chen-yue'), { text: '垃圾房门口又堆满了' })
    await handle(officer, filed)
    const phone = await guest({ as: 'chen-yue', width: 375 })
    const office = await guest({ as: 'hexing-officer-hexinger', width: 1280, height: 900 })
    const she = handsOf(phone.page)
    await office.open(desk)
    await phone.open('/features/cases/pages/case/index', {
      subdistrict: filed.subdistrictId,
      case: filed.caseId,
    })
    await she.press('没解决')
    await she.press(/提交.重新办/)
    await she.see(/写几个字就行/)
    await she.write('请说说原因', '第二天又堆满了，还是没人收')
    await she.press(/提交.重新办/)
    await she.see(/已退回原经办人重新办理/)
    const he = handsOf(office.page)
    await he.press(/垃圾房门口又堆满了/)
    await he.see('第 2 次办理')
    await he.see('第二天又堆满了，还是没人收')
    expectNoTroubles()
  })

  it('a handler whose page is old is told who was faster', async () => {
    const filed = await file(await site.app.as('chen-yue'), {
      typeCode: 'road',
      text: '路灯三天没亮了',
    })
    const fast = await guest({ as: 'hexing-public-works-1', width: 1280 })
    const slow = await guest({ as: 'hexing-public-works-2', width: 375 })
    // His live connection says nothing, as in a cellar: the page stays as old as it is.
    await slow.page.routeWebSocket(/\/api\/live/, () => undefined)
    const params = { subdistrict: filed.subdistrictId, case: filed.caseId }
    await slow.open('/features/desk/pages/handle/index', params)
    await fast.open('/features/desk/pages/handle/index', params)
    const winner = handsOf(fast.page)
    const loser = handsOf(slow.page)
    await winner.press('接单')
    await winner.button('联系反映人').waitFor()
    await loser.press('接单')
    const name = await fast.page.getByText(/^经办人/).innerText()
    await loser.see(new RegExp(name.replace(/^经办人./, '')))
    expect(slow.troubles.filter((trouble) => !/\b409\b/.test(trouble))).toEqual([])
  })

  it('what nobody can route waits at the duty desk, with where it could go and why', async () => {
    const chen = await site.app.as('chen-yue')
    await file(chen, { typeCode: 'noise', text: '楼下酒吧半夜还在放歌', place: claimedPlace })
    const duty = await guest({ as: 'hexing-duty-1', width: 1280, height: 900 })
    const he = handsOf(duty.page)
    await duty.open(desk)
    await he.press(/楼下酒吧半夜还在放歌/)
    await he.see('等值班台安排')
    await picture(duty.page, 'review')
    await he.press('派单')
    const candidates = duty.page.getByRole('radiogroup', { name: '可以派给' })
    await candidates.getByRole('radio', { name: '合兴二' }).first().click()
    await duty.page.getByRole('dialog').getByRole('button', { name: '派单' }).click()
    await he.see(/^已派给/)
    expectNoTroubles()
  })

  it('the home of 长辈版 says the same in larger letters, and one press changes it back', async () => {
    const phone = await guest({ as: 'chen-yue', width: 375 })
    const she = handsOf(phone.page)
    await phone.open('/pages/home/index')
    await picture(phone.page, 'home')
    const sizeOf = async () =>
      (await phone.page.getByText('报告问题', { exact: true }).boundingBox())?.height ?? 0
    const normal = await sizeOf()
    await she.press(/长辈版/)
    await settled(phone.page)
    await picture(phone.page, 'home-large')
    expect(await sizeOf()).toBeGreaterThan(normal * 1.1)
    await phone.page.reload()
    await settled(phone.page)
    expect(await sizeOf()).toBeGreaterThan(normal * 1.1)
    await she.press(/普通版/)
    expect(await sizeOf()).toBe(normal)
    expectNoTroubles()
  })
})
