import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { holidayCalendar } from '#bff/offers/holiday-calendar.ts'
import { createOffers } from '#bff/offers/offers.service.ts'
import type { BodyOf } from '#shared/http/endpoint.ts'
import { resourceId } from '#shared/ids.ts'
import { listNotices } from '#shared/notices/notices.contract.ts'
import {
  changeOccurrence,
  closeDay,
  countClosure,
  endSchedule,
  listMySites,
  listProviders,
  listSchedules,
  listTimes,
  previewSchedule,
  reopenDay,
  saveSchedule,
} from '#shared/offers/offers.contract.ts'
import { openLive, ticketOf } from '#tests/live/live-client.ts'
import type { Client } from '#tests/support/client.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import {
  book,
  here,
  offers,
  params,
  resources,
  saveSmallCatalogue,
  schedules,
  sites,
  staffOf,
  takeForTest,
  units,
} from './small-catalogue.ts'

let app: TestApp
let clerk: Client
let otherClerk: Client
let provider: Client
let duty: Client
let administrator: Client

beforeAll(async () => {
  // Tuesday 17 November 2026, 10:00 in Shanghai.
  app = await startTestApp()
  await saveSmallCatalogue(app)
  clerk = await staffOf(app, 'o-clerk', 'site_clerk', units.room)
  otherClerk = await staffOf(app, 'o-other', 'neighbourhood_officer', units.point)
  provider = await staffOf(app, 'o-provider', 'provider_staff', units.provider)
  duty = await staffOf(app, 'o-duty', 'duty_officer', null)
  administrator = await staffOf(app, 'o-administrator', 'administrator', null)
})
afterAll(() => app?.stop())

const atRoom = { ...params, siteId: sites.room }
const atPoint = { ...params, siteId: sites.point }
const dance = (more: Partial<BodyOf<typeof saveSchedule>> = {}) => ({
  offerId: offers.dance,
  resourceId: null,
  rule: 'FREQ=WEEKLY;BYDAY=SA',
  fromMinute: 14 * 60,
  toMinute: 16 * 60,
  capacity: 5,
  holidayPolicy: 'skip' as const,
  startsOn: '2026-11-21',
  endsOn: null,
  ...more,
})

/** Starts of a service, as `11-21 14:00`. */
const startsOf = async (code: string, from: string, days = 1): Promise<string[]> => {
  const found = await app.nobody.call(listTimes, {
    params: { ...params, code },
    query: { from, days },
  })
  return found.days.flatMap(({ slots }) =>
    slots.map(({ startsAt }) =>
      new Date(Date.parse(startsAt) + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' '),
    ),
  )
}
const dateOf = async (code: string, day: string) => {
  const found = await app.nobody.call(listTimes, {
    params: { ...params, code },
    query: { from: day, days: 1 },
  })
  const [slot] = found.days[0]?.slots ?? []
  if (!slot) throw new Error(`nothing on ${day}`)
  return slot
}

/** Bookings of the room on a day that still hold a place. */
const liveOn = async (day: string): Promise<number> => {
  const { rows } = await app.platform.database.pool.query(
    `select count(*)::int as live from bookings where site_id = $1
      and (starts_at at time zone 'Asia/Shanghai')::date = $2
      and status in ('held','requested','proposed','confirmed','checked_in')`,
    [sites.room, day],
  )
  return rows[0].live
}

test('a rule is previewed for twelve months with its holidays before anybody can book', async () => {
  const fair = { ...dance(), offerId: offers.fair, rule: 'FREQ=MONTHLY;BYDAY=1TH' }
  const { ruleWords, days } = await clerk.call(previewSchedule, {
    params: atRoom,
    body: { ...fair, holidayPolicy: 'next_week', startsOn: '2026-09-01' },
  })
  expect(ruleWords).toBe('每月第一个星期四')
  expect(days.map(({ ruleDay }) => ruleDay)).toEqual([
    ...['2026-12-03', '2027-01-07', '2027-02-04', '2027-03-04', '2027-04-01', '2027-05-06'],
    ...['2027-06-03', '2027-07-01', '2027-08-05', '2027-09-02', '2027-10-07', '2027-11-04'],
  ])
  // No calendar of 2027 is published yet: what stands there may still change.
  expect(days.map(({ provisional }) => provisional)).toEqual(
    days.map(({ ruleDay }) => !holidayCalendar.isPublished(ruleDay)),
  )
  expect(await startsOf('fair', '2026-12-01', 10)).toEqual(['12-03 09:00'])
})

