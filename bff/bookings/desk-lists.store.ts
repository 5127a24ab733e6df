import type { Reader } from '#db/database.ts'
import type { deskQueues } from '#shared/bookings/desk.contract.ts'
import type { SiteId, SubdistrictId } from '#shared/ids.ts'
import type { BookingSummary } from './booking-record.ts'
import { joinNames, summaryColumns } from './bookings.store.ts'
import type { DeskPosition, Workplaces } from './desk.policy.ts'

export type DeskQueue = (typeof deskQueues)[number]

export interface DeskFilter {
  readonly subdistrictId: SubdistrictId
  readonly places: Workplaces
  readonly siteId: SiteId | undefined
  readonly now: Date
  /** When today began in Shanghai. */
  readonly today: Date
}

/** Bookings at my sites or of my providers; $1 is the subdistrict. */
export const inPlaces = `b.subdistrict_id = $1 and
  ($2::boolean or b.site_id = any($3::uuid[]) or f.provider_id = any($4::uuid[]))`
export const ofPlaces = ({ everywhere, siteIds, providerIds }: Workplaces): unknown[] => [
  everywhere,
  [...siteIds],
  [...providerIds],
]
export const withOffer = `from bookings b
  join offers f on f.subdistrict_id = b.subdistrict_id and f.offer_id = b.offer_id`

/** What stands in a queue ($6 now, $7 when today began), and by which column it is in order. */
const queueRules: Readonly<Record<DeskQueue, { by: string; order: string; where: string }>> = {
  new: { by: 'b.requested_at', order: 'asc', where: `b.status = 'requested'` },
  unanswered: {
    by: 'b.requested_at',
    order: 'asc',
    where: `b.status = 'requested' and b.answer_due_at <= $6`,
  },
  coming: {
    by: 'b.starts_at',
    order: 'asc',
    where: `b.status in ('proposed', 'confirmed', 'checked_in') and b.starts_at >= $7`,
  },
  // Whoever was never written down as come or missing stands here too, still as confirmed.
  ended: {
    by: 'b.starts_at',
    order: 'desc',
    where: `(b.status in ('served', 'no_show', 'cancelled', 'declined')
      or (b.status = 'expired' and b.requested_at is not null)
      or (b.status in ('proposed', 'confirmed', 'checked_in') and b.starts_at < $7))`,
  },
}

/**
 * The page is cut by an index alone; names are looked up for what is on it. It must stand first: of so
 * many joins PostgreSQL keeps the order as written.
 */
const pageOf = (queue: DeskQueue, limit: number): string => {
  const { by, order, where } = queueRules[queue]
  const later = order === 'asc' ? '>' : '<'
  return `with page as (
      select b.subdistrict_id, b.booking_id, ${by} as position ${withOffer}
      where ${inPlaces} and ($5::uuid is null or b.site_id = $5)
        and $6::timestamptz is not null and $7::timestamptz is not null and ${where}
        and ($8::timestamptz is null or (${by}, b.booking_id) ${later} ($8, $9::uuid))
      order by ${by} ${order}, b.booking_id ${order} limit ${limit})
    select ${summaryColumns}, page.position from page
    join bookings b on b.subdistrict_id = page.subdistrict_id and b.booking_id = page.booking_id
    ${joinNames}
    order by page.position ${order}, b.booking_id ${order}`
}

export const listForDesk = async (
  { client }: Reader,
  queue: DeskQueue,
  { subdistrictId, places, siteId, now, today }: DeskFilter,
  after: DeskPosition | undefined,
  limit: number,
): Promise<(BookingSummary & { readonly position: Date })[]> => {
  const { rows } = await client.query<BookingSummary & { position: Date }>({
    name: `bookings.desk ${queue} ${limit}`,
    text: pageOf(queue, limit),
    values: [
      subdistrictId,
      ...ofPlaces(places),
      siteId ?? null,
      now,
      today,
      after?.at ?? null,
      after?.bookingId ?? null,
    ],
  })
  return rows
}

