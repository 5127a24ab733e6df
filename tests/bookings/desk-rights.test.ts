import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BookingView } from '#shared/bookings/bookings.contract.ts'
import * as desk from '#shared/bookings/desk.contract.ts'
import { contracts } from '#shared/contracts.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import type { Client } from '#tests/support/client.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import { siteIdOf } from './booking-catalogue.ts'
import { bookingScene, hexing, sceneStaff } from './booking-scene.ts'

/**
 * Who gets which status with somebody's booking at 一号点, given by 锦晖; written by hand from what
 * the product promises: whoever works there, and the desk of the subdistrict.
 */
const callers = [
  'nobody',
  'person', // whose booking it is
  'stranger',
  'clerk', // of the site
  'colleague',
  'provider', // of the provider
  'otherClerk', // of another site
  'otherProvider',
  'officer', // books for people, answers nothing here
  'duty',
  'hotline',
  'admin',
  'foreign', // of the other subdistrict
] as const
type Caller = (typeof callers)[number]

const keys: Partial<Record<Caller, string>> = {
  stranger: 'xia-genfa',
  clerk: sceneStaff.clerk,
  colleague: 'hexing-site-1-clerk-2',
  provider: sceneStaff.provider,
  otherClerk: sceneStaff.otherClerk,
  otherProvider: sceneStaff.otherProvider,
  officer: sceneStaff.officer,
  duty: sceneStaff.duty,
  hotline: 'hexing-hotline-1',
  admin: 'hexing-administrator',
  foreign: sceneStaff.foreign,
}

//                 nob per str  cle col pro  oCl oPr off  dut hot adm  fgn
const worksThere = '401 403 403  200 200 200  404 404 404  200 200 200  403'
const anyDesk = '401 403 403  200 200 200  200 200 200  200 200 200  403'
/** The same booking, asked for under the other subdistrict. */
const elsewhere = '401 403 403  403 403 403  403 403 403  403 403 403  404'

interface Made {
  readonly booking: BookingView
  readonly person: Client
}
interface Row {
  /** How far the booking is when it is tried. */
  readonly stage: 'requested' | 'confirmed' | 'checked_in' | 'late'
  readonly statuses: string
  readonly query?: string
  readonly body?: (booking: BookingView) => Promise<unknown> | unknown
}

const nothing = () => ({})
const reason = () => ({ reason: '护理员生病了' })
const rows: Readonly<Record<string, Row>> = {
  listDeskBookings: { stage: 'requested', statuses: anyDesk, query: '?queue=new' },
  countDeskBookings: { stage: 'requested', statuses: anyDesk },
  readDayList: { stage: 'confirmed', statuses: worksThere },
  acceptBooking: { stage: 'requested', statuses: worksThere, body: nothing },
  declineBooking: { stage: 'requested', statuses: worksThere, body: reason },
  proposeTime: {
    stage: 'requested',
    statuses: worksThere,
    body: async () => {
      const { occurrenceId, startsAt } = await scene.slotOf('asked', { inDays: 2 })
      return { occurrenceId, startsAt, note: '' }
    },
  },
  cancelBookingForSite: { stage: 'confirmed', statuses: worksThere, body: reason },
  checkIn: {
    stage: 'confirmed',
    statuses: worksThere,
    body: ({ number }) => ({ by: 'number', value: number }),
  },
  checkInBooking: { stage: 'confirmed', statuses: worksThere, body: nothing },
  undoCheckIn: { stage: 'checked_in', statuses: worksThere, body: nothing },
  serveBooking: {
    stage: 'checked_in',
    statuses: worksThere,
    body: () => ({ note: '', photoIds: [] }),
  },
  markNoShow: { stage: 'late', statuses: worksThere, body: nothing },
  revealBookingPhone: {
    stage: 'confirmed',
    statuses: worksThere,
    body: () => ({ reason: '确认时间', whose: 'person' }),
  },
}

let app: TestApp
let clients: Map<Caller, Client>
const scene = bookingScene(() => app)
const hour = 60

beforeAll(async () => {
  app = await startTestApp({ running: false })
  const session = { kind: 'session', capacity: 500 } as const
  await scene.open({
    agreed: { ...session, from: 13 * hour, to: 14 * hour },
    asked: {
      ...session,
      from: 13 * hour,
      to: 14 * hour,
      accept: { how: 'staff', withinMinutes: 30 },
    },
    begun: { ...session, from: 10 * hour + 5, to: 14 * hour },
  })
  // More than half an hour after the beginning.
  app.clock.forward(36)
  clients = new Map([['nobody', app.nobody]])
  for (const caller of callers) {
    const key = keys[caller]
    if (key !== undefined) clients.set(caller, await app.as(key))
  }
})
afterAll(() => app?.stop())

