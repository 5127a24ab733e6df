import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createServices } from '#bff/app.ts'
import { valueAt } from '#bff/demo/care/believable-day.ts'
import { movedInAt, startLivingHome } from '#bff/demo/care/living-home.ts'
import type { MadeUpDevices } from '#bff/demo/care/made-up-devices.ts'
import { createMqttDoor } from '#bff/devices/door/mqtt-door.ts'
import { listMyElders } from '#shared/care/care.contract.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'

let app: TestApp
let home: MadeUpDevices
let door: ReturnType<typeof createMqttDoor>
let port: number
let client: pg.Client

const begin = () => {
  const { platform } = app
  const movedIn = movedInAt(platform.clock.now())
  const quiet = { ...platform.jobs, handle: () => undefined, every: () => undefined }
  const before = createServices({ ...platform, jobs: quiet, clock: { now: () => movedIn } })
  const now = () => platform.clock.now().getTime()
  const { reader } = platform.database
  return startLivingHome({ before, services: app.app.services, reader, port, now })
}

beforeAll(async () => {
  app = await startTestApp()
  const settings = { host: '127.0.0.1', port: 0, tls: undefined, maxConnections: 100 }
  door = createMqttDoor(app.platform, app.app.services.readings, settings)
  port = await door.open()
  home = await begin()
  client = new pg.Client({ connectionString: app.databaseUrl })
  await client.connect()
}, 120_000)
afterAll(async () => {
  await home?.stop()
  await door?.close()
  await client?.end()
  await app?.stop()
})

const counted = async (where: string): Promise<number> => {
  const { rows } = await client.query(`select count(*)::int as n from ${where}`)
  return rows[0].n
}

test('the demo’s home has its past day, and nothing of it was put aside', async () => {
  expect(await counted('readings')).toBeGreaterThan(30_000)
  expect(await counted('quarantined_readings')).toBe(0)
  expect(await counted('readings where quality = 2')).toBeGreaterThan(0)
})

test('its devices speak on, and every reading is acknowledged', async () => {
  const before = await counted('readings')
  for (let seconds = 0; seconds < 8; seconds += 1) {
    app.clock.forward(1 / 60)
    await new Promise((resolve) => setTimeout(resolve, 1000))
  }
  await expect.poll(() => home.published().acknowledged, { timeout: 10_000 }).toBeGreaterThan(10)
  expect(home.published()).toMatchObject({ failed: 0, connected: 9 })
  expect(await counted('readings')).toBeGreaterThan(before + 10)
})

test('the daughter of the one who lives alone follows what her flat says, and nothing else', async () => {
  const daughter = await app.as('zhang-hui')
  const { elders } = await daughter.call(listMyElders)
  expect(elders.map(({ name, viewClasses }) => ({ name, viewClasses }))).toEqual([
    { name: '沈秀珍', viewClasses: ['activity'] },
  ])
})

test('a made-up day is told the same each time, with a probe that is off now and then', () => {
  const elder = { no: 3, livesAlone: false }
  const from = Date.parse('2026-11-16T16:00:00Z')
  const minutes = Array.from({ length: 1440 }, (_, i) => from + i * 60_000)
  const rates = minutes.map((at) => valueAt('heart_rate', elder, at))
  expect(minutes.map((at) => valueAt('heart_rate', elder, at))).toEqual(rates)
  expect(rates.filter((rate) => rate === 0).length).toBeGreaterThan(20)
  const seen = rates.filter((rate) => rate > 0 && rate < 140)
  expect(Math.min(...seen)).toBeGreaterThan(40)
  expect(seen.length).toBeGreaterThan(1350)
})
