import type { Reader } from '#db/database.ts'
import type { OccurrenceId, OfferId, ResourceId, SiteId, SubdistrictId } from '#shared/ids.ts'
import type { OfferKind } from '#shared/offers/offer-kinds.ts'
import { takesTime } from '#shared/offers/offer-kinds.ts'
import type { Slot } from '#shared/offers/offers.contract.ts'
import type { Span } from '#shared/offers/slots.ts'
import { freeStarts } from '#shared/offers/slots.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '#shared/time/shanghai.ts'
import type { Platform } from '../platform/platform.ts'
import { daysAhead } from './calendar.ts'
import type { Offer, OfferBook } from './offer-book.ts'
import { givenDuring, whyUnavailable } from './offer-book.ts'
import type { OpenDate, TakenTime } from './times.store.ts'
import { findOpenDates, findTakenTime } from './times.store.ts'

const minute = 60_000
const earliestCount = 3
/** Days shown when nobody says how many: the week one plans. */
const usualDays = 7

/** A slot before it has its words: thousands are made, a few hundred are shown. */
interface Found {
  readonly offer: Offer
  readonly occurrenceId: OccurrenceId
  readonly startsAt: number
  readonly endsAt: number
  readonly left: number
  readonly waiting: number
}

/** Makes slots of one answer: many sites begin at the same times, and writing an instant is dear. */
const slotMaker = () => {
  const written = new Map<number, string>()
  const instant = (at: number): string => {
    const known = written.get(at)
    if (known !== undefined) return known
    const made = new Date(at).toISOString()
    written.set(at, made)
    return made
  }
  return ({ offer, occurrenceId, startsAt, endsAt, left, waiting }: Found): Slot => ({
    offerId: offer.offerId,
    occurrenceId,
    siteId: offer.siteId,
    siteName: offer.siteName,
    startsAt: instant(startsAt),
    endsAt: instant(endsAt),
    left,
    waiting,
  })
}

/** Beginnings from before to, in milliseconds since 1970, that may be answered at all. */
type Bounds = Span

/** Windows of one offer cut into beginnings; people free at one time are one slot with so many left. */
const cutTimes = (
  offer: Offer,
  windows: readonly (OpenDate & { readonly resourceId: ResourceId })[],
  taken: ReadonlyMap<ResourceId, readonly Span[]>,
  bounds: Bounds,
): Found[] => {
  const byStart = new Map<number, { occurrenceId: OccurrenceId; resources: ResourceId[] }>()
  for (const { occurrenceId, resourceId, startsAt, endsAt } of windows) {
    const window = { from: startsAt.getTime(), to: endsAt.getTime() }
    const around = { from: window.from - 2 * 240 * minute, to: window.to + 2 * 240 * minute }
    const busy = (taken.get(resourceId) ?? []).filter(
      ({ from, to }) => from < around.to && to > around.from,
    )
    for (const start of freeStarts(window, offer, busy)) {
      if (start < bounds.from || start >= bounds.to) continue
      const known = byStart.get(start)
      if (!known) byStart.set(start, { occurrenceId, resources: [resourceId] })
      else if (!known.resources.includes(resourceId)) known.resources.push(resourceId)
    }
  }
  const length = offer.minutes * minute
  return Array.from(byStart, ([startsAt, { occurrenceId, resources }]) => ({
    offer,
    occurrenceId,
    startsAt,
    endsAt: startsAt + length,
    left: resources.length,
    waiting: 0,
  }))
}

const groupBy = <K, V>(rows: readonly V[], keyOf: (row: V) => K): Map<K, V[]> => {
  const groups = new Map<K, V[]>()
  for (const row of rows) {
    const group = groups.get(keyOf(row))
    if (group) group.push(row)
    else groups.set(keyOf(row), [row])
  }
  return groups
}

const isWindow = (date: OpenDate): date is OpenDate & { readonly resourceId: ResourceId } =>
  date.resourceId !== null

const foundIn = (
  offer: Offer,
  dates: readonly OpenDate[],
  taken: ReadonlyMap<ResourceId, readonly Span[]>,
  bounds: Bounds,
): Found[] =>
  takesTime(offer.kind)
    ? cutTimes(offer, dates.filter(isWindow), taken, bounds)
    : dates
        .map(({ occurrenceId, startsAt, endsAt, left, waiting }) => ({
          offer,
          occurrenceId,
          startsAt: startsAt.getTime(),
          endsAt: endsAt.getTime(),
          left: Math.max(left, 0),
          waiting,
        }))
        .filter(({ startsAt }) => startsAt >= bounds.from && startsAt < bounds.to)

/** By code points, as everywhere in the database. */
const order = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

/** Found times in order, by the day they begin on. */
const byDay = (found: readonly Found[]): [string, Found[]][] => {
  const days: [string, Found[]][] = []
  let ends = Number.NEGATIVE_INFINITY
  for (const one of found) {
    if (one.startsAt >= ends) {
      const day = shanghaiDay(new Date(one.startsAt))
      ends = shanghaiInstant(day, 1440).getTime()
      days.push([day, []])
    }
    days.at(-1)?.[1].push(one)
  }
  return days
}

type Until = 'closes' | 'ends'

interface Stretch {
  readonly from: Date
  readonly to: Date
  /** Times up to the close of booking, or all that are not over. */
  readonly until?: Until
}