const client = (caller: Caller): Client => {
  const found = clients.get(caller)
  if (!found) throw new Error(`no client for ${caller}`)
  return found
}

const bookedAt = async (stage: Row['stage']): Promise<Made> => {
  const person = await app.newcomer(`o-${randomUUID()}`)
  const personId = await scene.whoIs(person)
  await app.platform.database.pool.query(
    'update persons set phone_encrypted = $2 where person_id = $1',
    [personId, app.platform.personalData.seal('phone', '13912345678')],
  )
  const clerk = client('clerk')
  if (stage === 'requested') return { person, booking: await scene.book(person, 'asked') }
  if (stage === 'late') {
    const walksIn = { inDays: 0, personId, channel: 'walk_in' } as const
    return { person, booking: await scene.book(clerk, 'begun', walksIn) }
  }
  const booking = await scene.book(person, 'agreed', { inDays: 0 })
  if (stage === 'checked_in')
    await clerk.call(desk.checkInBooking, { params: scene.keyOf(booking), body: {} })
  return { person, booking }
}

const send = async (
  name: string,
  asking: Client,
  { booking }: Made,
  subdistrictId: string,
): Promise<number> => {
  const contract = contracts[name]
  const row = rows[name]
  if (!contract || !row) throw new Error(`no contract ${name}`)
  const params: Readonly<Record<string, string>> = {
    subdistrictId,
    bookingId: booking.bookingId,
    siteId: siteIdOf('one'),
    day: shanghaiDay(app.clock.now()),
  }
  const path = contract.path.replaceAll(/:([a-zA-Z]+)/g, (_, part: string) => params[part] ?? '')
  const body = await row.body?.(booking)
  const response = await asking.raw(`/api${path}${row.query ?? ''}`, {
    method: contract.method,
    headers: {
      'idempotency-key': randomUUID(),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  await response.arrayBuffer()
  return response.status
}

const expectedOf = (statuses: string): Record<string, number> =>
  Object.fromEntries(
    statuses.split(/\s+/).map((status, at) => [callers[at] ?? '?', Number(status)]),
  )

test('every endpoint of the desk has its row', () => {
  const named = Object.keys(contracts).filter((name) => name in desk)
  expect(Object.keys(rows).sort()).toEqual(named.sort())
})

describe.each(Object.keys(rows))('%s', (name) => {
  const row = rows[name]
  if (!row) throw new Error(`no row for ${name}`)

  test('is for whoever works there', async () => {
    const got: Record<string, number> = {}
    let made: Made | undefined
    for (const caller of callers) {
      made ??= await bookedAt(row.stage)
      const asking = caller === 'person' ? made.person : client(caller)
      const status = await send(name, asking, made, 'hexing')
      got[caller] = status
      // What was refused changed nothing, so one booking serves all who are refused.
      if (status < 300) made = undefined
    }
    expect(got).toEqual(expectedOf(row.statuses))
  })

  if (row.statuses === anyDesk) return
  test('is nobody’s under another subdistrict', async () => {
    const made = await bookedAt(row.stage)
    const got: Record<string, number> = {}
    for (const caller of callers) {
      const asking = caller === 'person' ? made.person : client(caller)
      got[caller] = await send(name, asking, made, 'liuwan')
    }
    expect(got).toEqual(expectedOf(elsewhere))
  })
})

test('whoever booked for somebody from another desk sees it, and answers nothing', async () => {
  const officer = client('officer')
  const person = await app.newcomer('o-by-officer')
  const booked = await scene.book(officer, 'asked', {
    personId: await scene.whoIs(person),
    channel: 'phone',
    inDays: 3,
  })
  expect((await scene.read(officer, booked)).staff).toBeNull()
  for (const contract of [desk.acceptBooking, desk.checkInBooking, desk.markNoShow]) {
    const answer = await officer.ask(contract, { params: { ...hexing, ...booked }, body: {} })
    expect([answer.status, answer.code]).toEqual([403, 'not_allowed'])
  }
  const cancelled = await officer.ask(desk.cancelBookingForSite, {
    params: scene.keyOf(booked),
    body: { reason: '停电' },
  })
  expect(cancelled.code).toBe('not_allowed')
})
