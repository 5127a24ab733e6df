import { afterAll, beforeAll, expect, test } from 'vitest'
import { cancelBooking } from '#shared/bookings/bookings.contract.ts'
import { listMenus, readKitchen, saveMenu } from '#shared/canteen/canteen.contract.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import {
  atHome,
  canteenScene,
  canteens,
  hexing,
  idOfPerson,
  lunchAt,
  staff,
} from './canteen-scene.ts'

let app: TestApp
const scene = canteenScene(() => app)
const soup = { name: '面套餐', dishes: ['大排面'], isSoft: false }
const bigMeat = { name: '大荤套餐', dishes: ['红烧肉', '青菜'], isSoft: false }
const lunch = { ...hexing, offerId: lunchAt('one') }

beforeAll(async () => {
  app = await startTestApp({ running: false })
})
afterAll(() => app?.stop())

test('a set that somebody ordered stays on the menu; the others are the cook’s to change', async () => {
  const chen = await app.as('chen-yue')
  const order = await scene.order(chen, { party: 2 })
  const cook = await app.as(staff.cook)
  const params = { ...lunch, day: scene.dayIn(1) }
  const without = await cook.ask(saveMenu, { params, body: { sets: [soup] } })
  expect([without.status, without.code]).toEqual([409, 'menu_set_ordered'])
  expect(without.detail).toEqual({ set: '大荤套餐', portions: 2 })
  // What is in it may change: the market had no pork.
  await cook.call(saveMenu, { params, body: { sets: [soup, bigMeat] } })
  expect((await scene.mealOf()).sets).toEqual([soup, bigMeat])
  const { menus } = await cook.call(listMenus, {
    params: lunch,
    query: { from: scene.dayIn(1), days: 1 },
  })
  expect(menus[0]?.sets).toEqual([
    { ...soup, ordered: 0 },
    { ...bigMeat, ordered: 2 },
  ])
  await chen.call(cancelBooking, {
    params: { ...hexing, bookingId: order.bookingId },
    body: { reason: '' },
  })
  expect((await cook.ask(saveMenu, { params, body: { sets: [soup] } })).status).toBe(200)
})

test('of an order and the menu that takes its set away, one wins', async () => {
  const cook = await app.as(staff.cook)
  const chen = await app.as('chen-yue')
  for (const inDays of [2, 3, 4, 5]) {
    const held = (await scene.askToHold(chen, { inDays })).body.booking
    const params = { ...lunch, day: scene.dayIn(inDays) }
    const [ordered, saved] = await Promise.all([
      scene.askToConfirm(chen, held),
      cook.ask(saveMenu, { params, body: { sets: [soup] } }),
    ])
    expect([ordered.status, saved.status].filter((status) => status === 200)).toHaveLength(1)
    const { sets } = await scene.mealOf({ inDays })
    const isThere = sets.some(({ name }) => name === '大荤套餐')
    expect(isThere).toBe(ordered.status === 200)
  }
})

test('only who works with its meals reads the kitchen and writes its menu', async () => {
  const day = scene.dayIn(6)
  const statuses = async (key: string) => {
    const client = await app.as(key)
    const answers = [
      await client.ask(readKitchen, { params: { ...canteens.one, day } }),
      await client.ask(saveMenu, { params: { ...lunch, day }, body: { sets: [soup] } }),
    ]
    return answers.map(({ status }) => status)
  }
  expect(await statuses(staff.cook)).toEqual([200, 200])
  expect(await statuses(staff.caterer)).toEqual([200, 200])
  expect(await statuses(staff.otherCook)).toEqual([404, 404])
  expect(await statuses(staff.clerk)).toEqual([404, 404])
  expect(await statuses('liuwan-duty-1')).toEqual([403, 403])
  expect(await statuses('chen-yue')).toEqual([403, 403])
})

