import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BookingView } from '#shared/bookings/bookings.contract.ts'
import {
  cancelBooking,
  confirmBooking,
  holdTime,
  joinWaits,
  moveBooking,
} from '#shared/bookings/bookings.contract.ts'
import { acceptBooking } from '#shared/bookings/desk.contract.ts'
import type { PersonId } from '#shared/ids.ts'
import { personId } from '#shared/ids.ts'
import { atHome, bookingScene, hexing } from '#tests/bookings/booking-scene.ts'
import { noFaults, seatFaults } from '#tests/bookings/seats-oracle.ts'
import { intensity } from '#tests/intensity.ts'
import type { Client } from '#tests/support/client.ts'
import { startServerProcess, temporaryFolder } from '#tests/support/server-process.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import { freshDatabase } from '#tests/support/test-database.ts'
import { signInAt } from './filing-load.ts'

const timeout = 60_000 + intensity.contendedAttempts * 30
/** So many people fight over each thing at once, half of them at each server. */
const crowd = 20
const rounds = Math.ceil(intensity.contendedAttempts / crowd / 7)
const hour = 60

/** Dates and hours for every round: each offer is there on each of the next 28 days. */
const offers = {
  // Two people, every half hour, each with a quarter of travel around it.
  fought: {
    kind: 'visit',
    from: 6 * hour,
    to: 22 * hour,
    minutes: 30,
    bufferMinutes: 15,
    resources: ['甲', '乙'],
  },
  crowded: { kind: 'session', from: 8 * hour, to: 9 * hour, capacity: 30 },
  small: { kind: 'session', from: 9 * hour, to: 10 * hour, capacity: 3 },
  waited: { kind: 'session', from: 10 * hour, to: 11 * hour, capacity: 2 },
  asked: {
    kind: 'session',
    from: 12 * hour,
    to: 13 * hour,
    capacity: 5000,
    accept: { how: 'staff', withinMinutes: 30 },
  },
} as const

let database: Awaited<ReturnType<typeof freshDatabase>>
let folder: Awaited<ReturnType<typeof temporaryFolder>>
let servers: Awaited<ReturnType<typeof startServerProcess>>[] = []
let app: TestApp
let clerks: Client[]
let people: PersonId[]
const scene = bookingScene(() => app)

beforeAll(async () => {
  folder = await temporaryFolder()
  database = await freshDatabase()
  const oneMore = () =>
    startServerProcess({ databaseUrl: database.url, filesDirectory: folder.path })
  // The first start fills the database with the demo.
  await (await oneMore()).terminate()
  // Only to save the catalogue, to look and to plant: the fight goes through the two servers.
  app = await startTestApp({
    databaseUrl: database.url,
    running: false,
    startsAt: new Date().toISOString(),
  })
  await scene.open(offers)
  people = Array.from({ length: 3 * crowd }, () => personId(randomUUID()))
  await app.platform.database.inTransaction(async (tx) => {
    for (const [at, id] of people.entries())
      await app.app.services.accounts.register(tx, {
        personId: id,
        displayName: `居民${at}`,
        largeType: false,
        phone: null,
        home: null,
        account: null,
      })
  })
  servers = [await oneMore(), await oneMore()]
  clerks = await Promise.all(
    servers.map(({ address }, at) => signInAt(address, `hexing-site-1-clerk-${at + 1}`)),
  )
}, 120_000)

afterAll(async () => {
  await Promise.all(servers.map((server) => server.terminate()))
  await app?.stop()
  await database?.drop()
  await folder?.remove()
})

const oneOf = <T>(list: readonly T[], at: number): T => {
  const found = list[at % list.length]
  if (found === undefined) throw new Error('an empty list')
  return found
}

type Slot = Awaited<ReturnType<typeof scene.slotOf>>

const timeOf = ({ occurrenceId, startsAt }: Slot) => ({ occurrenceId, startsAt })

const tryHold = (at: number, slot: Slot, person = oneOf(people, at)) =>
  oneOf(clerks, at).ask(holdTime, {
    params: hexing,
    body: { ...slot, personId: person, party: 1, channel: 'phone' },
  })

const everybody = <T>(work: (at: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: crowd }, (_, at) => work(at)))

const said = (answers: readonly { status: number; code: string | undefined }[]) =>
  answers.map(({ status, code }) => `${status} ${code ?? ''}`.trim())

const won = (answers: readonly { status: number }[]): number =>
  answers.filter(({ status }) => status < 300).length

const heldBy = async (at: number, slot: Slot, person?: PersonId): Promise<BookingView> => {
  const answer = await tryHold(at, slot, person)
  if (answer.status !== 201) throw new Error(`not held: ${answer.code}`)
  return answer.body.booking
}

