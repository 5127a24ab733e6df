import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeCodes } from '#shared/live/live.contract.ts'
import type { Client } from '#tests/support/client.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import { liveOf } from './live-client.ts'

const desk = 'desk/hexing'
const beatSeconds = 0.4

let app: TestApp
let duty: Client

beforeAll(async () => {
  app = await startTestApp({ env: { LIVE_BEAT_SECONDS: String(beatSeconds) } })
  duty = await app.as('hexing-duty-1')
})

afterAll(() => app?.stop())

const publish = (kind: string, words = ''): void =>
  app.platform.liveBus.publish({ topic: desk, kind, data: { words } })

test.each([
  ['that is no JSON', 'hello'],
  ['of no known type', '{"type":"shout"}'],
  ['with a surplus member', '{"type":"ping","x":1}'],
  ['with an impossible topic', '{"type":"subscribe","topic":"../etc"}'],
  ['that is null', 'null'],
])('a frame %s closes its own socket with 4400 and no other', async (_, frame) => {
  const broken = await liveOf(app.address, duty)
  const other = await liveOf(app.address, duty)
  await other.follow(desk)
  broken.ws.send(frame)
  expect(await broken.closed).toBe(closeCodes.unreadable)
  publish('still-here')
  expect((await other.next('event')).event.kind).toBe('still-here')
  await other.close()
})

test('a frame above 16 KB closes the socket as too long', async () => {
  const live = await liveOf(app.address, duty)
  live.ws.send(`{"type":"ping","x":"${'x'.repeat(16 * 1024)}"}`)
  expect(await live.closed).toBe(1009)
})

test('hundreds of messages within one beat close the socket', async () => {
  const live = await liveOf(app.address, duty)
  for (let i = 0; i < 250; i++) live.say({ type: 'ping' })
  expect(await live.closed).toBe(closeCodes.unreadable)
})

test('a client that answers no beat is cut, one that answers stays', async () => {
  const silent = await liveOf(app.address, duty, { autoPong: false })
  const alive = await liveOf(app.address, duty)
  const started = Date.now()
  expect(await silent.closed).toBe(1006)
  expect(Date.now() - started).toBeLessThan(beatSeconds * 1000 * 5)
  await sleep(beatSeconds * 1000 * 2)
  alive.say({ type: 'ping' })
  await alive.next('pong')
  await alive.close()
})

test('a client that reads nothing is cut before it fills the server’s memory', async () => {
  // Its beats are far apart, so that only what waits unread can end the socket.
  const calm = await startTestApp({ databaseUrl: app.databaseUrl })
  const slow = await liveOf(calm.address, duty)
  const quick = await liveOf(calm.address, duty)
  await slow.follow(desk)
  await quick.follow(desk)
  slow.ws.pause()
  const sockets = calm.app.http.websocketServer.clients
  const words = 'x'.repeat(7000)
  let megabytes = 0
  while (sockets.size > 1 && megabytes < 40) {
    for (let i = 0; i < 100; i++) publish('flood', words)
    for (let i = 0; i < 100; i++) await quick.next('event')
    megabytes += 0.7
  }
  expect(sockets.size).toBe(1)
  quick.say({ type: 'ping' })
  await quick.next('pong')
  await quick.close()
  slow.ws.terminate()
  await calm.stop()
})
