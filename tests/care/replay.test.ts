import { afterAll, beforeAll, expect, test } from 'vitest'
import { createServices } from '#bff/app.ts'
import { playRecording } from '#bff/demo/care/playing.ts'
import { readRecording } from '#bff/demo/care/recording.ts'
import { daysBefore, readyForReplay, replayedElder } from '#bff/demo/care/replayed-elder.ts'
import { listSummaries } from '#shared/alerts/alerts.contract.ts'
import { readElder } from '#shared/care/care.contract.ts'
import { readChart, readPressurePairs } from '#shared/readings/readings.contract.ts'
import { connectDevice, openDoor, tell } from '#tests/devices/mqtt-scene.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import { cellsOf, isOff, isPossible, isReal, recordingText } from './replay-scene.ts'

const minute = 60_000
/** Six in the morning in Shanghai: the first day of the recording ends in it. */
const beginsAt = Date.parse('2026-11-16T22:00:00.000Z')
const text = recordingText()
const minutes = readRecording(text)
const cells = cellsOf(text)
const endsAt = beginsAt + ((minutes.at(-1)?.minute ?? 0) - (minutes[0]?.minute ?? 0)) * minute
const momentOf = (recorded: number): number =>
  endsAt - ((minutes.at(-1)?.minute ?? 0) - recorded) * minute
const key = { subdistrictId: replayedElder.subdistrictId, personId: replayedElder.personId }

let app: TestApp
let play: (isWatched: boolean) => Promise<void>
let close: () => Promise<void>
let sourceNos: Readonly<Record<'monitor' | 'cuff', number>>

const rowsOf = async (query: string, values: unknown[] = []) =>
  (await app.platform.database.pool.query(query, values)).rows

beforeAll(async () => {
  app = await startTestApp({ startsAt: new Date(beginsAt).toISOString() })
  const { platform } = app
  const movedIn = new Date(beginsAt - daysBefore * 24 * 60 * minute)
  const quiet = { ...platform.jobs, handle: () => undefined, every: () => undefined }
  const before = createServices({ ...platform, jobs: quiet, clock: { now: () => movedIn } })
  const badges = await readyForReplay(before, app.app.services, platform, movedIn)
  const door = await openDoor(app)
  const clients = {
    monitor: await connectDevice(door.port, badges.monitor),
    cuff: await connectDevice(door.port, badges.cuff),
  }
  const numbered = await rowsOf('select device_id, source_no from devices')
  const noOf = (id: string): number => numbered.find((row) => row.device_id === id)?.source_no
  sourceNos = { monitor: noOf(badges.monitor.username), cuff: noOf(badges.cuff.username) }
  const { readings, alerts } = app.app.services
  play = async (isWatched) => {
    await playRecording({
      ...{ minutes, endsAt, together: isWatched ? 1 : 14 },
      say: (recorder, said) => tell(clients[recorder], badges[recorder].topic, said),
      before: async (at) => {
        if (isWatched) app.clock.set(new Date(at + 5000).toISOString())
        return true
      },
      after: async (at) => {
        if (!isWatched) return
        await readings.rollUp()
        // The rounds of nights and silent homes have nothing to say of him; the fast one has.
        if (isReal || at % (10 * minute) === 0) await alerts.sweep()
        else await alerts.judgeRound('fast', true)
      },
    })
  }
  close = async () => {
    for (const client of [clients.monitor, clients.cuff]) await client.endAsync(true)
    await door.close()
  }
  await play(true)
}, 1_200_000)
afterAll(async () => {
  await close?.()
  await app?.stop()
})

const stored = () =>
  rowsOf(
    `select r.*, c.person_id from readings r join cared_persons c using (elder_no)
      order by measured_at, metric, source_no`,
  )

test('every true reading of the recording is stored once, and three times telling changes no row', async () => {
  const first = await stored()
  const believed = cells.filter((cell) => isOff(cell) || isPossible(cell))
  expect(first.length).toBe(believed.length)
  const of = (device: 'monitor' | 'cuff') => believed.filter((cell) => cell.device === device)
  for (const device of ['monitor', 'cuff'] as const) {
    const mine = first.filter(({ source_no }) => source_no === sourceNos[device])
    expect(mine.map(({ measured_at }) => measured_at.getTime()).sort()).toEqual(
      of(device)
        .map((cell) => momentOf(cell.minute))
        .sort(),
    )
    const values = mine.filter(({ value }) => value !== null).map(({ value }) => value)
    const said = of(device).filter((cell) => !isOff(cell))
    expect(values.length).toBe(said.length)
    const sum = (list: readonly number[]) => list.reduce((all, value) => all + value, 0)
    expect(sum(values)).toBeCloseTo(sum(said.map(({ value }) => value)), 0)
  }
  await play(false)
  await play(false)
  expect(await stored()).toEqual(first)
})