export interface WaitingCounts {
  readonly waiting: number
  /** Past the time to answer, where one leads. */
  readonly unanswered: number
  readonly oldestMinutes: number | null
}

const minutesSince = (from: string, to: string): string =>
  `round((extract(epoch from ${to} - ${from}) / 60)::numeric, 1)::float8`

export const countWaiting = async (
  { client }: Reader,
  { subdistrictId, places, now }: DeskFilter,
  led: Workplaces,
): Promise<WaitingCounts> => {
  const { rows } = await client.query<WaitingCounts>({
    name: 'bookings.desk-waiting',
    text: `select count(*)::int as waiting,
        count(*) filter (where b.answer_due_at <= $5
          and ($6::boolean or b.site_id = any($7::uuid[]) or f.provider_id = any($8::uuid[]))
        )::int as unanswered,
        ${minutesSince('min(b.requested_at)', '$5::timestamptz')} as "oldestMinutes"
      ${withOffer} where ${inPlaces} and b.status = 'requested'`,
    values: [subdistrictId, ...ofPlaces(places), now, ...ofPlaces(led)],
  })
  return rows[0] ?? { waiting: 0, unanswered: 0, oldestMinutes: null }
}

/** Who is expected, or was, between two instants. */
export const countBetween = async (
  { client }: Reader,
  { subdistrictId, places }: DeskFilter,
  from: Date,
  to: Date,
): Promise<number> => {
  const { rows } = await client.query<{ expected: number }>({
    name: 'bookings.desk-expected',
    text: `select count(*)::int as expected ${withOffer}
      where ${inPlaces} and b.starts_at >= $5 and b.starts_at < $6
        and b.status in ('proposed', 'confirmed', 'checked_in', 'served', 'no_show')`,
    values: [subdistrictId, ...ofPlaces(places), from, to],
  })
  return rows[0]?.expected ?? 0
}

export interface AnswersFound {
  readonly answered: number
  readonly medianMinutes: number | null
  readonly slowestMinutes: number | null
}

const isAnswer = `kind in ('accepted', 'declined', 'proposed', 'cancelled_by_site')`

/**
 * Answers of staff between two instants, each to the request before it, and how long that waited. From
 * the events alone: they cannot be rewritten, columns can. Who moves his booking asks again; another
 * time for what was answered already is no answer.
 */
export const answersBetween = async (
  { client }: Reader,
  { subdistrictId, places }: DeskFilter,
  from: Date,
  to: Date,
): Promise<AnswersFound> => {
  const { rows } = await client.query<AnswersFound>({
    name: 'bookings.desk-answers',
    text: `with waits as (
        select ${minutesSince('asked.at', 'e.at')} as minutes
        from booking_events e
        join lateral (select q.at, q.seq from booking_events q
          where q.subdistrict_id = e.subdistrict_id and q.booking_id = e.booking_id
            and q.kind = 'requested' and q.seq < e.seq
          order by q.seq desc limit 1) asked on true
        join bookings b on b.subdistrict_id = e.subdistrict_id and b.booking_id = e.booking_id
        join offers f on f.subdistrict_id = b.subdistrict_id and f.offer_id = b.offer_id
        where ${inPlaces} and e.subdistrict_id = $1 and e.${isAnswer}
          and e.actor_person_id is not null and e.at >= $5 and e.at < $6
          and not exists (select from booking_events earlier
            where earlier.subdistrict_id = e.subdistrict_id and earlier.booking_id = e.booking_id
              and earlier.${isAnswer} and earlier.seq > asked.seq and earlier.seq < e.seq))
      select count(*)::int as answered,
        percentile_cont(0.5) within group (order by minutes) as "medianMinutes",
        max(minutes) as "slowestMinutes"
      from waits`,
    values: [subdistrictId, ...ofPlaces(places), from, to],
  })
  return rows[0] ?? { answered: 0, medianMinutes: null, slowestMinutes: null }
}
