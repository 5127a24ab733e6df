import net from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { MqttClient } from 'mqtt'
import { generate } from 'mqtt-packet'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { changeDevice, rotateDeviceCredentials } from '#shared/devices/devices.contract.ts'
import { subdistrictId } from '#shared/ids.ts'
import { readLiveReadings } from '#shared/readings/live-readings.ts'
import { readingsScene } from '#tests/readings/readings-scene.ts'
import type { Client } from '#tests/support/client.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import { deviceDesk } from './device-desk-scene.ts'
import type { Badge } from './mqtt-scene.ts'
import { connectDevice, openDoor, tell } from './mqtt-scene.ts'

let app: TestApp
let nurse: Client
let door: Awaited<ReturnType<typeof openDoor>>
const scene = readingsScene(() => app)
const desk = deviceDesk(() => app)
const open: (MqttClient | net.Socket)[] = []

beforeAll(async () => {
  app = await startTestApp()
  nurse = await app.as('hexing-care-home-1-1')
  door = await openDoor(app)
})
afterEach(() => {
  for (const one of open.splice(0)) one instanceof net.Socket ? one.destroy() : one.end(true)
})
afterAll(async () => {
  await door?.close()
  await app?.stop()
})

let count = 0
/** A resident of the home with a device of his own. */
const resident = async (key: string) => {
  const elder = await scene.enrol(key)
  await desk.livesInHome(elder)
  count += 1
  return { ...elder, ...(await desk.worn(nurse, elder, `MQ-${count}`)) }
}
const connect = async (badge: Pick<Badge, 'username' | 'password'>) => {
  const client = await connectDevice(door.port, badge)
  open.push(client)
  return client
}
const heart = (v: number, minutes = 0) => ({
  m: 'heart_rate',
  v,
  t: scene.after(minutes).getTime(),
})
const values = async (elder: { readonly elderNo: number }) =>
  (await scene.stored(elder)).map(({ value }) => value)

test('a device publishes with its own password, and what is acknowledged is stored', async () => {
  const one = await resident('fang-zhongyi')
  const client = await connect(one)
  app.clock.forward(1)
  await tell(client, one.topic, heart(71))
  expect(await values(one)).toEqual([71])
  app.clock.forward(1)
  await tell(client, one.topic, [
    heart(72),
    { m: 'systolic', v: 16, u: 'kPa', t: scene.after(0).getTime(), b: 80 },
  ])
  expect(await values(one)).toEqual([71, 72, expect.closeTo(120.01, 2)])
})

test('a wrong password, an unknown name and one of a retired device open nothing', async () => {
  const one = await resident('hong-xiuying')
  const other = await resident('tan-guangming')
  const refused = (badge: Pick<Badge, 'username' | 'password'>) =>
    expect(connect(badge)).rejects.toThrow(/Connection refused|closed/)
  await refused({ ...one, password: 'guess' })
  await refused({ ...one, password: '' })
  await refused({ username: one.username, password: other.password })
  await refused({ username: "'; drop table devices; --", password: 'x' })
  await refused({ username: '00000000-0000-4000-8000-000000000000', password: 'x' })
  const params = { subdistrictId: subdistrictId('hexing'), deviceId: one.deviceId }
  await nurse.call(changeDevice, { params, body: { state: 'retired' } })
  await expect
    .poll(() =>
      connect(one).then(
        () => 'in',
        () => 'out',
      ),
    )
    .toBe('out')
})

test('a device speaks for itself alone: another’s topic cuts it off and stores nothing', async () => {
  const one = await resident('shi-yueqin')
  const other = await resident('bao-genbao')
  app.clock.forward(1)
  await expect(tell(await connect(one), other.topic, heart(99))).rejects.toThrow()
  await expect(tell(await connect(one), '$SYS/anything', heart(99))).rejects.toThrow()
  expect(await values(other)).toEqual([])
  const staying = await connect(other)
  await tell(staying, other.topic, heart(66))
  // Taking another's client id does not throw him out.
  await connectDevice(door.port, one, { clientId: other.username }).then((client) =>
    open.push(client),
  )
  app.clock.forward(1)
  await tell(staying, other.topic, heart(67))
  expect(await values(other)).toEqual([66, 67])
})

