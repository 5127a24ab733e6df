import type { Page, Route } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { demoPictures } from '#bff/demo/demo-pictures.ts'
import { listMyCases } from '#shared/cases/cases.contract.ts'
import { file } from '../cases/case-story.ts'
import { handsOf } from './hands.ts'
import type { Site, Visitor } from './site.ts'
import { settled, startSite, visitorOf } from './site.ts'

let site: Site
let guest: Visitor
let page: Page
let she: ReturnType<typeof handsOf>

beforeAll(async () => {
  site = await startSite()
}, 240_000)
afterAll(() => site?.stop())
beforeEach(async () => {
  guest = await visitorOf(site, { as: 'chen-yue', width: 375 })
  page = guest.page
  she = handsOf(page)
})
afterEach(() => guest.context.close())

const reportPage = '/features/cases/pages/report/index'
const myCases = '/features/cases/pages/my-cases/index'
const casesCalled = async (words: string): Promise<number> => {
  const resident = await site.app.as('chen-yue')
  const { cases } = await resident.call(listMyCases, {})
  return cases.filter(({ title }) => title.includes(words)).length
}

describe('a page where something is missing', () => {
  it('says to a newcomer that there is nothing yet, and what he could do', async () => {
    const newcomer = await visitorOf(site, { as: 'xia-genfa', width: 375 })
    const he = handsOf(newcomer.page)
    await newcomer.open(myCases)
    await he.see('还没有上报过')
    await he.press('报告问题')
    await he.see('哪里不对')
    expect(newcomer.troubles).toEqual([])
    await newcomer.context.close()
  })

  it('says without a network that it may be old, keeps the words, and sends them when it is back', async () => {
    await guest.open(reportPage)
    await she.write('哪里不对', '断网时写的：小区门口井盖松了')
    await guest.context.setOffline(true)
    await she.see(/没有网络，看到的可能不是最新的/)
    await she.press('提交')
    await she.see(/还没发出去/)
    expect(await page.getByLabel('哪里不对').inputValue()).toContain('井盖松了')
    await guest.context.setOffline(false)
    await page.getByText(/看到的可能不是最新的/).waitFor({ state: 'hidden' })
    await she.press('再发一次')
    await she.see('收到了，谢谢您')
    expect(await casesCalled('断网时写的')).toBe(1)
  })

  it('opened without a network offers to try again, and then opens', async () => {
    await file(await site.app.as('chen-yue'), { text: '断网后再看的一件事' })
    await guest.open(myCases)
    await page.getByRole('link', { name: '返回' }).filter({ visible: true }).click()
    await she.button('看我上报的所有事').waitFor()
    await guest.context.setOffline(true)
    await she.press('看我上报的所有事')
    await she.see('现在没有网络')
    await guest.context.setOffline(false)
    // It may have come back by itself meanwhile.
    await Promise.race([she.press('再试一次'), she.see('都在这里了')])
    await she.see('都在这里了')
  })

  it.each([
    ['the server fails', (route: Route) => route.fulfill({ status: 500, body: 'broken' })],
    ['the connection breaks', (route: Route) => route.abort('connectionreset')],
    ['the network times out', (route: Route) => route.abort('timedout')],
  ])('says so when %s, and a retry opens it', async (_how, answer) => {
    await page.route('**/api/cases/mine*', answer)
    await guest.open(myCases)
    await she.see(/^(没有打开|现在没有网络)$/)
    await page.unroute('**/api/cases/mine*')
    await she.press('再试一次')
    await she.see('都在这里了')
  })
})

