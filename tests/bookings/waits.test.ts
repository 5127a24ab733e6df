import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BookingView } from '#shared/bookings/bookings.contract.ts'
import {
  cancelBooking,
  joinWaits,
  leaveWaits,
  listMyWaits,
} from '#shared/bookings/bookings.contract.ts'
import type { PersonId } from '#shared/ids.ts'
import { listNotices } from '#shared/notices/notices.contract.ts'
import { changeOccurrence, closeDay } from '#shared/offers/offers.contract.ts'
import { relationshipTextVersion } from '#shared/relatives/relations.ts'
import {
  listRelatives,
  makeRelationCode,
  useRelationCode,
  withdrawRelationship,
} from '#shared/relatives/relatives.contract.ts'
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

/** Takes so many places of an offer, one by one, by people nobody has seen before. */
let made = 0
const fill = async (
  name: string,
  inDays: number,
  places: number,
): Promise<[Client, BookingView][]> =>
  Promise.all(
    Array.from({ length: places }, async (): Promise<[Client, BookingView]> => {
      made += 1
      const someone = await app.newcomer(`o-fill-${made}`)
      return [someone, await scene.book(someone, name, { inDays })]
    }),
  )

const join = async (
  client: Client,
  name: string,
  inDays: number,
  { personId, party = 1, at }: { personId?: PersonId; party?: number; at?: number } = {},
) => {
  const { occurrenceId } = await scene.slotOf(name, { inDays, ...(at === undefined ? {} : { at }) })
  return client.ask(joinWaits, {
    params: hexing,
    body: { occurrenceId, personId: personId ?? (await scene.whoIs(client)), party },
  })
}

const cancel = (client: Client, booking: BookingView) =>
  client.call(cancelBooking, { params: scene.keyOf(booking), body: { reason: '' } })

const waitsOf = async (client: Client) => (await client.call(listMyWaits)).waits

test('one waits only for what is full, once, and knows how many are before him', async () => {
  const chen = await app.as('chen-yue')
  expect((await join(chen, 'dance', 1)).code).toBe('not_full')
  const [[first] = []] = await fill('dance', 1, 3)
  expect((await join(first ?? chen, 'dance', 1)).code).toBe('already_booked')
  expect((await join(chen, 'dance', 1)).body.wait).toMatchObject({ state: 'waiting', position: 1 })
  expect((await join(chen, 'dance', 1)).code).toBe('already_waiting')
  expect((await join(chen, 'dance', 2, { party: 4 })).code).toBe('invalid_request')
  const xia = await app.as('xia-genfa')
  expect((await join(xia, 'dance', 1)).body.wait).toMatchObject({ position: 2 })
})

test('a place that becomes free is kept for the first, and nobody overtakes', async () => {
  const [[holder, booking] = []] = await fill('talk', 2, 2)
  if (!holder || !booking) throw new Error('nobody booked')
  const daughter = await app.as('zhang-hui')
  const mother = idOfPerson('shen-apo')
  await join(daughter, 'talk', 2, { personId: mother })
  const xia = await app.as('xia-genfa')
  await join(xia, 'talk', 2)
  await cancel(holder, booking)
  // The same place, asked for directly at the same moment.
  expect((await scene.askToHold(await app.as('chen-yue'), 'talk', { inDays: 2 })).code).toBe(
    'time_taken',
  )
  const [offered] = await waitsOf(daughter)
  expect(offered).toMatchObject({ state: 'offered', personId: mother, position: 0 })
  // 10:00, in waking hours: two hours.
  expect(offered?.offeredUntil).toBe('2026-11-17T04:00:00.000Z')
  const bookingId = offered?.bookingId
  if (!bookingId) throw new Error('nothing was offered')
  expect(await scene.toldTo(daughter, { bookingId })).toEqual(['booking_place_offered'])
  const { notices } = await daughter.call(listNotices)
  expect(notices[0]?.body).toContain('给您留到今天中午12:00')
  const kept = await scene.read(daughter, { bookingId })
  expect(kept).toMatchObject({ status: 'held', personName: '沈秀珍', channel: 'relative' })
  expect((await scene.confirm(daughter, kept)).status).toBe('requested')
  expect((await waitsOf(daughter)).map(({ state }) => state)).toEqual([])
})

