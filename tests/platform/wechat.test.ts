import { afterEach, beforeEach, expect, test } from 'vitest'
import { connectWechat } from '#bff/platform/wechat.ts'
import type { WechatDouble } from '../support/wechat-double.ts'
import { startWechatDouble } from '../support/wechat-double.ts'

const APP = { appId: 'wx1234567890abcdef', appSecret: 'a-secret-of-tests' }
const OPEN_ID = 'oResident0000000000000000001'
const PROGRESS = 'tmpl-progress'
const TOKEN_PATH = '/cgi-bin/stable_token'
const CHECK_PATH = '/wxa/msg_sec_check'
const SEND_PATH = '/cgi-bin/message/subscribe/send'

let now = new Date('2026-11-21T09:00:00+08:00')
let double: WechatDouble
let logged: string

const clock = { now: () => now }
const later = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000)
}
const wechat = (changes: { appId?: string; appSecret?: string; timeoutMs?: number } = {}) =>
  connectWechat({
    baseUrl: double.baseUrl,
    ...APP,
    clock,
    timeoutMs: 2_000,
    log: {
      warn: (fields, message) => {
        logged += JSON.stringify([fields, message])
      },
    },
    ...changes,
  })
const progress = (data: Record<string, string> = {}) => ({
  openId: OPEN_ID,
  templateId: PROGRESS,
  page: 'features/cases/pages/case?id=1',
  data: { thing1: '楼道灯不亮', phrase2: '处理中', time3: '2026年11月21日 09:00', ...data },
  miniprogramState: 'formal' as const,
})
const check = (text: string, adapter = wechat()) =>
  adapter.checkText({ text, openId: OPEN_ID, scene: 'forum' })
const logIn = () => wechat().codeToSession(double.newLoginCode(OPEN_ID))

beforeEach(async () => {
  logged = ''
  double = await startWechatDouble({
    clock,
    ...APP,
    templates: { [PROGRESS]: ['thing1', 'phrase2', 'time3'] },
    pages: ['features/cases/pages/case'],
    verdicts: { risky: ['违法广告词'], review: ['可疑词'] },
  })
})
afterEach(() => double.close())

test('a login code is exchanged for an open id and nothing else', async () => {
  const session = await logIn()
  expect(session).toEqual({ ok: true, openId: OPEN_ID, unionId: `u-${OPEN_ID}` })
})

test('a login code works once', async () => {
  const code = double.newLoginCode(OPEN_ID)
  const adapter = wechat()
  expect((await adapter.codeToSession(code)).ok).toBe(true)
  expect(await adapter.codeToSession(code)).toEqual({ ok: false, code: 'wechat_code_invalid' })
})

test('a login code works for five minutes', async () => {
  const fresh = double.newLoginCode(OPEN_ID)
  later(4.9)
  expect((await wechat().codeToSession(fresh)).ok).toBe(true)
  const old = double.newLoginCode(OPEN_ID)
  later(5.1)
  expect(await wechat().codeToSession(old)).toEqual({ ok: false, code: 'wechat_code_invalid' })
})

test('an invented or empty login code is refused', async () => {
  for (const code of ['invented', '']) {
    expect(await wechat().codeToSession(code)).toEqual({ ok: false, code: 'wechat_code_invalid' })
  }
})

test('a wrong app id or secret is told apart from a wrong code', async () => {
  const code = double.newLoginCode(OPEN_ID)
  for (const wrong of [{ appId: 'wx0' }, { appSecret: 'other' }]) {
    const answer = await wechat(wrong).codeToSession(code)
    expect(answer).toEqual({ ok: false, code: 'wechat_misconfigured' })
    const phone = await wechat(wrong).phoneNumber(double.newPhoneCode('13812345678'))
    expect(phone).toEqual({ ok: false, code: 'wechat_misconfigured' })
  }
  expect((await wechat().codeToSession(code)).ok).toBe(true)
})

test('the 101st login of one user within a minute is told to wait', async () => {
  const adapter = wechat()
  for (let time = 0; time < 100; time += 1) {
    expect((await adapter.codeToSession(double.newLoginCode(OPEN_ID))).ok).toBe(true)
  }
  const code = double.newLoginCode(OPEN_ID)
  expect(await adapter.codeToSession(code)).toEqual({ ok: false, code: 'wechat_busy' })
  const other = await adapter.codeToSession(double.newLoginCode('oNeighbour'))
  expect(other.ok).toBe(true)
  later(1.1)
  expect((await adapter.codeToSession(code)).ok).toBe(true)
})