describe('a report that is being written', () => {
  it('survives a reload, with its photo', async () => {
    await guest.open(reportPage)
    await she.write('哪里不对', '写到一半：健身器材断了')
    await she.photograph(/^拍张照片/, await demoPictures.hole())
    // A draft is kept a moment after the last change.
    await page.waitForTimeout(600)
    await page.reload()
    await settled(page)
    await she.see(/上次没写完/)
    expect(await page.getByLabel('哪里不对').inputValue()).toBe('写到一半：健身器材断了')
    await page.getByRole('img', { name: /第1张照片/ }).waitFor()
    await she.press('提交')
    await she.see('收到了，谢谢您')
    expect(guest.troubles).toEqual([])
  })

  it('sent again after its answer was lost is one case', async () => {
    let lost = 0
    await page.route('**/api/cases', async (route) => {
      if (route.request().method() !== 'POST' || lost >= 2) return route.fallback()
      lost += 1
      // The server has it; the answer never arrives.
      await route.fetch()
      await route.abort('connectionreset')
    })
    await guest.open(reportPage)
    await she.write('哪里不对', '答复丢了：路灯三天没亮')
    await she.press('提交')
    await she.see(/还没发出去/)
    expect(await casesCalled('答复丢了')).toBe(1)
    await she.press('再发一次')
    await she.see('收到了，谢谢您')
    expect(lost).toBe(2)
    expect(await casesCalled('答复丢了')).toBe(1)
  })
})

describe('who taps twice, turns back or picks too much', () => {
  const home = '/pages/home/index'
  const goBack = () => page.getByRole('link', { name: '返回' }).filter({ visible: true }).click()

  it('opens a page once with two taps, and leaves one page with two', async () => {
    await guest.open(home)
    await she.goTab('我的')
    await she.press('我上报的事')
    await she.see('都在这里了')
    const before = Number(await page.evaluate('history.length'))
    await page
      .getByRole('button', { name: /答复丢了/ })
      .first()
      .dblclick()
    await she.see('办到哪一步了')
    await settled(page)
    expect(await page.evaluate('history.length')).toBe(before + 1)
    // The page before slides away a moment longer.
    await page.getByRole('link', { name: '返回' }).filter({ visible: true }).last().dblclick()
    await she.see('都在这里了')
    await settled(page)
    expect(page.url()).toContain(myCases)
  })

  it('finds the new report at home when she comes back to it', async () => {
    // The home shows the latest three.
    site.app.clock.forward(1)
    // Home shows the newest; the server's clock stands still, and ties have no newest.
    site.app.clock.forward(1)
    await guest.open(home)
    await she.press(/^报告问题/)
    await she.write('哪里不对', '回到首页就该看见：信箱坏了')
    await she.press('提交')
    await she.see('收到了，谢谢您')
    await goBack()
    await she.see(/回到首页就该看见/)
  })

  it('is told at home that a report is not sent yet, and not when its words were rubbed out', async () => {
    await guest.open(home)
    await she.press(/^报告问题/)
    await she.write('哪里不对', '写了一半')
    await page.waitForTimeout(600)
    await goBack()
    await she.see('上次写的还没提交，点开接着写')
    await she.press(/^报告问题/)
    await she.see(/上次没写完/)
    await she.write('哪里不对', '')
    await page.waitForTimeout(600)
    await goBack()
    await she.see('拍张照片，说一句话')
  })

  it('reads that nothing was sent yet when he had to sign in first', async () => {
    const newcomer = await visitorOf(site, { width: 375 })
    const he = handsOf(newcomer.page)
    await newcomer.open(reportPage)
    await he.write('哪里不对', '门禁坏了')
    await he.write(/具体在哪儿/, '小区东门')
    await he.press('提交')
    await he.press(/住在柳湾街道$/)
    await he.see(/^还没提交/)
    await newcomer.context.close()
  })

  it('learns which photos were too many', async () => {
    await guest.open(reportPage)
    const photo = await demoPictures.hole()
    const files = Array.from({ length: 11 }, (_, at) => {
      return { name: `${at}.jpg`, mimeType: 'image/jpeg', buffer: photo }
    })
    const chooser = page.waitForEvent('filechooser')
    await she.press('从相册选')
    await (await chooser).setFiles(files)
    await she.see(/多选的 2 张没有放进来/)
    expect(await page.getByRole('img', { name: /第\d张照片/ }).count()).toBe(9)
  })
})
