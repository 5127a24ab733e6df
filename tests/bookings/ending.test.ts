import { afterAll, beforeAll, expect, test } from 'vitest'
import { deleteMe, exportMe } from '#shared/accounts/accounts.contract.ts'
import type { BookingView } from '#shared/bookings/bookings.contract.ts'
import {
  answerProposal,
  cancelBooking,
  complainAboutBooking,
  listMyBookings,
  moveBooking,
  rateBooking,
  recordWish,
} from '#shared/bookings/bookings.contract.ts'
import { proposeTime, serveBooking } from '#shared/bookings/desk.contract.ts'
import { readCase } from '#shared/cases/cases.contract.ts'
import { closeDay } from '#shared/offers/offers.contract.ts'
import { addDays, shanghaiDay } from '#shared/time/shanghai.ts'
import type { Client } from '#tests/support/client.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import { siteIdOf } from './booking-catalogue.ts'
import { bookingScene, hexing, idOfPerson, sceneStaff } from './booking-scene.ts'

let app: TestApp
const scene = bookingScene(() => app)
const sweep = () => app.app.services.bookings.sweep()

beforeAll(async () => {
  app = await startTestApp()
  await scene.open()
})
afterAll(() => app?.stop())

const cancel = (client: Client, booking: BookingView, reason = '') =>
  client.ask(cancelBooking, { params: scene.keyOf(booking), body: { reason } })

test('a cancelled place is free at once, and staff are told', async () => {
  const xia = await app.as('xia-genfa')
  const booked = await scene.book(xia, 'haul', { inDays: 1 })
  expect((await scene.askToHold(await app.as('chen-yue'), 'haul', { inDays: 1 })).code).toBe(
    'time_taken',
  )
  const { body } = await cancel(xia, booked, '不装修了')
  expect(body.booking).toMatchObject({ status: 'cancelled', endReason: '不装修了', paid: 'due' })
  expect((await scene.hold(await app.as('chen-yue'), 'haul', { inDays: 1 })).status).toBe('held')
  expect(await scene.toldTo(await app.as(sceneStaff.clerk), booked)).toContain(
    'booking_cancelled_by_person',
  )
})

test('a hold is let go without a word', async () => {
  const chen = await app.as('chen-yue')
  const held = await scene.hold(chen, 'dance', { inDays: 7 })
  expect((await cancel(chen, held)).body.booking.status).toBe('cancelled')
  expect(await scene.toldTo(chen, held)).toEqual([])
  expect(await scene.toldTo(await app.as(sceneStaff.clerk), held)).toEqual([])
  const { occurrenceId } = await scene.slotOf('dance', { inDays: 7 })
  expect((await scene.countsOf(occurrenceId)).taken).toBe(0)
})

test('too late one cancels by phone only: staff may, the person may not', async () => {
  const chen = await app.as('chen-yue')
  const booked = await scene.book(chen, 'dance', { inDays: 0 })
  app.clock.set('2026-11-17T05:01:00Z')
  const late = await cancel(await app.as('chen-yue'), booked)
  expect(late.code).toBe('too_late_to_cancel')
  const moved = await (await app.as('chen-yue')).ask(moveBooking, {
    params: scene.keyOf(booked),
    body: await scene.slotOf('dance', { inDays: 8 }).then(({ offerId: _of, ...to }) => to),
  })
  expect(moved.code).toBe('too_late_to_cancel')
  const byStaff = await cancel(await app.as(sceneStaff.clerk), booked, '来电取消')
  expect(byStaff.body.booking.status).toBe('cancelled')
  // Nobody's booking goes in silence, whoever said that it was asked for.
  expect(await scene.toldTo(await app.as('chen-yue'), booked)).toContain(
    'booking_cancelled_for_person',
  )
})

