import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoItemCode } from '#db/seed/guide/build-items.ts'
import {
  giveConsent,
  signInAsDemoPerson,
  signInWithWechat,
} from '#shared/accounts/accounts.contract.ts'
import { privacyGuideVersion } from '#shared/accounts/privacy-guide.ts'
import { fileCase } from '#shared/cases/cases.contract.ts'
import { subdistrictId } from '#shared/ids.ts'
import { changeMyProfile } from '#shared/relatives/relatives.contract.ts'
import { careScene } from '../care/care-scene.ts'
import { careKeys, everything, tellCare } from '../care/care-story.ts'
import { book, hold } from '../e2e/booking-stories.ts'
import { beginMatter } from '../guide/matter-story.ts'
import { register } from '../renovations/renovation-scene.ts'
import { clientOf } from '../support/client.ts'
import type { TestApp } from '../support/test-app.ts'
import { startTestApp } from '../support/test-app.ts'
import { builtWeapp } from './build.ts'
import { readPackage } from './host/package-files.ts'
import { personWith } from './host/person.ts'
import type { Phone } from './host/wx-device.ts'
import { openMiniprogram, phoneOf } from './test-phone.ts'

const hexing = subdistrictId('hexing')
let directory: string
let app: TestApp
/** What pages may be given; each takes what it knows. */
let given: Readonly<Record<string, string>> = {}
let heldBooking = ''

const addressOf = (page: string): string => {
  // Only a time that is kept can be confirmed.
  const isConfirm = page === 'features/bookings/pages/confirm/index'
  const params = isConfirm ? { ...given, booking: heldBooking } : given
  return `/${page}?${new URLSearchParams(params).toString()}`
}

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
  await reader.call(changeMyProfile, { body: { bornOn: '1950-03-08', residence: 'lives_here' } })
  const booked = await book(reader, 'blood-pressure')
  const held = await hold(reader, 'legal')
  const { elder, alert } = await tellCare(app)
  await careScene(() => app).follow(await app.as(careKeys.nurse), reader, everything)
  given = {
    elder: elder.personId,
    alert: alert.alertId,
    subdistrict: hexing,
    case: filed.caseId,
    service: 'haircut',
    item: demoItemCode('senior-card'),
    matter: (await beginMatter(reader, demoItemCode('medical-claim'))).matterId,
    booking: booked.bookingId,
    renovation: (await register(reader)).renovationId,
  }
  heldBooking = held.bookingId
}, 240_000)
afterAll(() => app?.stop())

const openOne = async (page: string, phone: Phone): Promise<void> => {
  const host = openMiniprogram(directory, app, phone)
  const reader = personWith(host)
  await reader.see({ role: 'heading', name: /您好/ })
  await reader.rest()
  host.open(addressOf(page))
  await reader.see({ role: 'heading' })
  await reader.rest()
  reader.check()
  expect(host.route()).toBe(page)
  const refused = host.traffic().filter((line) => / [45]\d\d$/.test(line))
  expect(refused, page).toEqual([])
  host.stop()
}

/** Each on a phone of its own, four at a time: a person who looks on waits, and does no work. */
const openEach = async (pages: readonly string[], phone: () => Phone): Promise<void> => {
  const left = [...pages]
  const openNext = async (): Promise<void> => {
    for (let page = left.shift(); page !== undefined; page = left.shift())
      await openOne(page, phone())
  }
  await Promise.all(Array.from({ length: 4 }, openNext))
}

test('every page opens for a resident with a title and without a complaint', async () => {
  await openEach(readPackage(directory).pages, () => phoneOf(app, 'weapp-reader'))
}, 120_000)

test('the desk opens for staff with a title and without a complaint', async () => {
  const { tokens } = await app.nobody.call(signInAsDemoPerson, { body: { key: 'hexing-duty-1' } })
  const stored = { 'linli/tokens': tokens }
  const desk = readPackage(directory).pages.filter((page) => page.startsWith('features/desk/'))
  expect(desk.length).toBeGreaterThan(0)
  await openEach(desk, () => ({ ...phoneOf(app, 'unused'), stored }))
}, 120_000)
