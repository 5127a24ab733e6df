import { afterAll, beforeAll, expect, test } from 'vitest'
import { deviceId } from '#shared/ids.ts'
import type { MetricCode } from '#shared/readings/metrics.ts'
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

test('a reading is kept in the one unit of its metric, with when it was measured and received', async () => {
  const elder = await scene.elderWithDevice('xia-genfa')
  const measuredAt = after(-1)
  await scene.ingest(
    elder,
    { metric: 'systolic', value: 16, unit: 'kPa', measuredAt },
    { metric: 'temperature', value: 98.6, unit: '[degF]', measuredAt },
    { metric: 'heart_rate', value: 72, unit: 'bpm', measuredAt, sentAt: after(-0.5) },
  )
  const at = measuredAt.toISOString()
  expect(await scene.stored(elder)).toEqual([
    { metric: 'heart_rate', at, value: 72, quality: 'good' },
    { metric: 'systolic', at, value: expect.closeTo(120.01, 2), quality: 'good' },
    { metric: 'temperature', at, value: 37, quality: 'good' },
  ])
  const times = await scene.query(
    'select sent_at as sent, received_at as received from readings where elder_no = $1 and metric = 1',
    [elder.elderNo],
  )
  expect(times).toEqual([{ sent: after(-0.5), received: app.clock.now() }])
})

test('a probe that is off says zero: that is no signal, not a heart that stands still', async () => {
  const elder = await scene.elderWithDevice('shen-apo')
  await scene.ingest(elder, heartRate(0, -3), heartRate(null, -2), heartRate(210, -1))
  expect((await scene.stored(elder)).map(({ value, quality }) => [value, quality])).toEqual([
    [null, 'no_signal'],
    [null, 'no_signal'],
    [210, 'suspect'],
  ])
})

test('what cannot be believed is put aside with the reason, and nothing of it is stored', async () => {
  const elder = await scene.enrol('chen-yue', ['vitals'])
  const band = await scene.device({ metrics: ['heart_rate', 'motion'] })
  await scene.wear(band, elder, after(-60 * 24 * 40).toISOString(), after(-10).toISOString())
  await scene.wear(band, elder, after(-5).toISOString())
  const taken = await scene.ingest(
    band,
    { metric: 'mood', value: 5, measuredAt: after(-1) },
    { metric: 'systolic', value: 120, measuredAt: after(-1) },
    { metric: 'heart_rate', value: 70, unit: 'furlong', measuredAt: after(-1) },
    heartRate(70, 2.1),
    heartRate(70, -60 * 24 * 30 - 1),
    heartRate(70, -7),
    { metric: 'motion', value: 5, measuredAt: after(-1) },
    heartRate(301, -1),
    heartRate(70, 1.9),
  )
  const reasons = [
    'unknown_metric',
    'unknown_metric',
    'unknown_unit',
    'future',
    'too_late',
    'nobody',
    'no_consent',
    'implausible',
  ]
  expect(taken).toEqual([
    ...reasons.map((reason) => ({ as: 'quarantined', reason })),
    { as: 'stored' },
  ])
  expect(await scene.putAside(band)).toEqual(reasons)
  expect(await scene.stored(elder)).toHaveLength(1)
  // The value of somebody who did not agree is not kept, wherever.
  const [kept] = await scene.query<{ raw: object }>(
    `select raw from quarantined_readings where device_id = $1 and reason = 'no_consent'`,
    [band.deviceId],
  )
  expect(kept?.raw).not.toHaveProperty('v')
})

test('a reading belongs to whoever wore the device when it was measured', async () => {
  const before = await scene.enrol('xia-genfa')
  const now = await scene.enrol('chen-yue')
  const shared = await scene.device()
  await scene.wear(shared, before, '2026-11-01T00:00:00Z', after(-30).toISOString())
  await scene.wear(shared, now, after(-30).toISOString())
  await scene.ingest(shared, heartRate(61, -31), heartRate(62, -30))
  expect((await scene.stored(before)).map(({ value }) => value)).toContain(61)
  expect((await scene.stored(now)).map(({ value }) => value)).toContain(62)
  expect((await scene.stored(before)).map(({ value }) => value)).not.toContain(62)
})

