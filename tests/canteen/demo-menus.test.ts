import { afterAll, beforeAll, expect, test } from 'vitest'
import { keepDemoMenus } from '#bff/demo/demo-menus.ts'
import { saveMenu } from '#shared/canteen/canteen.contract.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import { canteenScene, hexing, lunchAt, staff } from './canteen-scene.ts'

let app: TestApp
const scene = canteenScene(() => app)
// A month after the demo was filled.
beforeAll(async () => {
  app = await startTestApp({ running: false, startsAt: '2026-12-17T02:00:00.000Z' })
})
afterAll(() => app?.stop())

test('a demo that runs for weeks has menus for the days ahead, and keeps what the cook wrote', async () => {
  expect((await scene.mealsOf()).flatMap(({ sets }) => sets)).toEqual([])
  const own = [{ name: '冬至汤圆', dishes: ['鲜肉汤圆', '白菜'], isSoft: true }]
  const cook = await app.as(staff.cook)
  await cook.call(saveMenu, {
    params: { ...hexing, offerId: lunchAt('one'), day: scene.dayIn(4) },
    body: { sets: own },
  })
  await keepDemoMenus(app.app.services.canteen, app.platform)
  const meals = await scene.mealsOf()
  expect(meals.length).toBe(14)
  expect(meals.filter(({ sets }) => sets.length === 0)).toEqual([])
  expect((await scene.mealOf({ inDays: 4 })).sets).toEqual(own)
})
