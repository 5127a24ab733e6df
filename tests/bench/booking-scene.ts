import { randomUUID } from 'node:crypto'
import { seedId } from '#db/seed-id.ts'
import { holdTime } from '#shared/bookings/bookings.contract.ts'
import type { OccurrenceId, OfferId } from '#shared/ids.ts'
import { accountId, offerId, personId, resourceId, scheduleId, siteId } from '#shared/ids.ts'
import { catalogueOfScene, offerIdOf, serviceCodeOf } from '#tests/bookings/booking-catalogue.ts'
import { hexing } from '#tests/bookings/booking-scene.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'

const hour = 60
const slotMinutes = 10
const crowd = 200
/** 5 service points and 18 rooms (B2). */
const sites = 23
const book = { maxComing: 60 } as const

/** What a caller wants to hold. */
export interface Wanted {
  readonly offerId: OfferId
  readonly occurrenceId: OccurrenceId
  readonly startsAt: string
}

const names = (prefix: string, many: number): string[] =>
  Array.from({ length: many }, (_, at) => `${prefix}-${at}`)

/** Small classes to fight for, big ones to spread over, people whose ten minutes are booked, and one service at 23 sites. */
const benchCatalogue = () => {
  const session = { kind: 'session', from: 8 * hour, to: 9 * hour, book } as const
  const base = catalogueOfScene({
    ...Object.fromEntries(names('rush', 60).map((name) => [name, { ...session, capacity: 30 }])),
    ...Object.fromEntries(names('wide', 20).map((name) => [name, { ...session, capacity: 5000 }])),
    ...Object.fromEntries(
      names('desk', 20).map((name) => [
        name,
        {
          kind: 'time' as const,
          from: 0,
          to: 24 * hour,
          minutes: slotMinutes,
          resources: [`${name} 的人`],
          book,
        },
      ]),
    ),
    everywhere: {
      kind: 'time',
      from: 9 * hour,
      to: 16 * hour,
      minutes: 30,
      resources: ['到处的人'],
    },
  })
  const everywhere = offerIdOf('everywhere')
  const [site] = base.sites
  const offer = base.offers.find((one) => one.offerId === everywhere)
  const schedule = base.schedules.find((one) => one.offerId === everywhere)
  const resource = base.resources.find((one) => one.name === '到处的人')
  if (!site || !offer || !schedule || !resource) throw new Error('nothing to copy')
  const copies = names('everywhere', sites).map((name) => ({
    siteId: siteId(seedId(`bench/site/${name}`)),
    offerId: offerId(seedId(`bench/offer/${name}`)),
    resourceId: resourceId(seedId(`bench/resource/${name}`)),
    scheduleId: scheduleId(seedId(`bench/schedule/${name}`)),
    name,
  }))
  return {
    ...base,
    sites: [
      ...base.sites,
      ...copies.map(({ siteId: id, name }) => ({ ...site, siteId: id, name })),
    ],
    offers: [
      ...base.offers
        .filter((one) => one.offerId !== everywhere)
        .map((one) => (one.minutes === slotMinutes ? { ...one, stepMinutes: slotMinutes } : one)),
      ...copies.map((copy) => ({ ...offer, siteId: copy.siteId, offerId: copy.offerId })),
    ],
    resources: [
      ...base.resources,
      ...copies.map((copy) => ({ ...resource, siteId: copy.siteId, resourceId: copy.resourceId })),
    ],
    schedules: [
      ...base.schedules.filter((one) => one.offerId !== everywhere),
      ...copies.map((copy) => ({
        ...schedule,
        offerId: copy.offerId,
        resourceId: copy.resourceId,
        scheduleId: copy.scheduleId,
      })),
    ],
  }
}

const wantedAmong = async (app: TestApp, prefix: string): Promise<Wanted[]> => {
  const { rows } = await app.platform.database.pool.query<Wanted & { starts: Date; ends: Date }>(
    `select o.occurrence_id as "occurrenceId", o.offer_id as "offerId", o.starts_at as starts,
        o.ends_at as ends
      from occurrences o join offers f using (subdistrict_id, offer_id)
      where f.service_code like $1 and o.starts_at > now() + interval '1 day'
        and o.starts_at < now() + interval '27 days'
      order by o.occurrence_id`,
    [`${serviceCodeOf(prefix)}%`],
  )
  return rows.flatMap(({ occurrenceId, offerId: offer, starts, ends }) => {
    const step = slotMinutes * 60_000
    const begins = prefix === 'desk' ? Math.floor((ends.getTime() - starts.getTime()) / step) : 1
    return Array.from({ length: begins }, (_, at) => ({
      ...{ occurrenceId, offerId: offer },
      startsAt: new Date(starts.getTime() + at * step).toISOString(),
    }))
  })
}

/** Rows that one hold writes, as JSON by table: what a bare server needs to write the same. */
const heldRows = async (app: TestApp, bookingId: string): Promise<Record<string, unknown>> => {
  const { rows } = await app.platform.database.pool.query<Record<string, unknown>>(
    `select (select to_jsonb(b) - 'serial' from bookings b where b.booking_id = $1::text::uuid) as booking,
        (select to_jsonb(e) from booking_events e where e.booking_id = $1::text::uuid) as event,
        (select to_jsonb(k) from idempotency_keys k where k.response ->> 'bookingId' = $1::text) as key`,
    [bookingId],
  )
  if (!rows[0]?.booking) throw new Error('the hold wrote no row')
  return rows[0]
}

/** Fills a database with what can be booked and who books; everything a load needs to know of it. */
export const prepareBookings = async (databaseUrl: string) => {
  const app = await startTestApp({
    databaseUrl,
    running: false,
    startsAt: new Date().toISOString(),
  })
  try {
    const people = names('bench-person', crowd).map((key) => ({
      key,
      personId: personId(seedId(`bench/${key}`)),
    }))
    await app.platform.database.inTransaction(async (tx) => {
      await app.app.services.offers.saveCatalogue(tx, hexing.subdistrictId, benchCatalogue())
      for (const { key, personId: id } of people)
        await app.app.services.accounts.register(tx, {
          personId: id,
          displayName: key,
          largeType: false,
          phone: null,
          home: null,
          account: { accountId: accountId(randomUUID()), demoKey: key },
        })
    })
    const [rush, wide, desk] = [
      await wantedAmong(app, 'rush'),
      await wantedAmong(app, 'wide'),
      await wantedAmong(app, 'desk'),
    ]
    const [first] = people
    const [slot] = wide
    if (!first || !slot) throw new Error('nothing to hold')
    const holder = await app.as(first.key)
    const { booking } = await holder.call(holdTime, {
      params: hexing,
      body: { ...slot, personId: first.personId, party: 1 },
    })
    const rows = await heldRows(app, booking.bookingId)
    // Else the first minutes measure how PostgreSQL guesses about tables it has not counted.
    await app.platform.database.pool.query('analyze')
    return { people, rush, wide, desk, rows, service: serviceCodeOf('everywhere') }
  } finally {
    await app.stop()
  }
}
export type BookingBench = Awaited<ReturnType<typeof prepareBookings>>