test('an offer that nobody takes goes to the next, with the same time to think', async () => {
  const [[one, booked] = []] = await fill('dance', 3, 3)
  if (!one || !booked) throw new Error('nobody booked')
  const chen = await app.as('chen-yue')
  const xia = await app.as('xia-genfa')
  await join(chen, 'dance', 3)
  await join(xia, 'dance', 3)
  await cancel(one, booked)
  app.clock.forward(121)
  await sweep()
  const chenLater = await app.as('chen-yue')
  const states = async (client: Client) =>
    (await waitsOf(client))
      .filter(({ slot }) => slot.startsAt.startsWith('2026-11-20T06'))
      .map(({ state }) => state)
  expect(await states(chenLater)).toEqual(['lapsed'])
  expect(await states(await app.as('xia-genfa'))).toEqual(['offered'])
  app.clock.set('2026-11-17T02:00:00Z')
})

test('a place freed at night is kept until ten and told at eight', async () => {
  const [[holder, booking] = []] = await fill('dance', 4, 3)
  if (!holder || !booking) throw new Error('nobody booked')
  const chen = await app.as('chen-yue')
  const waiting = (await join(chen, 'dance', 4)).body.wait
  app.clock.set('2026-11-17T15:00:00Z')
  const clerk = await app.as(sceneStaff.clerk)
  await cancel(clerk, booking)
  const offered = (await waitsOf(await app.as('chen-yue'))).find(
    ({ waitId }) => waitId === waiting.waitId,
  )
  expect(offered).toMatchObject({ state: 'offered', offeredUntil: '2026-11-18T02:00:00.000Z' })
  const bookingId = offered?.bookingId
  if (!bookingId) throw new Error('nothing was offered')
  await sweep()
  expect(await scene.toldTo(await app.as('chen-yue'), { bookingId })).toEqual([])
  app.clock.set('2026-11-18T00:00:00Z')
  await sweep()
  await sweep()
  expect(await scene.toldTo(await app.as('chen-yue'), { bookingId })).toEqual([
    'booking_place_offered',
  ])
  app.clock.set('2026-11-17T02:00:00Z')
})

test('a party that does not fit is passed over and goes on waiting', async () => {
  const [[holder, booking] = []] = await fill('dance', 5, 3)
  if (!holder || !booking) throw new Error('nobody booked')
  const pair = await app.as('chen-yue')
  await join(pair, 'dance', 5, { party: 2 })
  const single = await app.as('xia-genfa')
  await join(single, 'dance', 5)
  await cancel(holder, booking)
  const of = async (client: Client) =>
    (await waitsOf(client)).find(({ slot }) => slot.startsAt.startsWith('2026-11-22'))?.state
  expect([await of(pair), await of(single)]).toEqual(['waiting', 'offered'])
})

test('whoever may not book any more leaves the list, and the next is served', async () => {
  const [[holder, booking] = []] = await fill('talk', 6, 2)
  if (!holder || !booking) throw new Error('nobody booked')
  const mother = idOfPerson('xia-genfa')
  const xia = await app.as('xia-genfa')
  const relative = await app.newcomer('o-relative')
  const { code } = await xia.call(makeRelationCode, {
    body: { textVersion: relationshipTextVersion },
  })
  await relative.call(useRelationCode, { body: { code, relation: 'child' } })
  await join(relative, 'talk', 6, { personId: mother })
  await join(await app.as('chen-yue'), 'talk', 6)
  const { bookers } = await xia.call(listRelatives)
  const [booker] = bookers
  if (!booker) throw new Error('no relative')
  const { relationshipId } = booker
  await xia.call(withdrawRelationship, { params: { relationshipId } })
  await cancel(holder, booking)
  const of = async (client: Client) =>
    (await waitsOf(client)).find(({ slot }) => slot.startsAt.startsWith('2026-11-23'))?.state
  expect([await of(xia), await of(await app.as('chen-yue'))]).toEqual(['lapsed', 'offered'])
})