test('a new rule can be booked at once, and only where whoever runs the site made it', async () => {
  const { schedule } = await clerk.call(saveSchedule, { params: atRoom, body: dance() })
  expect(schedule).toMatchObject({ ruleWords: '每周六', offerName: '舞厅', resourceName: null })
  expect(await startsOf('dance', '2026-11-21')).toEqual(['11-21 14:00'])
  for (const [who, status] of [
    [otherClerk, 404],
    [provider, 403],
    [duty, 403],
  ] as const)
    expect((await who.ask(saveSchedule, { params: atRoom, body: dance() })).status).toBe(status)
  await administrator.call(endSchedule, {
    params: { ...params, scheduleId: schedule.scheduleId },
    body: { lastDay: '2026-11-20' },
  })
  expect(await startsOf('dance', '2026-11-21')).toEqual([])
})

test('one press sent twice makes one rule', async () => {
  const key = 'a-key-of-one-press'
  const body = dance({ rule: 'FREQ=WEEKLY;BYDAY=SU' })
  const first = await clerk.call(saveSchedule, { params: atRoom, body, key })
  const again = await clerk.call(saveSchedule, { params: atRoom, body, key })
  expect(again).toEqual(first)
  expect(await startsOf('dance', '2026-11-22')).toEqual(['11-22 14:00'])
})

test.each<[string, ReturnType<typeof dance>, string]>([
  ['a rule nobody reads', dance({ rule: 'FREQ=YEARLY' }), 'rule_unreadable'],
  ['a day that is none', dance({ startsOn: '2026-02-30' }), 'invalid_request'],
  ['an end before its beginning', dance({ endsOn: '2026-11-01' }), 'invalid_request'],
  ['hours the wrong way round', dance({ fromMinute: 960, toMinute: 840 }), 'schedule_shape'],
  ['no places for a session', dance({ capacity: null }), 'schedule_shape'],
  ['places of a person’s time', dance({ offerId: offers.hair }), 'schedule_shape'],
  ['an offer of another site', dance({ offerId: offers.hairAtPoint }), 'offer_unknown'],
  [
    'a person of another site',
    dance({ offerId: offers.hair, capacity: null, resourceId: resources.zhao }),
    'resource_unknown',
  ],
  [
    'less time than one booking takes',
    {
      ...dance({ offerId: offers.hair, capacity: null, toMinute: 14 * 60 + 20 }),
      resourceId: resourceId(resources.wang),
    } as ReturnType<typeof dance>,
    'schedule_shape',
  ],
])('%s is refused', async (_, body, code) => {
  expect((await clerk.ask(saveSchedule, { params: atRoom, body })).code).toBe(code)
})

test('closing a day names who is booked, cancels it and offers nothing on it', async () => {
  const day = '2026-11-24'
  const dancers = [await app.as('chen-yue'), await app.as('zhang-hui')]
  for (const dancer of dancers)
    expect(await book(dancer, await dateOf('dance', day))).toMatchObject({ status: 'confirmed' })
  const query = { day }
  expect(await clerk.call(countClosure, { params: atRoom, query })).toEqual({
    bookings: 2,
    people: 2,
  })
  const body = { day, offerId: null, reason: '停水检修' }
  const { closureId, told } = await clerk.call(closeDay, { params: atRoom, body })
  expect(told).toBe(2)
  await expect.poll(() => liveOn(day), { timeout: 5000 }).toBe(0)
  for (const dancer of dancers) {
    const { notices } = await dancer.call(listNotices)
    expect(notices.map(({ body: words }) => words).join()).toContain('停水检修')
  }
  expect(await startsOf('dance', day)).toEqual([])
  // The other site goes on.
  expect(await startsOf('haircut', day)).toEqual(['11-24 13:00', '11-24 13:30'])
  expect((await clerk.ask(closeDay, { params: atRoom, body })).code).toBe('already_closed')
  const { closures } = await provider.call(listSchedules, { params: atRoom })
  expect(closures).toEqual([{ closureId, offerId: null, day, reason: '停水检修', told: 2 }])

  // A rule made now does not open the closed day again.
  await clerk.call(saveSchedule, {
    params: atRoom,
    body: dance({ rule: 'FREQ=WEEKLY;BYDAY=TU', startsOn: day, endsOn: day }),
  })
  expect(await startsOf('dance', day)).toEqual([])

  const params2 = { ...params, closureId }
  expect((await otherClerk.ask(reopenDay, { params: params2 })).status).toBe(404)
  expect((await provider.ask(reopenDay, { params: params2 })).status).toBe(403)
  await clerk.call(reopenDay, { params: params2 })
  expect(await startsOf('dance', day)).toEqual(['11-24 09:00', '11-24 14:00'])
  expect((await clerk.ask(reopenDay, { params: params2 })).status).toBe(404)
})