test('a menu is for a coming day, each set once, and of a meal', async () => {
  const cook = await app.as(staff.cook)
  const save = async (day: string, sets = [soup], offerId = lunch.offerId) =>
    (await cook.ask(saveMenu, { params: { ...hexing, offerId, day }, body: { sets } })).code
  expect(await save(scene.dayIn(-1))).toBe('invalid_request')
  expect(await save('2027-02-30')).toBe('invalid_request')
  expect(await save(scene.dayIn(20), [soup, { ...soup, name: ' 面套餐' }])).toBe('invalid_request')
  expect(await save(scene.dayIn(20))).toBeUndefined()
  const { rows } = await app.platform.database.pool.query<{ detail: unknown }>(
    `select detail from audit_entries
      where action = 'canteen.menu_saved' and detail->>'day' = $1`,
    [scene.dayIn(20)],
  )
  expect(rows[0]?.detail).toEqual({ day: scene.dayIn(20), sets: '面套餐' })
})

test('nothing is oversold, and the kitchen’s count is a recount of the orders', async () => {
  await app.platform.database.pool.query(
    `update occurrences set capacity = 5 where offer_id = $1 and rule_day = $2`,
    [lunchAt('two'), scene.dayIn(1)],
  )
  const people = ['chen-yue', 'xia-genfa', 'zhang-hui', 'tao-liming']
  const clients = await Promise.all(people.map((key) => app.as(key)))
  const duty = await app.as('hexing-duty-1')
  const orders = await Promise.all([
    ...clients.map(async (client, at) => {
      const held = await scene.askToHold(client, { canteen: 'two', party: (at % 2) + 1 })
      if (held.status !== 201) return held.code
      const menuSet = at % 2 === 0 ? '大荤套餐' : '软食套餐'
      return (await scene.askToConfirm(client, held.body.booking, { menuSet })).status
    }),
    ...[1, 2].map(async () => {
      const personId = idOfPerson('shen-apo')
      const order = { canteen: 'two', personId, channel: 'phone', party: 2 } as const
      const held = await scene.askToHold(duty, order)
      if (held.status !== 201) return held.code
      return (await scene.askToConfirm(duty, held.body.booking)).status
    }),
  ])
  expect(orders.every((one) => [200, 'time_taken', 'already_booked'].includes(one ?? ''))).toBe(
    true,
  )
  const { rows } = await app.platform.database.pool.query<{ set: string; portions: number }>(
    `select menu_set as set, sum(party)::int as portions from bookings
      where offer_id = $1 and status = 'confirmed'
        and (starts_at at time zone 'Asia/Shanghai')::date = $2::date group by 1 order by 1`,
    [lunchAt('two'), scene.dayIn(1)],
  )
  const sold = rows.reduce((sum, { portions }) => sum + portions, 0)
  expect(sold).toBeGreaterThan(2)
  expect(sold).toBeLessThanOrEqual(5)
  expect((await scene.mealOf({ canteen: 'two' })).left).toBe(5 - sold)
  const { counts } = await scene.kitchenOf(duty, scene.dayIn(1), 'two')
  for (const { set, here } of counts)
    expect(here).toBe(rows.find((row) => row.set === set)?.portions ?? 0)
})

test('an address is read with the order that goes there, and by nobody of another canteen', async () => {
  const xia = await app.as('xia-genfa')
  // He may have lunch at the other canteen by now, from the race above.
  const filled = { menuSet: '面套餐', isDelivered: true, place: atHome, despiteClash: true }
  await scene.order(xia, {}, filled)
  const cook = await app.as(staff.cook)
  const { deliveries } = await scene.kitchenOf(cook, scene.dayIn(1))
  expect(deliveries.map(({ personName }) => personName)).toEqual(['夏根发'])
  const params = { ...canteens.one, day: scene.dayIn(1) }
  const other = await (await app.as(staff.otherCook)).ask(readKitchen, { params })
  expect(other.code).toBe('not_found')
})