test('a user whom WeChat holds for risky is blocked', async () => {
  double.block(OPEN_ID)
  expect(await logIn()).toEqual({ ok: false, code: 'wechat_blocked' })
})

test('a silent, broken or dropped WeChat is unavailable and nothing is thrown', async () => {
  for (const fault of ['slow', 'status_500', 'not_json', 'drop_after_work'] as const) {
    double.fault('/sns/jscode2session', fault)
    const answer = await wechat({ timeoutMs: 150 }).codeToSession(double.newLoginCode(OPEN_ID))
    expect(answer, fault).toEqual({ ok: false, code: 'wechat_unavailable' })
  }
  const gone = wechat()
  await double.close()
  expect(await gone.codeToSession('any')).toEqual({ ok: false, code: 'wechat_unavailable' })
})

test('a phone code gives the number once, within five minutes', async () => {
  const adapter = wechat()
  const code = double.newPhoneCode('13812345678')
  const first = await adapter.phoneNumber(code)
  expect(first).toEqual({ ok: true, phone: '13812345678', countryCode: '86' })
  expect(await adapter.phoneNumber(code)).toEqual({ ok: false, code: 'wechat_code_invalid' })
  const old = double.newPhoneCode('13812345678')
  later(5.1)
  expect(await adapter.phoneNumber(old)).toEqual({ ok: false, code: 'wechat_code_invalid' })
})

test('a phone number issued to another mini-program is not believed', async () => {
  const answer = await wechat().phoneNumber(double.newPhoneCode('13812345678', 'wx-of-others'))
  expect(answer).toEqual({ ok: false, code: 'wechat_code_invalid' })
})

test('many callers at once share one access token', async () => {
  await logIn()
  const adapter = wechat()
  await Promise.all(Array.from({ length: 20 }, (_, at) => check(`第${at}条`, adapter)))
  expect(double.callsTo(TOKEN_PATH)).toBe(1)
  expect(double.callsTo(CHECK_PATH)).toBe(20)
})

test('the access token is kept until five minutes before its end', async () => {
  const adapter = wechat()
  await adapter.phoneNumber(double.newPhoneCode('13812345678'))
  later(114)
  await adapter.phoneNumber(double.newPhoneCode('13812345678'))
  expect(double.callsTo(TOKEN_PATH)).toBe(1)
  later(2)
  expect((await adapter.phoneNumber(double.newPhoneCode('13812345678'))).ok).toBe(true)
  expect(double.callsTo(TOKEN_PATH)).toBe(2)
})

test('an access token made void by somebody else is fetched anew once', async () => {
  const adapter = wechat()
  await adapter.phoneNumber(double.newPhoneCode('13812345678'))
  double.voidTokens()
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => adapter.phoneNumber(double.newPhoneCode('13812345678'))),
  )
  expect(answers.every((answer) => answer.ok)).toBe(true)
  expect(double.callsTo(TOKEN_PATH)).toBe(2)
})

test('a failed token request is not remembered', async () => {
  await logIn()
  const adapter = wechat()
  double.fault(TOKEN_PATH, 'status_500')
  expect(await check('楼道灯不亮', adapter)).toBe('unavailable')
  expect(await check('楼道灯不亮', adapter)).toBe('pass')
})

test('a text is passed, held for review or found risky', async () => {
  await logIn()
  expect(await check('楼道灯不亮')).toBe('pass')
  expect(await check('这里有可疑词')).toBe('review')
  expect(await check('这里有违法广告词')).toBe('risky')
})

test('a blank text needs no question to WeChat', async () => {
  expect(await check('  \n ')).toBe('pass')
  expect(double.calls).toEqual([])
})