const agreed = async (at: number, slot: Slot, person?: PersonId): Promise<BookingView> => {
  const held = await heldBy(at, slot, person)
  const { booking } = await oneOf(clerks, at).call(confirmBooking, {
    params: scene.keyOf(held),
    body: { payBy: 'free', note: '', despiteClash: true, ...(held.kind === 'visit' ? home : {}) },
  })
  return booking
}
const home = { place: atHome }

/** Nothing else may be wrong, and nobody may have met a fault of the server. */
const expectOnly = (answers: readonly string[], allowed: RegExp): void =>
  expect(answers.filter((answer) => !allowed.test(answer))).toEqual([])

/** Round → day and half hour; a whole hour apart, since travel reaches into the neighbours. */
const slotOfRound = (round: number) =>
  scene.slotOf('fought', {
    inDays: 1 + (round % 27),
    at: (6 + (Math.floor(round / 27) % 15)) * hour,
  })

test('one time of two people is taken twice, never three times', { timeout }, async () => {
  for (let round = 0; round < rounds; round++) {
    const slot = await slotOfRound(round)
    // Nobody has two in one day's window: the rounds of one day are fought by others.
    const others = crowd * Math.floor(round / 27)
    const answers = await everybody((at) => tryHold(at, slot, oneOf(people, at + others)))
    expect(won(answers)).toBe(2)
    expectOnly(said(answers), /^(201|409 time_taken)$/)
  }
  expect(await seatFaults(app.platform.database.pool)).toEqual(noFaults)
})

test('of thirty places thirty are given, whoever asks at once', { timeout }, async () => {
  for (let round = 0; round < rounds; round++) {
    const slot = await scene.slotOf('crowded', { inDays: 1 + (round % 27) })
    if (round >= 27) break
    const answers = await Promise.all(people.map((person, at) => tryHold(at, slot, person)))
    expect(won(answers)).toBe(30)
    expectOnly(said(answers), /^(201|409 time_taken)$/)
  }
  expect(await seatFaults(app.platform.database.pool)).toEqual(noFaults)
})

/** Ends whatever lives on the date, so that a round begins with an empty one. */
const clear = async (slot: Slot): Promise<void> => {
  const { rows } = await app.platform.database.pool.query<{ id: BookingView['bookingId'] }>(
    `select booking_id as id from bookings where occurrence_id = $1
      and status in ('held','requested','confirmed')`,
    [slot.occurrenceId],
  )
  for (const [at, { id }] of rows.entries())
    await oneOf(clerks, at).ask(cancelBooking, {
      params: { ...hexing, bookingId: id },
      body: { reason: '' },
    })
}

test('a hold at its very end is confirmed or given away, never both', { timeout }, async () => {
  for (let round = 0; round < rounds; round++) {
    const slot = await scene.slotOf('small', { inDays: 1 + (round % 27) })
    await clear(slot)
    const held = await Promise.all([0, 1, 2].map((at) => heldBy(at, slot)))
    // Their last milliseconds: some confirm in time, some too late, others are already asking.
    await app.platform.database.pool.query(
      `update bookings set hold_until = now() + (random() * 60 - 10) * interval '1 millisecond'
        where booking_id = any($1::uuid[])`,
      [held.map(({ bookingId }) => bookingId)],
    )
    const answers = await everybody((at) => {
      const mine = held[at]
      if (!mine) return tryHold(at, slot)
      return oneOf(clerks, at + 1).ask(confirmBooking, {
        params: scene.keyOf(mine),
        body: { payBy: 'free', note: '', despiteClash: true },
      })
    })
    expectOnly(said(answers), /^(20[01]|409 (time_taken|hold_over|booking_moved_on))$/)
  }
  expect(await seatFaults(app.platform.database.pool)).toEqual(noFaults)
})

test('a place given back is taken once, by whoever comes first', { timeout }, async () => {
  for (let round = 0; round < rounds; round++) {
    const slot = await scene.slotOf('small', { inDays: 1 + (round % 27) })
    await clear(slot)
    const booked = await Promise.all([0, 1, 2].map((at) => agreed(at, slot)))
    const answers = await everybody((at) => {
      const mine = booked[at]
      return mine
        ? oneOf(clerks, at + 1).ask(cancelBooking, {
            params: scene.keyOf(mine),
            body: { reason: '' },
          })
        : tryHold(at, slot)
    })
    expectOnly(said(answers), /^(20[01]|409 time_taken)$/)
  }
  expect(await seatFaults(app.platform.database.pool)).toEqual(noFaults)
})

