import type { Reader, Transaction } from '#db/database.ts'
import type { ResponseOf } from '#shared/http/endpoint.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { OccurrenceId, OfferId, PersonId, SiteId, SubdistrictId } from '#shared/ids.ts'
import type { ServedFacts } from '#shared/offers/offer-terms.ts'
import { priceFor, refusedBy } from '#shared/offers/offer-terms.ts'
import type { listMySites, listProviders } from '#shared/offers/offers.contract.ts'
import type { HolidayCalendar } from '#shared/offers/planned-days.ts'
import { ageOn } from '#shared/relatives/age.ts'
import { counterRoles } from '#shared/relatives/counter.contract.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import type { Accounts } from '../accounts/accounts.service.ts'
import type { Actor } from '../accounts/actor.ts'
import { postsIn } from '../accounts/actor.ts'
import type { Places } from '../places/places.service.ts'
import type { Platform } from '../platform/platform.ts'
import type { Relatives } from '../relatives/relatives.service.ts'
import { createCalendar } from './calendar.ts'
import { writeCatalogue } from './catalogue.store.ts'
import type { Catalogue } from './catalogue.ts'
import { createClosures } from './closures.ts'
import { holidayCalendar } from './holiday-calendar.ts'
import type { Occurrence } from './occurrences.store.ts'
import { findOccurrence } from './occurrences.store.ts'
import type { Offer } from './offer-book.ts'
import { offerView, siteView } from './offer-book.ts'
import { serviceIn, servicesIn, sitesIn } from './offer-reading.ts'
import { createRecord } from './offer-record.ts'
import { createOfferShelf } from './offer-shelf.ts'
import {
  mayEdit,
  mayWorkAt,
  sitesWhereOneWorks,
  workplacesOf,
  worksEverywhere,
} from './offers.policy.ts'
import { countMissed, readOfferBook } from './offers.store.ts'
import { findSchedules } from './schedules.store.ts'
import { createSchedules } from './schedules.ts'
import { approveDay, createSiteOf } from './site-of.ts'
import { createTimes, offersOf } from './times.ts'

export type { Occurrence, Offer }

export interface OffersNeeds {
  readonly accounts: Accounts
  readonly places: Places
  readonly relatives: Relatives
  /** Default: what the State Council has published. */
  readonly holidays?: HolidayCalendar
}

const sweepSeconds = 3600
const dayMilliseconds = 86_400_000

