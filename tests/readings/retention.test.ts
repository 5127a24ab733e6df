import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import { readingsScene } from './readings-scene.ts'

let app: TestApp
const scene = readingsScene(() => app)

beforeAll(async () => {
  app = await startTestApp({ running: false })
  await app.app.services.readings.makeWeeksAhead()
})
afterAll(() => app?.stop())

const beat = (value: number) => ({
  ...{ metric: 'heart_rate', value, measuredAt: scene.after(-1) },
})
const rowsOf = async ({ elderNo }: { readonly elderNo: number }) => {
  const tables = ['readings', 'latest_readings', 'reading_minutes', 'reading_hours', 'reading_days']
  const counts: number[] = []
  for (const table of tables) {
    const [row] = await scene.query<{ n: number }>(
      `select count(*)::int as n from ${table} where elder_no = $1`,
      [elderNo],
    )
    counts.push(row?.n ?? -1)
  }
  return counts
}

test('who says stop is no longer measured, and what was measured of him goes – of nobody else', async () => {
  const { readings } = app.app.services
  const one = await scene.elderWithDevice('xia-genfa')
  const other = await scene.elderWithDevice('shen-apo')
  for (const elder of [one, other]) await scene.ingest(elder, beat(61))
  await readings.rollUp()
  await scene.query('update cared_persons set ended_at = $2 where elder_no = $1', [
    one.elderNo,
    app.clock.now(),
  ])
  expect(await scene.ingest(one, beat(62))).toEqual([{ as: 'quarantined', reason: 'no_consent' }])
  await readings.forgetEnded()
  expect(await rowsOf(one)).toEqual([0, 0, 0, 0, 0])
  expect(await rowsOf(other)).toEqual([1, 1, 1, 1, 1])
})

test('readings under a number that nobody has any more go too', async () => {
  const { readings } = app.app.services
  const one = await scene.elderWithDevice('chen-yue')
  await scene.ingest(one, beat(61))
  await readings.rollUp()
  await scene.query('delete from cared_persons where elder_no = $1', [one.elderNo])
  await readings.forgetEnded()
  expect(await rowsOf(one)).toEqual([0, 0, 0, 0, 0])
})

test('single readings are kept for ninety days and go by whole weeks; their hours stay', async () => {
  const { readings } = app.app.services
  const one = await scene.elderWithDevice('zhang-hui')
  await scene.ingest(one, beat(61))
  await scene.ingest(one, beat(999))
  await readings.rollUp()
  app.clock.forward(60 * 24 * 88)
  await readings.deleteOld()
  expect((await rowsOf(one))[0]).toBe(1)
  app.clock.forward(60 * 24 * 12)
  await readings.makeWeeksAhead()
  await readings.deleteOld()
  expect(await rowsOf(one)).toEqual([0, 1, 1, 1, 1])
  expect(await scene.putAside(one)).toEqual([])
  app.clock.forward(60 * 24 * 650)
  await readings.deleteOld()
  expect(await rowsOf(one)).toEqual([0, 1, 0, 1, 1])
})
