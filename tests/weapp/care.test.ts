import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { signInAsDemoPerson } from '#shared/accounts/accounts.contract.ts'
import type { CareStory } from '../care/care-story.ts'
import { careKeys, tellCare } from '../care/care-story.ts'
import type { TestApp } from '../support/test-app.ts'
import { startTestApp } from '../support/test-app.ts'
import { builtWeapp } from './build.ts'
import type { Host } from './host/host.ts'
import { personWith } from './host/person.ts'
import { openMiniprogram, phoneOf } from './test-phone.ts'

let directory: string
let app: TestApp
let story: CareStory
let host: Host

beforeAll(async () => {
  directory = await builtWeapp()
  app = await startTestApp()
  story = await tellCare(app)
}, 240_000)
afterEach(() => host.stop())
afterAll(() => app?.stop())

const strokes = (): number =>
  host
    .said()
    .filter(
      ({ api, options }) => api === 'canvas' && Array.isArray(options) && options[1] === 'stroke',
    ).length

test('a daughter sees the heart’s line drawn on WeChat’s canvas, in words too, and a value arrive', async () => {
  const body = { key: careKeys.daughter }
  const { tokens } = await app.nobody.call(signInAsDemoPerson, { body })
  const stored = { 'linli/tokens': tokens }
  host = openMiniprogram(directory, app, { ...phoneOf(app, 'unused'), stored })
  const she = personWith(host)
  await she.see({ role: 'heading', name: /您好/ })
  const { subdistrictId, personId } = story.elder
  const at = new URLSearchParams({ subdistrict: subdistrictId, elder: personId })
  host.open(`/features/care/pages/elder/index?${at}`)
  await she.see({ role: 'heading', name: '方仲义' })
  await she.see({ role: 'img', name: /^心率图。今天 .*最低 \d+，最高 \d+/ })
  await she.see({ role: 'img', name: /^心率图。昨天 .*最低 66，最高 78 .*传感器没戴好一共/ })
  await she.rest()
  expect(strokes()).toBeGreaterThan(0)
  app.clock.forward(1)
  await story.say('heart_rate', [91])
  await she.see({ text: '91' })
  await she.press({ role: 'button', name: '用文字看心率' })
  await she.see({ text: /^今天 .*心率最低 73，最高 91 次\/分。$/ })
  she.check()
})
