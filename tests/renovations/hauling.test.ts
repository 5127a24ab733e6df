import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BookingView } from '#shared/bookings/bookings.contract.ts'
import { cancelBooking, moveBooking, readBooking } from '#shared/bookings/bookings.contract.ts'
import { markNoShow, serveBooking } from '#shared/bookings/desk.contract.ts'
import { readCase } from '#shared/cases/cases.contract.ts'
import type { CaseId } from '#shared/ids.ts'
import { caseId, paymentId, renovationId } from '#shared/ids.ts'
import {
  collectAtCounter,
  payInDemo,
  preparePayment,
  readPayment,
} from '#shared/payments/payments.contract.ts'
import { readPhoto } from '#shared/photos/photos.contract.ts'
import {
  readHaulageHours,
  readRenovation,
  readRound,
} from '#shared/renovations/renovations.contract.ts'
import type { Client } from '#tests/support/client.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import {
  askToConfirm,
  hexing,
  holdHaul,
  keyOf,
  people,
  photoOf,
  register,
  slotsOf,
  toldTo,
} from './renovation-scene.ts'

// Tuesday 2026-11-17 10:00; the first round that can still be booked is tomorrow's.
const tomorrow = '2026-11-18'
let app: TestApp

beforeAll(async () => {
  app = await startTestApp({ wechatPay: 'public_key' })
})
afterAll(() => app?.stop())

const inBooking = ({ bookingId }: Pick<BookingView, 'bookingId'>) => ({ ...hexing, bookingId })

const firstSlot = async (client: Client, code: string, from = tomorrow) => {
  const [slot] = await slotsOf(client, code, from)
  if (!slot) throw new Error(`no ${code} from ${from}`)
  return slot
}

const confirmed = async (client: Client, booking: BookingView, about = {}) => {
  const answer = await askToConfirm(client, booking, about)
  if (answer.status !== 200) throw new Error(`not confirmed: ${answer.code}`)
  return answer.body.booking
}

const payOnPhone = async (client: Client, booking: BookingView): Promise<BookingView> => {
  const params = { ...hexing, paymentId: paymentId(booking.paymentId ?? '') }
  const { parameters } = await client.call(preparePayment, { params })
  await client.call(payInDemo, { params, body: { package: parameters.package } })
  await app.payDouble?.settled()
  return (await client.call(readBooking, { params: inBooking(booking) })).booking
}

const collectMoney = async (booking: BookingView): Promise<void> => {
  const params = { ...hexing, paymentId: paymentId(booking.paymentId ?? '') }
  const duty = await app.as(people.duty)
  await duty.call(collectAtCounter, { params, body: { way: 'cash' } })
}

const caseOf = async (client: Client, id: CaseId | null) =>
  (
    await client.call(readCase, {
      params: { ...hexing, caseId: caseId(id ?? '') },
    })
  ).case

/** When its case is late. */
const dueAt = async (client: Client, booking: BookingView) =>
  (await caseOf(client, booking.caseId)).nextDeadline?.dueAt

