import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type pg from 'pg'

interface Body {
  readonly occurrenceId: string
  readonly personId: string
  readonly startsAt: string
}

interface PlannedDate {
  readonly id: string
  readonly resource: string | null
  readonly minutes: number
  readonly ends: Date
  readonly offer: string
}

const body = {
  body: {
    type: 'object',
    required: ['occurrenceId', 'personId', 'startsAt'],
    properties: {
      occurrenceId: { type: 'string' },
      personId: { type: 'string' },
      startsAt: { type: 'string' },
    },
  },
}

/** One prepared INSERT of a row like this one; the named columns differ from row to row. */
const insertLike = (table: string, row: Readonly<Record<string, unknown>>) => {
  const columns = Object.keys(row)
  const text = `insert into ${table} (${columns.join()}) values (${columns.map((_, at) => `$${at + 1}`).join()})`
  const fixed = columns.map((column) => {
    const value = row[column]
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? JSON.stringify(value)
      : value
  })
  return (changes: Readonly<Record<string, unknown>>) => ({
    name: `bare ${table}`,
    text,
    values: columns.map((column, at) => (column in changes ? changes[column] : fixed[at])),
  })
}

const takePlace = {
  name: 'bare take place',
  text: `update occurrences set taken = taken + 1, issued = issued + 1
    where subdistrict_id = 'hexing' and occurrence_id = $1 and taken < capacity returning issued`,
}
const takeTime = {
  name: 'bare take time',
  text: `insert into occupancies (subdistrict_id, booking_id, resource_id, during)
    values ('hexing', $1, $2, tstzrange($3, $4, '[)'))
    on conflict on constraint occupancies_never_overlap do nothing`,
}
const openDates = {
  name: 'bare open dates',
  text: `select o.occurrence_id, o.offer_id, o.resource_id, o.starts_at, o.ends_at,
      o.capacity - o.taken as left, s.site_id, s.name as site_name, f.minutes, f.step_minutes
    from occurrences o join offers f using (subdistrict_id, offer_id)
      join sites s using (subdistrict_id, site_id)
    where o.subdistrict_id = 'hexing' and f.service_code = $1 and o.state = 'planned'
      and o.starts_at < now() + interval '14 days' and o.ends_at > now()
    order by o.starts_at, o.occurrence_id`,
}
const takenTimes = {
  name: 'bare taken times',
  text: `select x.resource_id, lower(x.during) as "from", upper(x.during) as "to"
    from occupancies x where x.subdistrict_id = 'hexing' and x.resource_id = any($1::uuid[])
      and x.during && tstzrange(now(), now() + interval '14 days')`,
}

interface OpenWindow {
  readonly occurrence_id: string
  readonly offer_id: string
  readonly resource_id: string
  readonly starts_at: Date
  readonly ends_at: Date
  readonly site_id: string
  readonly site_name: string
  readonly minutes: number
  readonly step_minutes: number
}

interface Busy {
  readonly resource_id: string
  readonly from: Date
  readonly to: Date
}

/** Every beginning that touches nothing taken, in order of time, under the names that ours answers. */
const cutWindows = (windows: readonly OpenWindow[], busy: readonly Busy[]) => {
  const slots = []
  for (const window of windows) {
    const taken = busy.filter(({ resource_id }) => resource_id === window.resource_id)
    const length = window.minutes * 60_000
    const last = window.ends_at.getTime() - length
    for (let at = window.starts_at.getTime(); at <= last; at += window.step_minutes * 60_000)
      if (!taken.some(({ from, to }) => from.getTime() < at + length && to.getTime() > at))
        slots.push({
          offerId: window.offer_id,
          occurrenceId: window.occurrence_id,
          siteId: window.site_id,
          siteName: window.site_name,
          startsAt: new Date(at).toISOString(),
          endsAt: new Date(at + length).toISOString(),
          left: 1,
          waiting: 0,
        })
  }
  return slots.sort((one, other) => (one.startsAt < other.startsAt ? -1 : 1))
}

