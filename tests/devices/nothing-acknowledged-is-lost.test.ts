import { rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { removeDatabase, startDatabase } from '#bff/platform/embedded-postgres.ts'
import { createDatabase } from '#bff/platform/postgres-databases.ts'
import { intensity } from '#tests/intensity.ts'
import type { ServerProcess } from '#tests/support/server-process.ts'
import { startServerProcess, temporaryFolder } from '#tests/support/server-process.ts'
import type { Acked, LoadDevice } from './mqtt-load.ts'
import { devicesForLoad, publishWithoutPause } from './mqtt-load.ts'

const perSecond = intensity.careReadingsPerSecond
/** 25 a second of each device at most: half of what the door lets one say. */
const deviceCount = Math.max(20, perSecond / 25)
const millisecondsBetween = 1500
const timeout = 120_000 + 15_000 * (intensity.killNine + intensity.databaseRestarts)

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let postgres: Awaited<ReturnType<typeof startDatabase>>
let server: ServerProcess
let url: string
let devices: LoadDevice[]

/** Ports and processes of the doors that opened one after another. */
const doors = () =>
  [...server.output().matchAll(/LINLI_MQTT_READY (\d+) (\d+)/g)].map(([, port, pid]) => ({
    ...{ port: Number(port), pid: Number(pid) },
  }))
const doorNow = async (after = 0) => {
  await expect.poll(() => doors().length, { timeout: 30_000 }).toBeGreaterThan(after)
  const door = doors().at(-1)
  if (!door) throw new Error('no door')
  return door
}

beforeAll(async () => {
  folder = await temporaryFolder()
  postgres = await startDatabase({ directory: path.join(folder.path, 'postgres') })
  url = await createDatabase(postgres.url, 'care')
  server = await startServerProcess({
    ...{
      databaseUrl: url,
      filesDirectory: folder.path,
      env: { MQTT_PORT: '0', LOG_LEVEL: 'fatal' },
    },
  })
  devices = await devicesForLoad(url, deviceCount)
})
afterAll(async () => {
  await server?.terminate()
  await removeDatabase(path.join(folder.path, 'postgres'))
  rmSync(folder.path, { recursive: true, force: true })
})

const query = async <R extends pg.QueryResultRow>(text: string): Promise<R[]> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<R>(text)
  await client.end()
  return rows
}

const lostOf = async (acked: readonly Acked[]): Promise<Acked[]> => {
  const rows = await query<{ no: number; at: string }>(
    `select elder_no as no, (extract(epoch from measured_at) * 1000)::bigint::text as at from readings`,
  )
  const stored = new Set(rows.map(({ no, at }) => `${no}/${at}`))
  return acked.filter(([no, at]) => !stored.has(`${no}/${at}`))
}

/** The newest of each elder is his newest: none went back while doors fell. */
const expectNewest = async () =>
  expect(
    await query(`select l.elder_no from latest_readings l join
      (select elder_no, max(measured_at) as newest from readings group by 1) r using (elder_no)
      where l.measured_at <> r.newest`),
  ).toEqual([])

test('nothing acknowledged is lost when the door is killed with -9, and the server lives on', {
  timeout,
}, async () => {
  await doorNow()
  const load = publishWithoutPause(() => doors().at(-1)?.port ?? 0, devices, perSecond)
  for (let crash = 0; crash < intensity.killNine; crash++) {
    await sleep(millisecondsBetween)
    const { pid } = await doorNow()
    const before = doors().length
    process.kill(pid, 'SIGKILL')
    expect((await fetch(`${server.address}/livez`)).status).toBe(200)
    await doorNow(before)
  }
  await sleep(millisecondsBetween)
  await load.stop()
  expect(server.child.exitCode).toBeNull()
  expect(load.acked.length).toBeGreaterThan(perSecond)
  expect(await lostOf(load.acked)).toEqual([])
  await expectNewest()
  console.info(
    `kill -9 ×${intensity.killNine}: ${load.acked.length} of ${load.sent()} acknowledged`,
  )
})

test('nothing acknowledged is lost when the database crashes, and nothing is sent twice into the books', {
  timeout,
}, async () => {
  await doorNow()
  const load = publishWithoutPause(() => doors().at(-1)?.port ?? 0, devices, perSecond)
  for (let crash = 0; crash < intensity.databaseRestarts; crash++) {
    await sleep(millisecondsBetween)
    await postgres.restartImmediate()
  }
  await sleep(millisecondsBetween)
  await load.stop()
  expect(server.child.exitCode).toBeNull()
  expect(load.acked.length).toBeGreaterThan(perSecond)
  expect(await lostOf(load.acked)).toEqual([])
  await expectNewest()
  console.info(
    `restarts ×${intensity.databaseRestarts}: ${load.acked.length} of ${load.sent()} acknowledged`,
  )
})