test('registered, paid first, put on the round, hauled with a photo; the case closes and the deposit goes back', async () => {
  const chen = await app.as('chen-yue')
  const renovation = await register(chen)
  expect(renovation.spots.map(({ name }) => name)).toEqual([
    '云埠垃圾定点堆放点',
    '棉场垃圾定点堆放点',
  ])

  const held = await holdHaul(chen, await firstSlot(chen, 'renovation-waste'))
  expect(held.priceFen).toBe(30_000 + 20_000)
  const { renovationId: id } = renovation
  const toPay = await confirmed(chen, held, { payBy: 'wechat', renovationId: id })
  expect(toPay).toMatchObject({ status: 'held', caseId: null })
  const booked = await payOnPhone(chen, toPay)
  expect(booked).toMatchObject({ status: 'confirmed', paid: 'paid' })
  // The address is the registration's, whatever the phone has sent.
  expect(booked.placeLabel).toBe(renovation.placeLabel)

  const opened = await caseOf(chen, booked.caseId)
  expect(opened).toMatchObject({ status: 'assigned', typeCode: 'bulky-waste' })
  expect(opened.title).toContain('装修垃圾清运')
  expect(await toldTo(await app.as(people.haulier))).toContain('haulage_new')
  const seen = await chen.call(readRenovation, { params: keyOf(renovation) })
  expect(seen.renovation.hauls).toMatchObject([{ bookingId: booked.bookingId, paid: 'paid' }])

  app.clock.set('2026-11-18T01:00:00.000Z')
  const driver = await app.as(people.driver)
  const round = await driver.call(readRound, { params: { ...hexing, day: tomorrow } })
  const stop = round.stops.find(({ bookingId }) => bookingId === booked.bookingId)
  expect(stop).toMatchObject({
    personName: '陈悦',
    phoneMasked: '199****0902',
    note: '一楼，推车能进',
    collectedAt: null,
  })
  expect(stop?.longitude).toBeGreaterThan(121)
  expect(round.occurrences.length).toBeGreaterThan(0)

  const params = inBooking(booked)
  const bare = await driver.ask(serveBooking, { params, body: { note: '', photoIds: [] } })
  expect([bare.status, bare.code]).toEqual([422, 'photo_needed'])
  const photoIds = [await photoOf(driver)]
  await driver.call(serveBooking, { params, body: { note: '拉走了', photoIds } })

  const owner = await app.as('chen-yue')
  const closed = await caseOf(owner, booked.caseId)
  expect(closed.status).toBe('closed')
  expect(closed.timeline.at(-1)).toMatchObject({ kind: 'closed', actor: '清源清运公司', photoIds })
  // Whoever sees the case sees its photo, and so does whoever sees the booking.
  const path = `/api${readPhoto.path}`
    .replace(':photoId', photoIds[0] ?? '')
    .replace(':size', 'large')
  for (const key of ['chen-yue', 'hexing-greening-0', people.driver])
    expect((await (await app.as(key)).raw(path)).status, key).toBe(200)
  expect((await (await app.as('xia-genfa')).raw(path)).status).toBe(404)

  const key = { ...hexing, paymentId: paymentId(booked.paymentId ?? '') }
  const { payment } = await owner.call(readPayment, { params: key })
  expect(payment.refunds).toMatchObject([{ amountFen: 20_000 }])
  const told = await toldTo(owner)
  expect(told.filter((kind) => kind === 'booking_rate_invited')).toHaveLength(1)
  // Told of the haul by its booking; the case says nothing a second time.
  expect(told).not.toContain('case_closed')

  const duty = await app.as(people.duty)
  const hours = await duty.call(readHaulageHours, {
    params: hexing,
    query: { from: '2026-11-16', to: '2026-11-22' },
  })
  expect(hours).toMatchObject({
    goalHours: 36,
    collected: 1,
    medianHours: 23,
    slowestHours: 23,
    withinGoal: 1,
    weeks: [{ week: '2026-11-16', collected: 1, medianHours: 23 }],
  })
})

test('waste of a renovation that is not registered, or is another’s, is not hauled', async () => {
  const chen = await app.as('chen-yue')
  const xia = await app.as('xia-genfa')
  const slot = await firstSlot(xia, 'renovation-waste', '2026-11-20')
  const held = await holdHaul(xia, slot)
  const ask = async (id?: string) =>
    (await askToConfirm(xia, held, id === undefined ? {} : { renovationId: renovationId(id) })).code
  expect(await ask()).toBe('renovation_needed')
  expect(await ask('01900000-0000-7000-8000-000000000000')).toBe('renovation_unknown')
  const hers = await register(chen)
  expect(await ask(hers.renovationId)).toBe('renovation_unknown')
})

test('nothing is hauled on a promise: what is owed is paid before', async () => {
  app.clock.set('2026-11-18T02:00:00.000Z')
  const chen = await app.as('chen-yue')
  const { renovationId: id } = await register(chen)
  const held = await holdHaul(chen, await firstSlot(chen, 'renovation-waste', '2026-11-19'))
  const booked = await confirmed(chen, held, { renovationId: id })
  expect(booked).toMatchObject({ status: 'confirmed', paid: 'due' })
  app.clock.set('2026-11-19T01:00:00.000Z')
  const driver = await app.as(people.driver)
  const photoIds = [await photoOf(driver)]
  const params = inBooking(booked)
  const owed = await driver.ask(serveBooking, { params, body: { note: '', photoIds } })
  expect([owed.status, owed.code]).toEqual([409, 'haul_unpaid'])
  await collectMoney(booked)
  await driver.call(serveBooking, { params, body: { note: '', photoIds } })
  expect((await caseOf(await app.as('chen-yue'), booked.caseId)).status).toBe('closed')
})