test('a move takes the new time before it gives the old one back', async () => {
  const xia = await app.as('xia-genfa')
  const booked = await scene.book(xia, 'advice', { inDays: 2, at: 9 * 60 })
  await scene.book(await app.as('chen-yue'), 'advice', { inDays: 2, at: 10 * 60 })
  const move = async (at: number) => {
    const { offerId: _of, ...to } = await scene.slotOf('advice', { inDays: 2, at })
    return xia.ask(moveBooking, { params: scene.keyOf(booked), body: to })
  }
  expect((await move(10 * 60)).code).toBe('time_taken')
  expect(await scene.read(xia, booked)).toMatchObject({ startsAt: booked.startsAt })
  // By half an hour: it overlaps nothing but itself.
  const moved = (await move(9 * 60 + 30)).body.booking
  expect(moved).toMatchObject({ status: 'confirmed', startsAt: '2026-11-19T01:30:00.000Z' })
  expect(moved.events.map(({ kind }) => kind)).toEqual(['held', 'confirmed', 'moved', 'confirmed'])
  const next = await scene.hold(await app.as('zhang-hui'), 'advice', { inDays: 2, at: 9 * 60 })
  expect(next.status).toBe('held')
})

test('what staff agreed to and is moved is asked of them again', async () => {
  const clerk = await app.as(sceneStaff.clerk)
  const booked = await scene.book(clerk, 'talk', {
    inDays: 2,
    personId: idOfPerson('xia-genfa'),
    channel: 'counter',
  })
  const { offerId: _of, ...to } = await scene.slotOf('talk', { inDays: 3 })
  const xia = await app.as('xia-genfa')
  const moved = await xia.call(moveBooking, { params: scene.keyOf(booked), body: to })
  expect(moved.booking.status).toBe('requested')
  const { occurrenceId } = await scene.slotOf('talk', { inDays: 2 })
  expect((await scene.countsOf(occurrenceId)).taken).toBe(0)
})

const proposed = async (inDays: number) => {
  const xia = await app.as('xia-genfa')
  const booked = await scene.book(xia, 'talk', { inDays })
  const { offerId: _of, ...to } = await scene.slotOf('talk', { inDays: inDays + 1 })
  await (await app.as(sceneStaff.clerk)).call(proposeTime, {
    params: scene.keyOf(booked),
    body: { ...to, note: '' },
  })
  return booked
}

test('a proposed time is agreed to, or not, or forgotten', async () => {
  const xia = await app.as('xia-genfa')
  const agreed = await proposed(10)
  const yes = await xia.call(answerProposal, {
    params: scene.keyOf(agreed),
    body: { answer: 'agree' },
  })
  expect(yes.booking.status).toBe('confirmed')
  const refused = await proposed(13)
  const no = await xia.call(answerProposal, {
    params: scene.keyOf(refused),
    body: { answer: 'decline' },
  })
  expect(no.booking.status).toBe('cancelled')
  const forgotten = await proposed(16)
  app.clock.forward(24 * 60)
  await sweep()
  const xiaLater = await app.as('xia-genfa')
  expect((await scene.read(xiaLater, forgotten)).status).toBe('expired')
  expect(await scene.toldTo(xiaLater, forgotten)).toEqual([
    'booking_declined',
    'booking_proposed',
    'booking_requested',
  ])
  const { occurrenceId } = await scene.slotOf('talk', { inDays: 16 })
  expect((await scene.countsOf(occurrenceId)).taken).toBe(0)
})

test('when a day is closed, everyone booked is told why and when else', async () => {
  const inDays = 12
  const chen = await scene.book(await app.as('chen-yue'), 'dance', { inDays })
  const xia = await scene.book(await app.as('xia-genfa'), 'talk', { inDays })
  const held = await scene.hold(await app.as('zhang-hui'), 'dance', { inDays })
  const { told } = await (await app.as(sceneStaff.clerk)).call(closeDay, {
    params: { ...hexing, siteId: siteIdOf('one') },
    body: { day: addDays(shanghaiDay(app.clock.now()), inDays), offerId: null, reason: '停电检修' },
  })
  expect(told).toBe(2)
  await sweep()
  await sweep()
  for (const [key, booking] of [
    ['chen-yue', chen],
    ['xia-genfa', xia],
  ] as const) {
    const person = await app.as(key)
    const now = await scene.read(person, booking)
    expect([now.status, now.endReason]).toEqual(['cancelled', '停电检修'])
    expect(await scene.toldTo(person, booking)).toContain('booking_cancelled_by_site')
  }
  expect((await scene.read(await app.as('zhang-hui'), held)).status).toBe('cancelled')
})

