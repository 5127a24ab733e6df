import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  acknowledgeAlert,
  listElderAlerts,
  raiseTestAlarm,
  readAlert,
  readPhoneList,
  readThresholds,
} from '#shared/alerts/alerts.contract.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import { alertScene, hexing } from './alert-scene.ts'

let app: TestApp
const scene = alertScene(() => app)

beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app?.stop())

/** Nobody of these may know that there is such an elder, let alone an alert. */
const strangers = [
  'zhang-hui', // a resident
  'hexing-officer-hexinger', // 专管员 of another 居委
  'liuwan-care-home-1-1', // nurse of another home
  'liuwan-duty-1', // 值班长 of the other subdistrict
  'hexing-administrator',
]

test('an alert exists for those who follow or look after him, and for nobody else', async () => {
  const elder = await scene.enrol('fang-zhongyi', { home: 'care-home-1' })
  await scene.follow(elder, 'chen-yue')
  // One may see his sleep, one is alarmed by it; neither has anything to do with his heart.
  await scene.follow(elder, 'tao-liming', { classes: ['sleep'] })
  await scene.follow(elder, 'xia-genfa', { purposes: ['view'] })
  const band = await scene.wear(elder, ['heart_rate'])
  await scene.pass(12, () => scene.say(band, 'heart_rate', [150]))
  const [alert] = await scene.alertsOf('chen-yue', elder)
  if (!alert) throw new Error('no alert')
  const params = { subdistrictId: hexing, alertId: alert.alertId }
  const person = { subdistrictId: hexing, personId: elder.personId }
  const status = async (who: string) =>
    (await (await scene.as(who)).ask(readAlert, { params })).status

  for (const who of [...strangers, 'tao-liming'])
    expect([who, await status(who)]).toEqual([who, 404])
  for (const who of strangers) {
    const client = await scene.as(who)
    const asked = await Promise.all([
      client.ask(listElderAlerts, { params: person, query: {} }),
      client.ask(readThresholds, { params: person }),
      client.ask(readPhoneList, { params: person }),
      client.ask(raiseTestAlarm, { params: person }),
      client.ask(acknowledgeAlert, { params }),
    ])
    expect([who, ...asked.map((answer) => answer.status)]).toEqual([who, 404, 404, 404, 404, 404])
    expect((await scene.mine(who)).map(({ alertId }) => alertId)).not.toContain(alert.alertId)
  }
  for (const who of ['chen-yue', 'xia-genfa', 'hexing-care-home-1-2'])
    expect([who, await status(who)]).toEqual([who, 200])

  // Who may look but is not alarmed cannot take it from those who are.
  const looks = await (await scene.as('xia-genfa')).ask(acknowledgeAlert, { params })
  expect([looks.status, looks.code]).toEqual([403, 'not_allowed'])
  // His sleep follower finds none of it in his list, and is told nothing.
  expect(scene.lasting(await scene.alertsOf('tao-liming', elder))).toEqual([])
  expect(await scene.told('tao-liming')).not.toContain('care_alert')

  // Withdrawn is withdrawn, at once and for the messages to come.
  await scene.query('update care_consents set withdrawn_at = $2 where follower_id = $1', [
    ...[scene.idOf('chen-yue'), app.clock.now()],
  ])
  expect(await status('chen-yue')).toBe(404)
  const told = (await scene.told('chen-yue')).length
  await scene.pass(12, () => scene.say(band, 'heart_rate', [80]))
  expect((await scene.told('chen-yue')).length).toBe(told)
})