/** Times one can choose, for one offer or for all of a service: two questions for all of them. */
export const createTimes = ({ clock }: Pick<Platform, 'clock'>) => {
  /** Times of these offers in a stretch, in order, those of one site together. */
  const timesOf = async (
    tx: Reader,
    subdistrictId: SubdistrictId,
    offers: readonly Offer[],
    { from, to, until = 'closes' }: Stretch,
  ): Promise<Found[]> => {
    const now = clock.now()
    const today = shanghaiDay(now)
    const stretch = { from: from > now ? from : now, to }
    if (offers.length === 0 || stretch.from >= to) return []
    const offerIds = offers.map(({ offerId }) => offerId)
    const dates = await findOpenDates(tx, subdistrictId, offerIds, stretch, now)
    const resourceIds = [...new Set(dates.flatMap(({ resourceId }) => resourceId ?? []))]
    const rows = await findTakenTime(tx, subdistrictId, resourceIds, stretch, now)
    const taken: ReadonlyMap<ResourceId, readonly TakenTime[]> = groupBy(
      rows,
      ({ resourceId }) => resourceId,
    )
    const datesOf = groupBy(dates, ({ offerId }) => offerId)
    const inOrder = offers.toSorted(
      (one, other) => order(one.siteName, other.siteName) || order(one.offerId, other.offerId),
    )
    const found = inOrder.flatMap((offer) => {
      const { closesMinutes, daysAhead: ahead } = offer.termsOn(today).book
      const closed = now.getTime() + closesMinutes * minute
      const given = givenDuring(offer)
      const bounds = {
        from: Math.max(from.getTime(), until === 'ends' ? 0 : closed, given.from),
        to: Math.min(
          ...[to.getTime(), shanghaiInstant(addDays(today, ahead + 1)).getTime(), given.to],
        ),
      }
      return foundIn(offer, datesOf.get(offer.offerId) ?? [], taken, bounds).filter(
        ({ endsAt }) => endsAt > now.getTime(),
      )
    })
    // Sorting is stable: those of one time stay in the order of their sites.
    return found.sort((one, other) => one.startsAt - other.startsAt)
  }

  const horizon = (): Date => shanghaiInstant(addDays(shanghaiDay(clock.now()), daysAhead + 1))

  return {
    /** Times of one service by day; the first three free ones may lie after the days asked for. */
    list: async (
      tx: Reader,
      subdistrictId: SubdistrictId,
      offers: readonly Offer[],
      asked: { readonly from?: string; readonly days?: number; readonly until?: Until },
    ): Promise<{ earliest: Slot[]; days: { day: string; slots: Slot[] }[] }> => {
      const firstDay = asked.from ?? shanghaiDay(clock.now())
      const from = shanghaiInstant(firstDay)
      const to = shanghaiInstant(addDays(firstDay, asked.days ?? usualDays))
      const { until = 'closes' } = asked
      const found = await timesOf(tx, subdistrictId, offers, { from, to, until })
      let earliest = found.filter(({ left }) => left > 0).slice(0, earliestCount)
      if (earliest.length < earliestCount) {
        const later = await timesOf(tx, subdistrictId, offers, { from: to, to: horizon() })
        const more = later.filter(({ left }) => left > 0)
        earliest = [...earliest, ...more].slice(0, earliestCount)
      }
      const slotOf = slotMaker()
      return {
        earliest: earliest.map(slotOf),
        days: byDay(found).map(([day, ofDay]) => ({ day, slots: ofDay.map(slotOf) })),
      }
    },

    /** Dates of one kind that are held, open to booking or not; of one site where asked. */
    planned: async (
      tx: Reader,
      subdistrictId: SubdistrictId,
      { offers }: OfferBook,
      wanted: Stretch & { readonly kind: OfferKind; readonly siteId?: SiteId },
    ): Promise<{ offer: Offer; date: OpenDate; isGiven: boolean }[]> => {
      const { kind, siteId } = wanted
      const ids = [...offers.values()]
        .filter((offer) => offer.kind === kind && (siteId ?? offer.siteId) === offer.siteId)
        .map(({ offerId }) => offerId)
      const dates = await findOpenDates(tx, subdistrictId, ids, wanted, clock.now())
      return dates.flatMap((date) => {
        const offer = offers.get(date.offerId)
        const day = shanghaiDay(date.startsAt)
        return offer ? [{ offer, date, isGiven: whyUnavailable(offer, day) === null }] : []
      })
    },

    /** The next free times after a moment, of this offer first, then of the same service elsewhere. */
    next: async (
      tx: Reader,
      book: OfferBook,
      wanted: {
        readonly subdistrictId: SubdistrictId
        readonly offerId: OfferId
        readonly after: Date
        readonly limit: number
      },
    ): Promise<Slot[]> => {
      const { subdistrictId, offerId, after, limit } = wanted
      const code = book.offers.get(offerId)?.serviceCode
      const same = offersOf(book, { code })
      const stretch = { from: new Date(after.getTime() + 1), to: horizon() }
      const found = (await timesOf(tx, subdistrictId, same, stretch)).filter(({ left }) => left > 0)
      const here = found.filter(({ offer }) => offer.offerId === offerId)
      const elsewhere = found.filter(({ offer }) => offer.offerId !== offerId)
      return [...here, ...elsewhere].slice(0, limit).map(slotMaker())
    },
  }
}

/** Offers of a service that are still given, at one site or of one id where asked. */
export const offersOf = (
  book: OfferBook,
  { code, siteId, offerId }: { code?: string | undefined; siteId?: SiteId; offerId?: OfferId },
): Offer[] =>
  [...book.offers.values()].filter(
    (offer) =>
      offer.serviceCode === code &&
      offer.endedOn === null &&
      (siteId === undefined || offer.siteId === siteId) &&
      (offerId === undefined || offer.offerId === offerId),
  )
