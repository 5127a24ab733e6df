import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { giveConsent, signInWithWechat } from '#shared/accounts/accounts.contract.ts'
import { privacyGuideVersion } from '#shared/accounts/privacy-guide.ts'
import { changeMyProfile } from '#shared/relatives/relatives.contract.ts'
import { clientOf } from '../support/client.ts'
import type { TestApp } from '../support/test-app.ts'
import { startTestApp } from '../support/test-app.ts'
import { builtWeapp } from './build.ts'
import type { Host } from './host/host.ts'
import { personWith } from './host/person.ts'
import { findNodes } from './host/view-node.ts'
import { openMiniprogram, phoneOf } from './test-phone.ts'

let directory: string
let app: TestApp
let host: Host

beforeAll(async () => {
  directory = await builtWeapp()
  app = await startTestApp()
}, 240_000)
afterEach(() => host.stop())
afterAll(() => app?.stop())

const qrCode = /^data:image\/svg\+xml/

/** A resident who has told where she lives and when she was born. */
const known = async (openId: string): Promise<void> => {
  const code = app.wechat.newLoginCode(openId)
  const { tokens } = await app.nobody.call(signInWithWechat, { body: { code } })
  const she = clientOf(app.address, tokens.accessToken)
  await she.call(giveConsent, {
    params: { purpose: 'privacy_guide' },
    body: { textVersion: privacyGuideVersion },
  })
  await she.call(changeMyProfile, { body: { bornOn: '1950-03-08', residence: 'lives_here' } })
}

test('a resident books blood pressure in three taps and shows her code, also without a network', async () => {
  await known('weapp-booker')
  host = openMiniprogram(directory, app, phoneOf(app, 'weapp-booker'))
  const she = personWith(host)
  await she.see({ name: /您好$/, role: 'heading' })
  host.open('/pages/services/index')
  await she.press({ role: 'button', name: /^量血压/ })
  await she.arrive('features/bookings/pages/service/index')
  await she.press({ role: 'button', name: /约这个时间$/ })
  await she.arrive('features/bookings/pages/confirm/index')
  await she.see({ text: /^这个时间给您留/ })
  await she.press({ role: 'button', name: '确认预约' })
  await she.arrive('features/bookings/pages/booking/index')
  await she.see({ text: '约好了' })
  const number = await she.see({ text: /^\d{4} \d{4}$/ })
  const shown = findNodes(host.screen(), { tag: 'image' })
  expect(shown.some(({ attributes }) => qrCode.test(String(attributes.src)))).toBe(true)
  she.check()

  host.setOnline(false)
  host.open('/features/bookings/pages/my-bookings/index')
  await she.see({ text: '没有网络也能用的签到码' })
  await she.see({ text: String(number.children[0]) })
})

test('who leaves before confirming is asked by WeChat, and the time is free again', async () => {
  await known('weapp-leaver-of-a-time')
  host = openMiniprogram(directory, app, phoneOf(app, 'weapp-leaver-of-a-time'))
  const he = personWith(host)
  await he.see({ name: /您好$/, role: 'heading' })
  host.open('/pages/services/index')
  await he.press({ role: 'button', name: /^量血压/ })
  const first = await he.see({ role: 'button', name: /约这个时间$/ })
  const when = String(first.attributes['aria-label'])
  await he.press({ role: 'button', name: when })
  await he.arrive('features/bookings/pages/confirm/index')
  await he.see({ text: /^这个时间给您留/ })
  expect(host.said().map(({ api }) => api)).toContain('enableAlertBeforeUnload')
  host.back()
  await he.arrive('features/bookings/pages/service/index')
  await he.rest()
  expect(host.traffic().some((line) => /cancel 200$/.test(line))).toBe(true)
  await he.see({ role: 'button', name: when })
  he.check()
})
