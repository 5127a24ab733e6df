import { afterAll, beforeAll, expect, test } from 'vitest'
import { giveConsent, signInWithWechat } from '#shared/accounts/accounts.contract.ts'
import { privacyGuideVersion } from '#shared/accounts/privacy-guide.ts'
import { fileCase } from '#shared/cases/cases.contract.ts'
import { subdistrictId } from '#shared/ids.ts'
import { clientOf } from '../support/client.ts'
import type { TestApp } from '../support/test-app.ts'
import { startTestApp } from '../support/test-app.ts'
import { builtWeapp } from './build.ts'
import { readPackage } from './host/package-files.ts'
import { personWith } from './host/person.ts'
import { openMiniprogram, phoneOf } from './test-phone.ts'

const hexing = subdistrictId('hexing')
let directory: string
let app: TestApp
let aCase: string

beforeAll(async () => {
  directory = await builtWeapp()
  app = await startTestApp()
  const code = app.wechat.newLoginCode('weapp-reader')
  const { tokens } = await app.nobody.call(signInWithWechat, { body: { code } })
  const reader = clientOf(app.address, tokens.accessToken)
  await reader.call(giveConsent, {
    params: { purpose: 'privacy_guide' },
    body: { textVersion: privacyGuideVersion },
  })
  const body = {
    subdistrictId: hexing,
    text: '路灯不亮',
    photoIds: [],
    source: 'resident' as const,
  }
  const { case: filed } = await reader.call(fileCase, { body })
  aCase = `subdistrict=${filed.subdistrictId}&case=${filed.caseId}`
}, 240_000)
afterAll(() => app?.stop())

test('every page opens in WeChat with a title and without a complaint', async () => {
  for (const page of readPackage(directory).pages) {
    const host = openMiniprogram(directory, app, phoneOf(app, 'weapp-reader'))
    const reader = personWith(host)
    await reader.see({ role: 'heading', name: /您好/ })
    await reader.rest()
    host.open(`/${page}?${aCase}`)
    await reader.see({ role: 'heading' })
    await reader.rest()
    reader.check()
    expect(host.route()).toBe(page)
    host.stop()
  }
}, 120_000)