test('nobody may listen, whatever he asks for', async () => {
  const one = await resident('zuo-meidi')
  const client = await connect(one)
  const granted = await new Promise((resolve) => {
    client.subscribe({ '#': { qos: 1 }, [one.topic]: { qos: 0 } }, (_error, answer, packet) =>
      resolve(packet?.granted ?? answer),
    )
  })
  expect(granted).toEqual([128, 128])
})

test('what cannot be read or believed is acknowledged and put aside, so that it does not come for ever', async () => {
  const one = await resident('ling-zongfu')
  const client = await connect(one)
  app.clock.forward(1)
  const odd = ['', 'null', '{"m":', '[]', Buffer.from([0xff, 0, 0xfe]), [{ ...heart(70), x: 1 }]]
  for (const message of odd) await tell(client, one.topic, message)
  await tell(client, one.topic, [heart(70), 'no reading', { ...heart(71), m: 'a\u0000b' }])
  await tell(client, one.topic, heart(999))
  expect(await values(one)).toEqual([70])
  const reasons = await scene.putAside(one)
  expect(reasons.filter((reason) => reason === 'unreadable').length).toBeGreaterThanOrEqual(6)
  expect(reasons).toContain('unknown_metric')
  expect(reasons).toContain('implausible')
})

test('a new password works at once, the old one for a day, and a stolen one is out within seconds', async () => {
  const one = await resident('huo-yufang')
  const params = { subdistrictId: subdistrictId('hexing'), deviceId: one.deviceId }
  const rotate = (endFormerNow: boolean) =>
    nurse.call(rotateDeviceCredentials, { params, body: { endFormerNow } })
  const connected = await connect(one)
  const second = await rotate(false)
  await expect
    .poll(() =>
      connect(second).then(
        () => 'in',
        () => 'out',
      ),
    )
    .toBe('in')
  expect((await connect(one)).connected).toBe(true)
  const thief = await connect(second)
  const third = await rotate(true)
  await expect.poll(() => thief.connected, { timeout: 3000 }).toBe(false)
  await expect(connect(second)).rejects.toThrow()
  expect(connected.connected).toBe(false)
  expect((await connect(third)).connected).toBe(true)
})

/** Bytes of a stranger on the wire. @returns whether the door has cut him off in time */
const throwAt = async (...chunks: readonly Buffer[]): Promise<boolean> => {
  const socket = net.connect(door.port, '127.0.0.1')
  open.push(socket)
  socket.on('error', () => undefined)
  socket.resume()
  for (const chunk of chunks) socket.write(chunk)
  return new Promise((resolve) => {
    socket.once('close', () => resolve(true))
    setTimeout(() => resolve(false), 3000)
  })
}

