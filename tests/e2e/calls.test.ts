import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { shenApo, tellShenApo } from '../notices/call-story.ts'
import type { Site, Visitor } from './site.ts'
import { startSite, visitorOf } from './site.ts'

const callsPage = '/features/desk/pages/calls/index'
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

const clerk = async (as: string): Promise<Visitor> => {
  const visitor = await visitorOf(site, { as, width: 375 })
  guests.push(visitor)
  return visitor
}

it('an elder without a phone appears on the open list, is called, and both clerks see it', async () => {
  const duty = await clerk('hexing-duty-1')
  const hotline = await clerk('hexing-hotline-1')
  await duty.open(callsPage)
  await hotline.open(callsPage)
  await duty.page.getByText('现在没有要打的电话').waitFor()

  await tellShenApo(site.app, 'in-the-browser')
  await duty.page.getByText(/明天有预约，别忘了：上门助浴.*您来得了吗/).waitFor()
  await duty.page.getByText('请在 明天 09:30 前告诉').waitFor()

  await hotline.page.getByRole('button', { name: '电话和住址：沈秀珍' }).click()
  await hotline.page.getByRole('button', { name: '查看电话和住址' }).click()
  await hotline.page.getByRole('button', { name: /打给家属 张慧 19900000901/ }).waitFor()
  await hotline.page.getByText('住址：合兴一村5号302室').waitFor()
  await hotline.page.getByRole('button', { name: '关闭' }).click()

  await hotline.page.getByRole('button', { name: '已告知：沈秀珍' }).click()
  await hotline.page.getByLabel('备注').fill('女儿陪她来')
  await hotline.page.getByRole('button', { name: '确认已告知' }).click()
  await duty.page.getByText(/女儿陪她来/).waitFor()
  await expect.poll(() => duty.page.getByText('要告诉 0 位').count()).toBe(1)

  const { rows } = await site.app.platform.database.pool.query(
    'select state, note from calls where person_id = $1',
    [shenApo],
  )
  expect(rows).toEqual([{ state: 'reached', note: '女儿陪她来' }])
  expect([...duty.troubles, ...hotline.troubles]).toEqual([])
}, 120_000)

it('whoever makes no calls is told so', async () => {
  const resident = await clerk('chen-yue')
  await resident.open(callsPage)
  await resident.page.getByText('这一页只给打电话的同事看').waitFor()
})