test('the same batch three times stores the same rows, put aside ones too', async () => {
  const elder = await scene.elderWithDevice('shen-apo')
  const batch = [heartRate(66, -3), heartRate(67, -2), heartRate(999, -1), heartRate(68, -2)]
  for (let time = 0; time < 3; time++) await scene.ingest(elder, ...batch)
  const own = (await scene.stored(elder)).filter(({ value }) => value === 66 || value === 67)
  expect(own).toHaveLength(2)
  expect(await scene.putAside(elder)).toEqual(['implausible'])
})

test('the newest reading moves on and never back, however late an older one comes', async () => {
  const elder = await scene.elderWithDevice('tao-liming')
  const latest = async () =>
    (await app.app.services.readings.latestOf(app.platform.database.reader, [elder])).map(
      ({ metric, value, quality }) => [metric, value, quality],
    )
  await scene.ingest(elder, heartRate(70, -5), heartRate(71, -3), heartRate(72, -4))
  expect(await latest()).toEqual([['heart_rate', 71, 'good']])
  await scene.ingest(elder, heartRate(80, -6))
  expect(await latest()).toEqual([['heart_rate', 71, 'good']])
  await scene.ingest(elder, heartRate(0, -2))
  expect(await latest()).toEqual([['heart_rate', null, 'no_signal']])
})

const ofWorn = 'from device_assignments a where a.device_id = d.device_id and a.person_id = $1'
const worn = 'update device_assignments set'
const elderRow = 'update cared_persons set'

test.each([
  ['the device is taken off', `${worn} to_at = $2 where person_id = $1`, 'nobody'],
  ['he never wore it', `${worn} from_at = $2 where person_id = $1`, 'nobody'],
  ['he says no', `${elderRow} measured = '{sleep}' where person_id = $1`, 'no_consent'],
  ['he says stop', `${elderRow} ended_at = $2 where person_id = $1`, 'no_consent'],
  ['it is retired', `update devices d set state = 'retired' ${ofWorn}`, 'unknown_device'],
  ['it changes', `update devices d set metrics = '{steps}' ${ofWorn}`, 'unknown_metric'],
])(
  'when %s, the very next reading goes by it, though nobody said so',
  async (_, change, reason) => {
    const elder = await scene.elderWithDevice('bao-genbao')
    await scene.ingest(elder, heartRate(70, -1))
    app.clock.forward(1)
    const readings = [heartRate(80, -0.5)]
    const values = [elder.personId, app.clock.now()].slice(0, change.includes('$2') ? 2 : 1)
    // Committed by somebody else after our transaction began.
    const [[taken] = []] = await app.app.services.readings.ingestAll(
      [{ from: elder, readings: change.includes('to_at') ? [heartRate(80, 0)] : readings }],
      async () => void (await scene.query(change, values)),
    )
    expect(taken).toEqual({ as: 'quarantined', reason })
    expect((await scene.stored(elder)).filter(({ value }) => value === 80)).toEqual([])
    await scene.query('delete from device_assignments where person_id = $1', [elder.personId])
  },
)

test('a device that is given to another is his from that moment, however often it spoke before', async () => {
  const before = await scene.elderWithDevice('shi-yueqin')
  const next = await scene.enrol('tan-guangming')
  await scene.ingest(before, heartRate(70, -1))
  app.clock.forward(1)
  await scene.query('update device_assignments set to_at = $2 where person_id = $1', [
    before.personId,
    app.clock.now(),
  ])
  await scene.wear(before, next, app.clock.now().toISOString())
  await scene.ingest(before, heartRate(81, 0), heartRate(80, -0.5))
  expect((await scene.stored(next)).map(({ value }) => value)).toEqual([81])
  expect((await scene.stored(before)).map(({ value }) => value)).toEqual([70, 80])
})

test('of a device that sends nonsense without end the newest thousand are kept and the others counted', async () => {
  const elder = await scene.elderWithDevice('huo-yufang')
  for (let round = 0; round < 3; round++)
    await scene.ingest(
      elder,
      ...Array.from({ length: 500 }, (_, n) => heartRate(1000 + n, -3 + round)),
    )
  const kept = await scene.query<{ many: number; oldest: Date }>(
    `select count(*)::int as many, min(measured_at) as oldest from quarantined_readings
      where device_id = $1`,
    [elder.deviceId],
  )
  expect(kept).toEqual([{ many: 1000, oldest: after(-2) }])
  const counted = await scene.query(
    'select source, count::int as count from quarantine_overflow where source = $1',
    [elder.deviceId],
  )
  expect(counted).toEqual([{ source: elder.deviceId, count: 500 }])
  // Another's stay as they are.
  const other = await scene.elderWithDevice('fang-zhongyi')
  await scene.ingest(other, heartRate(999, -1))
  expect(await scene.putAside(other)).toEqual(['implausible'])
})

