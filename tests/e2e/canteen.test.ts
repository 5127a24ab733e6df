import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Site } from './site.ts'
import { settled, startSite, visitorOf } from './site.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
}, 240_000)
afterAll(() => site?.stop())

const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name }).filter({ visible: true }).first().click()
const tab = (page: Page, name: string) => page.getByRole('tab', { name }).click()

test('an elder orders tomorrow’s lunch in two presses, and the kitchen’s number rises', async () => {
  const cook = await visitorOf(site, { as: 'hexing-canteen-1-clerk-1', width: 1280 })
  await cook.open('/features/canteen/pages/kitchen/index')
  await tab(cook.page, '明天')
  await cook.page.getByLabel('软食套餐 0 份，堂食 0，外送 0').first().waitFor()

  const elder = await visitorOf(site, { as: 'xia-genfa', width: 320, largeType: true })
  await elder.open('/pages/services/index')
  await press(elder.page, /社区食堂午餐/)
  await tab(elder.page, '明天')
  await elder.page
    .getByText(/^您的价格：一份 12 元/)
    .first()
    .waitFor()
  await elder.page.getByText(/^明天上午9:00 前可订/).waitFor()
  await settled(elder.page)
  await press(elder.page, /^订软食套餐/)

  await press(elder.page, '确认订餐 12 元')
  await elder.page
    .getByRole('status')
    .getByText(/^订好了，取餐号 \d{4} \d{4}/)
    .waitFor()
  await elder.page.getByRole('button', { name: /取餐号 \d{4} \d{4}/ }).waitFor()

  // Without a press in the kitchen.
  await cook.page.getByLabel('软食套餐 1 份，堂食 1，外送 0').waitFor()
  expect([...elder.troubles, ...cook.troubles]).toEqual([])
  await elder.context.close()
  await cook.context.close()
})

test('a cook changes what is in a set that was ordered, and copies the week before', async () => {
  const { page, open, context, troubles } = await visitorOf(site, {
    as: 'hexing-canteen-1-clerk-1',
    width: 375,
  })
  await site.app.platform.database.pool.query("delete from menus where day = '2026-11-21'")
  await open('/features/canteen/pages/menu-edit/index')
  await press(page, '改11月18日（周三）的菜单')
  await page.getByText(/^已经订了 1 份/).waitFor()
  await page.getByLabel('套餐 3 的菜').fill('鱼片豆腐羹、菜泥，软米饭')
  await press(page, '保存')
  await page.getByText('鱼片豆腐羹、菜泥、软米饭').waitFor()
  await page.getByText('菜单还没定').waitFor()
  await press(page, '空着的照抄上周')
  await page.getByText('照抄了 1 天').waitFor()
  await page.getByText('菜单还没定').waitFor({ state: 'detached' })
  expect(troubles).toEqual([])
  await context.close()
})
