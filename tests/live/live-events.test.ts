import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  endPost,
  givePost,
  listPosts,
  readMe,
  signOut,
} from '#shared/accounts/accounts.contract.ts'
import { subdistrictId } from '#shared/ids.ts'
import { closeCodes } from '#shared/live/live.contract.ts'
import type { Client } from '#tests/support/client.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import { liveOf, openLive, ticketOf } from './live-client.ts'

const hexing = subdistrictId('hexing')
const desk = 'desk/hexing'

let here: TestApp
let there: TestApp
let duty: Client
let administrator: Client

beforeAll(async () => {
  here = await startTestApp()
  there = await startTestApp({ databaseUrl: here.databaseUrl })
  duty = await here.as('hexing-duty-1')
  administrator = await here.as('hexing-administrator')
})

afterAll(async () => {
  await there?.stop()
  await here?.stop()
})

const change = (kind: string, topic = desk) => ({ topic, kind, data: {} })

/** A new duty officer, and how to end that post again. */
const hireDutyOfficer = async (openId: string) => {
  const client = await here.newcomer(openId)
  const { personId } = await client.call(readMe)
  const { posts } = await administrator.call(listPosts, { params: { subdistrictId: hexing } })
  const like = posts.find((post) => post.role === 'duty_officer')
  const post = await administrator.call(givePost, {
    params: { subdistrictId: hexing },
    body: {
      personId,
      role: 'duty_officer',
      isHead: false,
      unitId: like?.unitId ?? null,
      placeId: like?.placeId ?? null,
    },
  })
  const dismiss = () =>
    administrator.call(endPost, { params: { subdistrictId: hexing, postId: post.postId } })
  return { client, personId, dismiss }
}

test('what happens on one node is heard on a socket of the other', async () => {
  const newcomer = await here.newcomer('o-two-nodes')
  const { personId } = await newcomer.call(readMe)
  const live = await liveOf(there.address, newcomer)
  await live.follow(`person/${personId}`)
  await administrator.call(givePost, {
    params: { subdistrictId: hexing },
    body: { personId, role: 'resident', isHead: false, unitId: null, placeId: null },
  })
  const { event } = await live.next('event')
  expect(event).toMatchObject({
    v: 1,
    kind: 'posts_changed',
    topic: `person/${personId}`,
    offset: 1,
  })
  await live.close()
})

test('a ticket opens one socket and no second', async () => {
  const ticket = await ticketOf(duty)
  const live = await openLive(here.address, ticket)
  await expect(openLive(here.address, ticket)).rejects.toThrow('refused with 401')
  await expect(openLive(there.address, ticket)).rejects.toThrow('refused with 401')
  await live.close()
})

test('of twenty sockets with the same ticket at once, one opens', async () => {
  const ticket = await ticketOf(duty)
  const tries = await Promise.allSettled(
    Array.from({ length: 20 }, (_, i) => openLive((i % 2 ? here : there).address, ticket)),
  )
  const open = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  expect(open).toHaveLength(1)
  for (const live of open) await live.close()
})

test('a ticket is good for half a minute', async () => {
  const ticket = await ticketOf(duty)
  here.clock.forward(0.51)
  await expect(openLive(here.address, ticket)).rejects.toThrow('refused with 401')
  there.clock.set(here.clock.now().toISOString())
})

test('a socket without a ticket, or with an invented one, is refused', async () => {
  await expect(openLive(here.address, undefined)).rejects.toThrow('refused with 400')
  await expect(openLive(here.address, 'x'.repeat(43))).rejects.toThrow('refused with 401')
})

test('a ticket is worth nothing once its session has ended', async () => {
  const client = await here.newcomer('o-ends-before-socket')
  const ticket = await ticketOf(client)
  await client.call(signOut)
  const live = await openLive(here.address, ticket)
  expect(await live.closed).toBe(closeCodes.sessionEnded)
})

test('nobody follows what he may not see', async () => {
  const resident = await here.as('chen-yue')
  const { personId } = await duty.call(readMe)
  const live = await liveOf(here.address, resident)
  for (const topic of [desk, `person/${personId}`, `case/hexing/${personId}`, 'nonsense/topic']) {
    live.say({ type: 'subscribe', topic })
    expect(await live.next('refused')).toEqual({ type: 'refused', topic, code: 'not_allowed' })
  }
  here.platform.liveBus.publish(change('secret'))
  await sleep(150)
  expect(live.heard.filter(({ type }) => type === 'event')).toEqual([])
  await live.close()
})

test('many events arrive in their order, each once', async () => {
  const live = await liveOf(there.address, duty)
  const { offset } = await live.follow(desk)
  const kinds = Array.from({ length: 300 }, (_, i) => `step-${i}`)
  for (const kind of kinds) here.platform.liveBus.publish(change(kind))
  const events = []
  for (const _ of kinds) events.push((await live.next('event')).event)
  expect(events.map(({ kind }) => kind)).toEqual(kinds)
  expect(events.map((event) => event.offset)).toEqual(kinds.map((_, i) => offset + i + 1))
  await live.close()
})

