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
import { whyUnavailable } from './offer-book.ts'
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

const slotOf = ({ offer, occurrenceId, startsAt, endsAt, left, waiting }: Found): Slot => ({
  offerId: offer.offerId,
  occurrenceId,
  siteId: offer.siteId,
  siteName: offer.siteName,
  startsAt: new Date(startsAt).toISOString(),
  endsAt: new Date(endsAt).toISOString(),
  left,
  waiting,
})

/** Windows of one offer cut into beginnings; people free at one time are one slot with so many left. */
const cutTimes = (
  offer: Offer,
  windows: readonly (OpenDate & { readonly resourceId: ResourceId })[],
  taken: ReadonlyMap<ResourceId, readonly Span[]>,
): Found[] => {
  const byStart = new Map<number, { found: Found; resources: Set<ResourceId> }>()
  for (const { occurrenceId, resourceId, startsAt, endsAt } of windows) {
    const window = { from: startsAt.getTime(), to: endsAt.getTime() }
    const around = { from: window.from - 2 * 240 * minute, to: window.to + 2 * 240 * minute }
    const busy = (taken.get(resourceId) ?? []).filter(
      ({ from, to }) => from < around.to && to > around.from,
    )
    for (const start of freeStarts(window, offer, busy)) {
      const known = byStart.get(start)
      if (known) known.resources.add(resourceId)
      else
        byStart.set(start, {
          found: {
            offer,
            occurrenceId,
            startsAt: start,
            endsAt: start + offer.minutes * minute,
            left: 1,
            waiting: 0,
          },
          resources: new Set([resourceId]),
        })
    }
  }
  return [...byStart.values()].map(({ found, resources }) => ({ ...found, left: resources.size }))
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
): Found[] =>
  takesTime(offer.kind)
    ? cutTimes(offer, dates.filter(isWindow), taken)
    : dates.map(({ occurrenceId, startsAt, endsAt, left, waiting }) => ({
        offer,
        occurrenceId,
        startsAt: startsAt.getTime(),
        endsAt: endsAt.getTime(),
        left: Math.max(left, 0),
        waiting,
      }))

/** By code points, as everywhere in the database. */
const order = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

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
    const found = offers.flatMap((offer) => {
      const { closesMinutes, daysAhead: ahead } = offer.termsOn(today).book
      const closed = now.getTime() + closesMinutes * minute
      const first = Math.max(from.getTime(), until === 'ends' ? 0 : closed)
      const last = Math.min(to.getTime(), shanghaiInstant(addDays(today, ahead + 1)).getTime())
      return foundIn(offer, datesOf.get(offer.offerId) ?? [], taken).filter(
        ({ startsAt, endsAt }) =>
          startsAt >= first &&
          startsAt < last &&
          endsAt > now.getTime() &&
          whyUnavailable(offer, shanghaiDay(new Date(startsAt))) === null,
      )
    })
    return found.sort(
      (one, other) =>
        one.startsAt - other.startsAt ||
        order(one.offer.siteName, other.offer.siteName) ||
        order(one.offer.offerId, other.offer.offerId),
    )
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
      const byDay = groupBy(found, ({ startsAt }) => shanghaiDay(new Date(startsAt)))
      return {
        earliest: earliest.map(slotOf),
        days: [...byDay].map(([day, slots]) => ({ day, slots: slots.map(slotOf) })),
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
      return [...here, ...elsewhere].slice(0, limit).map(slotOf)
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
