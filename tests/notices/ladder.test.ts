import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Telling } from '#bff/notices/notices.service.ts'
import { bindPhone, readMe, signOut } from '#shared/accounts/accounts.contract.ts'
import type { PersonId } from '#shared/ids.ts'
import { bookingId, personId, subdistrictId } from '#shared/ids.ts'
import { listCalls } from '#shared/notices/calls.contract.ts'
import { listNotices, markNoticesRead } from '#shared/notices/notices.contract.ts'
import type { SmsDouble } from '../support/sms-double.ts'
import { startSmsDouble } from '../support/sms-double.ts'
import type { TestApp } from '../support/test-app.ts'
import { startTestApp } from '../support/test-app.ts'
import { testClock } from '../support/test-clock.ts'
import type { VoiceDouble } from '../support/voice-double.ts'
import { startVoiceDouble } from '../support/voice-double.ts'
import type { WecomDouble } from '../support/wecom-double.ts'
import { startWecomDouble } from '../support/wecom-double.ts'

/** Tuesday in the morning: no quiet hours. */
const morning = '2026-11-17T02:00:00.000Z'
const clock = testClock(morning)
const keys = { secretId: 'AKIDtest', secretKey: 'a secret' }
const someBooking = bookingId('01890000-0000-7000-8000-000000000002')
let app: TestApp
let sms: SmsDouble
let voice: VoiceDouble
let wecom: WecomDouble
let people = 0

beforeAll(async () => {
  const members = Array.from({ length: 40 }, (_, at) => `staff-${at}`)
  sms = await startSmsDouble({
    clock,
    ...keys,
    appId: '1400',
    signName: '邻里',
    templates: { 'sms-1': 4 },
  })
  voice = await startVoiceDouble({ clock, ...keys, appId: '1500', templates: { 'voice-1': 4 } })
  wecom = await startWecomDouble({ clock, corpId: 'ww1', secret: 'corp', agentId: 7, members })
  app = await startTestApp({
    clock,
    env: {
      WECOM_BASE_URL: wecom.baseUrl,
      WECOM_CORP_ID: 'ww1',
      WECOM_SECRET: 'corp',
      WECOM_AGENT_ID: '7',
      TENCENT_SECRET_ID: keys.secretId,
      TENCENT_SECRET_KEY: keys.secretKey,
      SMS_BASE_URL: sms.baseUrl,
      SMS_APP_ID: '1400',
      SMS_SIGN_NAME: '邻里',
      SMS_TEMPLATE_ID: 'sms-1',
      VOICE_BASE_URL: voice.baseUrl,
      VOICE_APP_ID: '1500',
      VOICE_TEMPLATE_ID: 'voice-1',
    },
  })
})
afterEach(() => clock.set(morning))
afterAll(async () => {
  await app?.stop()
  for (const double of [sms, voice, wecom]) await double?.close()
})

interface Told {
  readonly id: PersonId
  readonly phone: string
  readonly wecom: string
}

const mobile = () => {
  people += 1
  return `139${String(people).padStart(8, '0')}`
}

/** Somebody with WeChat and a phone; `staff` also in 政务微信. */
const someone = async (staff = false): Promise<Told> => {
  const phone = mobile()
  const client = await app.newcomer(`oLadder${String(people).padStart(20, '0')}`)
  await client.call(bindPhone, { body: { code: app.wechat.newPhoneCode(phone) } })
  const { personId: id } = await client.call(readMe)
  const user = `staff-${people}`
  if (staff)
    await app.platform.database.pool.query(
      'update persons set wecom_user_id = $2 where person_id = $1',
      [id, user],
    )
  await client.call(signOut)
  return { id, phone: `+86${phone}`, wecom: user }
}

/** Somebody whom the counter registered: no account. */
const registered = async (phone: string | null): Promise<Told> => {
  const id = personId(app.platform.ids.next())
  await app.platform.database.inTransaction((tx) =>
    app.app.services.accounts.register(tx, {
      personId: id,
      displayName: '一位老人',
      largeType: false,
      phone,
      home: null,
      account: null,
    }),
  )
  return { id, phone: `+86${phone}`, wecom: '' }
}

const tell = (who: Told, said: Partial<Telling> = {}): Promise<void> =>
  app.platform.database.inTransaction((tx) =>
    app.app.services.notices.tell(tx, {
      personIds: [who.id],
      kind: 'booking_moved',
      subdistrictId: subdistrictId('hexing'),
      matter: { bookingId: someBooking },
      title: '预约改了时间',
      body: '理发，王阿姨家，合兴二村3号602',
      what: '理发',
      happensAt: new Date('2026-11-22T01:30:00.000Z'),
      staleAt: new Date('2026-11-21T00:00:00.000Z'),
      urgency: 'normal',
      ...said,
    }),
  )

/** How each rung ended, in the order it was tried. */
const attempts = async ({ id }: Told): Promise<string[]> => {
  const { rows } = await app.platform.database.pool.query<{ said: string }>(
    `select concat_ws(' ', a.rung, a.state, a.why) as said
       from notice_attempts a join notices n using (notice_id) where n.person_id = $1
      order by array_position(array['subscribe_message', 'wecom', 'sms', 'voice'], a.rung)`,
    [id],
  )
  return rows.map(({ said }) => said)
}

