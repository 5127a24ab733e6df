import { afterAll, beforeAll, expect, test } from 'vitest'
import { moveBooking, readBooking } from '#shared/bookings/bookings.contract.ts'
import { checkIn, undoCheckIn } from '#shared/bookings/desk.contract.ts'
import { readMenus } from '#shared/canteen/canteen.contract.ts'
import { shanghaiInstant } from '#shared/time/shanghai.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import { atHome, canteenScene, canteens, hexing, idOfPerson, staff } from './canteen-scene.ts'

let app: TestApp
const scene = canteenScene(() => app)

beforeAll(async () => {
  app = await startTestApp({ running: false })
})
afterAll(() => app?.stop())

test('anybody reads this week: what is cooked, for how much, until when, and what is left', async () => {
  const meals = await scene.mealsOf()
  expect(
    meals.filter(({ offerName }) => offerName === '社区食堂午餐').map(({ day }) => day),
  ).toEqual(Array.from({ length: 7 }, (_, at) => scene.dayIn(at)))
  const tomorrow = await scene.mealOf()
  expect(tomorrow).toMatchObject({
    day: '2026-11-18',
    closesAt: '2026-11-18T01:00:00.000Z',
    isOpen: true,
    left: 120,
    maxParty: 4,
    delivers: true,
    fullFen: 1600,
    seniorFen: 1200,
    seniorFromAge: 65,
  })
  expect(tomorrow.sets.map(({ name, isSoft }) => [name, isSoft])).toEqual([
    ['大荤套餐', false],
    ['小荤套餐', false],
    ['软食套餐', true],
  ])
  expect((await scene.mealOf({ canteen: 'two' })).delivers).toBe(false)
  // Ten o'clock: an hour after the kitchen counted for today's lunch, four before it does for dinner.
  expect((await scene.mealOf({ inDays: 0 })).isOpen).toBe(false)
  expect((await scene.mealOf({ inDays: 0, meal: '社区食堂晚餐' })).isOpen).toBe(true)
})

test('who is 75 pays the senior price for each portion, and the kitchen cooks them', async () => {
  const cook = await app.as(staff.cook)
  const before = await scene.kitchenOf(cook, scene.dayIn(1))
  const xia = await app.as('xia-genfa')
  const order = await scene.order(xia, { party: 2 }, { menuSet: '软食套餐' })
  expect(order).toMatchObject({
    status: 'confirmed',
    priceFen: 2400,
    party: 2,
    menuSet: '软食套餐',
    isDelivered: false,
    paid: 'due',
  })
  const after = await scene.kitchenOf(cook, scene.dayIn(1))
  expect(before.counts.find(({ set }) => set === '软食套餐')?.here).toBe(0)
  expect(after.counts.find(({ set }) => set === '软食套餐')?.here).toBe(2)
  expect((await scene.mealOf()).left).toBe(118)
})

test('who is younger pays in full, and a daughter orders at her mother’s price', async () => {
  const chen = await app.as('chen-yue')
  expect((await scene.order(chen)).priceFen).toBe(1600)
  const daughter = await app.as('zhang-hui')
  const forMother = await scene.order(daughter, { personId: idOfPerson('shen-apo') })
  expect(forMother).toMatchObject({ priceFen: 1200, personName: '沈秀珍', isMine: false })
})

test('one orders to the minute of the cut-off and not a minute later; staff may', async () => {
  const day = scene.dayIn(3)
  const chen = await app.as('chen-yue')
  app.clock.set(shanghaiInstant(day, 9 * 60).toISOString())
  const today = { inDays: 0 }
  expect((await scene.mealOf(today)).isOpen).toBe(true)
  expect((await scene.order(await app.as('chen-yue'), today)).status).toBe('confirmed')
  app.clock.forward(1)
  expect((await scene.mealOf(today)).isOpen).toBe(false)
  const late = await scene.askToHold(await app.as('xia-genfa'), today)
  expect([late.status, late.code]).toEqual([409, 'too_late_to_book'])
  const cook = await app.as(staff.cook)
  const walkedIn = await scene.order(cook, {
    ...today,
    personId: idOfPerson('xia-genfa'),
    channel: 'walk_in',
  })
  expect(walkedIn.status).toBe('confirmed')
  expect((await scene.kitchenOf(cook, day)).isOpen).toBe(false)
  expect(chen.accessToken).not.toBe(cook.accessToken)
})

