import { afterAll, beforeAll, expect, test } from 'vitest'
import { readMe } from '#shared/accounts/accounts.contract.ts'
import type { MetricCode } from '#shared/readings/metrics.ts'
import { metrics } from '#shared/readings/metrics.ts'
import {
  chartSpans,
  readChart,
  readPressurePairs,
  readReadingsSnapshot,
  readRecentReadings,
  readSleepNight,
} from '#shared/readings/readings.contract.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import { seed } from '#tests/intensity.ts'
import type { Client } from '#tests/support/client.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import type { SceneElder } from './care-scene.ts'
import { consent, enrol, fang, hexing, storeLatest } from './care-scene.ts'

interface Raw {
  readonly metric: MetricCode
  readonly measuredAt: number
  /** Null: the probe was off. */
  readonly value: number | null
  readonly receivedAt: number
}

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

let app: TestApp
let daughter: Client
let daughterId: string
let elder: SceneElder

beforeAll(async () => {
  // Nothing is rolled up but by the test, so that what is fresh stays so.
  app = await startTestApp({ running: false })
  elder = await enrol(app, hexing, fang)
  daughter = await app.newcomer('o-daughter')
  daughterId = (await daughter.call(readMe)).personId
  await consent(app, elder, daughterId)
})

afterAll(() => app?.stop())