test('a device that speaks is seen, with its battery and how wrong its clock is', async () => {
  const elder = await scene.elderWithDevice('xia-genfa')
  await scene.ingest(elder, { ...heartRate(70, 10), sentAt: after(10), batteryPercent: 14 })
  const [device] = await scene.query(
    `select last_seen_at as seen, battery_percent as battery, clock_ahead_seconds as ahead
      from devices where device_id = $1`,
    [elder.deviceId],
  )
  expect(device).toEqual({ seen: app.clock.now(), battery: 14, ahead: 600 })
})

test('a device that nobody knows leaves nothing behind', async () => {
  const stranger = { deviceId: deviceId('00000000-0000-4000-8000-000000000000') }
  expect(await scene.ingest(stranger, heartRate(70, -1))).toEqual([
    { as: 'quarantined', reason: 'unknown_device' },
  ])
  expect(await scene.putAside(stranger)).toEqual([])
})

test('a week that nobody made ahead is made when its first reading comes', async () => {
  const elder = await scene.elderWithDevice('xia-genfa')
  const measuredAt = after(-60 * 24 * 28)
  await app.app.services.readings.makeWeeksAhead()
  const weeks = await scene.query<{ name: string }>(
    `select inhrelid::regclass::text as name from pg_inherits
      where inhparent = 'readings'::regclass order by 1`,
  )
  expect(weeks.length).toBeGreaterThan(7)
  for (const { name } of weeks) await scene.query(`drop table ${name}`)
  await scene.ingest(elder, { metric: 'heart_rate', value: 64, measuredAt })
  expect((await scene.stored(elder)).map(({ value }) => value)).toEqual([64])
})

test('a probe that is off never hides what was measured now and then, nor what another probe says', async () => {
  const elder = await scene.enrol('fang-zhongyi')
  const [monitor, cuff] = [await scene.device(), await scene.device()]
  for (const each of [monitor, cuff]) await scene.wear(each, elder)
  const said = (metric: MetricCode, value: number | null, minutes: number) => ({
    ...{ metric, value, measuredAt: after(minutes) },
  })
  const newest = async (metric: MetricCode) => {
    const { reader } = app.platform.database
    const all = await app.app.services.readings.latestOf(reader, [elder])
    const found = all.find((reading) => reading.metric === metric)
    return [found?.value, found?.measuredAt.getTime()]
  }
  await scene.ingest(monitor, said('systolic', 0, -90))
  expect(await newest('systolic')).toEqual([null, after(-90).getTime()])
  await scene.ingest(cuff, said('systolic', 131, -90))
  await scene.ingest(monitor, said('systolic', 0, -89), said('systolic', 0, -88))
  expect(await newest('systolic')).toEqual([131, after(-90).getTime()])
  await app.app.services.readings.ingestAll([
    { from: monitor, readings: [said('systolic', 0, -60)] },
    { from: cuff, readings: [said('systolic', 126, -61)] },
  ])
  await scene.ingest(cuff, said('systolic', null, -50))
  expect(await newest('systolic')).toEqual([126, after(-61).getTime()])

  await scene.ingest(monitor, said('heart_rate', 71, -30))
  await scene.ingest(cuff, said('heart_rate', null, -25))
  expect(await newest('heart_rate')).toEqual([71, after(-30).getTime()])
  await scene.ingest(cuff, said('heart_rate', null, -19))
  expect(await newest('heart_rate')).toEqual([null, after(-19).getTime()])
  await scene.ingest(monitor, said('heart_rate', 73, -18))
  await scene.ingest(monitor, said('heart_rate', 0, -17))
  expect(await newest('heart_rate')).toEqual([null, after(-17).getTime()])

  app.clock.forward(24 * 60)
  await scene.ingest(monitor, said('systolic', 0, -1))
  expect(await newest('systolic')).toEqual([null, after(-1).getTime()])
})
