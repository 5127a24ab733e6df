import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BookingView } from '#shared/bookings/bookings.contract.ts'
import * as contract from '#shared/bookings/bookings.contract.ts'
import { proposeTime, serveBooking } from '#shared/bookings/desk.contract.ts'
import { contracts } from '#shared/contracts.ts'
import type { PersonId } from '#shared/ids.ts'
import { relationshipTextVersion } from '#shared/relatives/relations.ts'
import {
  listRelatives,
  makeRelationCode,
  useRelationCode,
  withdrawRelationship,
} from '#shared/relatives/relatives.contract.ts'
import type { Client } from '#tests/support/client.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import { bookingScene, hexing, sceneStaff } from './booking-scene.ts'

/**
 * Who gets which status with somebody's booking at 一号点, given by 锦晖; written by hand from what
 * the product promises: rights hang on the person served, and on whom he lets book for him now.
 */
const callers = [
  'nobody',
  'person', // who is served
  'relative', // whom he lets book for him
  'former', // whom he let, and does not any more
  'stranger',
  'clerk', // of the site
  'provider', // of the provider
  'otherClerk', // of another site
  'otherProvider',
  'officer', // of the 居委: books for people, and sees what he has booked
  'duty',
  'foreign', // of the other subdistrict
] as const
type Caller = (typeof callers)[number]

const keys: Partial<Record<Caller, string>> = {
  stranger: 'chen-yue',
  clerk: sceneStaff.clerk,
  provider: sceneStaff.provider,
  otherClerk: sceneStaff.otherClerk,
  otherProvider: sceneStaff.otherProvider,
  officer: sceneStaff.officer,
  duty: sceneStaff.duty,
  foreign: sceneStaff.foreign,
}

//              nob per rel for str  cle pro oCl oPr off dut fgn
const concerned = '401 200 200 404 404  200 200 404 404 404 200 404'
const hisAlone = '401 200 200 404 404  403 403 404 404 404 403 404'
const forHim = '401 201 201 403 403  403 403 403 403 403 403 403'
const byStaff = '401 403 403 403 403  201 201 201 403 201 201 403'

type Stage = 'held' | 'confirmed' | 'proposed' | 'served' | 'waiting' | 'none'
interface Made {
  readonly person: Client
  readonly personId: PersonId
  readonly booking: BookingView | undefined
  readonly waitId: string
}
interface Row {
  readonly contract: string
  readonly stage: Stage
  readonly statuses: string
  readonly body?: (made: Made) => Promise<unknown> | unknown
}

const tomorrow = (name: string) => scene.slotOf(name, { inDays: 1 })
const anotherTime = async () => {
  const { offerId: _of, ...to } = await scene.slotOf('agreed', { inDays: 2 })
  return to
}
const rows: readonly Row[] = [
  { contract: 'readBooking', stage: 'confirmed', statuses: concerned },
  {
    contract: 'confirmBooking',
    stage: 'held',
    statuses: concerned,
    body: () => ({ payBy: 'free', note: '', despiteClash: true }),
  },
  {
    contract: 'cancelBooking',
    stage: 'confirmed',
    statuses: concerned,
    body: () => ({ reason: '' }),
  },
  { contract: 'moveBooking', stage: 'confirmed', statuses: concerned, body: anotherTime },
  {
    contract: 'answerProposal',
    stage: 'proposed',
    statuses: concerned,
    body: () => ({ answer: 'agree' }),
  },
  {
    contract: 'rateBooking',
    stage: 'served',
    statuses: hisAlone,
    body: () => ({ onTime: null, solved: null, grade: 5, words: '' }),
  },
  {
    contract: 'complainAboutBooking',
    stage: 'served',
    statuses: hisAlone,
    body: () => ({ text: '等太久' }),
  },
  { contract: 'leaveWaits', stage: 'waiting', statuses: concerned },
  {
    contract: 'holdTime',
    stage: 'none',
    statuses: forHim,
    body: async ({ personId }) => ({ ...(await tomorrow('agreed')), personId, party: 1 }),
  },
  {
    contract: 'holdTime',
    stage: 'none',
    statuses: byStaff,
    body: async ({ personId }) => ({
      ...(await tomorrow('agreed')),
      personId,
      party: 1,
      channel: 'phone',
    }),
  },
  {
    contract: 'joinWaits',
    stage: 'none',
    statuses: forHim,
    body: async ({ personId }) => {
      const { occurrenceId } = await tomorrow('full')
      return { occurrenceId, personId, party: 1 }
    },
  },
  {
    contract: 'joinWaits',
    stage: 'none',
    statuses: byStaff,
    body: async ({ personId }) => {
      const { occurrenceId } = await tomorrow('full')
      return { occurrenceId, personId, party: 1, channel: 'counter' }
    },
  },
]

let app: TestApp
let clients: Map<Caller, Client>
const scene = bookingScene(() => app)
const client = (caller: Caller): Client => clients.get(caller) ?? app.nobody

