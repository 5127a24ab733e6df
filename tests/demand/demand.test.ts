import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  cancelBooking,
  joinWaits,
  leaveWaits,
  rateBooking,
  recordWish,
} from '#shared/bookings/bookings.contract.ts'
import type { DemandRow } from '#shared/bookings/demand.contract.ts'
import { exportDemand, readDemand } from '#shared/bookings/demand.contract.ts'
import { declineBooking, markNoShow, serveBooking } from '#shared/bookings/desk.contract.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '#shared/time/shanghai.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import { catalogueOfScene, serviceCodeOf, siteIdOf } from '../bookings/booking-catalogue.ts'
import { bookingScene, hexing, sceneStaff } from '../bookings/booking-scene.ts'
import { comparable, recountDemand } from './demand-recount.ts'

let app: TestApp
const scene = bookingScene(() => app)
/** Tuesday: everything happens on the Wednesday of this week. */
const week = '2026-11-16'
const span = { from: week, to: addDays(week, 6) }

/** A name that a spreadsheet would run, with what a CSV must quote. */
const formula = '=HYPERLINK("http://x","奖,品")'

beforeAll(async () => {
  app = await startTestApp({ running: false })
  const { services, ...catalogue } = catalogueOfScene()
  const named = services.map((service) =>
    service.code === serviceCodeOf('talk') ? { ...service, name: formula } : service,
  )
  await app.platform.database.inTransaction((tx) =>
    app.app.services.offers.saveCatalogue(tx, hexing.subdistrictId, {
      ...catalogue,
      services: named,
    }),
  )
})
afterAll(() => app?.stop())

const demandFor = async (who: string, query = {}): Promise<readonly DemandRow[]> =>
  (await (await app.as(who)).call(readDemand, { params: hexing, query: { ...span, ...query } }))
    .rows

const rowOf = async (name: string): Promise<DemandRow> => {
  const rows = await demandFor(sceneStaff.duty, { serviceCode: serviceCodeOf(name) })
  const row = rows.find(({ siteId }) => siteId !== null)
  if (!row) throw new Error(`no demand for ${name}`)
  return row
}

const csvFor = async (who: string): Promise<{ bytes: Uint8Array; answer: Response }> => {
  const path = exportDemand.path.replace(':subdistrictId', hexing.subdistrictId)
  const answer = await (await app.as(who)).raw(`/api${path}?from=${span.from}&to=${span.to}`)
  return { bytes: new Uint8Array(await answer.arrayBuffer()), answer }
}

test('who was served, who did not come, who waited in vain: each counts where he was', async () => {
  const people = await Promise.all(['o-1', 'o-2', 'o-3', 'o-4'].map((id) => app.newcomer(id)))
  const [first, second, third, fourth] = people
  if (!first || !second || !third || !fourth) throw new Error('nobody')
  const booked = [
    await scene.book(first, 'dance'),
    await scene.book(second, 'dance'),
    await scene.book(third, 'dance'),
  ]
  const { occurrenceId } = await scene.slotOf('dance')
  const { wait } = await fourth.call(joinWaits, {
    params: hexing,
    body: { occurrenceId, personId: await scene.whoIs(fourth), party: 1 },
  })
  await fourth.call(leaveWaits, { params: { ...hexing, waitId: wait.waitId } })
  await app.nobody.call(recordWish, {
    params: hexing,
    body: {
      kind: 'full',
      serviceCode: serviceCodeOf('dance'),
      siteId: siteIdOf('one'),
      wantedDay: shanghaiDay(new Date(booked[0]?.startsAt ?? '')),
      words: '',
    },
  })
  const talk = await scene.book(first, 'talk')
  await (await app.as(sceneStaff.clerk)).call(declineBooking, {
    params: scene.keyOf(talk),
    body: { reason: '老师病了' },
  })
  const lunch = await scene.book(second, 'advice')
  await second.call(cancelBooking, { params: scene.keyOf(lunch), body: { reason: '' } })

  app.clock.set(shanghaiInstant(addDays(week, 2), 16 * 60).toISOString())
  const clerk = await app.as(sceneStaff.clerk)
  const [one, two, three] = booked
  if (!one || !two || !three) throw new Error('not booked')
  for (const each of [one, two])
    await clerk.call(serveBooking, { params: scene.keyOf(each), body: { note: '', photoIds: [] } })
  await clerk.call(markNoShow, { params: scene.keyOf(three), body: {} })

  expect(await rowOf('dance')).toMatchObject({
    ...{ week, serviceName: '试dance', siteName: '一号点', offered: 3 * 6, requested: 3 },
    ...{ accepted: 3, served: 2, noShow: 1, people: 2, elders: 0, waited: 1, unmet: 2 },
  })
  expect(await rowOf('talk')).toMatchObject({ requested: 1, accepted: 0, declined: 1 })
  expect(await rowOf('advice')).toMatchObject({ requested: 1, accepted: 1, cancelled: 1 })
  const counted = await recountDemand(app.platform.database.pool, span.from, span.to)
  expect(comparable(await demandFor(sceneStaff.duty))).toEqual(comparable(counted))
})

