import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  listSummaries,
  noteConsciousness,
  readAlert,
  readNews2,
  readThresholds,
  setThreshold,
} from '#shared/alerts/alerts.contract.ts'
import {
  listDeviceFaults,
  listShiftNotes,
  markShiftNoteRead,
  writeShiftNote,
} from '#shared/alerts/shift.contract.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import { alertScene, hexing } from './alert-scene.ts'

let app: TestApp
const scene = alertScene(() => app)
const { times } = scene
const daughter = 'chen-yue'
const nurse = 'hexing-care-home-1-1'

beforeAll(async () => {
  // The test alone rolls up and judges: what a sweep of its own had in hand would be left to it.
  app = await startTestApp({ running: false })
})
afterAll(() => app?.stop())

const lasting = async (elder: Awaited<ReturnType<typeof scene.enrol>>, who = daughter) =>
  scene.lasting(await scene.alertsOf(who, elder))

test('a day without a sign of life is told of when the sensors were heard; one who is out is left alone', async () => {
  app.clock.set('2026-11-17T13:00:30.000Z')
  const elder = await scene.enrol('shen-apo')
  await scene.follow(elder, daughter)
  const home = await scene.wear(elder, ['motion', 'door'], 600)
  // One word every ten minutes, as the device promises.
  const tenth = (count: number, value: number) =>
    times(count * 6, 0).flatMap((_, index) => [...times(9, undefined), index === -1 ? 1 : value])
  await scene.say(home, 'motion', tenth(25, 0), 60)
  await scene.say(home, 'motion', tenth(1, 0))
  await scene.settle()
  expect(await lasting(elder)).toEqual(['no_activity_24h', 'no_activity_12h'])
  await scene.pause(elder, 'out', 48)
  await scene.settle()
  expect(await lasting(elder)).toEqual([])
})

test('a band that is far away from his own thresholds rings by them, with the name of who decided', async () => {
  app.clock.set('2026-11-18T02:00:00.000Z')
  const elder = await scene.enrol('fang-zhongyi', { home: 'care-home-1' })
  await scene.follow(elder, daughter)
  const params = { subdistrictId: hexing, personId: elder.personId }
  const rule = { ...params, rule: 'heart_rate_high' as const }
  const body = { limit: 110, minutes: 5, decidedBy: '邱医生', reason: '平时心率偏慢' }
  const stranger = await (await scene.as('hexing-officer-hexinger')).ask(setThreshold, {
    params: rule,
    body,
  })
  expect([stranger.status, stranger.code]).toEqual([404, 'unknown_elder'])
  const wild = await (await scene.as(nurse)).ask(setThreshold, {
    params: rule,
    body: { ...body, limit: 300 },
  })
  expect(wild.code).toBe('threshold_unusual')
  const fixed = await (await scene.as(nurse)).ask(setThreshold, {
    params: { ...params, rule: 'device_offline' },
    body,
  })
  expect(fixed.code).toBe('threshold_fixed')
  await (await scene.as(nurse)).call(setThreshold, { params: rule, body })
  const { thresholds, maySet } = await (await scene.as(daughter)).call(readThresholds, { params })
  expect(maySet).toBe(false)
  expect(thresholds.find((one) => one.rule === 'heart_rate_high')).toMatchObject({
    ...{ limit: 110, minutes: 5, usualLimit: 130, decidedBy: '邱医生', reason: '平时心率偏慢' },
  })
  const band = await scene.wear(elder, ['heart_rate'])
  await scene.pass(7, () => scene.say(band, 'heart_rate', [118]))
  expect(await lasting(elder)).toEqual(['heart_rate_high'])
  // Switched off for him: what lasts ends, and says why.
  await (await scene.as(nurse)).call(setThreshold, { params: rule, body: { ...body, limit: null } })
  await scene.settle()
  expect(await lasting(elder)).toEqual([])
  const [ended] = await scene.alertsOf(daughter, elder)
  if (!ended) throw new Error('no alert')
  const { alert } = await (await scene.as(daughter)).call(readAlert, {
    params: { subdistrictId: hexing, alertId: ended.alertId },
  })
  expect(alert.timeline.at(-1)?.words).toBe('这一项已经关掉')
})

