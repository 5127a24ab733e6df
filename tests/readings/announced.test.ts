import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LiveReading } from '#shared/readings/live-readings.ts'
import { readLiveReadings } from '#shared/readings/live-readings.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import { readingsScene } from './readings-scene.ts'

let app: TestApp
const scene = readingsScene(() => app)
const { after } = scene

beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app?.stop())

const heartRate = (value: number | null, minutes: number) => ({
  ...{ metric: 'heart_rate', value, measuredAt: after(minutes) },
})

/** What followers of this elder hear from now on. */
const listenTo = ({ personId }: { readonly personId: string }) => {
  const heard: { kind: string; data: unknown; readings: LiveReading[] }[] = []
  app.platform.liveBus.subscribe(
    ({ topic, kind, data }) => {
      if (topic === `care/hexing/${personId}/vitals`)
        heard.push({ kind, data, readings: readLiveReadings(data) })
    },
    () => undefined,
  )
  return heard
}

test('every reading that is newer than before is announced, in order, once it is durable', async () => {
  const elder = await scene.elderWithDevice('zhang-hui')
  const heard = listenTo(elder)
  await scene.ingest(elder, heartRate(71, -3), heartRate(70, -5), heartRate(71, -3))
  app.clock.forward(0.1)
  await scene.ingest(elder, heartRate(71, -3.1), {
    metric: 'systolic',
    value: 130,
    measuredAt: after(-3.1),
  })
  await expect.poll(() => heard.length).toBe(2)
  const at = (minutes: number) => after(minutes - 0.1).getTime()
  expect(heard.map(({ kind, data }) => [kind, data])).toEqual([
    ['readings', { heart_rate: [70, 0, at(-5), 71, 0, at(-3)] }],
    ['readings', { systolic: [130, 0, at(-3)] }],
  ])
})

test('a reading that comes late is told of as a chart to be read again, and one sent again is not', async () => {
  const elder = await scene.elderWithDevice('zuo-meidi')
  const heard = listenTo(elder)
  await scene.ingest(elder, heartRate(71, -3))
  app.clock.forward(0.1)
  await scene.ingest(elder, heartRate(71, -3.1))
  await scene.ingest(elder, heartRate(71, -3.1), heartRate(69, -4), heartRate(68, -6))
  await expect.poll(() => heard.length, { timeout: 4000 }).toBe(2)
  expect(heard.at(-1)).toMatchObject({ kind: 'backfilled', data: { from: +after(-6) } })
})

test('of a long message nothing is left out, in as many events as hold it', async () => {
  const elder = await scene.elderWithDevice('ling-zongfu')
  const heard = listenTo(elder)
  const said = Array.from({ length: 100 }, (_, n) => heartRate(50 + n, -10 + n / 100))
  await scene.ingest(elder, ...said)
  await expect.poll(() => heard.length).toBe(5)
  const values = heard.flatMap(({ readings }) => readings.map(({ value }) => value))
  expect(values).toEqual(said.map(({ value }) => value))
})

test('one probe’s “no signal” is not told over another’s value, one batch or several', async () => {
  for (const [key, isOneBatch] of [
    ['fang-zhongyi', true],
    ['hong-xiuying', false],
  ] as const) {
    const elder = await scene.enrol(key)
    const [line, cuff] = [await scene.device(), await scene.device()]
    for (const each of [line, cuff]) await scene.wear(each, elder)
    const heard = listenTo(elder)
    const systolic = (value: number, minutes: number) => ({
      ...{ metric: 'systolic', value, measuredAt: after(minutes) },
    })
    const arrivals = [
      { from: line, readings: [systolic(0, -9)] },
      { from: cuff, readings: [systolic(131, -8)] },
      { from: line, readings: [systolic(0, -7), systolic(0, -6)] },
      { from: cuff, readings: [systolic(126, -5)] },
    ]
    const { ingestAll } = app.app.services.readings
    if (isOneBatch) await ingestAll(arrivals)
    else for (const arrival of arrivals) await ingestAll([arrival])
    const told = () => heard.flatMap(({ readings }) => readings.map(({ value }) => value))
    await expect.poll(told).toEqual([null, 131, 126])
  }
})
