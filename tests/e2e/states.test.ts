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
