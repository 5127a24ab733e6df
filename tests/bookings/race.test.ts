import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BookingView } from '#shared/bookings/bookings.contract.ts'
import {
  cancelBooking,
  joinWaits,
  listMyWaits,
  moveBooking,
} from '#shared/bookings/bookings.contract.ts'
import type { Client } from '#tests/support/client.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import { bookingScene, hexing, sceneStaff } from './booking-scene.ts'

let app: TestApp
const scene = bookingScene(() => app)
let people: Client[] = []

beforeAll(async () => {
  app = await startTestApp()
  await scene.open({
    class: { kind: 'session', from: 14 * 60, to: 15 * 60, capacity: 30 },
    // Kept for less than a token lives.
    sole: { kind: 'session', from: 14 * 60, to: 15 * 60, capacity: 1, book: { holdMinutes: 5 } },
  })
  people = await Promise.all(Array.from({ length: 60 }, () => app.newcomer(`o-${randomUUID()}`)))
})
afterAll(() => app?.stop())

/** Any two occupancies of one resource that overlap, found without the constraint. */
const overlaps = async (): Promise<number> => {
  const { rows } = await app.platform.database.pool.query<{ pairs: number }>(
    `select count(*)::int as pairs from occupancies x join occupancies y
      on x.resource_id = y.resource_id and x.booking_id < y.booking_id and x.during && y.during`,
  )
  return rows[0]?.pairs ?? 0
}

const codesOf = (answers: readonly { code: string | undefined }[]): Set<string | undefined> =>
  new Set(answers.map(({ code }) => code))

test('of sixty at once thirty get the thirty places', async () => {
  const answers = await Promise.all(people.map((person) => scene.askToHold(person, 'class')))
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(30)
  expect(codesOf(answers)).toEqual(new Set([undefined, 'time_taken']))
  const { occurrenceId } = await scene.slotOf('class')
  expect(await scene.countsOf(occurrenceId)).toEqual({ taken: 30, party: 30, holders: 30 })
})

test('whoever lost has changed nothing', async () => {
  const { rows } = await app.platform.database.pool.query<{ bookings: number; keys: number }>(
    `select (select count(*)::int from bookings) as bookings,
      (select count(*)::int from idempotency_keys) as keys`,
  )
  const answers = await Promise.all(
    people.map((person) => scene.askToHold(person, 'class', { party: 2 })),
  )
  expect(answers.filter(({ status }) => status === 201)).toEqual([])
  const { rows: after } = await app.platform.database.pool.query(
    `select (select count(*)::int from bookings) as bookings,
      (select count(*)::int from idempotency_keys) as keys`,
  )
  expect(after).toEqual(rows)
})

test('two that want each other’s time both keep their own', async () => {
  const [one, other] = people
  if (!one || !other) throw new Error('nobody')
  for (const inDays of [2, 3, 4]) {
    const early = await scene.book(one, 'advice', { inDays, at: 9 * 60 })
    const late = await scene.book(other, 'advice', { inDays, at: 10 * 60 })
    const move = async (client: Client, booking: BookingView, at: number) => {
      const { offerId: _of, ...to } = await scene.slotOf('advice', { inDays, at })
      return client.ask(moveBooking, { params: scene.keyOf(booking), body: to })
    }
    const answers = await Promise.all([
      move(one, early, 10 * 60),
      move(other, late, 9 * 60),
      move(one, early, 10 * 60 + 30),
    ])
    for (const { status } of answers) expect([200, 409]).toContain(status)
    expect(await overlaps()).toBe(0)
  }
})

test('on the boundary of a hold the old one is confirmed or the new one holds, never both', async () => {
  const [one, other] = people
  if (!one || !other) throw new Error('nobody')
  for (let inDays = 5; inDays < 10; inDays++) {
    const held = await scene.hold(one, 'sole', { inDays })
    app.clock.set(held.holdUntil ?? '')
    const [confirmed, taken] = await Promise.all([
      scene.askToConfirm(one, held),
      scene.askToHold(other, 'sole', { inDays }),
    ])
    expect([confirmed.status, taken.status]).toEqual([409, 201])
    const { occurrenceId } = await scene.slotOf('sole', { inDays })
    expect((await scene.countsOf(occurrenceId)).taken).toBe(1)
    app.clock.set('2026-11-17T02:00:00Z')
  }
})

test('a place given back goes to who waits, whoever else asks at that moment', async () => {
  const [holder, waiter, ...others] = people
  if (!holder || !waiter) throw new Error('nobody')
  const inDays = 11
  const booking = await scene.book(holder, 'sole', { inDays })
  const { occurrenceId } = await scene.slotOf('sole', { inDays })
  const body = { occurrenceId, personId: await scene.whoIs(waiter), party: 1 }
  const { wait } = await waiter.call(joinWaits, { params: hexing, body })
  const clerk = await app.as(sceneStaff.clerk)
  const asked = others.slice(0, 20)
  const [, , ...answers] = await Promise.all([
    holder.call(cancelBooking, { params: scene.keyOf(booking), body: { reason: '' } }),
    scene.askToHold(clerk, 'sole', {
      inDays,
      personId: await scene.whoIs(holder),
      channel: 'walk_in',
    }),
    ...asked.map((person) => scene.askToHold(person, 'sole', { inDays })),
  ])
  expect(codesOf(answers)).toEqual(new Set(['time_taken']))
  const { waits } = await waiter.call(listMyWaits)
  expect(waits.find(({ waitId }) => waitId === wait.waitId)?.state).toBe('offered')
  expect(await scene.countsOf(occurrenceId)).toEqual({ taken: 1, party: 1, holders: 1 })
})
