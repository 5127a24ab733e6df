import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  checkIn,
  checkInBooking,
  markNoShow,
  revealBookingPhone,
  serveBooking,
} from '#shared/bookings/desk.contract.ts'
import type { PhotoId } from '#shared/ids.ts'
import { readPhoto, uploadPhoto } from '#shared/photos/photos.contract.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '#shared/time/shanghai.ts'
import type { Client } from '#tests/support/client.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import { siteIdOf } from './booking-catalogue.ts'
import { bookingScene, hexing, idOfPerson, sceneStaff } from './booking-scene.ts'
import { picture } from './check-in-picture.ts'

let app: TestApp
let clerk: Client
const scene = bookingScene(() => app)
const atOne = { ...hexing, siteId: siteIdOf('one') }

beforeAll(async () => {
  app = await startTestApp({ running: false })
  await scene.open({
    walk: { kind: 'session', from: 13 * 60, to: 18 * 60, capacity: 500 },
  })
  clerk = await app.as(sceneStaff.clerk)
})
afterAll(() => app?.stop())

/** The same offers on another day: tests of one file do not meet each other's bookings. */
const nextDay = async () => {
  app.clock.set(shanghaiInstant(addDays(shanghaiDay(app.clock.now()), 1), 10 * 60).toISOString())
  clerk = await app.as(sceneStaff.clerk)
}

test('missing is only who is half an hour late; he is told, and still let in when he comes', async () => {
  await nextDay()
  const chen = await app.as('chen-yue')
  const booked = await scene.book(chen, 'dance', { inDays: 0 })
  const params = scene.keyOf(booked)
  const early = await clerk.ask(markNoShow, { params, body: {} })
  expect([early.status, early.code]).toEqual([409, 'too_early_for_no_show'])
  app.clock.forward(4 * 60 + 30)
  clerk = await app.as(sceneStaff.clerk)
  const missed = await clerk.call(markNoShow, { params, body: {} })
  expect(missed.booking.status).toBe('no_show')
  expect(await scene.toldTo(await app.as('chen-yue'), booked)).toContain('booking_no_show')
  const late = await clerk.call(checkIn, {
    params: atOne,
    body: { by: 'number', value: booked.number },
  })
  expect(late.checkedIn?.status).toBe('checked_in')
  const { events } = await scene.read(clerk, booked)
  expect(events.at(-1)).toMatchObject({
    kind: 'checked_in',
    data: { way: 'number', wasMissed: true },
  })
})

test('a missed place that somebody else of the same person took is not taken back', async () => {
  await nextDay()
  const booked = await scene.book(await app.as('chen-yue'), 'dance', { inDays: 0 })
  app.clock.forward(4 * 60 + 40)
  clerk = await app.as(sceneStaff.clerk)
  await clerk.call(markNoShow, { params: scene.keyOf(booked), body: {} })
  await scene.book(clerk, 'dance', { inDays: 0, personId: booked.personId, channel: 'walk_in' })
  const late = await clerk.ask(checkIn, {
    params: atOne,
    body: { by: 'number', value: booked.number },
  })
  expect([late.status, late.code]).toEqual([409, 'already_booked'])
})

test('served with a note and a photo that the person sees; then he is asked once how it was', async () => {
  await nextDay()
  const chen = await app.as('chen-yue')
  const booked = await scene.book(chen, 'walk', { inDays: 0 })
  const params = scene.keyOf(booked)
  const uploaded = await clerk.upload<typeof uploadPhoto>(uploadPhoto, await picture())
  const photoIds: PhotoId[] = [uploaded.body.photoId]
  const said = { note: '血压 130/80，电话 13812345678', photoIds }
  const served = await clerk.call(serveBooking, { params, body: said })
  expect(served.booking).toMatchObject({ status: 'served', photoIds })
  const seen = await scene.read(chen, booked)
  const last = seen.events.at(-1)
  expect(last).toMatchObject({ kind: 'served', photoIds })
  expect(last?.data.note).toContain('血压 130/80')
  expect(last?.data.note).not.toContain('13812345678')
  const path = readPhoto.path.replace(':photoId', photoIds[0] ?? '').replace(':size', 'large')
  expect((await chen.raw(`/api${path}`)).status).toBe(200)
  expect((await (await app.as('xia-genfa')).raw(`/api${path}`)).status).toBe(404)
  const told = await scene.toldTo(chen, booked)
  expect(told.filter((kind) => kind === 'booking_rate_invited')).toHaveLength(1)
  const twice = await clerk.ask(serveBooking, { params, body: { note: '', photoIds: [] } })
  expect(twice.code).toBe('booking_moved_on')
})

test('what is still to come cannot be served, nor with a photo of somebody else', async () => {
  await nextDay()
  const chen = await app.as('chen-yue')
  const tomorrow = await scene.book(chen, 'walk', { inDays: 1 })
  const early = await clerk.ask(serveBooking, {
    params: scene.keyOf(tomorrow),
    body: { note: '', photoIds: [] },
  })
  expect(early.code).toBe('check_in_not_today')
  const today = await scene.book(chen, 'walk', { inDays: 0 })
  const foreign = await chen.upload<typeof uploadPhoto>(uploadPhoto, await picture())
  const refused = await clerk.ask(serveBooking, {
    params: scene.keyOf(today),
    body: { note: '', photoIds: [foreign.body.photoId] },
  })
  expect(refused.code).toBe('photo_unavailable')
  expect((await scene.read(clerk, today)).status).toBe('confirmed')
})

test('a visit: there, then gone, and the history says how long it took', async () => {
  await nextDay()
  const provider = await app.as(sceneStaff.provider)
  const booked = await scene.book(provider, 'bath', {
    inDays: 0,
    at: 11 * 60,
    personId: idOfPerson('xia-genfa'),
    channel: 'phone',
  })
  expect(booked.status).toBe('confirmed')
  const params = scene.keyOf(booked)
  app.clock.forward(60)
  const there = await app.as(sceneStaff.provider)
  await there.call(checkInBooking, { params, body: {} })
  app.clock.forward(50)
  const gone = await app.as(sceneStaff.provider)
  const { booking } = await gone.call(serveBooking, { params, body: { note: '', photoIds: [] } })
  expect(booking.events.slice(-3)).toMatchObject([
    { kind: 'checked_in' },
    { kind: 'left', data: { minutes: 50 } },
    { kind: 'served' },
  ])
})

test('each look at a phone number is written down, for the auditor and not for the person', async () => {
  await nextDay()
  const daughter = await app.as('zhang-hui')
  const chess = await scene.book(daughter, 'chess', { inDays: 1, personId: idOfPerson('shen-apo') })
  const duty = await app.as(sceneStaff.duty)
  const look = (whose: 'person' | 'booker') =>
    duty.ask(revealBookingPhone, {
      params: scene.keyOf(chess),
      body: { reason: '确认时间', whose },
    })
  expect((await look('person')).code).toBe('no_phone_on_file')
  const booker = await look('booker')
  expect(booker.body.phone).toMatch(/^1\d{10}$/)
  const { rows } = await app.platform.database.pool.query(
    `select detail from audit_entries where action = 'booking.phone_revealed' and object_id = $1`,
    [chess.bookingId],
  )
  expect(rows).toHaveLength(1)
  const kinds = async (client: Client) =>
    (await scene.read(client, chess)).events.map(({ kind }) => kind)
  expect(await kinds(duty)).toContain('phone_revealed')
  expect(await kinds(daughter)).not.toContain('phone_revealed')
})