test('whoever books in the very moment a day is closed is told too, and holds no place', async () => {
  const day = '2026-12-02'
  const [dance1, visit] = [await dateOf('dance', day), await dateOf('cleaning', day)]
  await clerk.call(changeOccurrence, {
    params: { ...params, occurrenceId: dance1.occurrenceId },
    body: { capacity: 20 },
  })
  const people = []
  for (let one = 0; one < 8; one++) people.push(await app.newcomer(`o-late-${one}`))
  const closing = async () => {
    await sleep(20)
    await clerk.call(closeDay, {
      params: atRoom,
      body: { day, offerId: null, reason: '台风' },
    })
  }
  const [booked] = await Promise.all([
    Promise.all(people.map((one, at) => book(one, at % 2 ? dance1 : visit))),
    closing(),
  ])
  expect(booked.length).toBe(8)
  await expect.poll(() => liveOn(day), { timeout: 5000 }).toBe(0)
  const { rows } = await app.platform.database.pool.query(
    `select sum(taken)::int as taken from occurrences where occurrence_id = any($1::uuid[])`,
    [[dance1.occurrenceId, visit.occurrenceId]],
  )
  expect(rows).toEqual([{ taken: 0 }])
  expect(await book(await app.as('chen-yue'), dance1)).toBeUndefined()
})

test('a day that opens again before everybody was told keeps what is booked', async () => {
  const { services } = app.app
  const date = await dateOf('dance', '2026-11-27')
  await takeForTest(app, { offer: offers.dance, at: '2026-11-27T09:00', minutes: 120 })
  await app.platform.database.pool.query(
    `update occurrences set state = 'cancelled', why = '停电' where occurrence_id = $1`,
    [date.occurrenceId],
  )
  await services.offers.sweep()
  expect(await dateOf('dance', '2026-11-27')).toMatchObject({ left: 1 })
})

test('whoever looks at times hears at once that a day was closed', async () => {
  const socket = await openLive(app.address, await ticketOf(await app.as('chen-yue')))
  await socket.follow(`offers/${here}`)
  const body = { day: '2026-12-04', offerId: offers.dance, reason: '装修' }
  await clerk.call(closeDay, { params: atRoom, body })
  const { event } = await socket.next('event')
  expect(event).toMatchObject({ kind: 'day_closed', data: { day: '2026-12-04', told: 0 } })
  socket.say({ type: 'subscribe', topic: 'offers/nowhere' })
  expect((await socket.next('refused')).topic).toBe('offers/nowhere')
  await socket.close()
})

test('closing one service leaves the others of the site, and a day that is past is none', async () => {
  const body = { day: '2026-11-25', offerId: offers.dance, reason: '音响坏了' }
  await administrator.call(closeDay, { params: atRoom, body })
  expect(await startsOf('dance', '2026-11-25')).toEqual([])
  expect(await startsOf('cleaning', '2026-11-25')).toHaveLength(5)
  const past = { ...body, day: '2026-11-16' }
  expect((await clerk.ask(closeDay, { params: atRoom, body: past })).code).toBe('invalid_request')
  const elsewhere = { ...body, offerId: offers.hairAtPoint }
  expect((await clerk.ask(closeDay, { params: atRoom, body: elsewhere })).code).toBe(
    'offer_unknown',
  )
  for (const [who, status] of [
    [otherClerk, 404],
    [provider, 403],
  ] as const)
    expect((await who.ask(closeDay, { params: atRoom, body })).status).toBe(status)
})