test('after a cut the missed events come, without a gap or a repeat', async () => {
  const keeper = await liveOf(there.address, duty)
  await keeper.follow(desk)
  const before = await liveOf(there.address, duty)
  await before.follow(desk)
  here.platform.liveBus.publish(change('seen'))
  const { event: seen } = await before.next('event')
  before.ws.terminate()
  const missed = ['missed-1', 'missed-2', 'missed-3']
  for (const kind of missed) here.platform.liveBus.publish(change(kind))
  for (const _ of ['seen', ...missed]) await keeper.next('event')
  const after = await liveOf(there.address, duty)
  const again = await after.follow(desk, { epoch: seen.epoch, offset: seen.offset })
  expect(again).toMatchObject({ resumed: true, epoch: seen.epoch, offset: seen.offset + 3 })
  here.platform.liveBus.publish(change('later'))
  const kinds = []
  for (let i = 0; i < 4; i++) kinds.push((await after.next('event')).event.kind)
  expect(kinds).toEqual([...missed, 'later'])
  await sleep(100)
  expect(after.heard.filter(({ type }) => type === 'event')).toHaveLength(4)
  await Promise.all([after.close(), keeper.close()])
})

test('a short cut of the only follower is resumed as well', async () => {
  const before = await liveOf(there.address, duty)
  await before.follow(desk)
  here.platform.liveBus.publish(change('alone'))
  const { event } = await before.next('event')
  await before.close()
  here.platform.liveBus.publish(change('nobody-there'))
  await sleep(150)
  const after = await liveOf(there.address, duty)
  const again = await after.follow(desk, { epoch: event.epoch, offset: event.offset })

  expect(again.resumed).toBe(true)
  expect((await after.next('event')).event.kind).toBe('nobody-there')
  await after.close()
})

test('subscribing to a followed topic again repeats nothing that was sent', async () => {
  const live = await liveOf(here.address, duty)
  const first = await live.follow(desk)
  for (const kind of ['a', 'b', 'c']) here.platform.liveBus.publish(change(kind))
  const { event } = await live.next('event')
  await live.follow(desk, { epoch: event.epoch, offset: event.offset })
  await sleep(200)
  const offsets = live.heard.flatMap((m) => (m.type === 'event' ? [m.event.offset] : []))
  expect([...new Set(offsets)].sort()).toEqual([1, 2, 3].map((i) => first.offset + i))
  await live.close()
})

test.each([
  ['of another node', { epoch: 'another', offset: 1 }],
  ['older than what is remembered', { epoch: '', offset: 0 }],
  ['from the future', { epoch: '', offset: 100_000 }],
])('a client %s is told to read again', async (_, from) => {
  const keeper = await liveOf(there.address, duty)
  const { epoch } = await keeper.follow(desk)
  for (let i = 0; i < 205; i++) here.platform.liveBus.publish(change('fill'))
  for (let i = 0; i < 205; i++) await keeper.next('event')
  const live = await liveOf(there.address, duty)
  const answer = await live.follow(desk, { ...from, epoch: from.epoch || epoch })
  expect(answer.resumed).toBe(false)
  await Promise.all([live.close(), keeper.close()])
})

test('who loses a post hears nothing more of it', async () => {
  const { client, dismiss } = await hireDutyOfficer('o-dismissed')
  const live = await liveOf(there.address, client)
  await live.follow(desk)
  here.platform.liveBus.publish(change('while-on-post'))
  expect((await live.next('event')).event.kind).toBe('while-on-post')
  await dismiss()
  here.platform.liveBus.publish(change('afterwards'))
  expect(await live.next('refused')).toMatchObject({ topic: desk, code: 'not_allowed' })
  await sleep(100)
  expect(live.heard.filter(({ type }) => type === 'event')).toHaveLength(1)
  await live.close()
})

test('signing out ends the socket at once, on whatever node, and only that session’s', async () => {
  const leaving = await here.newcomer('o-signs-out')
  const staying = await here.newcomer('o-signs-out')
  const live = await liveOf(there.address, leaving)
  const other = await liveOf(there.address, staying)
  const started = Date.now()
  await leaving.call(signOut)
  expect(await live.closed).toBe(closeCodes.sessionEnded)
  expect(Date.now() - started).toBeLessThan(2000)
  other.say({ type: 'ping' })
  await other.next('pong')
  await other.close()
})

/** Ends the LISTEN connections that opened after `since`. */
const killListeners = async (since = new Date(0)): Promise<void> => {
  const { rowCount } = await here.platform.database.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'linli live' and datname = current_database()
        and backend_start > $1`,
    [since],
  )
  expect(rowCount).toBeGreaterThan(0)
}

test('after the bus was away the client is told to read again, and later events flow', async () => {
  const live = await liveOf(there.address, duty)
  const { epoch } = await live.follow(desk)
  await killListeners()
  const lost = await live.next('subscribed')
  expect(lost).toMatchObject({ topic: desk, resumed: false })
  const back = await live.next('subscribed')
  expect(back.resumed).toBe(false)
  expect(back.epoch).not.toBe(epoch)
  here.platform.liveBus.publish(change('after-the-gap'))
  expect((await live.next('event')).event).toMatchObject({
    kind: 'after-the-gap',
    epoch: back.epoch,
  })
  await live.close()
})

test('a node that starts has everybody read again; what it does while its bus is away is heard', async () => {
  const live = await liveOf(there.address, duty)
  await live.follow(desk)
  const since = new Date()
  const lonely = await startTestApp({ databaseUrl: here.databaseUrl })
  // Its own last run may have died between a commit and its word: everybody reads again, once.
  expect(await live.next('subscribed')).toMatchObject({ topic: desk, resumed: false })
  await killListeners(since)
  await sleep(100)
  lonely.platform.liveBus.publish(change('said-into-the-void'))
  expect((await live.next('event')).event.kind).toBe('said-into-the-void')
  // The bystander's own bus was never away.
  expect(live.heard.filter(({ type }) => type === 'subscribed')).toHaveLength(2)
  await live.close()
  await lonely.stop()
})
