import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  acknowledgeAlert,
  muteRule,
  raiseTestAlarm,
  readAlert,
  readPhoneList,
  revealAlertContacts,
  setAlertOutcome,
  setQuietHours,
} from '#shared/alerts/alerts.contract.ts'
import { readCase } from '#shared/cases/cases.contract.ts'
import { shanghaiMinute } from '#shared/time/shanghai.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import type { SceneDevice, SceneElder } from './alert-scene.ts'
import { alertScene, hexing } from './alert-scene.ts'

let app: TestApp
let first: TestApp | undefined
const scene = alertScene(() => app)
const daughter = 'chen-yue'
const son = 'tao-liming'
const nurse = 'hexing-care-home-1-1'
const duty = 'hexing-duty-1'

beforeAll(async () => {
  app = await startTestApp()
  first = app
})
afterAll(async () => {
  await app?.stop()
  if (first !== app) await first?.wechat.close()
})

const residents = ['fang-zhongyi', 'hong-xiuying', 'tan-guangming', 'shi-yueqin', 'bao-genbao']
/** A resident of the home with a button, followed by both children. */
const resident = async (): Promise<{ elder: SceneElder; button: SceneDevice }> => {
  const key = residents.pop()
  if (!key) throw new Error('no resident left')
  const elder = await scene.enrol(key, { home: 'care-home-1' })
  await scene.follow(elder, daughter)
  await scene.follow(elder, son)
  return { elder, button: await scene.wear(elder, ['help_button', 'heart_rate']) }
}
const press = async (button: SceneDevice): Promise<void> => {
  await scene.say(button, 'help_button', [1])
  await scene.settle()
}
const stay = (button: SceneDevice) => () => scene.say(button, 'heart_rate', [76])
const alertOf = async (elder: SceneElder, who = daughter) => {
  const [alert] = await scene.alertsOf(who, elder)
  if (!alert) throw new Error('no alert')
  return { subdistrictId: hexing, alertId: alert.alertId }
}
const view = async (who: string, params: Awaited<ReturnType<typeof alertOf>>) =>
  (await (await scene.as(who)).call(readAlert, { params })).alert
const toldOf = async (who: string, { alertId }: { alertId: string }) =>
  (await scene.noticesOf(who))
    .filter((notice) => notice.alertId === alertId)
    .map(({ kind }) => kind)

test('unanswered it climbs: family, care staff, 居委, duty desk; then a case is opened, restarts or not', async () => {
  const { elder, button } = await resident()
  await press(button)
  const params = await alertOf(elder)
  expect(await toldOf(daughter, params)).toEqual(['care_alert'])
  expect(await toldOf(nurse, params)).toEqual([])
  await scene.pass(2, stay(button))
  expect(await toldOf(nurse, params)).toEqual(['care_alert_for_you'])
  expect(await view(nurse, params)).toMatchObject({ step: 'care_staff', nextStep: 'officer' })
  // The duty desk knows nothing of it yet.
  expect((await (await scene.as(duty)).ask(readAlert, { params })).status).toBe(404)

  // The server ends here and another one goes on with the database.
  await app.app.stop()
  app = await startTestApp({ databaseUrl: app.databaseUrl, clock: app.clock })
  await scene.pass(4, stay(button))
  expect(await view(nurse, params)).toMatchObject({ step: 'officer', fired: 1 })
  await scene.pass(6, stay(button))
  expect(await toldOf(duty, params)).toEqual(['care_alert_for_you'])
  expect(await view(duty, params)).toMatchObject({ step: 'duty', nextStep: 'nobody', caseId: null })
  await scene.pass(8, stay(button))
  const last = await view(duty, params)
  expect(last).toMatchObject({ step: 'nobody', nextStep: null })
  expect(await toldOf(duty, params)).toEqual(['care_unanswered', 'care_alert_for_you'])
  const { caseId } = last
  if (caseId === null) throw new Error('no case')
  const opened = await (await scene.as(duty)).call(readCase, {
    params: { subdistrictId: hexing, caseId },
  })
  expect(opened.case).toMatchObject({ source: 'care_alert', status: 'review', severity: 'red' })
  // Whoever goes there needs the place; who it is and what was measured stays in the alert.
  const text = JSON.stringify(opened)
  expect(text).toContain('合兴敬老院')
  expect(text).not.toContain(last.elderName)
  // A follower reads what happened, not the case.
  const hers = await view(daughter, params)
  expect(hers.caseId).toBeNull()
  expect(hers.timeline.map(({ words }) => words)).toEqual([
    '有了这条提醒',
    expect.stringMatching(/^告诉了家人：子女 .*、子女 /),
    expect.stringMatching(/^告诉了照护人员：/),
    expect.stringMatching(/^告诉了居委专管员：/),
    expect.stringMatching(/^告诉了街道值班：/),
    expect.stringMatching(/^一直没有人答复，转成了事件/),
    expect.stringMatching(/^告诉了街道值班：/),
  ])
  // Half an hour after that it rings from the start, and no second case is opened.
  app.clock.forward(29)
  await scene.pass(1, stay(button))
  expect(await view(duty, params)).toMatchObject({ fired: 2, step: 'family', caseId })
})

