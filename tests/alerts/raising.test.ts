import { afterAll, beforeAll, expect, test } from 'vitest'
import { acknowledgeAlert, readAlert } from '#shared/alerts/alerts.contract.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import type { SceneDevice, SceneElder } from './alert-scene.ts'
import { alertScene, hexing } from './alert-scene.ts'

let app: TestApp
const daughter = 'chen-yue'
const scene = alertScene(() => app)
const { times } = scene
const worn = ['heart_rate', 'respiratory_rate', 'oxygen_saturation', 'systolic'] as const

beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app?.stop())

/** An elder of her own for each test: what lasts for one is nobody else's. */
const elders = [
  'shen-apo',
  'fang-zhongyi',
  'hong-xiuying',
  'tan-guangming',
  'shi-yueqin',
  'bao-genbao',
  'zuo-meidi',
  'ling-zongfu',
  'huo-yufang',
]
const withBand = async (
  metrics: Parameters<typeof scene.wear>[1] = worn,
): Promise<{ elder: SceneElder; band: SceneDevice }> => {
  const key = elders.pop()
  if (!key) throw new Error('no elder left')
  const elder = await scene.enrol(key)
  await scene.follow(elder, 'chen-yue')
  return { elder, band: await scene.wear(elder, metrics) }
}
const lasting = async (elder: SceneElder) => scene.lasting(await scene.alertsOf(daughter, elder))

test('a fast heart is told of once it lasts, and it is over when it has been well for a while', async () => {
  const { elder, band } = await withBand()
  await scene.say(band, 'heart_rate', times(15, 76))
  await scene.settle()
  expect(await lasting(elder)).toEqual([])
  await scene.pass(8, () => scene.say(band, 'heart_rate', [140]))
  expect(await lasting(elder)).toEqual([])
  await scene.pass(4, () => scene.say(band, 'heart_rate', [140]))
  expect(await lasting(elder)).toEqual(['heart_rate_high'])
  const [alert] = await scene.alertsOf(daughter, elder)
  expect(alert).toMatchObject({ severity: 'high', title: '心率偏快', value: 140, limit: 130 })
  expect(alert?.words).toMatch(
    /^今天上午\d+:\d\d起，心率一直高于130次\/分，最近140次\/分（今天上午/,
  )
  const [notice] = await scene.noticesOf(daughter)
  expect(notice).toMatchObject({ kind: 'care_alert', alertId: alert?.alertId })
  await scene.pass(5, () => scene.say(band, 'heart_rate', [125]))
  expect(await lasting(elder)).toEqual(['heart_rate_high'])
  await scene.pass(12, () => scene.say(band, 'heart_rate', [80]))
  expect(await lasting(elder)).toEqual([])
  expect((await scene.told(daughter)).at(-1)).toBe('care_alert_cleared')
})

test('a gap in the data satisfies no duration', async () => {
  const { elder, band } = await withBand()
  await scene.say(band, 'heart_rate', [140, 140, 140, ...times(5, undefined), 140, 140])
  await scene.pass(1, () => scene.say(band, 'heart_rate', [140]))
  expect(await lasting(elder)).toEqual([])
})

test('what comes in late is history: it rings at nobody', async () => {
  const { elder, band } = await withBand()
  const before = await scene.told(daughter)
  await scene.say(band, 'heart_rate', times(40, 150), 60)
  await scene.say(band, 'help_button', [1], 30)
  await scene.say(band, 'heart_rate', [76])
  await scene.settle()
  expect(await lasting(elder)).toEqual([])
  expect(await scene.told(daughter)).toEqual(before)
})

test('data in the very millisecond of the offline alarm ends it', async () => {
  const { elder, band } = await withBand()
  await scene.say(band, 'heart_rate', [76])
  await scene.pass(4)
  expect(await lasting(elder)).toEqual(['device_offline'])
  // The clock stands still: the alarm was raised in this millisecond.
  await scene.say(band, 'heart_rate', [76])
  await scene.settle()
  expect(await lasting(elder)).toEqual([])
})

test('a reading from the future keeps no device alive', async () => {
  const { elder, band } = await withBand()
  await scene.say(band, 'heart_rate', [76])
  app.clock.forward(2)
  await scene.settle()
  expect(await lasting(elder)).toEqual([])
  const tomorrow = new Date(app.clock.now().getTime() + 24 * 3_600_000)
  await app.app.services.readings.ingest(
    [{ metric: 'heart_rate', value: 76, measuredAt: tomorrow }],
    band,
  )
  // It spoke, so it is online; three intervals later it is not, whatever date it gave.
  await scene.pass(4)
  expect(await lasting(elder)).toContain('device_offline')
})

test('a probe that is off is no silence of the device, and no heart that stands still', async () => {
  const { elder, band } = await withBand()
  await scene.say(band, 'heart_rate', times(15, 0))
  await scene.pass(5, () => scene.say(band, 'heart_rate', [0]))
  expect(await lasting(elder)).toEqual(['sensor_off'])
  await scene.pass(3, () => scene.say(band, 'heart_rate', [72]))
  expect(await lasting(elder)).toEqual([])
})

test('the help button rings at once and at everybody’s, and ends when somebody says how', async () => {
  const { elder, band } = await withBand(['help_button', 'motion'])
  await scene.say(band, 'help_button', [1])
  await scene.settle()
  expect(await lasting(elder)).toEqual(['help_button'])
  const [alert] = await scene.alertsOf(daughter, elder)
  if (!alert) throw new Error('no alert')
  const params = { subdistrictId: hexing, alertId: alert.alertId }
  await scene.settle()
  expect((await (await scene.as(daughter)).call(readAlert, { params })).alert.fired).toBe(1)
  // Pressed again while it lasts: it rings again.
  app.clock.forward(2)
  await (await scene.as(daughter)).call(acknowledgeAlert, { params })
  await scene.say(band, 'help_button', [1])
  await scene.settle()
  expect((await (await scene.as(daughter)).call(readAlert, { params })).alert).toMatchObject({
    ...{ fired: 2, acknowledgedAt: null },
  })
})

test('two nodes that judge at the same time raise one alert and tell it once', async () => {
  const other = await startTestApp({ databaseUrl: app.databaseUrl, clock: app.clock })
  try {
    const { elder, band } = await withBand()
    await scene.say(band, 'heart_rate', times(14, 145))
    await app.app.services.readings.rollUp()
    app.clock.forward(1)
    await scene.say(band, 'heart_rate', [145])
    await app.app.services.readings.rollUp()
    await Promise.all([app.app.services.alerts.sweep(), other.app.services.alerts.sweep()])
    const raised = (await scene.alertsOf(daughter, elder)).filter(
      ({ rule }) => rule === 'heart_rate_high',
    )
    expect(raised).toHaveLength(1)
    const notices = (await scene.noticesOf(daughter)).filter(
      ({ alertId }) => alertId === raised[0]?.alertId,
    )
    expect(notices).toHaveLength(1)
  } finally {
    await other.stop()
  }
})