test('after the service one says how it was, once, or complains, and a case is opened', async () => {
  const clerk = await app.as(sceneStaff.clerk)
  const booked = await scene.book(clerk, 'dance', {
    inDays: 0,
    personId: idOfPerson('shen-apo'),
    channel: 'walk_in',
  })
  const params = scene.keyOf(booked)
  await clerk.call(serveBooking, { params, body: { note: '', photoIds: [] } })
  const daughter = await app.as('zhang-hui')
  const rate = (body: { grade: number | null; words?: string; solved?: 'no' }) =>
    daughter.ask(rateBooking, {
      params,
      body: {
        onTime: null,
        solved: body.solved ?? null,
        grade: body.grade,
        words: body.words ?? '',
      },
    })
  expect((await rate({ grade: null })).code).toBe('invalid_request')
  expect((await rate({ grade: 1 })).code).toBe('reason_needed')
  expect(
    (
      await clerk.ask(rateBooking, {
        params,
        body: { onTime: null, solved: null, grade: 5, words: '' },
      })
    ).code,
  ).toBe('not_allowed')
  expect((await rate({ grade: 2, words: '等太久' })).body.booking.rating).toMatchObject({
    grade: 2,
    solved: null,
  })
  expect((await rate({ grade: 5 })).code).toBe('already_rated')
  const complaint = { params, body: { text: '等了一个小时' }, key: 'complaint-of-one-key' }
  const complained = await daughter.call(complainAboutBooking, complaint)
  const again = await daughter.call(complainAboutBooking, complaint)
  expect(again.booking.events).toEqual(complained.booking.events)
  const { caseId, events } = complained.booking
  if (!caseId) throw new Error('no case')
  expect(events.slice(-2).map(({ kind }) => kind)).toEqual(['complained', 'case_opened'])
  const { case: opened } = await daughter.call(readCase, { params: { ...hexing, caseId } })
  expect(opened.text).toContain('试dance，一号点')
})

test('my list is mine and of those who let me book for them, page by page', async () => {
  const daughter = await app.as('zhang-hui')
  const booked = await scene.book(daughter, 'chess', {
    inDays: 20,
    personId: idOfPerson('shen-apo'),
  })
  const list = (when: 'coming' | 'past') => daughter.call(listMyBookings, { query: { when } })
  const coming = (await list('coming')).bookings
  expect(coming.map(({ bookingId }) => bookingId)).toContain(booked.bookingId)
  const past = (await list('past')).bookings
  expect(
    past.some(({ status, personName }) => status === 'served' && personName === '沈秀珍'),
  ).toBe(true)
  const strangers = await (await app.as('chen-yue')).call(listMyBookings, {
    query: { when: 'coming', personId: idOfPerson('shen-apo') },
  })
  expect(strangers.bookings).toEqual([])
})

test('who has something coming cannot leave, and takes his bookings along', async () => {
  const newcomer = await app.newcomer('o-leaving')
  const booked = await scene.book(newcomer, 'dance', { inDays: 15 })
  expect((await newcomer.ask(deleteMe)).code).toBe('has_coming_bookings')
  const all = await newcomer.call(exportMe)
  expect(JSON.stringify(all)).toContain(booked.bookingId)
  await cancel(newcomer, booked)
  expect((await newcomer.ask(deleteMe)).status).toBe(200)
})

test('what nobody could be given is kept as demand, without a name or a number', async () => {
  const body = {
    kind: 'asked',
    serviceCode: 'scene-bath',
    words: '周末能不能助浴，13812345678',
  } as const
  await app.nobody.call(recordWish, { params: hexing, body })
  const unknown = await app.nobody.ask(recordWish, {
    params: hexing,
    body: { ...body, serviceCode: 'no-such-service' },
  })
  expect(unknown.code).toBe('offer_unknown')
  const { rows } = await app.platform.database.pool.query(
    'select kind, service_code as service, words, is_senior as senior from wishes',
  )
  expect(rows).toEqual([
    {
      kind: 'asked',
      service: 'scene-bath',
      words: '周末能不能助浴，〔电话已隐去〕',
      senior: null,
    },
  ])
})
