import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectSms } from '#bff/platform/sms.ts'
import { tc3Authorization } from '#bff/platform/tencent-cloud.ts'
import { connectVoice } from '#bff/platform/voice.ts'
import { connectWecom } from '#bff/platform/wecom.ts'
import type { SmsDouble } from '../support/sms-double.ts'
import { startSmsDouble } from '../support/sms-double.ts'
import { testClock } from '../support/test-clock.ts'
import type { VoiceDouble } from '../support/voice-double.ts'
import { startVoiceDouble } from '../support/voice-double.ts'
import type { WecomDouble } from '../support/wecom-double.ts'
import { startWecomDouble } from '../support/wecom-double.ts'

const clock = testClock()
const keys = { secretId: 'AKIDtest', secretKey: 'a secret' }
const templates = { 'template-1': 4 }
const logged: unknown[] = []
const log = { warn: (fields: unknown) => void logged.push(fields) }
let smsDouble: SmsDouble
let voiceDouble: VoiceDouble
let wecomDouble: WecomDouble

beforeAll(async () => {
  smsDouble = await startSmsDouble({ clock, ...keys, appId: '1400', signName: '邻里', templates })
  voiceDouble = await startVoiceDouble({ clock, ...keys, appId: '1500', templates })
  wecomDouble = await startWecomDouble({
    clock,
    corpId: 'ww1',
    secret: 'corp secret',
    agentId: 7,
    members: ['zhang.san'],
  })
})
afterAll(async () => {
  for (const double of [smsDouble, voiceDouble, wecomDouble]) await double?.close()
})

const goodSms = { appId: '1400', signName: '邻里', templateId: 'template-1' }
const sms = (changes: Partial<typeof goodSms> = {}, more: object = {}) => {
  const tencent = { baseUrl: smsDouble.baseUrl, credentials: keys, region: 'ap-guangzhou', clock }
  return connectSms({ ...tencent, timeoutMs: 1000, ...more }, { ...goodSms, ...changes }, log)
}
const voice = (more: object = {}) => {
  const tencent = { baseUrl: voiceDouble.baseUrl, credentials: keys, region: 'ap-guangzhou', clock }
  const settings = { appId: '1500', templateId: 'template-1' }
  return connectVoice({ ...tencent, timeoutMs: 1000, ...more }, settings, log)
}
const wecom = (changes: object = {}) =>
  connectWecom(
    {
      baseUrl: wecomDouble.baseUrl,
      corpId: 'ww1',
      secret: 'corp secret',
      agentId: 7,
      ...changes,
    },
    { clock, log, timeoutMs: 1000 },
  )

let numbers = 0
const message = (parameters: readonly string[] = ['已约好', '理发', '11月22日', '09:30']) => {
  numbers += 1
  return { mobile: `138${String(numbers).padStart(8, '0')}`, parameters, reference: `r${numbers}` }
}
const refused = (why: string) => ({ ok: false, code: 'refused', why })
const misconfigured = (why: string) => ({ ok: false, code: 'misconfigured', why })
const busy = (why: string) => ({ ok: false, code: 'busy', why })

test('a request to Tencent Cloud is signed as its own example is', () => {
  const authorization = tc3Authorization(
    // Published with the description of signature v3; it opens nothing.
    { secretId: 'AKIDexample', secretKey: ['Gu5t9xGARNpq86cd98joQYCN3', 'EXAMPLE'].join('') },
    {
      service: 'cvm',
      host: 'cvm.tencentcloudapi.com',
      seconds: 1_551_113_065,
      body: '{"Limit": 1, "Filters": [{"Values": ["\\u672a\\u547d\\u540d"], "Name": "instance-name"}]}',
    },
  )
  expect(authorization).toBe(
    'TC3-HMAC-SHA256 Credential=AKIDexample/2019-02-25/cvm/tc3_request, SignedHeaders=content-type;host, ' +
      'Signature=72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168',
  )
})

test('a text message goes to a number of the mainland, with its own name in their books', async () => {
  const one = message()
  expect(await sms().send(one)).toMatchObject({ ok: true, id: 'serial-1' })
  expect(smsDouble.sent).toMatchObject([
    { phone: `+86${one.mobile}`, parameters: one.parameters, reference: one.reference },
  ])
})

test('a wrong secret, a stranger and a clock that is off are refused and not tried again', async () => {
  const wrong = { credentials: { ...keys, secretKey: 'another' } }
  const stranger = { credentials: { ...keys, secretId: 'AKIDother' } }
  const late = { clock: { now: () => new Date(clock.now().getTime() - 301_000) } }
  const before = smsDouble.sent.length
  for (const [how, why] of [
    [wrong, 'AuthFailure.SignatureFailure'],
    [stranger, 'AuthFailure.SecretIdNotFound'],
    [late, 'AuthFailure.SignatureExpire'],
  ] as const) {
    expect(await sms({}, how).send(message())).toEqual(misconfigured(why))
    expect(await voice(how).call(message())).toEqual(misconfigured(why))
  }
  expect(smsDouble.sent).toHaveLength(before)
  expect(voiceDouble.called).toEqual([])
})

test('a body that was changed on its way no longer has its signature', async () => {
  const body = JSON.stringify({ PhoneNumberSet: ['+8613800000000'] })
  const url = new URL('/', smsDouble.baseUrl)
  const seconds = Math.floor(clock.now().getTime() / 1000)
  const authorization = tc3Authorization(keys, { service: 'sms', host: url.host, seconds, body })
  const answer = await fetch(url, {
    method: 'POST',
    body: body.replace('13800000000', '13900000000'),
    headers: {
      authorization,
      'content-type': 'application/json; charset=utf-8',
      'x-tc-action': 'SendSms',
      'x-tc-timestamp': `${seconds}`,
      'x-tc-version': '2021-01-11',
      'x-tc-region': 'ap-guangzhou',
    },
  })
  expect(await answer.json()).toMatchObject({
    Response: { Error: { Code: 'AuthFailure.SignatureFailure' } },
  })
})