/**
 * Holding a time as anybody would write it who knows the two safe ways: the token, the same rows in
 * one transaction, EXCLUDE with ON CONFLICT DO NOTHING or the one-statement counter, and the calendar
 * in memory; without rights, rules, expiry, waiting lists or an answer worth reading. Beside it free
 * times: two questions, windows cut into beginnings, and as many bytes as ours answers, without
 * terms, licences, days, waiting lists or people free at one time; and the questions alone.
 */
export const bareBookings = async (app: FastifyInstance, pool: pg.Pool): Promise<void> => {
  const rows: Readonly<Record<'booking' | 'event' | 'key', Readonly<Record<string, unknown>>>> =
    JSON.parse(process.env.BARE_BOOKING ?? 'null')
  if (rows === null) return
  const insertBooking = insertLike('bookings', rows.booking)
  const insertEvent = insertLike('booking_events', rows.event)
  const insertKey = insertLike('idempotency_keys', rows.key)
  const known = await pool.query<PlannedDate>(
    `select o.occurrence_id as id, o.resource_id as resource, f.minutes, o.ends_at as ends,
        o.offer_id as offer
      from occurrences o join offers f using (subdistrict_id, offer_id)`,
  )
  const dates = new Map(known.rows.map((date) => [date.id, date]))

  const hold = async (client: pg.PoolClient, key: string, account: string, wanted: Body) => {
    const { occurrenceId, personId, startsAt } = wanted
    const date = dates.get(occurrenceId)
    if (!date) throw new Error('no such date')
    const booking_id = randomUUID()
    const changes = {
      account_id: account,
      key,
      response: JSON.stringify({ bookingId: booking_id }),
    }
    await client.query(insertKey(changes))
    const starts = new Date(startsAt)
    const ends = date.resource ? new Date(starts.getTime() + date.minutes * 60_000) : date.ends
    const taken = date.resource
      ? await client.query({ ...takeTime, values: [booking_id, date.resource, starts, ends] })
      : await client.query({ ...takePlace, values: [occurrenceId] })
    if (taken.rowCount !== 1) return false
    await client.query(
      insertBooking({
        ...{ booking_id, occurrence_id: occurrenceId, offer_id: date.offer },
        ...{ person_id: personId, booked_by: personId, starts_at: starts, ends_at: ends },
        check_in_secret: randomUUID(),
      }),
    )
    await client.query(insertEvent({ booking_id, actor_person_id: personId }))
    return true
  }

  app.post<{ Body: Body }>('/bare/bookings', { schema: body }, async (request, reply) => {
    const { sub } = await request.jwtVerify<{ sub: string }>()
    const client = await pool.connect()
    try {
      await client.query('begin')
      const isHeld = await hold(client, randomUUID(), sub, request.body)
      await client.query(isHeld ? 'commit' : 'rollback')
      return reply.code(isHeld ? 201 : 409).send({ ok: isHeld })
    } catch (error) {
      await client.query('rollback')
      // Twice in one date: the unique index says so.
      const isDouble = error instanceof Error && 'code' in error && error.code === '23505'
      return reply.code(isDouble ? 409 : 500).send({ ok: false })
    } finally {
      client.release()
    }
  })

  const askTimes = async (code: string) => {
    const { rows: open } = await pool.query<OpenWindow>({ ...openDates, values: [code] })
    const resources = [...new Set(open.flatMap(({ resource_id }) => resource_id ?? []))]
    const { rows: taken } = await pool.query<Busy>({ ...takenTimes, values: [resources] })
    return { open, taken }
  }
  app.get<{ Params: { code: string } }>('/bare/times/:code', async ({ params }) => {
    const { open, taken } = await askTimes(params.code)
    return { slots: cutWindows(open, taken) }
  })
  app.get<{ Params: { code: string } }>('/bare/windows/:code', ({ params }) =>
    askTimes(params.code),
  )
}