test('everything staff decided about days is in the audit', async () => {
  const { rows } = await app.platform.database.pool.query(
    `select action, count(*)::int as n from audit_entries
      where subdistrict_id = 'meiyuan' and action like 'offers.%' group by 1 order by 1`,
  )
  expect(rows.map(({ action }) => action)).toEqual([
    'offers.day_closed',
    'offers.day_reopened',
    'offers.places_changed',
    'offers.schedule_ended',
    'offers.schedule_saved',
  ])
})

test('places of a date never become fewer than are booked', async () => {
  const { occurrenceId } = await dateOf('dance', '2026-11-26')
  await takeForTest(app, { offer: offers.dance, at: '2026-11-26T09:00', minutes: 120 })
  const added: string[] = []
  app.app.services.offers.whenPlacesAdded(async (_, date) => void added.push(date.occurrenceId))
  const change = (capacity: number, who = clerk) =>
    who.ask(changeOccurrence, { params: { ...params, occurrenceId }, body: { capacity } })
  expect((await change(0)).code).toBe('places_taken')
  expect((await change(1)).body).toEqual({ capacity: 1, taken: 1 })
  expect(await dateOf('dance', '2026-11-26')).toMatchObject({ left: 0 })
  expect(added).toEqual([])
  expect((await change(4)).body).toEqual({ capacity: 4, taken: 1 })
  expect(added).toEqual([occurrenceId])
  expect((await change(4, provider)).status).toBe(403)
  expect((await change(4, otherClerk)).status).toBe(404)
  // Nobody counts places of a person's time.
  const barber = await dateOf('haircut', '2026-11-26')
  const params2 = { ...params, occurrenceId: barber.occurrenceId }
  expect(
    (await clerk.ask(changeOccurrence, { params: params2, body: { capacity: 1 } })).status,
  ).toBe(404)
})

test('a rule that ends leaves its booked dates and names them', async () => {
  const body = dance({ rule: 'FREQ=DAILY', fromMinute: 18 * 60, toMinute: 20 * 60 })
  const { schedule } = await clerk.call(saveSchedule, { params: atRoom, body })
  await takeForTest(app, { offer: offers.dance, at: '2026-12-01T18:00', minutes: 120 })
  const ended = await clerk.call(endSchedule, {
    params: { ...params, scheduleId: schedule.scheduleId },
    body: { lastDay: '2026-11-30' },
  })
  expect(ended.bookedAfter).toEqual([{ day: '2026-12-01', bookings: 1 }])
  expect(ended.schedule.endsOn).toBe('2026-11-30')
  expect(await startsOf('dance', '2026-11-30')).toEqual(['11-30 09:00', '11-30 18:00'])
  expect(await startsOf('dance', '2026-12-01')).toEqual(['12-01 09:00', '12-01 18:00'])
  expect(await startsOf('dance', '2026-12-03')).toEqual(['12-03 09:00'])
})

test('the coming days are made real day by day, by whichever node is first, and once', async () => {
  const count = async () =>
    (
      await app.platform.database.pool.query(
        `select count(*)::int as n, count(distinct (schedule_id, rule_day))::int as different
          from occurrences where subdistrict_id = 'meiyuan' and offer_id = $1`,
        [offers.dance],
      )
    ).rows[0]
  const before = await count()
  const { offers: one, accounts, places, relatives } = app.app.services
  const other = createOffers(app.platform, { accounts, places, relatives })
  await Promise.all([one.sweep(), other.sweep(), one.sweep()])
  expect(await count()).toEqual(before)
  app.clock.set('2026-11-24T02:00:00.000Z')
  await Promise.all([one.sweep(), other.sweep(), one.sweep()])
  const after = await count()
  expect(after.n).toBeGreaterThan(before.n)
  expect(after.different).toBe(after.n)
  app.clock.set('2026-11-17T02:00:00.000Z')
})

