import type { Server } from 'node:net'
import net from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { momentOf, outageAt } from '#bff/demo/care/believable-day.ts'
import { connectDevice } from '#bff/demo/care/device-client.ts'
import type { MadeUpDevice } from '#bff/demo/care/made-up-devices.ts'
import { startMadeUpDevices } from '#bff/demo/care/made-up-devices.ts'
import { createPuttingOn } from '#bff/demo/care/put-on-devices.ts'
import { simulatedElders } from '#bff/demo/care/simulated-street.ts'
import { readWall } from '#shared/care/care-desk.contract.ts'
import { subdistrictId } from '#shared/ids.ts'
import { openDoor } from '#tests/devices/mqtt-scene.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'

const minute = 60_000
const patience = { timeout: 15_000 }
const elders = simulatedElders(6)
const beginning = Date.parse('2026-11-17T02:00:00.000Z')

/** Somebody of the first 300 whose device loses its network on this day, and when. */
const cutOff = (() => {
  for (const elder of simulatedElders(300))
    for (let at = beginning; at < beginning + 12 * 60 * minute; at += minute) {
      const seen = (when: number) => outageAt(momentOf({ no: elder.no, livesAlone: true }, when))
      if (seen(at) === 'cut' && seen(at - minute) === undefined) return { elder, at }
    }
  throw new Error('nobody is cut off')
})()

let app: TestApp
let door: Awaited<ReturnType<typeof openDoor>>
let worn: readonly MadeUpDevice[]
const puttingOn = () => createPuttingOn(app.app.services, app.platform)
const now = () => app.clock.now().getTime()
const url = () => `mqtt://127.0.0.1:${door.port}`
const rowsOf = async (text: string, values: unknown[] = []) =>
  (await app.platform.database.pool.query(text, values)).rows

beforeAll(async () => {
  app = await startTestApp({ startsAt: new Date(beginning).toISOString() })
  door = await openDoor(app)
  worn = await puttingOn().putOn([...elders, cutOff.elder], 1, () => true)
})
afterAll(async () => {
  await door?.close()
  await app?.stop()
})

const counts = () =>
  rowsOf(`select (select count(*) from cared_persons) as elders, (select count(*) from devices) as devices,
    (select count(*) from device_assignments where to_at is null) as worn`)

test('made-up elders are taken in once, with a device each, and found on the wall of their officer', async () => {
  const before = await counts()
  expect(before).toEqual([{ elders: '7', devices: '7', worn: '7' }])
  worn = await puttingOn().putOn([...elders, cutOff.elder], 1, () => true)
  expect(await counts()).toEqual(before)
  const [first] = elders
  const officer = await app.as(first?.officerKey ?? '')
  const { residents } = await officer.call(readWall, {
    params: { subdistrictId: subdistrictId('hexing') },
    query: {},
  })
  expect(residents.map(({ name }) => name)).toEqual([first?.name])
})

test('their devices speak over MQTT, all of it acknowledged; one that is cut off tells of it afterwards', async () => {
  app.clock.set(new Date(cutOff.at - 20_000).toISOString())
  const all = await startMadeUpDevices({ url: url(), devices: worn, now })
  await expect.poll(() => all.published().connected, patience).toBe(7)
  app.clock.forward(0.2)
  await expect.poll(() => all.published().acknowledged, patience).toBeGreaterThan(7 * 10)
  app.clock.set(new Date(cutOff.at + 5 * minute).toISOString())
  await expect.poll(() => all.published().connected, patience).toBe(6)
  app.clock.set(new Date(cutOff.at + 50 * minute).toISOString())
  await expect.poll(() => all.published().reconnects, patience).toBe(1)
  await expect.poll(() => all.published().connected, patience).toBe(7)
  const toldAfterwards = async () => {
    const [told] = await rowsOf(
      `select count(*)::int as n from readings join cared_persons using (elder_no)
        where person_id = $1 and metric = 1 and measured_at between $2 and $3`,
      [cutOff.elder.personId, new Date(cutOff.at), new Date(cutOff.at + 44 * minute)],
    )
    return told.n
  }
  await expect.poll(toldAfterwards, patience).toBe(44 * 60)
  await all.stop()
  const { sent, acknowledged, failed, refused } = all.published()
  expect({ acknowledged, failed, refused }).toEqual({ acknowledged: sent, failed: 0, refused: 0 })
  expect(await rowsOf('select distinct reason from quarantined_readings')).toEqual([])
}, 60_000)

test('a device that hears “not now” comes back by itself', async () => {
  let knocks = 0
  const proxy: Server = net.createServer((socket) => {
    knocks += 1
    // CONNACK with return code 3, server unavailable (MQTT 3.1.1 §3.2.2.3).
    if (knocks === 1) socket.once('data', () => socket.end(Buffer.from([0x20, 2, 0, 3])))
    else socket.pipe(net.connect(door.port, '127.0.0.1')).pipe(socket)
    socket.on('error', () => undefined)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const address = proxy.address()
  const port = typeof address === 'object' ? address?.port : 0
  const [device] = worn
  if (!device) throw new Error('nobody wears one')
  const client = connectDevice(`mqtt://127.0.0.1:${port}`, device)
  await expect.poll(() => client.isConnected(), patience).toBe(true)
  expect(client.counts()).toMatchObject({ refused: 1 })
  await client.say([{ m: 'heart_rate', v: 70, t: now() }])
  expect(client.counts()).toMatchObject({ acknowledged: 1, failed: 0 })
  await client.end()
  proxy.close()
})

test('taken off, they alarm nobody; those who are measured again are the same people', async () => {
  await puttingOn().takeOff([...elders, cutOff.elder])
  expect(await counts()).toEqual([{ elders: '7', devices: '7', worn: '0' }])
  app.clock.forward(60)
  await app.app.services.alerts.sweep()
  expect(await rowsOf('select rule from alerts where cleared_at is null')).toEqual([])
  await puttingOn().putOn(elders, 1, () => true)
  expect(await counts()).toEqual([{ elders: '7', devices: '7', worn: '6' }])
})