test('what does not fit the approved template is our own fault', async () => {
  const unapproved = 'FailedOperation.TemplateIncorrectOrUnapproved'
  expect(await sms().send(message(['已约好', '理发']))).toEqual(misconfigured(unapproved))
  expect(await sms({ templateId: 'none' }).send(message())).toEqual(misconfigured(unapproved))
  expect(await voice().call(message(['太短']))).toEqual(misconfigured(unapproved))
  expect(await sms().send(message(['已约好', '上门家庭清洁服务', '11月22日', '09:30']))).toEqual(
    misconfigured('InvalidParameterValue.TemplateParameterLengthLimit'),
  )
  expect(await sms({ signName: '别家' }).send(message())).toEqual(
    misconfigured('FailedOperation.SignatureIncorrectOrUnapproved'),
  )
})

test('a number that is none, or wants nothing, is refused for good', async () => {
  const wrong = { ...message(), mobile: '02155550100' }
  expect(await sms().send(wrong)).toEqual(refused('InvalidParameterValue.IncorrectPhoneNumber'))
  expect(await voice().call(wrong)).toEqual(refused('InvalidParameterValue.CalledNumberVerifyFail'))
  const unwilling = message()
  smsDouble.block(`+86${unwilling.mobile}`)
  expect(await sms().send(unwilling)).toEqual(refused('FailedOperation.PhoneNumberInBlacklist'))
})

test('two messages to one number within half a minute: the second is worth another try', async () => {
  const one = message()
  expect(await sms().send(one)).toMatchObject({ ok: true })
  expect(await sms().send(one)).toEqual(busy('LimitExceeded.PhoneNumberThirtySecondLimit'))
  expect(await voice().call(one)).toMatchObject({ ok: true })
  expect(await voice().call(one)).toEqual(busy('LimitExceeded.DeliveryFrequencyLimit'))
  clock.forward(1)
  expect(await sms().send(one)).toMatchObject({ ok: true })
})

test('no answer means that it may have arrived, no connection that it did not', async () => {
  smsDouble.fault('drop_after_work', 'status_500')
  const lost = { ok: false, code: 'lost' }
  expect(await sms().send(message())).toMatchObject(lost)
  expect(await sms().send(message())).toMatchObject(lost)
  const gone = await startSmsDouble({ clock, ...keys, appId: '', signName: '', templates })
  await gone.close()
  expect(await sms({}, { baseUrl: gone.baseUrl }).send(message())).toEqual(busy('unreachable'))
})

test('a message in 政务微信 reaches its member with one token for many', async () => {
  const app = wecom()
  const before = wecomDouble.tokensGiven()
  expect(await app.send({ userId: 'Zhang.San', text: '有一个新预约' })).toMatchObject({ ok: true })
  expect(await app.send({ userId: 'zhang.san', text: '又有一个' })).toMatchObject({ ok: true })
  expect(wecomDouble.sent.map(({ text }) => text)).toEqual(['有一个新预约', '又有一个'])
  expect(wecomDouble.tokensGiven()).toBe(before + 1)
})

test('a token that ended, or was made void, is fetched anew once', async () => {
  const app = wecom()
  await app.send({ userId: 'zhang.san', text: '第一' })
  const before = wecomDouble.tokensGiven()
  clock.forward(121)
  expect(await app.send({ userId: 'zhang.san', text: '第二' })).toMatchObject({ ok: true })
  wecomDouble.voidTokens()
  expect(await app.send({ userId: 'zhang.san', text: '第三' })).toMatchObject({ ok: true })
  expect(wecomDouble.tokensGiven()).toBe(before + 2)
})

test('the same message in 政务微信 is shown once, even when its answer was lost', async () => {
  const app = wecom()
  const told = { userId: 'zhang.san', text: '只说一遍' }
  wecomDouble.fault('drop_after_work')
  expect(await app.send(told)).toMatchObject({ ok: false, code: 'lost' })
  clock.forward(60)
  expect(await app.send(told)).toMatchObject({ ok: true })
  expect(wecomDouble.sent.filter(({ text }) => text === told.text)).toHaveLength(1)
})

test('somebody who is no member is refused; a wrong secret or app is our own fault', async () => {
  const nobody = { userId: 'li.si', text: '在吗' }
  const member = { userId: 'zhang.san', text: '在吗' }
  expect(await wecom().send(nobody)).toEqual(refused('errcode 81013'))
  expect(await wecom({ secret: 'x' }).send(member)).toEqual(misconfigured('errcode 40001'))
  expect(await wecom({ corpId: 'x' }).send(member)).toEqual(misconfigured('errcode 40013'))
  expect(await wecom({ agentId: 8 }).send(member)).toEqual(misconfigured('errcode 301002'))
  wecomDouble.fault('busy')
  expect(await wecom().send(member)).toEqual(busy('errcode -1'))
})

test('no number, name or secret stands in the log', () => {
  const text = JSON.stringify(logged)
  expect(logged.length).toBeGreaterThan(10)
  for (const secret of ['138000', 'zhang', 'corp secret', 'a secret', '理发', 'token-'])
    expect(text).not.toContain(secret)
})
