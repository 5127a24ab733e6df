import { afterAll, beforeAll, expect, test } from 'vitest'
import { listSummaries } from '#shared/alerts/alerts.contract.ts'
import type { MetricCode } from '#shared/readings/metrics.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import type { SceneDevice, SceneElder } from './alert-scene.ts'
import { alertScene } from './alert-scene.ts'

// Rules that look back over a night, days or weeks: said by devices, heard by the family.

let app: TestApp
const scene = alertScene(() => app)
const { times } = scene
const daughter = 'chen-yue'

beforeAll(async () => {
  // The test alone rolls up and judges: what a sweep of its own had in hand would be left to it.
  app = await startTestApp({ running: false })
})
afterAll(() => app?.stop())

const followed = async (key: string): Promise<SceneElder> => {
  const elder = await scene.enrol(key)
  await scene.follow(elder, daughter)
  return elder
}
const lasting = async (elder: SceneElder) =>
  scene.lasting(await scene.alertsOf(daughter, elder)).sort()

/** One word every ten minutes for so many hours up to now. @param valueAt by whole hours ago */
const sayHours = async (
  device: SceneDevice,
  metric: MetricCode,
  hours: number,
  valueAt: (hoursAgo: number) => number,
): Promise<void> => {
  const now = app.clock.now().getTime()
  const readings = times(hours * 6, 0).map((_, index) => ({
    metric,
    value: valueAt(Math.floor(index / 6)),
    measuredAt: new Date(now - index * 600_000),
  }))
  for (let from = 0; from < readings.length; from += 500)
    await app.app.services.readings.ingest(readings.slice(from, from + 500), device)
}

test('at night an empty bed and a door that nobody came back through are told of, and end', async () => {
  app.clock.set('2026-11-17T18:00:00.000Z')
  const sleeper = await followed('shi-yueqin')
  const bed = await scene.wear(sleeper, ['in_bed'])
  await scene.say(bed, 'in_bed', [...times(200, 1), ...times(40, 0)])
  const wanderer = await followed('ling-zongfu')
  const flat = await scene.wear(wanderer, ['door', 'motion'])
  await scene.say(flat, 'motion', [4, ...times(40, 0)])
  await scene.say(flat, 'door', [...times(10, 0), 1, ...times(30, 0)])
  await scene.settle()
  expect(await lasting(sleeper)).toEqual(['out_of_bed_at_night'])
  expect(await lasting(wanderer)).toEqual(['wandering'])
  const [alert] = await scene.alertsOf(daughter, wanderer)
  expect(alert?.words).toMatch(/^今天凌晨1:30/)
  await scene.pass(2, async () => {
    await scene.say(bed, 'in_bed', [1])
    await scene.say(flat, 'motion', [6])
    await scene.say(flat, 'door', [0])
  })
  expect(await lasting(sleeper)).toEqual([])
  expect(await lasting(wanderer)).toEqual([])
})

test('three days without the door and half a day without water are told of, while somebody moves', async () => {
  app.clock.set('2026-11-20T06:00:00.000Z')
  const elder = await followed('bao-genbao')
  const home = await scene.wear(elder, ['motion', 'door', 'water'], 600)
  await sayHours(home, 'motion', 76, () => 3)
  await sayHours(home, 'door', 76, (ago) => (ago === 75 ? 1 : 0))
  await sayHours(home, 'water', 76, (ago) => (ago > 13 ? 0.005 : 0))
  await scene.settle()
  expect(await lasting(elder)).toEqual(['no_water', 'not_out_3_days'])
  app.clock.forward(10)
  await scene.say(home, 'water', [0.02])
  await scene.say(home, 'door', [1])
  await scene.say(home, 'motion', [3])
  await scene.settle()
  expect(await lasting(elder)).toEqual([])
})

test('a heart that is for hours far from its own two weeks, and climbs, is a hint to the family', async () => {
  app.clock.set('2026-11-21T06:00:00.000Z')
  const elder = await followed('huo-yufang')
  const band = await scene.wear(elder, ['heart_rate'], 600)
  await sayHours(band, 'heart_rate', 9 * 24, (ago) => (ago < 4 ? 112 : 70))
  await scene.settle()
  expect(await lasting(elder)).toEqual(['away_from_baseline', 'heart_rate_trend'])
  const alerts = await scene.alertsOf(daughter, elder)
  expect(alerts.map(({ severity }) => severity)).toEqual(['low', 'low'])
  expect(alerts.find(({ rule }) => rule === 'away_from_baseline')).toMatchObject({ value: 112 })
})

test('on Monday the week is told from its days', async () => {
  const elder = await followed('tan-guangming')
  const band = await scene.wear(elder, ['heart_rate'], 600)
  for (let day = 24; day <= 30; day++) {
    app.clock.set(`2026-11-${day - 1}T15:50:00.000Z`)
    await sayHours(band, 'heart_rate', 12, () => 60 + day)
    app.clock.set(`2026-11-${day - 1}T23:40:00.000Z`)
    await scene.settle()
  }
  const params = { subdistrictId: elder.subdistrictId, personId: elder.personId }
  const client = await scene.as(daughter)
  const { summaries } = await client.call(listSummaries, { params, query: { span: 'week' } })
  expect(summaries).toHaveLength(1)
  expect(summaries[0]).toMatchObject({ day: '2026-11-23', span: 'week' })
  expect(summaries[0]?.words).toMatch(/心率平均87/)
  const weekly = (await scene.noticesOf(daughter)).filter(
    ({ kind, body }) => kind === 'care_summary' && body.startsWith('谈光明上周：'),
  )
  expect(weekly).toHaveLength(1)
})