beforeAll(async () => {
  app = await startTestApp()
  const many = { kind: 'session', from: 14 * 60, to: 15 * 60, capacity: 500 } as const
  await scene.open({
    agreed: many,
    asked: { ...many, accept: { how: 'staff', withinMinutes: 30 } },
    full: { ...many, capacity: 1 },
  })
  clients = new Map([
    ['relative', await app.newcomer('o-relative')],
    ['former', await app.newcomer('o-former')],
  ])
  for (const [caller, key] of Object.entries(keys))
    clients.set(callers.find((known) => known === caller) ?? 'nobody', await app.as(key))
  await scene.book(await app.newcomer('o-full'), 'full')
})
afterAll(() => app?.stop())

const relate = async (person: Client, relative: Client): Promise<void> => {
  const body = { textVersion: relationshipTextVersion }
  const { code } = await person.call(makeRelationCode, { body })
  await relative.call(useRelationCode, { body: { code, relation: 'child' } })
}

/** Somebody new with a relative, one who was, and a booking or wait brought as far as `stage`. */
const makeAt = async (stage: Stage): Promise<Made> => {
  const person = await app.newcomer(`o-${randomUUID()}`)
  await relate(person, client('former'))
  const { bookers } = await person.call(listRelatives)
  for (const { relationshipId } of bookers)
    await person.call(withdrawRelationship, { params: { relationshipId } })
  await relate(person, client('relative'))
  const personId = await scene.whoIs(person)
  const made = { person, personId, booking: undefined, waitId: randomUUID() }
  if (stage === 'none') return made
  if (stage === 'waiting') {
    const { occurrenceId } = await tomorrow('full')
    const body = { occurrenceId, personId, party: 1 }
    const { wait } = await person.call(contract.joinWaits, { params: hexing, body })
    return { ...made, waitId: wait.waitId }
  }
  const name = stage === 'proposed' ? 'asked' : 'agreed'
  const held = await scene.hold(person, name, stage === 'served' ? { inDays: 0 } : {})
  if (stage === 'held') return { ...made, booking: held }
  const booking = await scene.confirm(person, held)
  const params = scene.keyOf(booking)
  if (stage === 'served') {
    // He came; the day is not over when he says how it was.
    const body = { note: '', photoIds: [] }
    await client('clerk').call(serveBooking, { params, body })
  }
  if (stage === 'proposed') {
    const { offerId: _of, ...to } = await scene.slotOf('asked', { inDays: 3 })
    await client('clerk').call(proposeTime, { params, body: { ...to, note: '' } })
  }
  return { ...made, booking }
}

const send = async (
  asking: Client,
  row: Row,
  made: Made,
  subdistrictId: string = hexing.subdistrictId,
): Promise<number> => {
  const endpoint = contracts[row.contract]
  if (!endpoint) throw new Error(`no contract ${row.contract}`)
  const path = endpoint.path
    .replace(':subdistrictId', subdistrictId)
    .replace(':bookingId', made.booking?.bookingId ?? randomUUID())
    .replace(':waitId', made.waitId)
  const body = await row.body?.(made)
  const response = await asking.raw(`/api${path}`, {
    method: endpoint.method,
    headers: {
      'idempotency-key': randomUUID(),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  await response.arrayBuffer()
  return response.status
}

const refusals = [401, 403, 404]

describe.each(rows)('$contract ($stage)', (row) => {
  test('is for exactly those whose it is', async () => {
    const statuses = row.statuses.split(/\s+/).map(Number)
    const got: [Caller, number][] = []
    let untouched: Made | undefined
    for (const caller of callers) {
      const made: Made = untouched ?? (await makeAt(row.stage))
      const status = await send(caller === 'person' ? made.person : client(caller), row, made)
      got.push([caller, status])
      untouched = refusals.includes(status) ? made : undefined
    }
    expect(got).toEqual(callers.map((caller, at) => [caller, statuses[at]]))
  })
})

test('under the other subdistrict the same booking is nobody’s', async () => {
  const made = await makeAt('confirmed')
  for (const row of rows.filter(({ stage }) => stage === 'confirmed'))
    for (const asking of [made.person, client('clerk'), client('duty'), client('foreign')])
      expect([row.contract, await send(asking, row, made, 'liuwan')]).toEqual([row.contract, 404])
})

test('who has booked it from his post sees it and takes it back, until he leaves the post', async () => {
  const made = await makeAt('none')
  const officer = client('officer')
  const booking = await scene.book(officer, 'agreed', {
    personId: made.personId,
    channel: 'phone',
  })
  const read = rows[0]
  if (!read) throw new Error('no row')
  const seen = (caller: Caller) => send(client(caller), read, { ...made, booking })
  expect([await seen('officer'), await seen('otherClerk')]).toEqual([200, 404])
  await app.platform.database.pool.query(
    `update posts set ends_at = $1 where person_id = (
      select booked_by from bookings where booking_id = $2)`,
    [app.clock.now(), booking.bookingId],
  )
  expect(await seen('officer')).toBe(404)
})

test('my list shows what I may open, and nothing else', async () => {
  const made = await makeAt('confirmed')
  const listed = async (asking: Client): Promise<boolean> => {
    const answer = await asking.ask(contract.listMyBookings, {
      query: { when: 'coming', personId: made.personId },
    })
    return answer.status === 200 && answer.body.bookings.length > 0
  }
  expect(await listed(made.person)).toBe(true)
  for (const caller of callers)
    if (caller !== 'person')
      expect([caller, await listed(client(caller))]).toEqual([caller, caller === 'relative'])
})
