import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { file } from '../cases/case-story.ts'
import type { Site, Visitor } from './site.ts'
import { settled, startSite, visitorOf } from './site.ts'

let site: Site
let guest: Visitor
let page: Page

beforeAll(async () => {
  site = await startSite()
}, 240_000)
afterAll(() => site?.stop())
beforeEach(async () => {
  guest = await visitorOf(site, { width: 1280, height: 900 })
  page = guest.page
})
afterEach(() => guest.context.close())

/** What a screen reader would call the element in focus. */
const focused = (): Promise<string> =>
  page.evaluate(`(() => {
    const at = document.activeElement
    const label = at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent
    return (label ?? at.textContent ?? '').trim()
  })()`)

/** Tab by Tab to the control of that name, as one without a mouse goes. */
const tabTo = async (name: RegExp): Promise<void> => {
  const passed: string[] = []
  for (let press = 0; press < 60; press += 1) {
    await page.keyboard.press('Tab')
    const here = await focused()
    if (name.test(here)) return
    passed.push(here.slice(0, 12))
  }
  throw new Error(`no Tab leads to ${name}: ${passed.join(' → ')}`)
}
const press = async (name: RegExp, key: 'Enter' | 'Space' = 'Enter'): Promise<void> => {
  await tabTo(name)
  await page.keyboard.press(key)
}
const see = (text: string | RegExp) =>
  page.getByText(text).filter({ visible: true }).first().waitFor()

describe('without a mouse', () => {
  it('one signs in, reports a problem and reads its number', async () => {
    await guest.open('/features/account/pages/sign-in/index')
    await press(/年轻居民/)
    await see(/陈悦.您好/)
    await press(/^报告问题/)
    await see('哪里不对')
    await settled(page)
    await tabTo(/^哪里不对/)
    await page.keyboard.insertText('楼下的健身器材断了一根')
    await press(/^(选地点|地点)/, 'Space')
    await page.getByRole('dialog').waitFor()
    await tabTo(/小区、路名或门牌号/)
    await page.keyboard.insertText('合兴二村')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /合兴二村/ })
      .first()
      .waitFor()
    await press(/合兴二村/)
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await press(/^提交/)
    // The first time the privacy guide asks.
    await page.getByRole('dialog').waitFor()
    await press(/^同意$/)
    await see('收到了，谢谢您')
    await see(/^HX-\d{6}-\d{4}-\d$/)
    expect(guest.troubles).toEqual([])
  })

  it('an officer opens the next case of the list and takes it', async () => {
    await file(await site.app.as('chen-yue'), { text: '楼下的垃圾桶翻倒了' })
    const staff = await visitorOf(site, { as: 'hexing-officer-hexinger', width: 1280 })
    page = staff.page
    await staff.open('/features/desk/pages/queue/index')
    await tabTo(/楼下的垃圾桶翻倒了/)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: '接单', exact: true }).waitFor()
    await press(/^接单$/)
    await see(/先联系反映人/)
    await page.getByRole('button', { name: '联系反映人', exact: true }).waitFor()
    expect(staff.troubles).toEqual([])
    await staff.context.close()
  })

  it('the focus goes into a sheet, stays in it, and Escape gives it back', async () => {
    await guest.open('/pages/home/index')
    await press(/^有人受伤/)
    const dialog = page.getByRole('dialog')
    await dialog.waitFor()
    const inDialog = (): Promise<boolean> =>
      page.evaluate(`document.activeElement.closest('[role=dialog]') !== null`)
    await expect.poll(inDialog).toBe(true)
    for (let at = 0; at < 8; at += 1) {
      await page.keyboard.press('Tab')
      expect(await inDialog()).toBe(true)
    }
    await page.keyboard.press('Shift+Tab')
    expect(await inDialog()).toBe(true)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    expect(await focused()).toMatch(/^有人受伤/)
  })

  it('Escape closes a form, and the focus is where it was', async () => {
    const staff = await visitorOf(site, { as: 'hexing-administrator', width: 375 })
    page = staff.page
    await staff.open('/features/desk/pages/posts/index')
    await press(/^安排人上岗/)
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    expect(await focused()).toMatch(/^安排人上岗/)
    await staff.context.close()
  })

  it('the focus goes along to a new page, and back to where it was', async () => {
    await guest.open('/pages/home/index')
    await press(/^报告问题/)
    await expect.poll(focused).toBe('报告问题')
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H1')
    await page.keyboard.press('Shift+Tab')
    expect(await focused()).toBe('返回')
    await page.keyboard.press('Enter')
    await expect.poll(focused).toMatch(/^报告问题.*拍张照片/)
  })
})