test('leaving an offer gives it to the next; more places serve the list too', async () => {
  await fill('dance', 7, 3)
  const chen = await app.as('chen-yue')
  const xia = await app.as('xia-genfa')
  const chens = (await join(chen, 'dance', 7)).body.wait
  const xias = (await join(xia, 'dance', 7)).body.wait
  const { occurrenceId } = await scene.slotOf('dance', { inDays: 7 })
  const clerk = await app.as(sceneStaff.clerk)
  await clerk.call(changeOccurrence, {
    params: { ...hexing, occurrenceId },
    body: { capacity: 4 },
  })
  const state = async (client: Client, { waitId }: { waitId: string }) =>
    (await waitsOf(client)).find((one) => one.waitId === waitId)?.state
  expect([await state(chen, chens), await state(xia, xias)]).toEqual(['offered', 'waiting'])
  const stranger = await app.newcomer('o-stranger')
  const params = { ...hexing, waitId: chens.waitId }
  expect((await stranger.ask(leaveWaits, { params })).status).toBe(404)
  await chen.call(leaveWaits, { params })
  expect([await state(chen, chens), await state(xia, xias)]).toEqual([undefined, 'offered'])
  expect((await scene.countsOf(occurrenceId)).taken).toBe(4)
})

test("a person's time that is all taken can be waited for, and a free hour is offered", async () => {
  const clerk = await app.as(sceneStaff.duty)
  const hours = [540, 570, 600, 630]
  const people: [string, number][] = hours.map((at, index) => [`o-time-${index}`, at])
  const booked: [Client, BookingView][] = []
  for (const [openId, at] of people) {
    const someone = await app.newcomer(openId)
    // One living booking a window and person: four people fill the morning.
    booked.push([someone, await scene.book(someone, 'advice', { inDays: 8, at })])
  }
  const xia = await app.as('xia-genfa')
  const { wait } = (await join(xia, 'advice', 8)).body
  expect(wait.state).toBe('waiting')
  const [someone, third] = booked[2] ?? []
  if (!someone || !third) throw new Error('nobody booked')
  await cancel(someone, third)
  const offered = (await waitsOf(xia)).find(({ waitId }) => waitId === wait.waitId)
  const kept = await scene.read(xia, { bookingId: offered?.bookingId ?? third.bookingId })
  expect([kept.status, kept.startsAt]).toEqual(['held', third.startsAt])
  expect(
    (
      await scene.askToHold(clerk, 'advice', {
        inDays: 8,
        at: 600,
        personId: idOfPerson('shen-apo'),
        channel: 'phone',
      })
    ).code,
  ).toBe('time_taken')
})

test('who waits for a day that is closed is told, and waits no longer', async () => {
  await fill('dance', 9, 3)
  const chen = await app.as('chen-yue')
  const { wait } = (await join(chen, 'dance', 9)).body
  await (await app.as(sceneStaff.clerk)).call(closeDay, {
    params: { ...hexing, siteId: siteIdOf('one') },
    body: { day: addDays(shanghaiDay(app.clock.now()), 9), offerId: null, reason: '消防检查' },
  })
  await sweep()
  expect((await waitsOf(chen)).find(({ waitId }) => waitId === wait.waitId)?.state).toBe('lapsed')
  const { notices } = await chen.call(listNotices)
  expect(notices.some(({ body }) => body.startsWith('您在候补的试dance'))).toBe(true)
})
