import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { acceptCase, listDeskCases } from '#shared/cases/cases.contract.ts'
import { subdistrictId } from '#shared/ids.ts'
import type { TestApp } from '../support/test-app.ts'
import { startTestApp } from '../support/test-app.ts'
import { builtWeapp } from './build.ts'
import type { Host } from './host/host.ts'
import type { Person } from './host/person.ts'
import { personWith } from './host/person.ts'
import type { SentData } from './host/set-data.ts'
import { findNodes } from './host/view-node.ts'
import { openMiniprogram, phoneOf, photo } from './test-phone.ts'

const hexing = subdistrictId('hexing')
const kilobyte = 1024
let directory: string
let app: TestApp
let host: Host

beforeAll(async () => {
  directory = await builtWeapp()
  app = await startTestApp()
}, 240_000)
afterEach(() => host.stop())
afterAll(() => app?.stop())

const numberShape = /^HX-\d{6}-\d{4}-\d$/

const reportWithPhoto = async (she: Person, words: string): Promise<string> => {
  await she.press({ role: 'button', name: /^报告问题/ })
  await she.arrive('features/cases/pages/report/index')
  await she.press({ role: 'button', name: /^拍张照片/ })
  await she.press({ role: 'button', name: '同意' })
  await she.see({ text: '已传好' })
  await she.type('哪里不对', words)
  await she.press({ role: 'button', name: '对，是楼道堆物' })
  await she.press({ role: 'button', name: '选地点' })
  await she.type('小区、路名或门牌号', '合兴二村')
  await she.press({ role: 'button', name: /^合兴二村/ })
  await she.press({ role: 'button', name: '提交' })
  await she.see({ text: '收到了，谢谢您' })
  const number = await she.see({ text: numberShape })
  return String(number.children[0])
}

const report = (facts: Readonly<Record<string, number>>): void => {
  process.stdout.write(`setData while reporting: ${JSON.stringify(facts)}\n`)
}

/** The most setData calls in any second. */
const busiestSecond = (sent: readonly SentData[]): number =>
  Math.max(
    0,
    ...sent.map(({ at }) => sent.filter((other) => other.at >= at && other.at < at + 1000).length),
  )

test('a resident reports with a photo, finds the case again and sees the officer take it, live', async () => {
  const phone = phoneOf(app, 'weapp-resident')
  phone.photos = [await photo()]
  host = openMiniprogram(directory, app, phone)
  const she = personWith(host)

  await she.see({ name: /您好$/, role: 'heading' })
  const number = await reportWithPhoto(she, '三楼楼道里堆满了纸箱，走路都困难')

  await she.press({ role: 'button', name: '回首页' })
  await she.arrive('pages/home/index')
  host.open('/features/cases/pages/my-cases/index')
  await she.press({ role: 'button', name: /纸箱/ })
  await she.arrive('features/cases/pages/case/index')
  await she.see({ text: number })
  await she.see({ text: '已派单' })

  const officer = await app.as('hexing-officer-hexinger')
  const { cases } = await officer.call(listDeskCases, {
    params: { subdistrictId: hexing },
    query: { queue: 'unit' },
  })
  const mine = cases.find((row) => row.number === number)
  if (mine === undefined) throw new Error('the officer does not have the case')
  await officer.call(acceptCase, {
    params: { subdistrictId: hexing, caseId: mine.caseId },
    body: {},
  })
  await she.see({ text: '处理中' })
  she.check()

  // The accepted subscribe message was asked for inside the tap and remembered.
  expect(host.traffic()).toContain('POST /api/me/subscriptions 200')

  const largest = Math.max(...host.sentData().map(({ bytes }) => bytes))
  expect(largest).toBeLessThan(64 * kilobyte)
  expect(busiestSecond(host.sentData())).toBeLessThanOrEqual(20)
  report({ largest, busiest: busiestSecond(host.sentData()), calls: host.sentData().length })
})

test('when every answer is lost the report is kept, and sent again it is still one case', async () => {
  const phone = phoneOf(app, 'weapp-tunnel')
  host = openMiniprogram(directory, app, phone)
  const he = personWith(host)
  await he.see({ name: /您好$/, role: 'heading' })
  await he.press({ role: 'button', name: /^报告问题/ })
  // He agrees, then closes the camera without a photo.
  await he.press({ role: 'button', name: /^拍张照片/ })
  await he.press({ role: 'button', name: '同意' })
  await he.seeNone({ role: 'dialog' })
  await he.type('哪里不对', '小区门口的路灯三天没亮了')
  await he.press({ role: 'button', name: '选地点' })
  await he.type('小区、路名或门牌号', '合兴二村')
  await he.press({ role: 'button', name: /^合兴二村/ })
  phone.losesAnswers = true
  await he.press({ role: 'button', name: '提交' })
  await he.see({ text: /还没发出去/ })
  phone.losesAnswers = false
  await he.press({ role: 'button', name: /^再发一次/ })
  await he.see({ text: '收到了，谢谢您' })

  const sends = host.traffic().filter((line) => line.startsWith('POST /api/cases '))
  expect(sends.length).toBeGreaterThanOrEqual(2)
  host.open('/features/cases/pages/my-cases/index')
  await he.see({ text: '都在这里了' })
  expect(findNodes(host.screen(), { role: 'button', name: /路灯/ })).toHaveLength(1)
})

test('without a network the page says so, and stops saying it when it is back', async () => {
  host = openMiniprogram(directory, app, phoneOf(app, 'weapp-offline'))
  const he = personWith(host)
  await he.see({ name: /您好$/, role: 'heading' })
  host.setOnline(false)
  await he.see({ role: 'status', name: '没有网络，看到的可能不是最新的' })
  host.setOnline(true)
  await he.seeNone({ text: '没有网络，看到的可能不是最新的' })
})

test('who leaves the app half-way finds his words again', async () => {
  host = openMiniprogram(directory, app, phoneOf(app, 'weapp-leaver'))
  const she = personWith(host)
  await she.see({ name: /您好$/, role: 'heading' })
  await she.press({ role: 'button', name: /^报告问题/ })
  await she.type('哪里不对', '井盖没了')
  host.toBackground()
  await she.rest()
  host.toForeground()
  host.back()
  await she.arrive('pages/home/index')
  await she.press({ role: 'button', name: /^报告问题/ })
  await she.see({ text: '这是您上次没写完的，已经帮您留着。' })
  const field = await she.see({ tag: 'textarea', name: '哪里不对' })
  expect(field.attributes.value).toBe('井盖没了')
})