test('hostile clients are cut off or wait, and the others are acknowledged all the while', async () => {
  const one = await resident('fang-zhongyi')
  const bad = await resident('hong-xiuying')
  const client = await connect(one)
  const lastWords = Buffer.from(JSON.stringify(heart(44)))
  const hello = (badge: Badge) =>
    generate({
      ...{ cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4, clean: true, clientId: 'x' },
      ...{ username: badge.username, password: Buffer.from(badge.password), keepalive: 0 },
      will: { topic: one.topic, payload: lastWords, qos: 1, retain: true },
    } as Parameters<typeof generate>[0])
  const publish = (payload: Buffer, messageId: number, qos: 0 | 1 | 2 = 1) =>
    generate({
      cmd: 'publish',
      topic: bad.topic,
      payload,
      qos,
      messageId,
      dup: false,
      retain: true,
    })
  let isGoing = true
  const slowest: number[] = []
  const others = (async () => {
    for (let n = 0; isGoing; n++) {
      const begun = performance.now()
      await tell(client, one.topic, { ...heart(60), t: scene.after(0).getTime() + n })
      slowest.push(performance.now() - begun)
      await sleep(20)
    }
    return true
  })()

  expect(await throwAt(Buffer.from('GET / HTTP/1.1\r\n\r\n'))).toBe(true)
  expect(await throwAt(Buffer.alloc(64, 0xff))).toBe(true)
  // A packet of 200 MB is announced: nobody waits for it.
  expect(await throwAt(hello(bad), Buffer.from([0x32, 0xff, 0xff, 0xff, 0x5f]))).toBe(true)
  expect(await throwAt(hello(bad), publish(Buffer.alloc(20_000, 'x'), 7))).toBe(true)
  expect(await throwAt(hello(bad), publish(Buffer.from('1'), 7, 2))).toBe(true)
  expect(await throwAt(publish(Buffer.from('1'), 7))).toBe(true)
  // A flood that reads no answer: it is made to wait, not stored as fast as it comes.
  const flood = net.connect(door.port, '127.0.0.1')
  open.push(flood)
  flood.on('error', () => undefined)
  flood.pause()
  flood.write(hello(bad))
  for (let n = 1; n <= 20_000; n++)
    flood.write(
      publish(
        Buffer.from(JSON.stringify({ ...heart(70), t: scene.after(0).getTime() + n })),
        (n % 65_000) + 1,
      ),
    )
  await sleep(2000)
  isGoing = false
  expect(await others).toBe(true)
  expect(Math.max(...slowest)).toBeLessThan(2000)
  // 500 at once and 50 a second.
  expect((await values(bad)).length).toBeLessThan(1500)
  expect((await values(one)).filter((value) => value === 44)).toEqual([])
})

test('while the database is away, full or slow nothing is acknowledged, and the device sends it again', async () => {
  const one = await resident('shi-yueqin')
  const { pool } = app.platform.database
  const sent: number[] = []
  for (const state of ['57P03', '53100', '55P03']) {
    const client = await connect(one)
    app.clock.forward(1)
    await pool.query(`create or replace function fail_for_a_while() returns trigger language plpgsql
      as $$ begin raise exception 'away' using errcode = '${state}'; end $$;
      create trigger away before insert on latest_readings
        for each statement execute function fail_for_a_while()`)
    await expect(tell(client, one.topic, heart(77 + sent.length))).rejects.toThrow()
    expect(await values(one)).toEqual(sent)
    await pool.query('drop trigger away on latest_readings')
    sent.push(77 + sent.length)
    await tell(await connect(one), one.topic, heart(sent.at(-1) ?? 0))
    expect(await values(one)).toEqual(sent)
  }
})

test('a message that the database refuses harms only itself', async () => {
  const one = await resident('tan-guangming')
  const other = await resident('bao-genbao')
  const clients = [await connect(one), await connect(other)] as const
  app.clock.forward(1)
  const { pool } = app.platform.database
  await pool.query(`create or replace function refuse_13() returns trigger language plpgsql
    as $$ begin if new.value = 113 then raise exception 'odd' using errcode = '22003'; end if;
      return new; end $$`)
  await pool.query(`create trigger odd before insert on latest_readings
    for each row execute function refuse_13()`)
  await Promise.all([
    tell(clients[0], one.topic, heart(113)),
    tell(clients[1], other.topic, heart(62)),
  ])
  await pool.query('drop trigger odd on latest_readings')
  expect(await values(other)).toContain(62)
  expect(await values(one)).not.toContain(113)
  expect(await scene.putAside(one)).toEqual(['unreadable'])
})

test('what one device says is stored in its order, and the newest never goes back', async () => {
  const one = await resident('zuo-meidi')
  const client = await connect(one)
  const begin = scene.after(0).getTime()
  const heard: number[] = []
  app.platform.liveBus.subscribe(
    ({ topic, data }) => {
      if (topic !== `care/hexing/${one.personId}/vitals`) return
      heard.push(...readLiveReadings(data).map(({ measuredAt }) => measuredAt))
    },
    () => undefined,
  )
  await Promise.all(
    Array.from({ length: 400 }, (_, n) =>
      tell(client, one.topic, { m: 'heart_rate', v: 60 + (n % 40), t: begin + n }),
    ),
  )
  await expect.poll(() => heard.at(-1)).toBe(begin + 399)
  expect(heard).toEqual([...heard].sort((a, b) => a - b))
  expect(await scene.stored(one)).toHaveLength(400)
})