/** What can be booked, where, for whom and when. */
export const createOffers = (platform: Platform, needs: OffersNeeds) => {
  const { clock, database, jobs } = platform
  const { accounts, places, relatives, holidays = holidayCalendar } = needs
  const shelf = createOfferShelf(platform)
  const calendar = createCalendar(platform, holidays)
  const times = createTimes(platform)
  const staffNeeds = {
    ...createSiteOf(shelf),
    ...{ bookOf: shelf.bookOf, calendar, record: createRecord(platform) },
  }
  const closures = createClosures(platform, staffNeeds)
  const schedules = createSchedules(platform, staffNeeds)
  const today = () => shanghaiDay(clock.now())

  const bookOf = async (subdistrictId: SubdistrictId) => {
    await places.subdistrict(database.reader, subdistrictId)
    return shelf.bookOf(database.reader, subdistrictId)
  }

  /** Materialises the coming days of every subdistrict; nodes take turns by a lock. */
  const sweep = async (): Promise<void> =>
    calendar.sweep((await places.list()).map(({ subdistrictId }) => subdistrictId))
  jobs.every(sweepSeconds, 'offers.calendar', sweep)

  const servedFacts = async (
    tx: Reader,
    subdistrictId: SubdistrictId,
    personId: PersonId,
    day: string,
  ): Promise<ServedFacts> => {
    const { bornOn, residence, assessedLevel } = await relatives.profileOf(tx, personId)
    const { homeSubdistrictId } = await accounts.personOf(tx, personId)
    // Somebody a counter wrote down has no home of his own saying: then its word and file count.
    const isHere =
      homeSubdistrictId === subdistrictId ||
      (homeSubdistrictId === null &&
        residence !== null &&
        (await relatives.isServedIn(tx, subdistrictId, personId)))
    return {
      age: bornOn === null ? null : ageOn(bornOn, day),
      livesHere: isHere && residence !== 'elsewhere',
      hasHukou: isHere && residence === 'hukou',
      assessedLevel,
    }
  }

  const offerOf = async (
    tx: Reader,
    subdistrictId: SubdistrictId,
    offerId: OfferId,
  ): Promise<Offer | undefined> => (await shelf.bookOf(tx, subdistrictId)).offers.get(offerId)

  return {
    sweep,
    servedFacts,
    offerOf,
    mayWorkAt,
    siteOf: staffNeeds.siteOf,
    ...closures,
    ...schedules,

    /**
     * Brings a subdistrict's catalogue to this one and makes its coming dates real. Names and words
     * follow it; terms of a day, schedules and whatever it does not name stay.
     */
    saveCatalogue: async (
      tx: Transaction,
      subdistrictId: SubdistrictId,
      catalogue: Catalogue,
    ): Promise<void> => {
      await writeCatalogue(tx, subdistrictId, catalogue, clock.now())
      shelf.changed(tx, subdistrictId)
      await calendar.conformAll(tx, subdistrictId)
    },

    /** Everything that can be booked, and by which rules; for an import that says what it changed. */
    catalogueOf: async (tx: Reader, subdistrictId: SubdistrictId) => ({
      // As it was written, whatever ways to pay are open here.
      ...(await readOfferBook(tx, subdistrictId, true)),
      schedules: await findSchedules(tx, subdistrictId),
    }),

    /** What is offered of one service now. */
    ofService: async (tx: Reader, subdistrictId: SubdistrictId, code: string): Promise<Offer[]> =>
      offersOf(await shelf.bookOf(tx, subdistrictId), { code }),

    occurrenceOf: (
      tx: Reader,
      subdistrictId: SubdistrictId,
      occurrenceId: OccurrenceId,
    ): Promise<Occurrence | undefined> => findOccurrence(tx, subdistrictId, occurrenceId),

    /** Dates of one kind that are held, whether or not one can still book them. */
    plannedDates: async (
      tx: Reader,
      subdistrictId: SubdistrictId,
      wanted: Parameters<typeof times.planned>[3],
    ) => times.planned(tx, subdistrictId, await shelf.bookOf(tx, subdistrictId), wanted),

    /** The next free times after a moment, of this offer first, then of its service elsewhere. */
    nextSlots: async (
      tx: Reader,
      wanted: {
        readonly subdistrictId: SubdistrictId
        readonly offerId: OfferId
        readonly after: Date
        readonly limit: number
      },
    ) => times.next(tx, await shelf.bookOf(tx, wanted.subdistrictId), wanted),

    /** Sites and providers whose bookings the actor works with, one by one. */
    workplacesOf: async (tx: Reader, actor: Actor, subdistrictId: SubdistrictId) =>
      workplacesOf(actor, subdistrictId, await shelf.bookOf(tx, subdistrictId)),

    /** Sites with bookings the actor works with; of a provider’s staff, where the provider serves. */
    sitesOf: async (
      tx: Reader,
      actor: Actor,
      subdistrictId: SubdistrictId,
    ): Promise<'all' | SiteId[]> => {
      if (worksEverywhere(actor, subdistrictId)) return 'all'
      const book = await shelf.bookOf(tx, subdistrictId)
      return sitesWhereOneWorks(actor, subdistrictId, book).map(({ siteId }) => siteId)
    },

    /** Sites where the actor works, with what is offered there; of a provider’s staff only its own. */
    listMySites: async (
      actor: Actor,
      subdistrictId: SubdistrictId,
    ): Promise<ResponseOf<typeof listMySites>['sites']> => {
      const book = await bookOf(subdistrictId)
      return sitesWhereOneWorks(actor, subdistrictId, book).map((site) => ({
        ...siteView(site),
        offers: [...book.offers.values()]
          .filter((offer) => offer.siteId === site.siteId && mayWorkAt(actor, offer))
          .map((offer) => offerView(offer, today())),
        resources: book.resources
          .filter((resource) => resource.siteId === site.siteId)
          .map(({ siteId: _of, ...resource }) => resource),
        mayEdit: mayEdit(actor, subdistrictId, site),
      }))
    },

    listProviders: async (
      subdistrictId: SubdistrictId,
    ): Promise<ResponseOf<typeof listProviders>['providers']> => {
      const book = await bookOf(subdistrictId)
      const staff = await accounts.postsHolding(database.reader, {
        subdistrictId,
        role: 'provider_staff',
      })
      return book.providers.map(({ unitId, ...provider }) => ({
        ...provider,
        staffCount: staff.filter((post) => post.unitId === unitId).length,
        offerCount: [...book.offers.values()].filter(
          ({ providerId, endedOn }) => providerId === provider.providerId && endedOn === null,
        ).length,
      }))
    },

    /** What anybody signed in may hear: that a calendar changed. */
    mayFollow: async (topic: string): Promise<boolean> => {
      const [, id] = /^offers\/([a-z]{2,20})$/.exec(topic) ?? []
      if (id === undefined) return false
      return (await places.list()).some(({ subdistrictId }) => subdistrictId === id)
    },

    /** @throws Refusal not_found (no such subdistrict) */
    listSites: async (subdistrictId: SubdistrictId) => sitesIn(await bookOf(subdistrictId)),

    /** @throws Refusal not_found */
    listServices: async (subdistrictId: SubdistrictId, search: string | undefined) =>
      servicesIn(await bookOf(subdistrictId), today(), search),

    /** @throws Refusal not_found */
    readService: async (subdistrictId: SubdistrictId, code: string) => {
      const found = serviceIn(await bookOf(subdistrictId), today(), code)
      if (!found) throw new Refusal('not_found')
      return found
    },

    /** @throws Refusal not_found when nobody offers the service | invalid_request (no such day) */
    listTimes: async (
      subdistrictId: SubdistrictId,
      code: string,
      {
        from,
        days,
        until,
        ...only
      }: Parameters<typeof times.list>[3] & Parameters<typeof offersOf>[1],
    ) => {
      if (from !== undefined) approveDay(from, { where: 'query', field: 'from' })
      const book = await bookOf(subdistrictId)
      if (offersOf(book, { code }).length === 0) throw new Refusal('not_found')
      const offers = offersOf(book, { ...only, code })
      return times.list(database.reader, subdistrictId, offers, {
        ...(from === undefined ? {} : { from }),
        ...(days === undefined ? {} : { days }),
        ...(until === undefined ? {} : { until }),
      })
    },

    /** @throws Refusal not_found | not_allowed (neither oneself, nor his relative, nor its staff) */
    readOfferFor: async (
      actor: Actor,
      subdistrictId: SubdistrictId,
      offerId: OfferId,
      personId: PersonId,
    ) => {
      const tx = database.reader
      const offer = await offerOf(tx, subdistrictId, offerId)
      if (!offer) throw new Refusal('not_found')
      const may =
        personId === actor.personId ||
        mayWorkAt(actor, offer) ||
        // Counters book anywhere in the subdistrict, and say beforehand what it costs.
        postsIn(actor, subdistrictId, counterRoles).length > 0 ||
        (await relatives.mayBookFor(tx, actor.personId, personId)) !== undefined
      if (!may) throw new Refusal('not_allowed')
      const day = today()
      const terms = offer.termsOn(day)
      const facts = await servedFacts(tx, subdistrictId, personId, day)
      const since = new Date(clock.now().getTime() - terms.noShow.days * dayMilliseconds)
      return {
        offer: offerView(offer, day),
        priceFen: priceFor(terms, facts),
        refused: refusedBy(terms, facts) ?? null,
        ageUnknown: facts.age === null,
        mustAskDesk: (await countMissed(tx, personId, since)) >= terms.noShow.limit,
      }
    },
  }
}
export type Offers = ReturnType<typeof createOffers>