/** Seconds until the next look at this person's notice, by the database's clock; undefined: none. */
const nextLook = async ({ id }: Told): Promise<number | undefined> => {
  const { rows } = await app.platform.database.pool.query<{ seconds: number }>(
    `select extract(epoch from j.start_after - now())::float as seconds
       from jobs.job j join notices n on n.notice_id::text = j.data ->> 'noticeId'
      where n.person_id = $1 and j.state in ('created', 'active')`,
    [id],
  )
  return rows[0]?.seconds
}

/** The waiting look happens now: tests move our clock, jobs wait by the database's. */
const look = async (who: Told): Promise<void> => {
  await app.platform.database.pool.query(
    `update jobs.job j set start_after = now() from notices n
      where n.notice_id::text = j.data ->> 'noticeId' and n.person_id = $1 and j.state = 'created'`,
    [who.id],
  )
  for (let waited = 0; waited < 100; waited += 1) {
    const next = await nextLook(who)
    if (next === undefined || next > 2) return
    await sleep(100)
  }
  throw new Error('the look never ended')
}

const climb = async ({ id }: Told): Promise<void> => {
  const { rows } = await app.platform.database.pool.query<{ noticeId: string }>(
    'select notice_id as "noticeId" from notices where person_id = $1',
    [id],
  )
  const { database, jobs } = app.platform
  await database.inTransaction((tx) =>
    jobs.enqueue(tx, 'notice.climb', { noticeId: rows[0]?.noticeId ?? '' }),
  )
}

const smsTo = ({ phone }: Told) => sms.sent.filter((one) => one.phone === phone)
const callsTo = ({ phone }: Told) => voice.called.filter((one) => one.phone === phone)
const wecomTo = (who: Told) => wecom.sent.filter((one) => one.userId === who.wecom)

test('staff are told rung by rung, each when the one before stayed unread', async () => {
  const clerk = await someone(true)
  await tell(clerk, { kind: 'booking_unanswered', urgency: 'urgent' })
  await look(clerk)
  expect(wecomTo(clerk)).toMatchObject([
    { text: '有一个预约一直没人答复\n理发，11月22日09:30\n请打开“邻里”看看' },
  ])
  expect(smsTo(clerk)).toEqual([])

  clock.forward(4)
  await look(clerk)
  expect(smsTo(clerk)).toEqual([])
  clock.forward(1)
  await look(clerk)
  expect(smsTo(clerk)).toMatchObject([{ parameters: ['没人答复', '理发', '11月22日', '09:30'] }])
  expect(callsTo(clerk)).toEqual([])

  clock.forward(15)
  await look(clerk)
  expect(callsTo(clerk)).toHaveLength(1)
  expect(await attempts(clerk)).toEqual([
    'subscribe_message not_needed nothing agreed to',
    'wecom sent',
    'sms sent',
    'voice sent',
  ])
  expect(await nextLook(clerk)).toBeUndefined()
})

test('a resident gets a text message only for what is worth one, and nobody calls him for it', async () => {
  const told = await someone()
  await tell(told)
  await look(told)
  clock.forward(1)
  await look(told)
  expect(smsTo(told)).toHaveLength(1)
  expect(await nextLook(told)).toBeUndefined()

  const other = await someone()
  await tell(other, { kind: 'booking_paid' })
  expect(await nextLook(other)).toBeUndefined()
  expect(smsTo(other)).toEqual([])
})

test('whoever reads it in the app is told no further', async () => {
  const phone = mobile()
  const client = await app.newcomer(`oReader${String(people).padStart(20, '0')}`)
  await client.call(bindPhone, { body: { code: app.wechat.newPhoneCode(phone) } })
  const { personId: id } = await client.call(readMe)
  const reader = { id, phone: `+86${phone}`, wecom: '' }
  await tell(reader)
  const { notices } = await client.call(listNotices, { query: {} })
  expect(notices).toMatchObject([{ bookingId: someBooking, caseId: null }])
  const noticeIds = notices.map(({ noticeId }) => noticeId)
  await client.call(markNoticesRead, { body: { noticeIds } })
  clock.forward(1)
  await look(reader)
  expect(smsTo(reader)).toEqual([])
  expect(await nextLook(reader)).toBeUndefined()
})

test('at night a text message waits until eight', async () => {
  clock.set('2026-11-17T13:30:00.000Z')
  const told = await someone()
  await tell(told)
  clock.forward(1)
  await look(told)
  expect(smsTo(told)).toEqual([])
  const wait = (await nextLook(told)) ?? 0
  expect(wait / 60).toBeGreaterThan(10 * 60 + 27)
  expect(wait / 60).toBeLessThan(10 * 60 + 31)
  clock.set('2026-11-17T23:59:00.000Z')
  await look(told)
  expect(smsTo(told)).toEqual([])
  clock.set('2026-11-18T00:00:00.000Z')
  await look(told)
  expect(smsTo(told)).toHaveLength(1)
})