test('one who looks after it stops the climb for all, and all see who; the next one is told so', async () => {
  const { elder, button } = await resident()
  await press(button)
  const params = await alertOf(elder)
  await (await scene.as(daughter)).call(acknowledgeAlert, { params })
  await scene.pass(10, stay(button))
  expect(await toldOf(nurse, params)).toEqual([])
  expect(await view(son, params)).toMatchObject({
    ...{ acknowledgedBy: '子女 陈悦', step: 'family', nextStep: null },
  })
  const late = await (await scene.as(son)).ask(acknowledgeAlert, { params })
  expect([late.status, late.code]).toEqual([409, 'alert_acknowledged'])
  // It lasts though somebody looks after it: half an hour later it rings again, from the start.
  await scene.pass(20, stay(button))
  expect(await view(son, params)).toMatchObject({ fired: 2, acknowledgedAt: null })
  expect(await toldOf(son, params)).toEqual(['care_alert', 'care_alert'])
  const done = await (await scene.as(nurse)).call(setAlertOutcome, {
    params,
    body: { outcome: 'helped', note: '扶起来了' },
  })
  expect(done.alert).toMatchObject({ outcome: 'helped', outcomeNote: '扶起来了' })
  expect(done.alert.clearedAt).not.toBeNull()
})

test('a mute is one’s own: nobody else hears less, and half an hour is the most for the gravest', async () => {
  const { elder, button } = await resident()
  const params = { subdistrictId: hexing, personId: elder.personId }
  const mute = async (minutes: number) =>
    (await scene.as(daughter)).ask(muteRule, {
      params,
      body: { rule: 'help_button', minutes },
    })
  expect((await mute(31)).code).toBe('mute_too_long')
  expect((await mute(10)).body.mutes).toHaveLength(1)
  await press(button)
  const alert = await alertOf(elder)
  expect(await toldOf(daughter, alert)).toEqual([])
  expect(await toldOf(son, alert)).toEqual(['care_alert'])
  // Her quiet is over and it still lasts: the timer tells her, no new reading is needed.
  await scene.pass(10, stay(button))
  expect(await toldOf(daughter, alert)).toEqual(['care_alert'])
  // A stranger cannot even mute.
  const stranger = await (await app.newcomer('stranger')).ask(muteRule, {
    params,
    body: { rule: 'help_button', minutes: 5 },
  })
  expect([stranger.status, stranger.code]).toEqual([404, 'unknown_elder'])
})

test('in one’s quiet hours only the gravest ring; the rest waits for the end of them', async () => {
  const { elder, button } = await resident()
  const before = (shanghaiMinute(app.clock.now()) + 1439) % 1440
  const quiet = { fromMinute: before, toMinute: (before + 21) % 1440 }
  await (await scene.as(son)).call(setQuietHours, { body: { quiet } })
  const cuff = await scene.wear(elder, ['systolic', 'diastolic'])
  await scene.say(cuff, 'systolic', [225], 8)
  await scene.say(cuff, 'systolic', [224])
  await scene.settle()
  const alert = await alertOf(elder)
  expect(await view(daughter, alert)).toMatchObject({ rule: 'pressure_high', severity: 'medium' })
  expect(await toldOf(daughter, alert)).toEqual(['care_alert'])
  expect(await toldOf(son, alert)).toEqual([])
  await press(button)
  const grave = (await scene.mine(son)).find(
    ({ rule, personId }) => rule === 'help_button' && personId === elder.personId,
  )
  if (!grave) throw new Error('no press')
  expect(await toldOf(son, grave)).toEqual(['care_alert'])
  await scene.pass(22, stay(button))
  expect(await toldOf(son, alert)).toContain('care_alert')
  await (await scene.as(son)).call(setQuietHours, { body: { quiet: null } })
})

test('a test alarm rings only at whoever pressed it and says that it is one', async () => {
  const { elder } = await resident()
  const params = { subdistrictId: hexing, personId: elder.personId }
  const { alert } = await (await scene.as(daughter)).call(raiseTestAlarm, { params })
  expect(alert).toMatchObject({ isTest: true, title: '试一试提醒' })
  const [notice] = await scene.noticesOf(daughter)
  expect(notice).toMatchObject({ kind: 'care_test', alertId: alert.alertId })
  expect(await toldOf(son, alert)).toEqual([])
  expect(scene.lasting(await scene.alertsOf(son, elder))).toEqual([])
  const key = { subdistrictId: hexing, alertId: alert.alertId }
  expect((await (await scene.as(son)).ask(readAlert, { params: key })).status).toBe(404)
  const twice = await (await scene.as(son)).ask(raiseTestAlarm, { params })
  expect(twice.code).toBe('test_alarm_running')
  await scene.pass(11)
  expect((await view(daughter, key)).clearedAt).not.toBeNull()
})

test('everybody can read who is called in which order; staff see the numbers, and that is written down', async () => {
  const elder = await scene.enrol('shen-apo')
  await scene.follow(elder, daughter)
  const button = await scene.wear(elder, ['help_button'])
  const params = { subdistrictId: hexing, personId: elder.personId }
  const { steps } = await (await scene.as(daughter)).call(readPhoneList, { params })
  expect(steps.map(({ step, high, low }) => [step, high, low])).toEqual([
    ['family', 0, 0],
    ['care_staff', 2, 180],
    ['duty', 12, null],
    ['nobody', 20, null],
  ])
  expect(steps[0]?.people).toEqual([{ who: '子女 陈悦', phone: null, reachable: true }])
  expect(steps[1]?.people.at(-1)?.phone).toMatch(/\d/)
  await press(button)
  const alert = await alertOf(elder)
  const family = await (await scene.as(daughter)).ask(revealAlertContacts, { params: alert })
  expect(family.status).toBe(403)
  const seen = await (await scene.as('hexing-officer-hexingyi')).call(revealAlertContacts, {
    params: alert,
  })
  expect(seen.phones.map(({ who }) => who)).toContain('子女 陈悦')
  expect((await view(daughter, alert)).timeline.at(-1)?.words).toBe('查看了联系电话')
})
