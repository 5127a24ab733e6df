import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { IncomingReading } from '#bff/readings/reading-record.ts'
import { level, seed } from '#tests/intensity.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import { readingsScene } from './readings-scene.ts'

let app: TestApp
let elder: Awaited<ReturnType<typeof scene.elderWithDevice>>
const scene = readingsScene(() => app)

beforeAll(async () => {
  // Its sweeps do not run: the test decides when.
  app = await startTestApp({ running: false })
  elder = await scene.elderWithDevice('xia-genfa')
  await app.app.services.readings.makeWeeksAhead()
})
afterAll(() => app?.stop())

const rollUp = () => app.app.services.readings.rollUp()

/** Counted on paper, from the rows themselves, in one pass and without any roll-up. */
const recounts = {
  reading_minutes: `select elder_no, metric, date_trunc('minute', measured_at) as from_at,
      count(value)::int as n, (count(*) - count(value))::int as no_signal,
      coalesce(sum(value::float8), 0) as sum, min(value) as min, max(value) as max
    from readings group by 1, 2, 3`,
  reading_hours: `select elder_no, metric, date_trunc('hour', measured_at) as from_at,
      count(value)::int as n, (count(*) - count(value))::int as no_signal,
      coalesce(sum(value::float8), 0) as sum, min(value) as min, max(value) as max,
      count(distinct case when value is not null then date_trunc('minute', measured_at) end)::int as minutes
    from readings group by 1, 2, 3`,
  reading_days: `select elder_no, metric, (measured_at at time zone 'Asia/Shanghai')::date::text as day,
      count(value)::int as n, (count(*) - count(value))::int as no_signal,
      coalesce(sum(value::float8), 0) as sum, min(value) as min, max(value) as max,
      count(distinct case when value is not null then date_trunc('minute', measured_at) end)::int as minutes
    from readings group by 1, 2, 3`,
} as const

const kept = {
  reading_minutes: 'select * from reading_minutes',
  reading_hours: 'select *, minutes::int as minutes from reading_hours',
  reading_days:
    'select elder_no, metric, day::text as day, n, no_signal, sum, min, max, minutes::int as minutes from reading_days',
} as const

const expectRight = async () => {
  for (const table of ['reading_minutes', 'reading_hours', 'reading_days'] as const) {
    const order = `order by 1, 2, 3`
    expect(await scene.query(`select * from (${kept[table]}) k ${order}`), table).toEqual(
      await scene.query(`select * from (${recounts[table]}) r ${order}`),
    )
  }
}

/** A reading up to two days old, on a grid of half minutes so that some fall together; or no signal. */
const said = fc.record({
  metric: fc.constantFrom('heart_rate', 'systolic', 'motion'),
  halfMinutes: fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 5760 })),
  value: fc.oneof(fc.integer({ min: 41, max: 59 }), fc.constant(null)),
})
type Said = typeof said extends fc.Arbitrary<infer S> ? S : never

const act = fc.oneof(
  { weight: 4, arbitrary: fc.array(said, { minLength: 1, maxLength: 30 }) },
  { weight: 2, arbitrary: fc.constantFrom('roll up', 'again', 'crash', 'later') },
)

test('any order, repetition and lateness of batches gives the roll-ups that a recount gives', async () => {
  const readingOf = ({ metric, halfMinutes, value }: Said): IncomingReading => ({
    ...{ metric, value, measuredAt: scene.after(-halfMinutes / 2) },
  })
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 2, maxLength: 12 }), async (acts) => {
      let last: IncomingReading[] = []
      for (const one of acts) {
        if (one === 'roll up') await rollUp()
        else if (one === 'again') await scene.ingest(elder, ...last)
        else if (one === 'later') app.clock.forward(7)
        else if (one === 'crash') await crashedRollUp()
        else {
          last = one.map(readingOf)
          await scene.ingest(elder, ...last)
        }
      }
      await rollUp()
      await expectRight()
    }),
    { numRuns: level === 'full' ? 300 : 25, seed, endOnFailure: level !== 'full' },
  )
})

/** Its last statement fails: nothing of it may remain. */
const crashedRollUp = async () => {
  await scene.query(`create or replace function crash() returns trigger language plpgsql
    as $$ begin raise exception 'crash'; end $$`)
  await scene.query(`create trigger crash before insert or update on roll_up_state
    for each statement execute function crash()`)
  await rollUp().catch(() => undefined)
  await scene.query('drop trigger crash on roll_up_state')
}

test('a reading whose transaction ends after others were rolled up is counted all the same', async () => {
  app.clock.forward(10)
  const slow = await app.platform.database.pool.connect()
  await slow.query('begin')
  await slow.query('insert into readings values ($1, 2, $2, 1, 15, 0, $2, $3)', [
    elder.elderNo,
    scene.after(-90),
    app.clock.now(),
  ])
  // Others come in and are rolled up while it waits for its commit; both clocks go on alike.
  for (let round = 0; round < 4; round++) {
    await sleep(1000)
    app.clock.forward(1 / 60)
    await scene.ingest(elder, { metric: 'motion', value: round, measuredAt: scene.after(0) })
    await rollUp()
  }
  await slow.query('commit')
  slow.release()
  await rollUp()
  await expectRight()
})

test('two nodes that roll up at once do not disturb each other', async () => {
  app.clock.forward(10)
  for (let minute = 0; minute < 30; minute++)
    await scene.ingest(elder, {
      metric: 'heart_rate',
      value: 50 + minute,
      measuredAt: scene.after(-minute),
    })
  await Promise.all(Array.from({ length: 6 }, rollUp))
  await rollUp()
  await expectRight()
})

test('what an outage left waiting for hours is caught up with', async () => {
  for (let hour = 0; hour < 8; hour++) {
    app.clock.forward(60)
    await scene.ingest(elder, { metric: 'heart_rate', value: 60, measuredAt: scene.after(-1) })
  }
  app.clock.forward(60 * 24 * 3)
  await rollUp()
  await expectRight()
})

test('minutes, hours and days are read with their numbers, in order, and none is made up', async () => {
  const other = await scene.elderWithDevice('shen-apo')
  const { readings } = app.app.services
  const { reader } = app.platform.database
  const beat = (value: number, minutes: number) => ({
    ...{ metric: 'heart_rate', value, measuredAt: scene.after(minutes) },
  })
  app.clock.set('2026-11-25T02:00:00.000Z')
  await scene.ingest(other, beat(60, -61), beat(0, -61.2), beat(70, -60.5), beat(80, -1))
  await rollUp()
  const from = scene.after(-120)
  const to = scene.after(0)
  const minutes = await readings.minutesOf(reader, [other], ['heart_rate'], from, to)
  expect(minutes.map(({ n, noSignal, sum, min, max }) => [n, noSignal, sum, min, max])).toEqual([
    [0, 1, 0, null, null],
    [2, 0, 130, 60, 70],
    [1, 0, 80, 80, 80],
  ])
  const hours = await readings.hoursOf(reader, [other], ['heart_rate'], from, to)
  expect(hours.map(({ n, minutes: covered }) => [n, covered])).toEqual([
    [2, 1],
    [1, 1],
  ])
  const days = await readings.daysOf(reader, [other], ['heart_rate'], '2026-11-25', '2026-11-25')
  expect(days).toMatchObject([
    { n: 3, noSignal: 1, minutes: 2, fromAt: new Date('2026-11-24T16:00:00Z') },
  ])
})
