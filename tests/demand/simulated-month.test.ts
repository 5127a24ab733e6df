import { afterAll, beforeAll, expect, test } from 'vitest'
import { keepDemoMenus } from '#bff/demo/demo-menus.ts'
import { readDemand } from '#shared/bookings/demand.contract.ts'
import type { BookingId } from '#shared/ids.ts'
import type { OfferKind } from '#shared/offers/offer-kinds.ts'
import { closeDay, listMySites } from '#shared/offers/offers.contract.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '#shared/time/shanghai.ts'
import { intensity, seed } from '#tests/intensity.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import { hexing } from '../bookings/booking-scene.ts'
import { noFaults, seatFaults } from '../bookings/seats-oracle.ts'
import { comparable, recountDemand } from './demand-recount.ts'
import { diceOf } from './dice.ts'
import { plannedDates } from './month-dates.ts'
import { createMemory } from './month-model.ts'
import type { Elder } from './month-people.ts'
import { registerElders } from './month-people.ts'
import { createStreet } from './month-street.ts'

/** The fair of December 2026 is on the 3rd: the shorter month has it too. */
const firstDay = '2026-11-26'
const { days, elders: many } = intensity.simulatedMonth
const hour = 60
/** A day's moments: sweeps at all of them, people act in the morning and after lunch. */
const moments = [6.5, 8, 10, 12, 14, 16, 18, 20].map((at) => at * hour)
/** So many do something at the same time. */
const crowd = 8
/** So many of a moment want the next small class. */
const inRushes = 5

let app: TestApp
const dice = diceOf(seed)
const memory = createMemory()

beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app?.stop())

const inCrowds = async <T>(list: readonly T[], work: (one: T) => Promise<void>): Promise<void> => {
  const left = [...list]
  const one = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await work(next)
  }
  await Promise.all(Array.from({ length: crowd }, one))
}

const sweep = async (): Promise<void> => {
  const { bookings, payments } = app.app.services
  await bookings.desk.reminders.sweep()
  await bookings.sweep()
  await bookings.desk.unanswered.sweep()
  await payments.sweep()
  memory.swept(app.clock.now())
}

const rowsOf = async <R extends object>(text: string, values: unknown[] = []): Promise<R[]> =>
  (await app.platform.database.pool.query<R & Record<string, unknown>>(text, values)).rows

