import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoItemCode, writtenItems } from '#db/seed/guide/build-items.ts'
import type { Site } from './site.ts'
import { settled, startSite, visitorOf } from './site.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
}, 240_000)
afterAll(() => site?.stop())

const paramsOf = (code: string) => ({ subdistrict: 'hexing', item: code })

test('somebody asks in her own words, reads the item, and takes it along on one sheet of paper', async () => {
  const { page, open, troubles } = await visitorOf(site, { width: 375, largeType: true })
  await open('/pages/home/index')
  await page.getByRole('button', { name: /^办事指南/ }).click()
  await page.getByLabel('想办什么事').filter({ visible: true }).fill('姆妈额老人卡落脱了')
  await page.getByRole('button', { name: /^敬老卡挂失补办/ }).click()
  await page.getByRole('heading', { level: 1, name: '敬老卡挂失补办' }).waitFor()
  // Read aloud: what it is, then the facts, what to bring, the steps, in this order.
  const headings = await page
    .getByRole('heading', { level: 2 })
    .filter({ visible: true })
    .allInnerTexts()
  expect(headings).toEqual([
    '先看这几样',
    '说两句，清单就是您的',
    '要带什么',
    '怎么一步一步办',
    '还想知道',
  ])
  await page.getByText('委托书').filter({ visible: true }).waitFor()
  await page.getByRole('radio', { name: '本人去' }).click()
  await page.getByText('委托书').filter({ visible: true }).waitFor({ state: 'detached' })
  expect(troubles).toEqual([])

  // The item that has most to say.
  const longest = writtenItems().toSorted(
    (one, other) => JSON.stringify(other.materials).length - JSON.stringify(one.materials).length,
  )
  for (const { code } of [longest[0], longest[1]].flatMap((item) => item ?? [])) {
    await open('/features/guide/pages/item/index', paramsOf(code))
    await page.getByRole('button', { name: '打印一张带着' }).waitFor()
    await settled(page)
    const pdf = (await page.pdf({ format: 'A4' })).toString('latin1')
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
  }
})

test('an editor changes an item, sees what is wrong and what changes, and publishes; residents see it', async () => {
  const { page, open } = await visitorOf(site, { as: 'hexing-administrator', width: 375 })
  const params = paramsOf(demoItemCode('medical-claim'))
  await open('/features/guide-desk/pages/item/index', params)
  const summary = page.getByLabel('一句话说明').filter({ visible: true })
  await summary.fill('')
  await page.getByRole('tab', { name: '检查和改动' }).click()
  await page.getByText('缺一句话说明').waitFor()
  await page.getByRole('tab', { name: '编辑' }).click()
  await page
    .getByLabel('一句话说明')
    .filter({ visible: true })
    .fill('自己先付的医药费，拿发票来报。')
  await page.getByRole('button', { name: '存成草稿' }).click()
  await page.getByText('改动（1）').waitFor()
  await page.getByRole('button', { name: /^发布，/ }).click()
  await page.getByText(/^第 2 版，2026-11-17 起$/).waitFor()
  await open('/features/guide/pages/item/index', params)
  await page.getByText('自己先付的医药费，拿发票来报。').first().waitFor()
})
