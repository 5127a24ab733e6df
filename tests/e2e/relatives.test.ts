import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listRelatives } from '#shared/relatives/relatives.contract.ts'
import type { Site } from './site.ts'
import { settled, startSite, visitorOf } from './site.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
}, 240_000)
afterAll(() => site?.stop())

const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name }).filter({ visible: true }).first().click()

test('an elder shows a code, his neighbour types it, and he takes it back with one tap', async () => {
  const elder = await visitorOf(site, { as: 'xia-genfa', width: 320, largeType: true })
  const helper = await visitorOf(site, { as: 'chen-yue', width: 375 })
  await elder.open('/features/relatives/pages/code/index')
  await press(elder.page, '我同意，显示代办码')
  const shown = elder.page.getByRole('img', { name: /^代办码/ })
  const code = ((await shown.getAttribute('aria-label')) ?? '').replace(/\D/g, '')
  expect(code).toMatch(/^\d{6}$/)

  await helper.open('/features/relatives/pages/people/index')
  await press(helper.page, '输入家人的代办码')
  await helper.page
    .getByLabel('代办码', { exact: true })
    .fill(`${code.slice(0, 3)} ${code.slice(3)}`)
  await helper.page.getByRole('radio', { name: '邻居' }).click()
  await press(helper.page, '确定')
  await helper.page.getByRole('button', { name: /^夏根发，邻居/ }).waitFor()

  // Told on the page that is open, without a tap.
  await elder.page.getByText('陈悦现在可以替您预约了').first().waitFor()
  await elder.open('/features/relatives/pages/people/index')
  await press(elder.page, /^陈悦，邻居，点开可以收回/)
  await press(elder.page, /^收回$/)
  await elder.page.getByText('还没有人能替您预约。').waitFor()
  await helper.page.getByText('还没有。可以用下面的办法添加。').waitFor()
  await settled(helper.page)
  const client = await site.app.as('chen-yue')
  expect((await client.call(listRelatives)).served).toEqual([])
  expect([...elder.troubles, ...helper.troubles]).toEqual([])
  await elder.context.close()
  await helper.context.close()
})

test('a mother without a phone is registered by her daughter, with the day read back', async () => {
  const { page, open, context, troubles } = await visitorOf(site, { as: 'chen-yue', width: 375 })
  await open('/features/relatives/pages/people/index')
  await press(page, '家人没有手机，替他登记')
  await press(page, '我保证以上属实')
  await page.getByText('请选到小区').waitFor()
  await page.getByLabel('他的姓名').fill('陈妈妈')
  await page.getByLabel('出生日期').fill('19480808')
  await page.getByText('1948年8月8日，78岁').waitFor()
  await press(page, '他住在哪个小区')
  await page.getByLabel('小区、路名或门牌号').fill('合兴一村')
  await press(page, /^合兴一村/)
  await page.getByRole('radio', { name: '子女' }).click()
  await press(page, '我保证以上属实')
  await page.getByRole('button', { name: /^陈妈妈，爸妈/ }).waitFor()
  await page.getByText('爸妈 · 78岁 · 还没核对，请到窗口核对一次').waitFor()
  expect(troubles).toEqual([])
  await context.close()
})

test('a clerk checks the papers of an elder and writes down who may book for him', async () => {
  // The list is by time: what was declared in the test before is older.
  site.app.clock.forward(1)
  const neighbour = await site.app.as('chen-yue')
  const { page, open, context, troubles } = await visitorOf(site, {
    as: 'hexing-officer-hexinger',
    width: 375,
  })
  await open('/features/relatives/pages/counter/index')
  await press(page, '登记新的服务对象')
  await page.getByLabel('姓名').fill('顾阿公')
  await page.getByLabel('出生日期').fill('19400229')
  await press(page, /^登记$/)
  await page.getByText('1940年2月29日').waitFor()
  await press(page, '核对证件')
  await page.getByRole('radio', { name: '户口在本街道' }).click()
  await page.getByRole('radio', { name: '2 级', exact: true }).click()
  await press(page, /^已看过证件/)
  await page.getByText('户口在本街道 · 评估等级 2 级').waitFor()
  await press(page, '登记代办家人')
  await page.getByLabel('家人的手机号').fill('19900000902')
  await page.getByRole('radio', { name: '邻居' }).click()
  await page.getByLabel('看过什么材料').fill('本人签字，原件存居委会')
  await press(page, /^本人已签字/)
  await page.getByRole('button', { name: /^陈悦，邻居/ }).waitFor()
  expect((await neighbour.call(listRelatives)).served).toMatchObject([
    { displayName: '陈妈妈' },
    { displayName: '顾阿公', basis: 'counter' },
  ])
  await press(page, /^陈悦，邻居/)
  await press(page, /^收回$/)
  await page.getByText('还没有登记。').waitFor()
  expect((await neighbour.call(listRelatives)).served).toHaveLength(1)
  expect(troubles).toEqual([])
  await context.close()
})