test('a holiday published later moves free dates; a booked one stays and is listed for staff', async () => {
  await takeForTest(app, { offer: offers.dance, at: '2026-12-24T09:00', minutes: 120 })
  const { accounts, places, relatives } = app.app.services
  const published = createOffers(app.platform, {
    ...{ accounts, places, relatives },
    holidays: {
      ...holidayCalendar,
      holidayOn: (day) =>
        ['2026-12-03', '2026-12-23', '2026-12-24'].includes(day)
          ? '新节日'
          : holidayCalendar.holidayOn(day),
    },
  })
  await published.sweep()
  const states = await app.platform.database.pool.query(
    `select rule_day::text as day, (starts_at at time zone 'Asia/Shanghai')::text as held, state, why
      from occurrences where schedule_id = any($1) and rule_day in ('2026-12-03', '2026-12-23', '2026-12-24')
      order by schedule_id = $2 desc, rule_day`,
    [[schedules.fair, schedules.dance], schedules.fair],
  )
  expect(states.rows).toEqual([
    { day: '2026-12-03', held: '2026-12-10 09:00:00', state: 'planned', why: '新节日' },
    { day: '2026-12-03', held: '2026-12-03 09:00:00', state: 'cancelled', why: '新节日' },
    { day: '2026-12-23', held: '2026-12-23 09:00:00', state: 'cancelled', why: '新节日' },
    { day: '2026-12-24', held: '2026-12-24 09:00:00', state: 'planned', why: null },
  ])
  const listed = await published.listSchedules(await actorOf('o-clerk'), here, sites.room)
  expect(listed.toReview.filter(({ why }) => why === '新节日')).toMatchObject([
    {
      offerName: '舞厅',
      startsAt: '2026-12-24T01:00:00.000Z',
      wantedStartsAt: null,
      why: '新节日',
      bookings: 1,
    },
  ])
  // As soon as the published calendar says otherwise again, so do the free dates.
  await app.app.services.offers.sweep()
  expect(await startsOf('fair', '2026-12-03')).toEqual(['12-03 09:00'])
})

/** Who acts, as the server finds him by his token. */
const actorOf = async (openId: string) => {
  const { rows } = await app.platform.database.pool.query(
    `select a.account_id as "accountId", a.person_id as "personId", p.post_id as "postId"
      from accounts a join posts p on p.person_id = a.person_id where a.wechat_open_id = $1`,
    [openId],
  )
  const [{ accountId, personId, postId }] = rows
  const post = { subdistrictId: here, role: 'site_clerk' as const, isHead: false }
  return {
    ...{ accountId, personId, sessionId: '', displayName: '', agreedToPrivacyGuide: true },
    posts: [{ ...post, postId, unitId: units.room, placeId: null }],
  }
}

test('everybody sees the sites where he works, and of a provider only its own offers', async () => {
  const sitesOf = async (who: Client) =>
    (await who.call(listMySites, { params })).sites
      .map(({ name, mayEdit, offers: own }) => `${name} ${mayEdit} ${own.length}`)
      .sort()
  expect(await sitesOf(clerk)).toEqual(['梅园活动室 true 5'])
  expect(await sitesOf(otherClerk)).toEqual(['梅园服务点 true 1'])
  expect(await sitesOf(provider)).toEqual(['梅园服务点 false 1', '梅园活动室 false 4'])
  expect(await sitesOf(duty)).toEqual(['梅园服务点 false 1', '梅园活动室 false 5'])
  expect(await sitesOf(administrator)).toEqual(['梅园服务点 true 1', '梅园活动室 true 5'])
  const found = await duty.call(listSchedules, { params: atPoint })
  expect(found.schedules).toMatchObject([{ ruleWords: '每周二', resourceName: '赵师傅' }])
  expect((await otherClerk.ask(listSchedules, { params: atRoom })).status).toBe(404)
})

test('providers are listed with their licences and their staff', async () => {
  const { providers } = await duty.call(listProviders, { params })
  expect(providers).toMatchObject([
    { name: '乐邻服务社', licenceTo: '2027-12-31', staffCount: 1, offerCount: 5 },
    { name: '到期服务社', licenceTo: '2026-10-31', staffCount: 0, offerCount: 1 },
  ])
})

test('staff of one subdistrict are nobody in another', async () => {
  const foreign = await app.as('hexing-duty-1')
  expect((await foreign.ask(listMySites, { params })).status).toBe(403)
  const elsewhere = { ...atRoom, subdistrictId: 'hexing' as typeof here }
  expect((await foreign.ask(listSchedules, { params: elsewhere })).status).toBe(404)
  expect((await clerk.ask(saveSchedule, { params: elsewhere, body: dance() })).status).toBe(403)
})
