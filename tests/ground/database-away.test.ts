import { afterAll, beforeAll, expect, test } from 'vitest'
import { changeMe, readMe } from '#shared/accounts/accounts.contract.ts'
import { clientOf } from '#tests/support/client.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import { liveOf } from '../live/live-client.ts'
import { startDatabaseProxy } from './database-proxy.ts'

let origin: TestApp
let app: TestApp
let proxy: Awaited<ReturnType<typeof startDatabaseProxy>>

beforeAll(async () => {
  origin = await startTestApp({ running: false })
  proxy = await startDatabaseProxy(origin.databaseUrl)
  app = await startTestApp({ databaseUrl: proxy.url })
})

afterAll(async () => {
  proxy?.restore()
  await app?.stop()
  await proxy?.close()
  await origin?.stop()
})

test('while the database is away the server lives and says so; when it is back, so is the server', async () => {
  const signedIn = await app.as('hexing-duty-1')
  const client = clientOf(app.address, signedIn.accessToken)
  const live = await liveOf(app.address, client)
  await live.follow('desk/hexing')
  expect((await client.raw('/readyz')).status).toBe(200)

  proxy.cut()
  app.clock.forward(0.1)
  expect((await client.raw('/livez')).status).toBe(200)
  const ready = await client.raw('/readyz')
  expect(ready.status).toBe(503)
  expect(Number(ready.headers.get('retry-after'))).toBeGreaterThan(0)
  for (let i = 0; i < 20; i++) {
    const answer = await client.ask(readMe)
    expect([answer.status, answer.code]).toEqual([503, 'database_away'])
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  }
  await live.next('subscribed')

  proxy.restore()
  app.clock.forward(0.1)
  await expect.poll(async () => (await client.ask(readMe)).status, { timeout: 3000 }).toBe(200)
  expect((await client.raw('/readyz')).status).toBe(200)
  await live.next('subscribed')
  app.platform.liveBus.publish({ topic: 'desk/hexing', kind: 'back', data: {} })
  expect((await live.next('event')).event.kind).toBe('back')
  await live.close()
})

test('a database behind a network that swallows everything is away within seconds, not for ever', async () => {
  const client = clientOf(app.address, (await app.as('hexing-duty-1')).accessToken)
  await client.call(changeMe, { body: { largeType: false } })
  proxy.swallow()
  const begun = performance.now()
  const answers = await Promise.all([
    client.ask(readMe),
    app.platform.database
      .inTransaction((tx) => tx.client.query('select 1'))
      .then(() => 'answered')
      .catch((error: Error) => error.message),
  ])
  expect(performance.now() - begun).toBeLessThan(15_000)
  expect([answers[0].status, answers[0].code]).toEqual([503, 'database_away'])
  expect(answers[1]).toMatch(/timeout/)
  proxy.restore()
  await expect.poll(async () => (await client.ask(readMe)).status, { timeout: 8000 }).toBe(200)
})