test('NEWS2 is a number only when somebody has looked at him too', async () => {
  const elder = await scene.enrol('hong-xiuying', { home: 'care-home-1' })
  await scene.follow(elder, daughter)
  const monitor = await scene.wear(elder, [
    ...(['heart_rate', 'respiratory_rate', 'oxygen_saturation'] as const),
    ...(['systolic', 'diastolic', 'temperature'] as const),
  ])
  const params = { subdistrictId: hexing, personId: elder.personId }
  const say = async (metric: Parameters<typeof scene.say>[1], value: number) =>
    scene.say(monitor, metric, [value])
  await say('heart_rate', 112)
  await say('respiratory_rate', 25)
  await say('oxygen_saturation', 93)
  await say('systolic', 120)
  await scene.settle()
  const read = async () => (await scene.as(nurse)).call(readNews2, { params })
  expect(await read()).toMatchObject({ words: '不完整 5/7', total: null })
  await say('temperature', 37)
  expect(await read()).toMatchObject({ words: '不完整 6/7', total: null })
  await scene.settle()
  expect(await lasting(elder)).toEqual([])
  const looked = await (await scene.as(nurse)).call(noteConsciousness, {
    params,
    body: { level: 'alert' },
  })
  expect(looked).toMatchObject({ words: 'NEWS2 7分', total: 7, risk: 'high' })
  await scene.settle()
  expect(await lasting(elder)).toEqual(['news2'])
  // An hour later the look is old: no number, and no second alarm from half a set.
  app.clock.forward(61)
  await say('heart_rate', 112)
  expect(await read()).toMatchObject({ total: null })
})

test('all devices silent at once: the duty desk is told of the platform, no family of a device', async () => {
  const before = (await scene.told(daughter)).filter((kind) => kind === 'care_alert').length
  app.clock.forward(30)
  const more = await scene.enrol('tan-guangming', { home: 'care-home-1' })
  await scene.follow(more, daughter)
  for (let count = 0; count < 5; count++) {
    const band = await scene.wear(more, ['heart_rate'])
    await scene.say(band, 'heart_rate', [70])
  }
  app.clock.forward(20)
  await scene.settle()
  expect(await lasting(more)).toEqual([])
  const after = (await scene.told(daughter)).filter((kind) => kind === 'care_alert').length
  expect(after).toBe(before)
  expect((await scene.told('hexing-duty-1')).at(-1)).toBe('care_platform_silent')
})

test('what one shift leaves is read by the next, and stays with who took it over', async () => {
  const units = await app.app.services.places.unitsOf(app.platform.database.reader, hexing)
  const unitId = units.find(({ kind }) => kind === 'care_home')?.unitId
  if (!unitId) throw new Error('no home')
  const params = { subdistrictId: hexing, unitId }
  const { note } = await (await scene.as(nurse)).call(writeShiftNote, {
    params,
    body: { text: '洪阿婆夜里咳，多看两眼' },
  })
  const colleague = 'hexing-care-home-1-2'
  const list = await (await scene.as(colleague)).call(listShiftNotes, { params, query: {} })
  expect(list).toMatchObject({ unread: 1, notes: [{ text: '洪阿婆夜里咳，多看两眼' }] })
  const key = { ...params, noteId: note.noteId }
  const taken = await (await scene.as(colleague)).call(markShiftNoteRead, { params: key })
  const again = await (await scene.as(nurse)).call(markShiftNoteRead, { params: key })
  expect(again.note.readBy).toBe(taken.note.readBy)
  const other = await (await scene.as('hexing-officer-hexinger')).ask(listShiftNotes, {
    params,
    query: {},
  })
  expect(other.status).toBe(404)
})