test('two grades say something about two people: the mean is shown from three on', async () => {
  const grades = [5, 4, 3]
  const people = ['o-5', 'o-6', 'o-7']
  app.clock.set(shanghaiInstant(addDays(week, 3), 8 * 60).toISOString())
  const served = []
  for (const id of people)
    served.push(await scene.book(await app.newcomer(id), 'dance', { inDays: 0 }))
  app.clock.set(shanghaiInstant(addDays(week, 3), 16 * 60).toISOString())
  const clerk = await app.as(sceneStaff.clerk)
  for (const [at, booking] of served.entries()) {
    const params = scene.keyOf(booking)
    await clerk.call(serveBooking, { params, body: { note: '', photoIds: [] } })
    const body = { onTime: null, solved: null, grade: grades[at] ?? null, words: '还行' }
    await (await app.newcomer(people[at] ?? '')).call(rateBooking, { params, body })
    const { grade, rated } = await rowOf('dance')
    expect([rated, grade]).toEqual([at + 1, at < 2 ? null : 4])
  }
})

test('a site’s clerk sees demand at his site; the duty desk sees all of it', async () => {
  await app.nobody.call(recordWish, {
    params: hexing,
    body: { kind: 'asked', serviceCode: serviceCodeOf('chess'), words: '想下棋' },
  })
  const sitesSeen = async (who: string) => [
    ...new Set((await demandFor(who)).map(({ siteId }) => siteId)),
  ]
  const other = await sitesSeen(sceneStaff.otherClerk)
  expect(other).toContain(siteIdOf('two'))
  expect(other).not.toContain(siteIdOf('one'))
  expect(other).not.toContain(null)
  const all = await sitesSeen(sceneStaff.duty)
  expect(all).toEqual(expect.arrayContaining([siteIdOf('one'), siteIdOf('two'), null]))
  // Asked for by its name, the other site stays out of sight.
  expect(await demandFor(sceneStaff.otherClerk, { siteId: siteIdOf('one') })).toEqual([])
  const stranger = await app.newcomer('o-curious')
  expect((await stranger.ask(readDemand, { params: hexing, query: span })).status).toBe(403)
})

test('the table opens in a spreadsheet: its Chinese is readable and no name is run as a formula', async () => {
  const { bytes, answer } = await csvFor(sceneStaff.duty)
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  expect(answer.headers.get('content-type')).toContain('text/csv')
  expect(answer.headers.get('content-disposition')).toContain(
    `linli-demand-${span.from}-${span.to}.csv`,
  )
  const text = new TextDecoder('utf-8', { ignoreBOM: false }).decode(bytes)
  const lines = text.split('\r\n')
  expect(lines[0]?.split(',').slice(0, 3)).toEqual(['周（周一）', '服务项目', '服务点'])
  expect(lines.at(-1)).toBe('')
  const dance = lines.find((line) => line.includes('试dance'))
  expect(dance).toMatch(new RegExp(`^${week},试dance,一号点,18,6,6,1,0,0,1,5,5,0,3,4,2$`))
  const talk = lines.find((line) => line.includes('HYPERLINK'))
  expect(talk).toContain(`${week},"'=HYPERLINK(""http://x"",""奖,品"")",一号点,`)
  // As many rows as the page shows.
  expect(lines.length - 2).toBe((await demandFor(sceneStaff.duty)).length)
})