test('a probe that is off is no signal, and an impossible value is put aside with its reason', async () => {
  const off = await rowsOf(
    'select count(*)::int as n from readings where quality = 2 and value is null',
  )
  expect(off).toEqual([{ n: cells.filter(isOff).length }])
  const aside = await rowsOf('select reason, raw from quarantined_readings order by measured_at')
  const wrong = cells.filter((cell) => !isOff(cell) && !isPossible(cell))
  expect(aside.map(({ reason, raw }) => [reason, raw.m, raw.v])).toEqual(
    wrong.map(({ metric, value }) => ['implausible', metric, value]),
  )
  expect(wrong).toHaveLength(1)
})

test('no heart stands still for the alarms: twice the leads were off, and that alone is said', async () => {
  const alerts = await rowsOf(
    'select rule, severity, facts, raised_at, cleared_at from alerts order by raised_at',
  )
  if (isReal) process.stdout.write(`alerts: ${JSON.stringify(alerts, null, 1)}\n`)
  expect(alerts.map(({ rule }) => rule)).toEqual(['sensor_off', 'sensor_off'])
  expect(alerts.every(({ cleared_at }) => cleared_at !== null)).toBe(true)
})

test('times without a probe are shown as such in the chart, not as gaps and not as zeros', async () => {
  const family = await app.as('chen-yue')
  const chart = await family.call(readChart, {
    params: { ...key, metric: 'oxygen_saturation' },
    query: { span: 'day' },
  })
  const bin = chart.binSeconds * 1000
  const from = Date.parse(chart.from)
  const inBin = (no: number) =>
    cells.filter(({ metric, minute: recorded }) => {
      const at = momentOf(recorded)
      return metric === 'oxygen_saturation' && at >= from + no * bin && at < from + (no + 1) * bin
    })
  const isGap = (no: number, reason: 'no_signal' | 'no_data') =>
    chart.gaps.some(
      (gap) =>
        gap.reason === reason &&
        Date.parse(gap.from) <= from + no * bin &&
        Date.parse(gap.to) > from + no * bin,
    )
  const ended = Math.floor((Date.parse(chart.at) - from) / bin)
  for (let no = 0; no < ended; no += 1) {
    const said = inBin(no)
    if (said.length === 0) continue
    expect([no, isGap(no, 'no_signal')]).toEqual([no, said.every(isOff)])
    expect([no, isGap(no, 'no_data')]).toEqual([no, false])
  }
  expect(chart.gaps.some(({ reason }) => reason === 'no_signal')).toBe(true)
  expect(Math.min(...chart.bins.map(({ min }) => min))).toBeGreaterThan(85)
})

test('the last blood pressure stands, though the line says minute by minute that it is off', async () => {
  const family = await app.as('chen-yue')
  const { latest } = await family.call(readElder, { params: key })
  const newest = cells.findLast((cell) => cell.metric === 'systolic' && !isOff(cell))
  expect(latest.find(({ metric }) => metric === 'systolic')).toMatchObject({
    value: newest?.value,
    measuredAt: new Date(momentOf(newest?.minute ?? 0)).toISOString(),
  })
  const { pairs, more } = await family.call(readPressurePairs, {
    params: key,
    query: { span: 'week' },
  })
  const measured = cells.filter(({ metric, value }) => metric === 'diastolic' && value > 0).length
  expect([pairs.length, more]).toEqual([measured, false])
})

test('the summary of the day says in plain words what was measured', async () => {
  for (const morning of ['2026-11-17T23:40:00.000Z', '2026-11-18T23:40:00.000Z']) {
    if (app.clock.now() < new Date(morning)) app.clock.set(morning)
    await app.app.services.readings.rollUp()
    await app.app.services.alerts.summaries.sweep()
  }
  const family = await app.as('chen-yue')
  const { summaries } = await family.call(listSummaries, { params: key, query: { span: 'day' } })
  if (isReal) process.stdout.write(`summaries: ${JSON.stringify(summaries, null, 1)}\n`)
  const first = summaries.find(({ day }) => day === '2026-11-17')
  const midnight = Date.parse('2026-11-17T16:00:00.000Z')
  const hearts = cells
    .filter((cell) => cell.metric === 'heart_rate' && !isOff(cell) && isPossible(cell))
    .filter((cell) => momentOf(cell.minute) < midnight)
    .map(({ value }) => value)
  const mean = Math.round(hearts.reduce((all, value) => all + value, 0) / hearts.length)
  const [least, most] = [Math.round(Math.min(...hearts)), Math.round(Math.max(...hearts))]
  expect(first?.words).toContain(`心率平均${mean}（${least}–${most}），血压正常，血氧平均9`)
})