test('staff find what is wrong with devices in one list, others’ not among it', async () => {
  const elder = await scene.enrol('shi-yueqin', { home: 'care-home-1' })
  const band = await scene.wear(elder, ['heart_rate'])
  await app.app.services.readings.ingest(
    [
      {
        ...{ metric: 'heart_rate', value: 70, batteryPercent: 9 },
        measuredAt: app.clock.now(),
      },
    ],
    band,
  )
  await scene.settle()
  const params = { subdistrictId: hexing }
  const { faults } = await (await scene.as(nurse)).call(listDeviceFaults, { params })
  expect(faults.filter(({ personId }) => personId === elder.personId)).toMatchObject([
    { kind: 'battery_low', words: '电量只剩9%，请充电或换电池', room: '201室' },
  ])
  const others = await (await scene.as('hexing-officer-hexinger')).call(listDeviceFaults, {
    params,
  })
  expect(others.faults).toEqual([])
  await scene.pause(elder, 'device', 48)
  const put = await (await scene.as(nurse)).call(listDeviceFaults, { params })
  expect(put.faults.filter(({ personId }) => personId === elder.personId)).toEqual([])
})

test('each morning the day and the night are told in plain words, to each only of what he may see', async () => {
  app.clock.set('2026-11-23T15:59:00.000Z')
  const elder = await scene.enrol('zuo-meidi')
  await scene.follow(elder, daughter)
  await scene.follow(elder, 'tao-liming', { classes: ['sleep'] })
  const all = await scene.wear(elder)
  await scene.say(all, 'heart_rate', times(14 * 60, 74))
  await scene.say(all, 'systolic', [126], 300)
  await scene.say(all, 'diastolic', [72], 300)
  await scene.say(all, 'motion', [20, 0], 200)
  app.clock.set('2026-11-23T23:20:00.000Z')
  await scene.say(all, 'in_bed', [...times(200, 1), ...times(12, 0), ...times(228, 1)], 20)
  await scene.say(all, 'sleep_stage', [...times(190, 1), ...times(32, 0), ...times(200, 2)], 20)
  await scene.settle()
  expect(await scene.told('tao-liming')).not.toContain('care_summary')
  app.clock.set('2026-11-23T23:31:00.000Z')
  await scene.settle()
  await scene.settle()
  const list = async (who: string) =>
    (
      await (
        await scene.as(who)
      ).call(listSummaries, {
        params: { subdistrictId: hexing, personId: elder.personId },
        query: { span: 'day' },
      })
    ).summaries
  const [hers] = await list(daughter)
  expect(hers).toMatchObject({ day: '2026-11-23', span: 'day' })
  expect(hers?.words).toMatch(
    /^心率平均74（74–74），血压正常。夜里睡了6个半小时，起来1次。有\d个小时有动静，没有开过家门。没有提醒。$/,
  )
  expect((await list('tao-liming'))[0]?.words).toBe('夜里睡了6个半小时，起来1次。没有提醒。')
  const told = (await scene.noticesOf('tao-liming')).filter(({ kind }) => kind === 'care_summary')
  expect(told.map(({ body }) => body)).toEqual([
    '左妹娣昨天：夜里睡了6个半小时，起来1次。没有提醒。',
  ])
})

test('a summary that is made late tells of the night of that morning, not of the evening after', async () => {
  app.clock.set('2026-11-25T13:30:00.000Z')
  const elder = await scene.enrol('huo-yufang')
  await scene.follow(elder, daughter)
  const bed = await scene.wear(elder, ['in_bed'])
  await scene.say(bed, 'in_bed', times(480, 1), 930)
  await scene.say(bed, 'in_bed', times(30, 1))
  await scene.settle()
  const params = { subdistrictId: hexing, personId: elder.personId }
  const { summaries } = await (await scene.as(daughter)).call(listSummaries, {
    ...{ params, query: { span: 'day' } },
  })
  expect(summaries.map(({ day, words }) => [day, words])).toEqual([
    ['2026-11-24', expect.stringContaining('夜里在床8小时，一觉到天亮')],
  ])
})