test('what cannot wait goes out at night as well', async () => {
  clock.set('2026-11-17T18:00:00.000Z')
  const told = await someone()
  await tell(told, { urgency: 'critical' })
  await look(told)
  expect(smsTo(told)).toHaveLength(1)
})

test('a message that would come too late is not sent', async () => {
  clock.set('2026-11-17T13:30:00.000Z')
  const told = await someone()
  await tell(told, { staleAt: new Date('2026-11-17T23:30:00.000Z') })
  clock.forward(1)
  await look(told)
  expect(await nextLook(told)).toBeUndefined()
  expect(smsTo(told)).toEqual([])
  expect(await attempts(told)).toContain('sms not_needed too late')
})

test('nobody is told twice for one thing', async () => {
  const told = await registered(mobile())
  const once = 'reminder-day/1'
  await tell(told, { once })
  await look(told)
  await tell(told, { once })
  expect(await nextLook(told)).toBeUndefined()
  expect(smsTo(told)).toHaveLength(1)
  clock.forward(1)
  await tell(told, { once: 'reminder-day/2' })
  await look(told)
  expect(smsTo(told)).toHaveLength(2)
})

test('a job that runs twice sends one text message', async () => {
  const told = await registered(mobile())
  const asked = sms.calls()
  await tell(told)
  await Promise.all([climb(told), climb(told), climb(told)])
  await look(told)
  clock.forward(2)
  await climb(told)
  await look(told)
  expect(smsTo(told)).toHaveLength(1)
  // Not only refused by the sender's own limit.
  expect(sms.calls() - asked).toBe(1)
  expect(await attempts(told)).toContain('sms sent')
})

test('when the process dies between sending and saving, nothing is sent a second time', async () => {
  const told = await registered(mobile())
  await tell(told, { urgency: 'critical' })
  sms.fault('drop_after_work')
  await look(told)
  expect(smsTo(told)).toHaveLength(1)
  expect(await attempts(told)).toContain('sms unknown the answer was lost')

  const died = await registered(mobile())
  await tell(died, { urgency: 'critical' })
  // What is left of a process that was killed while the message was on its way.
  await app.platform.database.pool.query(
    `insert into notice_attempts (notice_id, rung, state, begun_at, at)
     select notice_id, 'sms', 'sending', $2, $2 from notices where person_id = $1`,
    [died.id, clock.now()],
  )
  await look(died)
  expect(await attempts(died)).toContain('sms sending')
  clock.forward(1)
  await look(died)
  expect(smsTo(died)).toEqual([])
  expect(await attempts(died)).toContain('sms unknown the answer was lost')
  expect(callsTo(died)).toEqual([])
  clock.forward(3)
  await look(died)
  expect(callsTo(died)).toHaveLength(1)
})

test('what was certainly not sent is tried again, and sent once', async () => {
  const told = await registered(mobile())
  await tell(told)
  sms.fault('refused')
  await look(told)
  expect(await attempts(told)).toContain('sms sending busy')
  await look(told)
  expect(smsTo(told)).toHaveLength(1)
  expect(await attempts(told)).toContain('sms sent')
})

test('a rung that refuses gives way to the next at once', async () => {
  const told = await registered(mobile())
  sms.block(told.phone)
  await tell(told, { urgency: 'critical' })
  await look(told)
  expect(await attempts(told)).toEqual([
    'subscribe_message not_needed no WeChat',
    'sms refused FailedOperation.PhoneNumberInBlacklist',
    'voice sent',
  ])
})

test('whom no message reached after all is called, if he cannot see it in the app', async () => {
  const told = await registered(mobile())
  sms.block(told.phone)
  await tell(told)
  await look(told)
  const duty = await app.as('hexing-duty-1')
  const params = { subdistrictId: subdistrictId('hexing') }
  const { calls } = await duty.call(listCalls, { params })
  expect(calls).toMatchObject([{ personName: '一位老人', title: '预约改了时间', state: 'todo' }])
  await climb(told)
  await look(told)
  expect((await duty.call(listCalls, { params })).open).toBe(1)

  const withApp = await someone()
  sms.block(withApp.phone)
  await tell(withApp)
  clock.forward(1)
  await look(withApp)
  expect(await attempts(withApp)).toContain('sms refused FailedOperation.PhoneNumberInBlacklist')
  expect((await duty.call(listCalls, { params })).open).toBe(1)
})

test('no job is written for somebody whom no rung could reach', async () => {
  const nobody = await registered(null)
  await tell(nobody, { urgency: 'critical' })
  expect(await nextLook(nobody)).toBeUndefined()
  const landline = await registered('021-61234567')
  await tell(landline, { urgency: 'critical' })
  expect(await nextLook(landline)).toBeUndefined()
})

test('what leaves the house says no name, no address and nothing that somebody wrote', async () => {
  const said = JSON.stringify([sms.sent, voice.called, wecom.sent])
  for (const secret of ['王阿姨', '3号602', '合兴二村', '一位老人'])
    expect(said).not.toContain(secret)
  const log = app.logLines.join('\n')
  for (const { phone } of sms.sent) expect(log).not.toContain(phone.slice(3))
})