test('a text of 5,000 characters is checked whole, also where it is cut in pieces', async () => {
  await logIn()
  for (const at of [0, 2494, 2496, 2498, 2500, 4940, 4995]) {
    const text = `${'灯'.repeat(at)}违法广告词${'灯'.repeat(4995 - at)}`
    expect(await check(text), `at ${at}`).toBe('risky')
  }
  expect(await check('灯'.repeat(5000))).toBe('pass')
  expect(await check(`a${'😀'.repeat(2499)}`)).toBe('pass')
  const sent = double.calls.map((call) => String(call.body.content ?? ''))
  expect(sent.filter((content) => /\p{Surrogate}/u.test(content))).toEqual([])
})

test('the worst verdict of all pieces counts, and a piece not asked is no pass', async () => {
  await logIn()
  expect(await check(`可疑词${'灯'.repeat(4000)}违法广告词`)).toBe('risky')
  const adapter = wechat()
  await check('灯', adapter)
  double.fault(CHECK_PATH, 'status_500')
  expect(await check('灯'.repeat(4000), adapter)).toBe('unavailable')
})

test('a text of somebody not here for two hours cannot be checked', async () => {
  await logIn()
  later(121)
  expect(await check('楼道灯不亮')).toBe('unavailable')
})

test('one permission carries one message', async () => {
  double.grant(OPEN_ID, PROGRESS)
  const adapter = wechat()
  expect(await adapter.sendSubscribeMessage(progress())).toEqual({ ok: true })
  expect(double.sent).toEqual([
    {
      openId: OPEN_ID,
      templateId: PROGRESS,
      page: 'features/cases/pages/case?id=1',
      data: { thing1: '楼道灯不亮', phrase2: '处理中', time3: '2026年11月21日 09:00' },
      state: 'formal',
    },
  ])
  const second = await adapter.sendSubscribeMessage(progress())
  expect(second).toEqual({ ok: false, code: 'refused' })
  expect(double.sent).toHaveLength(1)
})

test('a message to one who took the permission back is refused', async () => {
  double.grant(OPEN_ID, PROGRESS)
  double.revoke(OPEN_ID, PROGRESS)
  const answer = await wechat().sendSubscribeMessage(progress())
  expect(answer).toEqual({ ok: false, code: 'refused' })
})

test('a message with a wrong template, page, recipient or field is refused by name', async () => {
  double.grant(OPEN_ID, PROGRESS)
  const adapter = wechat()
  const send = async (changes: object) => {
    const answer = await adapter.sendSubscribeMessage({ ...progress(), ...changes })
    return answer.ok ? 'ok' : answer.code
  }
  expect(await send({ templateId: 'unknown' })).toBe('bad_template')
  expect(await send({ page: 'pages/unknown' })).toBe('bad_page')
  expect(await send({ openId: 'nobody' })).toBe('bad_recipient')
  expect(await send(progress({ thing1: '字'.repeat(21) }))).toBe('bad_data')
  expect(await send(progress({ phrase2: '处理中的事情' }))).toBe('bad_data')
  expect(await send(progress({ phrase2: 'done' }))).toBe('bad_data')
  expect(await send(progress({ time3: '明天上午' }))).toBe('bad_data')
  expect(await send(progress({ thing1: '' }))).toBe('bad_data')
  expect(await send(progress({ thing9: '多余' }))).toBe('bad_data')
  expect(await send(progress({ thing1: '字'.repeat(20) }))).toBe('ok')
})

test('a message whose answer is lost is not called sent', async () => {
  double.grant(OPEN_ID, PROGRESS)
  double.fault(SEND_PATH, 'drop_after_work')
  const adapter = wechat()
  const lost = await adapter.sendSubscribeMessage(progress())
  expect(lost).toEqual({ ok: false, code: 'unavailable' })
  expect(double.sent).toHaveLength(1)
})

test('no log line holds a secret, a code, a token, an open id or a text', async () => {
  await logIn()
  const adapter = wechat()
  await adapter.codeToSession('a-used-code')
  await adapter.phoneNumber('a-used-phone-code')
  double.fault(CHECK_PATH, 'status_500')
  await check('一句居民的话', adapter)
  await adapter.sendSubscribeMessage(progress())
  expect(logged).toContain('40029')
  expect(logged).toContain('43101')
  const secrets = [APP.appSecret, 'a-used', 'token-', OPEN_ID, '一句居民', '楼道灯', 'c2Vzc2lv']
  expect(secrets.filter((secret) => logged.includes(secret))).toEqual([])
})