test('two who change places never lose theirs, and never share one', { timeout }, async () => {
  for (let round = 0; round < rounds; round++) {
    const inDays = 1 + (round % 27)
    const at = (7 + 2 * (Math.floor(round / 27) % 7)) * hour
    const first = await scene.slotOf('fought', { inDays, at: at - 30 })
    const second = await scene.slotOf('fought', { inDays, at: at + 30 })
    const asked = await everybody((turn) => tryHold(turn, turn % 2 === 0 ? first : second))
    const held = asked.flatMap(({ status, body }) => (status === 201 ? [body.booking] : []))
    const booked = await Promise.all(
      held.map(async (each, turn) => {
        const { booking } = await oneOf(clerks, turn).call(confirmBooking, {
          params: scene.keyOf(each),
          body: { payBy: 'free', note: '', despiteClash: true, ...home },
        })
        return booking
      }),
    )
    const answers = await Promise.all(
      booked.map((each, turn) =>
        oneOf(clerks, turn).ask(moveBooking, {
          params: scene.keyOf(each),
          body: timeOf(each.startsAt === first.startsAt ? second : first),
        }),
      ),
    )
    const allowed = /^(200|409 (time_taken|already_booked))$/
    expectOnly(said(answers), allowed)
    for (const each of booked) {
      expect((await scene.read(oneOf(clerks, 0), each)).status).toBe('confirmed')
    }
  }
  expect(await seatFaults(app.platform.database.pool)).toEqual(noFaults)
})

test('of two clerks who accept, one does', { timeout }, async () => {
  const slot = await scene.slotOf('asked', { inDays: 2 })
  const { platform } = app
  for (let round = 0; round < rounds; round++) {
    const person = personId(randomUUID())
    await platform.database.inTransaction((tx) =>
      app.app.services.accounts.register(tx, {
        personId: person,
        displayName: '居民',
        largeType: false,
        phone: null,
        home: null,
        account: null,
      }),
    )
    const held = await heldBy(round, slot, person)
    // A resident's own request waits for staff; one that staff wrote down would not.
    await platform.database.pool.query(
      `update bookings set status = 'requested', channel = 'app', hold_until = null,
        requested_at = now(), answer_due_at = now() + interval '30 minutes' where booking_id = $1`,
      [held.bookingId],
    )
    const answers = await everybody((at) =>
      oneOf(clerks, at).ask(acceptBooking, { params: scene.keyOf(held), body: {} }),
    )
    expect(said(answers).sort()).toEqual(['200', ...Array(crowd - 1).fill('409 already_answered')])
  }
  const { rows } = await platform.database.pool.query<{ count: number }>(
    `select count(*)::int as count from booking_events where kind = 'accepted'`,
  )
  expect(rows[0]?.count).toBe(rounds)
})

test('whoever waits comes before whoever walks in', { timeout }, async () => {
  for (let round = 0; round < Math.min(rounds, 27); round++) {
    const slot = await scene.slotOf('waited', { inDays: 1 + round })
    const [first, second, waiting] = people
    if (!first || !second || !waiting) throw new Error('nobody there')
    const leaving = await agreed(0, slot, first)
    await agreed(1, slot, second)
    await oneOf(clerks, round).call(joinWaits, {
      params: hexing,
      body: { occurrenceId: slot.occurrenceId, personId: waiting, party: 1, channel: 'phone' },
    })
    const answers = await everybody((at) =>
      at === 5
        ? oneOf(clerks, at).ask(cancelBooking, {
            params: scene.keyOf(leaving),
            body: { reason: '' },
          })
        : tryHold(at, slot, oneOf(people, at + 3)),
    )
    expect(said(answers).filter((answer) => answer !== '409 time_taken')).toEqual(['200'])
    const { rows } = await app.platform.database.pool.query<{ status: string }>(
      `select status from bookings where occurrence_id = $1 and person_id = $2`,
      [slot.occurrenceId, waiting],
    )
    expect(rows).toEqual([{ status: 'held' }])
  }
  expect(await seatFaults(app.platform.database.pool)).toEqual(noFaults)
})

test('the oracle sees a wrong seat that is planted', async () => {
  const client = await app.platform.database.pool.connect()
  try {
    await client.query('begin')
    await client.query('alter table occupancies drop constraint occupancies_never_overlap')
    await client.query('alter table occurrences drop constraint occurrences_not_oversold')
    await client.query(
      `update occupancies x set during = z.during, resource_id = z.resource_id
        from (select during, resource_id from occupancies order by booking_id limit 1) z`,
    )
    await client.query(`update bookings b set starts_at = z.starts_at, ends_at = z.ends_at
      from (select starts_at, ends_at from bookings join occupancies using (booking_id)
        order by booking_id limit 1) z
      where booking_id in (select booking_id from occupancies)`)
    await client.query('update occurrences set capacity = 1 where taken > 1')
    const faults = await seatFaults(client)
    expect(faults.overlaps).toBeGreaterThan(0)
    expect(faults.oversold).toBeGreaterThan(0)
    await client.query('update occurrences set taken = taken + 1 where taken > 0')
    expect((await seatFaults(client)).miscounted).toBeGreaterThan(0)
    await client.query('delete from occupancies')
    expect((await seatFaults(client)).adrift).toBeGreaterThan(0)
  } finally {
    await client.query('rollback')
    client.release()
  }
})
