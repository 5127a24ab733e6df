import type pg from 'pg'
import type { DemandRow } from '#shared/bookings/demand.contract.ts'
import { addDays, shanghaiDay } from '#shared/time/shanghai.ts'

type Counted = Omit<DemandRow, 'serviceName' | 'siteName'>
type Sums = { -readonly [Name in keyof Counted]: Counted[Name] } & {
  grades: number[]
  served_people: Map<string, boolean>
}

const mondayOf = (day: string): string => {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return addDays(day, -((weekday + 6) % 7))
}

const isElder = (bornOn: string | null, day: string): boolean =>
  bornOn !== null && `${Number(bornOn.slice(0, 4)) + 60}${bornOn.slice(4)}` <= day

const emptySums = (week: string, serviceCode: string, siteId: DemandRow['siteId']): Sums => ({
  ...{ week, serviceCode, siteId, offered: 0, requested: 0, accepted: 0, waited: 0, declined: 0 },
  ...{ cancelled: 0, noShow: 0, served: 0, rated: 0, grade: null, people: 0, elders: 0, unmet: 0 },
  grades: [],
  served_people: new Map(),
})

/** The rows from which demand follows, each table as it is. */
const readRows = async (database: Pick<pg.Pool, 'query'>) => {
  const all = async <R extends pg.QueryResultRow>(text: string): Promise<R[]> =>
    (await database.query<R>(text)).rows
  return {
    offers: await all<{
      id: string
      code: string
      site: NonNullable<DemandRow['siteId']>
      minutes: number
    }>(
      `select offer_id as id, service_code as code, site_id as site, minutes from offers where subdistrict_id = 'hexing'`,
    ),
    dates: await all<{
      id: string
      offer: string
      state: string
      starts: Date
      ends: Date
      capacity: number | null
    }>(
      `select occurrence_id as id, offer_id as offer, state, starts_at as starts, ends_at as ends, capacity from occurrences where subdistrict_id = 'hexing'`,
    ),
    bookings: await all<{
      id: string
      offer: string
      person: string
      status: string
      starts: Date
    }>(
      `select booking_id as id, offer_id as offer, person_id as person, status, starts_at as starts from bookings where subdistrict_id = 'hexing'`,
    ),
    events: await all<{ id: string; kind: string }>(
      `select booking_id as id, kind from booking_events where subdistrict_id = 'hexing'`,
    ),
    ratings: await all<{ id: string; grade: number | null }>(
      `select booking_id as id, grade from booking_ratings where subdistrict_id = 'hexing'`,
    ),
    born: await all<{ person: string; day: string | null }>(
      `select person_id as person, born_on::text as day from person_profiles`,
    ),
    waits: await all<{ date: string; state: string }>(
      `select occurrence_id as date, state from waits where subdistrict_id = 'hexing'`,
    ),
    wishes: await all<{
      code: string | null
      site: DemandRow['siteId']
      day: string | null
      at: Date
    }>(
      `select service_code as code, site_id as site, wanted_day::text as day, at from wishes where subdistrict_id = 'hexing'`,
    ),
  }
}

/** Demand counted by hand from the rows themselves, in a program instead of in SQL. */
export const recountDemand = async (
  database: Pick<pg.Pool, 'query'>,
  from: string,
  to: string,
): Promise<Counted[]> => {
  const rows = await readRows(database)
  const offers = new Map(rows.offers.map((offer) => [offer.id, offer]))
  const dates = new Map(rows.dates.map((date) => [date.id, date]))
  const born = new Map(rows.born.map(({ person, day }) => [person, day]))
  const grades = new Map(rows.ratings.map(({ id, grade }) => [id, grade]))
  const histories = new Map<string, Set<string>>()
  for (const { id, kind } of rows.events)
    histories.set(id, (histories.get(id) ?? new Set()).add(kind))
  const sums = new Map<string, Sums>()

  const at = (day: string, code: string, site: DemandRow['siteId']): Sums | undefined => {
    if (day < from || day > to) return undefined
    const key = `${mondayOf(day)} ${code} ${site}`
    const found = sums.get(key) ?? emptySums(mondayOf(day), code, site)
    sums.set(key, found)
    return found
  }
  const ofOffer = (starts: Date, offerId: string): Sums | undefined => {
    const offer = offers.get(offerId)
    return offer && at(shanghaiDay(starts), offer.code, offer.site)
  }

  for (const { offer, state, starts, ends, capacity } of rows.dates) {
    if (state !== 'planned') continue
    const sum = ofOffer(starts, offer)
    const minutes = offers.get(offer)?.minutes ?? 1
    const fitting = Math.floor((ends.getTime() - starts.getTime()) / 60_000 / minutes)
    if (sum) sum.offered += capacity ?? fitting
  }
  for (const { id, offer, person, status, starts } of rows.bookings) {
    const sum = ofOffer(starts, offer)
    if (!sum) continue
    const had = (...kinds: string[]) => kinds.some((kind) => histories.get(id)?.has(kind))
    const wasAsked = had('requested', 'confirmed', 'accepted')
    if (wasAsked) sum.requested += 1
    if (had('confirmed', 'accepted', 'proposal_agreed')) sum.accepted += 1
    if (status === 'declined') sum.declined += 1
    if (status === 'cancelled' && wasAsked) sum.cancelled += 1
    if (status === 'no_show') sum.noShow += 1
    if (status === 'served') {
      sum.served += 1
      const before = sum.served_people.get(person) ?? false
      sum.served_people.set(
        person,
        before || isElder(born.get(person) ?? null, shanghaiDay(starts)),
      )
    }
    const grade = grades.get(id)
    if (grade !== undefined) sum.rated += 1
    if (grade) sum.grades.push(grade)
  }
  for (const { date, state } of rows.waits) {
    const of = dates.get(date)
    const sum = of && ofOffer(of.starts, of.offer)
    if (!sum) continue
    sum.waited += 1
    if (state === 'left' || state === 'lapsed') sum.unmet += 1
  }
  for (const { code, site, day, at: asked } of rows.wishes) {
    const sum = code === null ? undefined : at(day ?? shanghaiDay(asked), code, site)
    if (sum) sum.unmet += 1
  }
  return [...sums.values()].map(({ grades: given, served_people: people, ...sum }) => {
    const mean = given.reduce((total, grade) => total + grade, 0) / given.length
    return {
      ...sum,
      grade: given.length < 3 ? null : Math.round(mean * 100) / 100,
      people: people.size,
      elders: [...people.values()].filter(Boolean).length,
    }
  })
}

/** In one order and without names, so that two counts can be compared. */
export const comparable = (rows: readonly (Counted | DemandRow)[]): Counted[] =>
  rows
    .map((row) => {
      const { serviceName: _, siteName: __, ...counts } = { serviceName: '', siteName: '', ...row }
      return counts
    })
    .sort((one, other) =>
      `${one.week} ${one.serviceCode} ${one.siteId}` <
      `${other.week} ${other.serviceCode} ${other.siteId}`
        ? -1
        : 1,
    )
