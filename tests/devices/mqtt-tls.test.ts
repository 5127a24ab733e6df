import { writeFile } from 'node:fs/promises'
import net from 'node:net'
import path from 'node:path'
import tls from 'node:tls'
import type { IClientOptions, MqttClient } from 'mqtt'
import { generate } from 'mqtt-packet'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readingsScene } from '#tests/readings/readings-scene.ts'
import { selfSigned } from '#tests/support/self-signed.ts'
import { temporaryFolder } from '#tests/support/server-process.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import { deviceDesk } from './device-desk-scene.ts'
import type { Badge } from './mqtt-scene.ts'
import { connectDevice, openDoor, tell } from './mqtt-scene.ts'

const day = 24 * 60 * 60_000
const certified = () => selfSigned(new Date(Date.now() - day), new Date(Date.now() + day))

let app: TestApp
let folder: Awaited<ReturnType<typeof temporaryFolder>>
let door: Awaited<ReturnType<typeof openDoor>>
let ca: string
let one: Badge & { readonly elderNo: number; readonly personId: string }
const scene = readingsScene(() => app)
const desk = deviceDesk(() => app)
const open: MqttClient[] = []

beforeAll(async () => {
  app = await startTestApp()
  folder = await temporaryFolder()
  const { key, certificate } = certified()
  ca = certificate
  const files = {
    keyFile: path.join(folder.path, 'key.pem'),
    certificateFile: path.join(folder.path, 'certificate.pem'),
  }
  await writeFile(files.keyFile, key)
  await writeFile(files.certificateFile, certificate)
  door = await openDoor(app, { tls: files })
  const elder = await scene.enrol('fang-zhongyi')
  await desk.livesInHome(elder)
  one = { ...elder, ...(await desk.worn(await app.as('hexing-care-home-1-1'), elder, 'TLS-1')) }
})
afterAll(async () => {
  for (const client of open) client.end(true)
  await door?.close()
  await app?.stop()
  await folder?.remove()
})

const connect = async (options: IClientOptions) => {
  const client = await connectDevice(door.port, one, { protocol: 'mqtts', ...options })
  open.push(client)
  return client
}
const values = async () => (await scene.stored(one)).map(({ value }) => value)

test('a device that trusts the door’s certificate publishes over TLS', async () => {
  const client = await connect({ ca })
  app.clock.forward(1)
  await tell(client, one.topic, { m: 'heart_rate', v: 71, t: scene.after(0).getTime() })
  expect(await values()).toEqual([71])
})

test('a device that trusts another certificate, or none, does not tell its password', async () => {
  await expect(connect({ ca: certified().certificate })).rejects.toThrow(/certificate|signature/)
  await expect(connect({})).rejects.toThrow(/self-signed/)
})

test('who speaks without TLS, or an old one, is cut off and harms nobody', async () => {
  const client = await connect({ ca })
  const plain = net.connect(door.port, '127.0.0.1')
  plain.on('error', () => undefined)
  const { username, password } = one
  plain.write(
    generate({
      ...{ cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4, clean: true, clientId: 'x' },
      ...{ username, password: Buffer.from(password), keepalive: 0 },
    }),
  )
  await new Promise((resolve) => plain.once('close', resolve))
  const old = tls.connect({
    ...{ host: '127.0.0.1', port: door.port, ca, maxVersion: 'TLSv1.1', minVersion: 'TLSv1.1' },
    ciphers: 'DEFAULT@SECLEVEL=0',
  })
  await expect(
    new Promise((resolve, reject) => {
      old.once('secureConnect', resolve)
      old.once('error', reject)
    }),
  ).rejects.toThrow()
  app.clock.forward(1)
  await tell(client, one.topic, { m: 'heart_rate', v: 72, t: scene.after(0).getTime() })
  expect((await values()).at(-1)).toBe(72)
})