test('without a set of that day nothing is ordered', async () => {
  const chen = await app.as('chen-yue')
  const held = (await scene.askToHold(chen, { inDays: 2 })).body.booking
  const nothing = await scene.askToConfirm(chen, held, { menuSet: undefined })
  const unknown = await scene.askToConfirm(chen, held, { menuSet: '满汉全席' })
  expect([nothing.code, unknown.code]).toEqual(['menu_set_unknown', 'menu_set_unknown'])
  expect((await scene.askToConfirm(chen, held)).status).toBe(200)
})

test('a day without a menu says so and cannot be ordered', async () => {
  const client = await app.as('chen-yue')
  const until = scene.dayIn(7)
  await app.platform.database.pool.query('delete from menus where day = $1', [until])
  const meal = (
    await client.call(readMenus, { params: hexing, query: { from: until, days: 1 } })
  ).meals.find(({ siteId }) => siteId === canteens.one.siteId)
  expect(meal?.sets).toEqual([])
  app.clock.forward(1440)
  const again = await app.as('chen-yue')
  const held = (await scene.askToHold(again, { inDays: 6 })).body.booking
  const answer = await scene.askToConfirm(again, held)
  expect([answer.status, answer.code]).toEqual([422, 'menu_set_unknown'])
  const fixed = await scene.order(again, { inDays: 2 })
  const { offerId: _offer, ...to } = await scene.mealOf({ inDays: 6 })
  const moved = await again.ask(moveBooking, {
    params: { ...hexing, bookingId: fixed.bookingId },
    body: { occurrenceId: to.occurrenceId, startsAt: to.startsAt },
  })
  expect(moved.code).toBe('menu_set_unknown')
})

test('what is brought home needs an address, and a canteen that brings it', async () => {
  const xia = await app.as('xia-genfa')
  const held = (await scene.askToHold(xia, { inDays: 1 })).body.booking
  const isDelivered = true
  const nowhere = await scene.askToConfirm(xia, held, { isDelivered })
  const noDoor = { ...atHome, doorNo: ' ' }
  const vague = await scene.askToConfirm(xia, held, { isDelivered, place: noDoor })
  expect([nowhere.code, vague.code]).toEqual(['address_needed', 'address_needed'])
  const ordered = await scene.askToConfirm(xia, held, { isDelivered, place: atHome })
  expect(ordered.body.booking.placeLabel).toContain('7号104室')
  const elsewhere = (await scene.askToHold(xia, { canteen: 'two', inDays: 2 })).body.booking
  const refused = await scene.askToConfirm(xia, elsewhere, { isDelivered, place: atHome })
  expect([refused.status, refused.code]).toEqual([422, 'not_delivered'])
  // Eaten there: the address is not kept.
  const here = await scene.askToConfirm(xia, elsewhere, { place: atHome })
  expect(here.body.booking).toMatchObject({ isDelivered: false, placeLabel: null })
  const cook = await app.as(staff.cook)
  const { deliveries } = await scene.kitchenOf(cook, scene.dayIn(1))
  expect(deliveries).toMatchObject([
    { personName: '夏根发', set: '大荤套餐', portions: 1, isHandedOver: false },
  ])
  expect(deliveries[0]?.placeLabel).toContain('7号104室')
})

test('a meal is handed over once, by one scan; staff may take it back', async () => {
  const chen = await app.as('chen-yue')
  const order = await scene.order(chen, { inDays: 3 }, { menuSet: '小荤套餐' })
  app.clock.set(shanghaiInstant(scene.dayIn(3), 11 * 60).toISOString())
  const cook = await app.as(staff.cook)
  const pickUp = () =>
    cook.ask(checkIn, {
      params: canteens.one,
      body: { by: 'number', value: order.number },
    })
  expect((await pickUp()).body.checkedIn).toMatchObject({ status: 'served' })
  const again = await pickUp()
  expect([again.status, again.code, again.detail.by]).toEqual([
    409,
    'already_checked_in',
    expect.stringContaining('庄阿根'),
  ])
  const today = scene.dayIn(0)
  const handedOver = async () =>
    (await scene.kitchenOf(cook, today)).counts.find(({ set }) => set === '小荤套餐')?.handedOver
  expect(await handedOver()).toBe(1)
  const key = { ...hexing, bookingId: order.bookingId }
  const undone = await cook.call(undoCheckIn, { params: key, body: {} })
  expect(undone.booking.status).toBe('confirmed')
  expect(await handedOver()).toBe(0)
  expect((await pickUp()).body.checkedIn).toMatchObject({ status: 'served' })
  const { booking } = await (await app.as('chen-yue')).call(readBooking, { params: key })
  expect(booking.may).toContain('rate')
  expect(booking.events.map(({ kind }) => kind).slice(-5)).toEqual([
    'checked_in',
    'served',
    'check_in_undone',
    'checked_in',
    'served',
  ])
})