test(`${days} days of ${many} elders: nothing is lost, everybody is reminded once, and demand is what happened`, {
  timeout: 600_000,
}, async () => {
  const dates = await plannedDates(app)
  const street = createStreet(app, dice, memory, dates)
  app.clock.set(shanghaiInstant(firstDay, 6 * hour).toISOString())
  const begun = performance.now()
  const used = process.cpuUsage()
  const elders = await registerElders(app, dice, many)
  const setUp = performance.now() - begun
  const waiting: Elder[] = [...elders]
  const perMoment = Math.ceil((many * 1.15) / days / 2)
  const nextElders = () => Array.from({ length: perMoment }, () => waiting.pop() ?? dice.of(elders))

  const closed = { day: addDays(firstDay, 6), slug: '合兴综合为老服务中心' }
  let closedSite = ''
  /** One day is called off three days before: whoever is booked loses it, and is told. */
  const closeOne = async (): Promise<void> => {
    const clerk = await street.as('hexing-site-1-clerk-1')
    const { sites } = await clerk.call(listMySites, { params: hexing })
    const site = sites.find(({ name }) => name === closed.slug)
    if (!site) throw new Error('no such site')
    closedSite = site.siteId
    const there = street
      .coming(5, 10)
      .filter(
        ({ siteId, startsAt }) => siteId === closedSite && shanghaiDay(startsAt) === closed.day,
      )
    await inCrowds(elders.slice(0, 10), (elder) => street.book(elder, there))
    await clerk.call(closeDay, {
      params: { ...hexing, siteId: site.siteId },
      body: { day: closed.day, offerId: null, reason: '停水' },
    })
    await app.app.services.bookings.sweep()
    for (const one of memory.known.values())
      if (
        one.siteId === site.siteId &&
        shanghaiDay(one.startsAt) === closed.day &&
        ['held', 'requested', 'proposed', 'confirmed'].includes(one.status)
      )
        memory.becomes(one, 'cancelled', app.clock.now())
  }

  const takeOffers = async (): Promise<void> => {
    const offered = await rowsOf<{ id: BookingId; kind: OfferKind }>(
      `select b.booking_id as id, f.kind from bookings b
        join offers f using (subdistrict_id, offer_id) join waits w using (booking_id)
        where b.status = 'held' and w.state = 'offered'`,
    )
    const unheard = offered.filter(({ id }) => !memory.known.has(id))
    await inCrowds(unheard, ({ id, kind }) => street.takeOffer(id, kind))
  }

  const act = async (): Promise<void> => {
    const standing = [...memory.known.values()]
    const now = app.clock.now().getTime()
    const early = standing.filter(
      ({ status, startsAt }) => status === 'confirmed' && startsAt.getTime() - now > 4 * 3_600_000,
    )
    await inCrowds(early, async (one) => {
      const change = dice.below(70)
      if (change === 0) await street.cancel(one)
      if (change === 1 && !one.hasMoved) await street.move(one)
    })
    const within = street.coming(5, 10)
    const small = within.filter(
      ({ kind, capacity }) => kind === 'session' && (capacity ?? 99) <= 12,
    )
    const rush = nextElders().map((elder, at) => ({
      elder,
      within: at < inRushes && small.length > 0 ? small.slice(0, 1) : within,
    }))
    await inCrowds(rush, ({ elder, within }) => street.book(elder, within))
    const requests = [...memory.known.values()].filter(({ status }) => status === 'requested')
    await inCrowds(requests, (one) => street.answerRequest(one))
  }

  const finishDay = async (today: string): Promise<void> => {
    const came = [...memory.known.values()].filter(
      ({ status, startsAt }) => status === 'confirmed' && shanghaiDay(startsAt) === today,
    )
    await inCrowds(came, (one) => street.serve(one))
  }

  for (let at = 0; at < days; at++) {
    const today = addDays(firstDay, at)
    for (const moment of moments) {
      app.clock.set(shanghaiInstant(today, moment).toISOString())
      street.signInAnew()
      await sweep()
      if (moment === 8 * hour) await keepDemoMenus(app.app.services.canteen, app.platform)
      if (moment === 10 * hour && at === 3) await closeOne()
      if (moment === 10 * hour || moment === 14 * hour) await act()
      if (moment === 20 * hour) await finishDay(today)
      if (moment > 8 * hour) await takeOffers()
    }
  }
  // What was still kept for somebody is given up in the night.
  app.clock.set(shanghaiInstant(addDays(firstDay, days), 6 * hour).toISOString())
  await sweep()
  const took = performance.now() - begun
  const processor = process.cpuUsage(used)
  process.stdout.write(
    `month: seed ${seed}, ${days} days, ${many} elders, ${memory.known.size} bookings, ${street.asked()} requests, ${(took / 1000).toFixed(1)} s (${((processor.user + processor.system) / 1e6).toFixed(1)} s of processor here, ${(setUp / 1000).toFixed(1)} s to register them)\n  ${Object.entries(
      street.counts,
    )
      .map(([what, count]) => `${what} ${count}`)
      .join(', ')}\n`,
  )
  expect(street.faults).toEqual([])

  // Nothing is lost, and nothing is there that nobody made.
  const stored = await rowsOf<{ id: BookingId; status: string; starts: Date; paid: number }>(
    `select booking_id as id, status, starts_at as starts, paid_fen as paid from bookings`,
  )
  const remembered = [...memory.known.values()].map(
    (one) =>
      `${one.bookingId} ${one.status} ${one.startsAt.toISOString()} ${one.hasPaid ? one.priceFen : 0}`,
  )
  expect(
    stored
      .map(({ id, status, starts, paid }) => `${id} ${status} ${starts.toISOString()} ${paid}`)
      .sort(),
  ).toEqual(remembered.sort())
  expect(await seatFaults(app.platform.database.pool)).toEqual(noFaults)

  // Each reminder once, to everybody concerned, and to nobody else.
  const reminders = await rowsOf<{ id: string; kind: string; starts: Date; most: number }>(
    `select booking_id as id, kind, starts, max(times)::int as most from (
        select booking_id, kind, happens_at as starts, person_id, count(*) as times from notices
          where kind like 'booking_reminder_%' group by 1, 2, 3, 4) each
      group by 1, 2, 3`,
  )
  expect(
    reminders
      .map(
        ({ id, kind, starts }) =>
          `${id} ${kind.replace('booking_reminder_', '')} ${starts.toISOString()}`,
      )
      .sort(),
  ).toEqual([...memory.remindersDue()].sort())
  expect(reminders.filter(({ most }) => most !== 1)).toEqual([])

  // Nobody was told one thing twice, and the ladder is climbed once for each.
  const twice = await rowsOf(
    `select person_id, booking_id, kind, happens_at from notices
      group by 1, 2, 3, 4 having count(*) > 1`,
  )
  expect(twice).toEqual([])
  const climbs = await rowsOf(
    `select n.notice_id, count(j.id) from notices n
      left join jobs.job j on j.name = 'notice.climb' and j.data ->> 'noticeId' = n.notice_id::text
      group by 1 having count(j.id) > 1`,
  )
  expect(climbs).toEqual([])
  const [told] = await rowsOf<{ people: number; booked: number }>(
    `select count(distinct n.booking_id)::int as people, count(distinct b.booking_id)::int as booked
      from bookings b left join notices n
        on n.booking_id = b.booking_id and n.kind = 'booking_cancelled_by_site'
      where b.site_id = $1 and exists (select 1 from booking_events e
        where e.booking_id = b.booking_id and e.kind = 'cancelled_by_site')
        and exists (select 1 from booking_events e
        where e.booking_id = b.booking_id and e.kind in ('confirmed', 'requested'))`,
    [closedSite],
  )
  expect(told?.booked).toBeGreaterThan(0)
  expect(told?.people).toBe(told?.booked)

  // The page says what the rows say.
  const span = { from: firstDay, to: addDays(firstDay, days + 13) }
  const desk = await app.as('hexing-duty-1')
  const { rows } = await desk.call(readDemand, { params: hexing, query: span })
  const counted = await recountDemand(app.platform.database.pool, span.from, span.to)
  expect(comparable(rows)).toEqual(comparable(counted))
  const total = (name: 'served' | 'noShow' | 'declined' | 'rated' | 'waited') =>
    rows.reduce((sum, row) => sum + row[name], 0)
  const standing = (status: string) =>
    [...memory.known.values()].filter((one) => one.status === status).length
  expect([total('served'), total('noShow'), total('declined')]).toEqual(
    ['served', 'no_show', 'declined'].map(standing),
  )
  expect(rows.some(({ unmet }) => unmet > 0)).toBe(true)
  expect(total('rated')).toBe([...memory.known.values()].filter(({ hasRated }) => hasRated).length)
  expect(total('waited')).toBeGreaterThan(0)
})
