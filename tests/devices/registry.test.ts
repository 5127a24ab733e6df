import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  assignDevice,
  changeDevice,
  listDevices,
  listQuarantine,
  readDevice,
  registerDevice,
  rotateDeviceCredentials,
  unassignDevice,
} from '#shared/devices/devices.contract.ts'
import type { BodyOf } from '#shared/http/endpoint.ts'
import { subdistrictId } from '#shared/ids.ts'
import { readingsScene } from '#tests/readings/readings-scene.ts'
import type { Client } from '#tests/support/client.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import { deviceDesk } from './device-desk-scene.ts'

const hexing = { subdistrictId: subdistrictId('hexing') }

let app: TestApp
let nurse: Client
let officer: Client
let administrator: Client
let desk: ReturnType<typeof deviceDesk>
const scene = readingsScene(() => app)

beforeAll(async () => {
  app = await startTestApp()
  nurse = await app.as('hexing-care-home-1-1')
  officer = await app.as('hexing-officer-hexinger')
  administrator = await app.as('hexing-administrator')
  desk = deviceDesk(() => app)
})
afterAll(() => app?.stop())

test('care staff register a device of their home, and nobody of another unit sees it', async () => {
  const device = await desk.register(nurse, 'home', { serial: 'BED-1', room: '201' })
  expect(device).toMatchObject({ serial: 'BED-1', state: 'active', wearer: null, isSilent: false })
  const listed = async (client: Client) =>
    (await client.call(listDevices, { params: hexing })).devices.map(({ serial }) => serial)
  expect(await listed(nurse)).toContain('BED-1')
  expect(await listed(administrator)).toContain('BED-1')
  expect(await listed(officer)).not.toContain('BED-1')
  const params = { ...hexing, deviceId: device.deviceId }
  expect((await officer.ask(readDevice, { params })).status).toBe(404)
  expect(
    (await officer.ask(rotateDeviceCredentials, { params, body: { endFormerNow: true } })).status,
  ).toBe(404)
  const foreign = await app.as('liuwan-care-home-1-1')
  expect((await foreign.ask(readDevice, { params })).code).toBe('not_allowed')
})

test('the same serial number is registered once, and a repeat of the request is no second one', async () => {
  const body = await desk.filled('home', { serial: 'BED-2' })
  const key = 'register-the-same-bed'
  const first = await nurse.ask(registerDevice, { params: hexing, body, key })
  const again = await nurse.ask(registerDevice, { params: hexing, body, key })
  expect([first.status, again.status]).toEqual([201, 201])
  expect(again.body).toEqual(first.body)
  expect((await nurse.ask(registerDevice, { params: hexing, body })).code).toBe('device_known')
})

test('a device is used by one person at a time, and only by somebody its staff look after', async () => {
  const one = await scene.enrol('fang-zhongyi')
  const other = await scene.enrol('hong-xiuying')
  const atHome = await scene.enrol('shen-apo')
  await desk.livesInHome(one, other)
  const { deviceId } = await desk.register(nurse, 'home', { serial: 'BED-3' })
  const params = { ...hexing, deviceId }
  const assign = (personId: typeof one.personId) =>
    nurse.ask(assignDevice, { params, body: { personId } })
  expect((await assign(atHome.personId)).code).toBe('elder_unknown')
  expect((await assign(one.personId)).body.device.wearer?.name).toBe('方仲义')
  expect((await assign(other.personId)).code).toBe('device_worn')
  app.clock.forward(5)
  expect((await nurse.call(unassignDevice, { params })).device.wearer).toBeNull()
  expect((await nurse.ask(unassignDevice, { params })).code).toBe('device_unworn')
  expect((await assign(other.personId)).status).toBe(200)
  const { assignments } = await nurse.call(readDevice, { params })
  expect(assignments.map(({ name, toAt }) => [name, toAt !== null])).toEqual([
    ['洪秀英', false],
    ['方仲义', true],
  ])
})

test('a device that is worn and says nothing for thrice its rhythm is silent, and comes first', async () => {
  const elder = await scene.enrol('tan-guangming')
  await desk.livesInHome(elder)
  const { deviceId } = await desk.register(nurse, 'home', { serial: 'BED-4', everySeconds: 60 })
  const params = { ...hexing, deviceId }
  await nurse.call(assignDevice, { params, body: { personId: elder.personId } })
  await scene.ingest({ deviceId }, { metric: 'heart_rate', value: 70, measuredAt: scene.after(0) })
  const isSilent = async () => (await nurse.call(readDevice, { params })).device.isSilent
  expect(await isSilent()).toBe(false)
  app.clock.forward(4)
  expect(await isSilent()).toBe(true)
  const { devices } = await nurse.call(listDevices, { params: hexing })
  expect(devices.slice(0, 4).map(({ serial }) => serial)).toContain('BED-4')
  expect(devices.findIndex(({ serial }) => serial === 'BED-4')).toBeLessThan(
    devices.findIndex(({ serial }) => serial === 'BED-1'),
  )
})

test('what a device sends in vain is listed with the reason, for its own staff alone', async () => {
  const { deviceId } = await desk.register(nurse, 'home', { serial: 'BED-5' })
  await scene.ingest({ deviceId }, { metric: 'heart_rate', value: 70, measuredAt: scene.after(0) })
  const seen = async (client: Client) =>
    (await client.call(listQuarantine, { params: hexing, query: { deviceId } })).readings
  expect(await seen(nurse)).toMatchObject([{ reason: 'nobody', serial: 'BED-5' }])
  expect(await seen(officer)).toEqual([])
  const { device } = await nurse.call(readDevice, { params: { ...hexing, deviceId } })
  expect(device.quarantinedToday).toBe(1)
})

test('staff are told how much of a device that sends too much nonsense is only counted', async () => {
  const { deviceId } = await desk.register(nurse, 'home', { serial: 'BED-7' })
  for (let round = 0; round < 2; round++)
    await scene.ingest(
      { deviceId },
      ...Array.from({ length: 700 }, (_, n) => ({
        ...{ metric: 'heart_rate', value: 70, measuredAt: scene.after(-round - n / 1000) },
      })),
    )
  const query = { deviceId }
  const { givenUp, readings } = await nurse.call(listQuarantine, { params: hexing, query })
  expect([givenUp, readings.length]).toEqual([400, 200])
  expect((await officer.call(listQuarantine, { params: hexing, query: {} })).givenUp).toBe(0)
  const { device } = await nurse.call(readDevice, { params: { ...hexing, deviceId } })
  expect(device.quarantinedToday).toBe(1400)
})

test('a retired device stays retired, nobody uses it, and its certificate has a real last day', async () => {
  const { deviceId } = await desk.register(nurse, 'home', { serial: 'BED-6' })
  const params = { ...hexing, deviceId }
  const change = (body: BodyOf<typeof changeDevice>) => nurse.ask(changeDevice, { params, body })
  expect((await change({ calibratedUntil: '2026-02-31' })).code).toBe('device_times')
  const over = await change({ calibratedUntil: '2026-11-16', state: 'faulty' })
  expect(over.body.device).toMatchObject({ isCalibrationOver: true, state: 'faulty' })
  expect((await change({ state: 'retired' })).body.device.state).toBe('retired')
  expect((await change({ state: 'active' })).code).toBe('device_retired')
  const elder = await scene.enrol('bao-genbao')
  await desk.livesInHome(elder)
  const body = { personId: elder.personId }
  expect((await nurse.ask(assignDevice, { params, body })).code).toBe('device_retired')
})