/** Numbers in [0, 1) that a run repeats (mulberry32). */
const chance = (start: number) => {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const store = async (rows: readonly Raw[], source = 1): Promise<void> => {
  const { pool } = app.platform.database
  await app.app.services.readings.makeWeeksAhead()
  await pool.query(
    `insert into readings (elder_no, metric, measured_at, source_no, value, quality, sent_at, received_at)
     select $1, m, at, $6, v, case when v is null then 2 else 0 end, at, received
       from unnest($2::int[], $3::timestamptz[], $4::real[], $5::timestamptz[]) as r(m, at, v, received)
     on conflict do nothing`,
    [
      elder.elderNo,
      rows.map(({ metric }) => metrics[metric].no),
      rows.map(({ measuredAt }) => new Date(measuredAt)),
      rows.map(({ value }) => value),
      rows.map(({ receivedAt }) => new Date(receivedAt)),
      source,
    ],
  )
}

const elderParams = () => ({ subdistrictId: elder.subdistrictId, personId: elder.personId })

/** The same chart, counted from what was stored, one reading after the other. */
const recount = (
  rows: readonly Raw[],
  chart: { from: string; to: string; binSeconds: number },
  now: number,
) => {
  const from = Date.parse(chart.from)
  const bin = chart.binSeconds * 1000
  const count = (Date.parse(chart.to) - from) / bin
  const bins: { no: number; n: number; min: number; max: number; sum: number }[] = []
  const reasons: (string | undefined)[] = []
  for (let no = 0; no < count; no++) {
    const begins = from + no * bin
    const inBin = rows.filter((row) => row.measuredAt >= begins && row.measuredAt < begins + bin)
    const values = inBin.flatMap(({ value }) => (value === null ? [] : [value]))
    if (values.length > 0)
      bins.push({
        ...{ no, n: values.length, min: Math.min(...values), max: Math.max(...values) },
        sum: values.reduce((sum, value) => sum + value, 0),
      })
    else if (begins + bin <= now) reasons[no] = inBin.length > 0 ? 'no_signal' : 'no_data'
  }
  return { bins, reasons }
}

test.each([
  ['heart_rate', 0],
  ['temperature', 1],
] as const)(
  'a chart of %s equals a recount of what was stored: gaps, late data, midnight, no signal and what is fresh',
  async (metric, decimals) => {
    const random = chance(seed + decimals)
    // What follows is a past that was received in its time: nothing of it was counted before.
    await app.platform.database.pool.query('delete from roll_up_state')
    const now = app.clock.now().getTime()
    const stored: Raw[] = []
    const value = () =>
      random() < 0.05
        ? null
        : decimals === 0
          ? 50 + Math.floor(random() * 60)
          : (350 + Math.floor(random() * 50)) / 10
    const measure = (measuredAt: number, receivedAt: number): Raw => {
      const row = { metric, measuredAt, receivedAt, value: value() }
      stored.push(row)
      return row
    }
    // By which minutes roll-ups find what came in; that it took days is not what is tried here.
    const received = now - 30_000
    // Six days before, sparsely; two days densely, with holes of hours and hours without signal.
    const first: Raw[] = []
    for (let at = now - 6 * day; at < now - 2 * day; at += Math.floor(random() * 40 * minute) + 1)
      first.push(measure(at, received))
    for (let at = now - 2 * day; at < now - 5 * minute; at += Math.floor(random() * 100_000) + 1)
      if (Math.floor(at / hour) % 7 !== 3) first.push(measure(at, received))
    for (let at = now - 30 * hour; at < now - 28 * hour; at += minute + 7) {
      const row = { metric, measuredAt: at, receivedAt: received, value: null }
      stored.push(row)
      first.push(row)
    }
    await store(first)
    await app.app.services.readings.rollUp()
    // A band comes back into reach and brings what it kept, hours and days late.
    const late: Raw[] = []
    for (let i = 0; i < 300; i++)
      late.push(
        measure(
          now - Math.floor(random() * 3 * day) - 10 * minute,
          now + Math.floor(random() * 5000),
        ),
      )
    await store(late, 2)
    app.clock.forward(1)
    await app.app.services.readings.rollUp()
    // And then some that no roll-up has seen.
    app.clock.forward(2)
    const fresh: Raw[] = []
    const later = app.clock.now().getTime()
    for (let at = later - 110_000; at < later; at += 5000) fresh.push(measure(at, later))
    await store(fresh)

    const days: readonly (string | undefined)[] = [
      undefined,
      shanghaiDay(new Date(later - day)),
      shanghaiDay(new Date(later)),
    ]
    for (const span of chartSpans)
      for (const lastDay of days) {
        const chart = await daughter.call(readChart, {
          params: { ...elderParams(), metric },
          query: { span, ...(lastDay === undefined ? {} : { day: lastDay }) },
        })
        const expected = recount(stored, chart, later)
        const about = (what: unknown) => [span, lastDay, what]
        expect(chart.bins.length).toBeLessThanOrEqual(300)
        expect(about(chart.bins.map(({ no, n, min, max }) => ({ no, n, min, max })))).toEqual(
          about(expected.bins.map(({ no, n, min, max }) => ({ no, n, min, max }))),
        )
        for (const [i, bin] of chart.bins.entries()) {
          const { sum = 0, n = 1 } = expected.bins[i] ?? {}
          expect(Math.abs(bin.mean - sum / n)).toBeLessThanOrEqual(0.6 * 10 ** -(decimals + 1))
        }
        const reasons: (string | undefined)[] = []
        const bin = chart.binSeconds * 1000
        for (const gap of chart.gaps)
          for (let at = Date.parse(gap.from); at < Date.parse(gap.to); at += bin)
            reasons[(at - Date.parse(chart.from)) / bin] = gap.reason
        expect(about(reasons)).toEqual(about(expected.reasons))
      }
  },
)

test('blood pressure comes as pairs of one measurement, newest first', async () => {
  const now = app.clock.now().getTime()
  const at = (minutes: number) => now - minutes * minute
  const row = (metric: MetricCode, minutes: number, value: number | null): Raw => ({
    ...{ metric, value, measuredAt: at(minutes), receivedAt: now },
  })
  await store([
    ...[row('systolic', 60, 128), row('diastolic', 60, 76)],
    // A cuff that was off, one number alone, and one of another device: no pairs.
    ...[row('systolic', 50, null), row('diastolic', 50, null)],
    ...[row('systolic', 40, 140), row('systolic', 30, 131), row('diastolic', 30, 79)],
  ])
  await store([row('diastolic', 40, 81)], 9)
  const { pairs, more } = await daughter.call(readPressurePairs, {
    params: elderParams(),
    query: { span: 'day' },
  })
  expect(pairs).toEqual([
    { measuredAt: new Date(at(30)).toISOString(), systolic: 131, diastolic: 79, quality: 'good' },
    { measuredAt: new Date(at(60)).toISOString(), systolic: 128, diastolic: 76, quality: 'good' },
  ])
  expect(more).toBe(false)
})

test('the last minutes come reading by reading, and a night from what the bed said', async () => {
  const now = app.clock.now().getTime()
  const said = (metric: MetricCode, value: number | null, measuredAt: number): Raw => ({
    ...{ metric, value, measuredAt, receivedAt: measuredAt },
  })
  await store([
    said('respiratory_rate', 14, now - 20 * minute),
    said('respiratory_rate', null, now - 5 * minute),
    said('respiratory_rate', 16, now - 4 * minute),
  ])
  const recent = await daughter.call(readRecentReadings, {
    params: { ...elderParams(), metric: 'respiratory_rate' },
    query: { minutes: 10 },
  })
  expect(recent.points).toEqual([
    [now - 5 * minute, null, 2],
    [now - 4 * minute, 16, 0],
  ])
  const bed: Raw[] = []
  for (let i = 0; i < 72; i++) bed.push(said('in_bed', 1, now - 10 * hour + i * 5 * minute))
  bed.push(said('in_bed', 0, now - 4 * hour))
  await store(bed)
  const night = await daughter.call(readSleepNight, {
    params: { ...elderParams(), day: shanghaiDay(app.clock.now()) },
  })
  expect(night).toMatchObject({
    toBedAt: new Date(now - 10 * hour).toISOString(),
    upAt: new Date(now - 4 * hour).toISOString(),
    minutes: { inBed: 360 },
  })
})

test('a snapshot holds what this viewer may see, and each look is noted', async () => {
  const sleepOnly = await app.newcomer('o-sleep-only')
  const { personId } = await sleepOnly.call(readMe)
  await consent(app, elder, personId, ['sleep'])
  const now = app.clock.now().getTime()
  await storeLatest(app, elder, 'heart_rate', 73, now)
  await storeLatest(app, elder, 'in_bed', 1, now)
  const all = await daughter.call(readReadingsSnapshot, { params: elderParams() })
  expect(all.classes).toEqual(['vitals', 'sleep', 'activity'])
  expect(all.latest.map(({ metric, value }) => [metric, value])).toEqual([
    ['heart_rate', 73],
    ['in_bed', 1],
  ])
  const some = await sleepOnly.call(readReadingsSnapshot, { params: elderParams() })
  expect(some.classes).toEqual(['sleep'])
  expect(some.latest.map(({ metric }) => metric)).toEqual(['in_bed'])
  const chart = await sleepOnly.ask(readChart, {
    params: { ...elderParams(), metric: 'heart_rate' },
    query: { span: 'day' },
  })
  expect(chart.code).toBe('not_allowed')
  const stranger = await app.newcomer('o-stranger')
  const refused = await stranger.ask(readReadingsSnapshot, { params: elderParams() })
  expect(refused.code).toBe('unknown_elder')
  const { rows } = await app.platform.database.pool.query(
    'select distinct scope from care_looks where viewer_id = $1 order by scope',
    [daughterId],
  )
  expect(rows.map(({ scope }) => scope)).toEqual(['chart', 'live', 'sleep'])
})
