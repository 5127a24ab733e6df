import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readMe } from '#shared/accounts/accounts.contract.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'

/** 6,000 a minute for an address and 300 for an account become 60 and 3. */
const tight = { RATE_LIMIT_SCALE: '0.01' }
const perAddress = 60

let origin: TestApp

beforeAll(async () => {
  origin = await startTestApp()
})

afterAll(() => origin?.stop())

const withTightLimits = async (
  look: (app: TestApp) => Promise<void>,
  env: Readonly<Record<string, string>> = {},
): Promise<void> => {
  const app = await startTestApp({
    databaseUrl: origin.databaseUrl,
    running: false,
    env: { ...tight, ...env },
  })
  await look(app)
  await app.stop()
}

const statusesOf = async (times: number, ask: (i: number) => Promise<Response>) => {
  const counts = new Map<number, number>()
  for (let i = 0; i < times; i++) {
    const { status } = await ask(i)
    counts.set(status, (counts.get(status) ?? 0) + 1)
  }
  return Object.fromEntries(counts)
}

test.each([
  ['who is not signed in', '/api/me', 401],
  ['who looks for addresses that do not exist', '/wp-login.php', 404],
  ['whose token is invented', '/api/cases/mine', 401],
])('a stranger %s is limited as well', async (_, path, refused) => {
  await withTightLimits(async (app) => {
    const headers = { authorization: 'Bearer invented' }
    const counts = await statusesOf(perAddress + 10, () => app.nobody.raw(path, { headers }))
    expect(counts).toEqual({ [refused]: perAddress, 429: 10 })
    const last = await app.nobody.raw(path)
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await last.json()).toMatchObject({ error: { code: 'too_many_requests' } })
  })
})

test('one account is limited on its own, and its neighbour on the same address is not', async () => {
  const first = await origin.as('chen-yue')
  const second = await origin.as('xia-genfa')
  await withTightLimits(async (app) => {
    const meOf = ({ accessToken = '' }) =>
      app.nobody.raw('/api/me', { headers: { authorization: `Bearer ${accessToken}` } })
    expect(await statusesOf(5, () => meOf(first))).toEqual({ 200: 3, 429: 2 })
    expect(await statusesOf(3, () => meOf(second))).toEqual({ 200: 3 })
  })
})

test('an invented X-Forwarded-For does not lift the limit', async () => {
  await withTightLimits(async (app) => {
    const ask = (i: number) =>
      app.nobody.raw('/nowhere', { headers: { 'x-forwarded-for': `203.0.113.${i}` } })
    expect(await statusesOf(perAddress + 10, ask)).toEqual({ 404: perAddress, 429: 10 })
  })
})

test('our own proxy may say who the client is', async () => {
  await withTightLimits(
    async (app) => {
      const ask = (i: number) =>
        app.nobody.raw('/nowhere', { headers: { 'x-forwarded-for': `203.0.113.${i % 10}` } })
      expect(await statusesOf(perAddress + 10, ask)).toEqual({ 404: perAddress + 10 })
    },
    { TRUSTED_PROXIES: '127.0.0.1' },
  )
})

test('a body that drips in is cut after the time for a request', async () => {
  const app = await startTestApp({
    databaseUrl: origin.databaseUrl,
    running: false,
    env: { REQUEST_SECONDS: '1' },
  })
  const { port, hostname } = new URL(app.address)
  const socket = connect(Number(port), hostname)
  let answer = ''
  socket.on('data', (chunk) => {
    answer += String(chunk)
  })
  const ended = new Promise<number>((resolve) => socket.once('close', () => resolve(Date.now())))
  const started = Date.now()
  socket.write(
    'POST /api/session/demo HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{',
  )
  const drip = setInterval(() => socket.write(' '), 200)
  const seconds = ((await ended) - started) / 1000
  clearInterval(drip)
  expect(seconds).toBeLessThan(5)
  expect(answer).toContain('HTTP/1.1 408')
  expect(answer).toContain('"code":"request_timeout"')
  await app.stop()
})

test('what is no HTTP at all gets a coded refusal', async () => {
  const { port, hostname } = new URL(origin.address)
  const socket = connect(Number(port), hostname)
  socket.end('nonsense\r\n\r\n')
  let answer = ''
  for await (const chunk of socket) answer += String(chunk)
  expect(answer).toContain('HTTP/1.1 400')
  expect(answer).toContain('"code":"unreadable_body"')
})

test('an overloaded server sheds load with 503 and says when to come back, but is alive', async () => {
  const app = await startTestApp({
    databaseUrl: origin.databaseUrl,
    env: { MAX_EVENT_LOOP_DELAY: '1500' },
  })
  const client = await app.as('chen-yue')
  await sleep(3000)
  for (let round = 0; round < 3; round++) {
    const until = Date.now() + 1900
    while (Date.now() < until) Math.sqrt(until)
    await new Promise(setImmediate)
  }
  const [shed, live] = await Promise.all([client.raw('/api/me'), client.raw('/livez')])
  expect(shed.status).toBe(503)
  expect(Number(shed.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await shed.json()).toMatchObject({ error: { code: 'overloaded' } })
  expect(live.status).toBe(200)
  await expect.poll(async () => (await client.ask(readMe)).status, { timeout: 5000 }).toBe(200)
  await app.stop()
})

test('a server that was busy with its own start sheds nothing', async () => {
  const app = await startTestApp({
    databaseUrl: origin.databaseUrl,
    running: false,
    env: { MAX_EVENT_LOOP_DELAY: '1500' },
  })
  for (let round = 0; round < 2; round++) {
    const until = Date.now() + 1700
    while (Date.now() < until) Math.sqrt(until)
    await new Promise(setImmediate)
    if (round === 0) expect((await app.nobody.raw('/nowhere')).status).toBe(404)
  }
  await app.stop()
})