test('bulky waste needs no registration, and one that is moved is not late before its new time', async () => {
  app.clock.set('2026-11-19T02:00:00.000Z')
  const chen = await app.as('chen-yue')
  const held = await holdHaul(chen, await firstSlot(chen, 'bulky-waste', '2026-11-20'))
  const booked = await confirmed(chen, held)
  expect(await dueAt(chen, booked)).toBe('2026-11-20T14:00:00.000Z')
  const later = await firstSlot(chen, 'bulky-waste', '2026-11-25')
  const { occurrenceId, startsAt, endsAt } = later
  await chen.call(moveBooking, { params: inBooking(booked), body: { occurrenceId, startsAt } })
  expect(await dueAt(chen, booked)).toBe(endsAt)
  const moved = await caseOf(chen, booked.caseId)
  expect(moved.timeline.at(-1)?.data.reply).toContain('清运改到')
})

test('a haul that is cancelled, or found nothing, leaves no case open', async () => {
  app.clock.set('2026-11-20T02:00:00.000Z')
  const chen = await app.as('chen-yue')
  const held = await holdHaul(chen, await firstSlot(chen, 'bulky-waste', '2026-11-22'))
  const first = await confirmed(chen, held)
  await chen.call(cancelBooking, { params: inBooking(first), body: { reason: '不扔了' } })
  expect((await caseOf(chen, first.caseId)).status).toBe('withdrawn')

  const again = await holdHaul(chen, await firstSlot(chen, 'bulky-waste', '2026-11-21'))
  const second = await confirmed(chen, again)
  app.clock.set('2026-11-21T04:00:00.000Z')
  const driver = await app.as(people.driver)
  await driver.call(markNoShow, { params: inBooking(second), body: {} })
  const dropped = await caseOf(await app.as('chen-yue'), second.caseId)
  expect(dropped.status).toBe('withdrawn')
  expect(dropped.timeline.at(-1)?.data.reason).toContain('没有看到垃圾')
})

test('waste is hauled until two weeks after the renovation, and then registered anew', async () => {
  app.clock.set('2026-11-21T05:00:00.000Z')
  const chen = await app.as('chen-yue')
  const { renovationId: id } = await register(chen, {
    startsOn: '2026-11-01',
    endsOn: '2026-11-21',
  })
  app.clock.set('2026-11-25T05:00:00.000Z')
  const later = await app.as('chen-yue')
  const held = await holdHaul(later, await firstSlot(later, 'renovation-waste', '2026-12-06'))
  const over = await askToConfirm(later, held, { renovationId: id })
  expect([over.status, over.code]).toEqual([409, 'renovation_over'])
  const inTime = await holdHaul(later, await firstSlot(later, 'renovation-waste', '2026-12-05'))
  expect((await askToConfirm(later, inTime, { renovationId: id })).status).toBe(200)
})

test('a load waits for the car by itself: it clashes with nothing its person does meanwhile', async () => {
  app.clock.set('2026-11-25T06:00:00.000Z')
  const chen = await app.as('chen-yue')
  const lunch = await firstSlot(chen, 'canteen-lunch', '2026-11-29')
  const load = await firstSlot(chen, 'bulky-waste', '2026-11-29')
  await confirmed(chen, await holdHaul(chen, load))
  const { bookingId } = await holdHaul(chen, lunch)
  const answer = await askToConfirm(chen, { bookingId })
  expect(answer.code).not.toBe('clash')
  const second = await holdHaul(chen, await firstSlot(chen, 'renovation-waste', '2026-11-29'))
  const { renovationId: id } = await register(chen)
  expect((await askToConfirm(chen, second, { renovationId: id })).status).toBe(200)
})

test('a round is of those who haul, and names no day that cannot be', async () => {
  const ask = async (key: string, day = tomorrow) => {
    const client = await app.as(key)
    return client.ask(readRound, { params: { ...hexing, day } })
  }
  expect((await ask(people.otherProvider)).body.stops).toEqual([])
  expect((await ask(people.duty)).body.stops.length).toBeGreaterThan(0)
  expect((await ask(people.foreign)).status).toBe(403)
  expect((await ask('chen-yue')).status).toBe(403)
  expect((await ask(people.duty, '2026-02-30')).code).toBe('invalid_request')
})
