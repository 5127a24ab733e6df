import type { Reader, Transaction } from '#db/database.ts'
import { bookingNumber } from '#shared/bookings/booking-number.ts'
import type {
  KitchenMeal,
  listMenus,
  Meal,
  MenuOfDay,
  MenuSet,
  readKitchen,
  readMenus,
  saveMenu,
} from '#shared/canteen/canteen.contract.ts'
import type { BodyOf, ParamsOf, QueryOf, ResponseOf } from '#shared/http/endpoint.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { OfferId, SubdistrictId } from '#shared/ids.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '#shared/time/shanghai.ts'
import type { Actor } from '../accounts/actor.ts'
import { appendAudit } from '../audit/audit.service.ts'
import type { Bookings } from '../bookings/bookings.service.ts'
import type { Offer, Offers } from '../offers/offers.service.ts'
import type { Platform } from '../platform/platform.ts'
import { approveDay, cutOffOf, tidySets } from './canteen.policy.ts'
import type { Menu } from './canteen.store.ts'
import {
  countOrdered,
  countPortions,
  findDeliveries,
  findMenus,
  insertMenus,
  writeMenu,
} from './canteen.store.ts'
import { listenToMeals } from './meal-orders.ts'

interface Needs {
  readonly bookings: Pick<Bookings, 'listen'>
  readonly offers: Offers
}

/** Days shown when nobody says how many: today and the six after it. */
const usualDays = 7

/** Two canteens that begin at the same time stand in the same order each time one looks. */
const byTimeAndPlace = (one: Meal, other: Meal): number => {
  const here = `${one.startsAt} ${one.siteName}`
  const there = `${other.startsAt} ${other.siteName}`
  return here === there ? 0 : here < there ? -1 : 1
}

/** Meals with a menu and a cut-off; what is ordered is a booking. */
export const createCanteen = (platform: Platform, { bookings, offers }: Needs) => {
  const { clock, database, liveBus } = platform
  listenToMeals(bookings, offers)

  /** Menus by offer and day. */
  const menusOf = async (
    tx: Reader,
    subdistrictId: SubdistrictId,
    offerIds: readonly OfferId[],
    days: { readonly from: string; readonly to: string },
  ): Promise<(offerId: OfferId, day: string) => MenuSet[]> => {
    const found = await findMenus(tx, subdistrictId, [...new Set(offerIds)], days)
    return (offerId, day) =>
      found.find((menu) => menu.offerId === offerId && menu.day === day)?.sets ?? []
  }

  /** @throws Refusal not_found for whoever does not work with its meals, and for what is no meal */
  const workedOffer = async (
    tx: Reader,
    actor: Actor,
    subdistrictId: SubdistrictId,
    offerId: OfferId,
  ): Promise<Offer> => {
    const offer = await offers.offerOf(tx, subdistrictId, offerId)
    if (offer?.kind !== 'meal' || !offers.mayWorkAt(actor, offer)) throw new Refusal('not_found')
    return offer
  }

  /** @throws Refusal not_found (no such subdistrict) | invalid_request (no such day) */
  const meals = async (
    subdistrictId: SubdistrictId,
    { from = shanghaiDay(clock.now()), days = usualDays, siteId }: QueryOf<typeof readMenus>,
  ): Promise<Meal[]> => {
    approveDay(from, 'query')
    await offers.listSites(subdistrictId)
    const tx = database.reader
    const now = clock.now()
    const today = shanghaiDay(now)
    const to = addDays(from, days)
    const planned = await offers.plannedDates(tx, subdistrictId, {
      ...{ kind: 'meal', from: shanghaiInstant(from), to: shanghaiInstant(to) },
      ...(siteId === undefined ? {} : { siteId }),
    })
    const ids = planned.map(({ offer }) => offer.offerId)
    const menuOf = await menusOf(tx, subdistrictId, ids, { from, to })
    return planned
      .filter(({ isGiven }) => isGiven)
      .map(({ offer, date }) => {
        const terms = offer.termsOn(today)
        const { price, book, payBy } = terms
        const day = shanghaiDay(date.startsAt)
        const closesAt = cutOffOf(date.startsAt, terms)
        const isTooEarly = day > addDays(today, book.daysAhead)
        return {
          offerId: offer.offerId,
          offerName: offer.serviceName,
          siteId: offer.siteId,
          siteName: offer.siteName,
          sitePhone: offer.site.phone,
          day,
          occurrenceId: date.occurrenceId,
          startsAt: date.startsAt.toISOString(),
          endsAt: date.endsAt.toISOString(),
          closesAt: closesAt.toISOString(),
          isOpen: now <= closesAt && !isTooEarly,
          left: Math.max(date.left, 0),
          maxParty: book.maxParty,
          delivers: terms.meal?.delivers ?? false,
          payBy: [...payBy],
          fullFen: price.fullFen,
          seniorFen: price.seniorFen,
          seniorFromAge: price.seniorFromAge,
          sets: menuOf(offer.offerId, day),
        }
      })
      .sort(byTimeAndPlace)
  }

  /** @throws Refusal not_found | invalid_request */
  const menus = async (
    actor: Actor,
    { subdistrictId, offerId }: ParamsOf<typeof listMenus>,
    { from, days }: QueryOf<typeof listMenus>,
  ): Promise<MenuOfDay[]> => {
    approveDay(from, 'query')
    const tx = database.reader
    await workedOffer(tx, actor, subdistrictId, offerId)
    const between = { from, to: addDays(from, days - 1) }
    const menuOf = await menusOf(tx, subdistrictId, [offerId], between)
    const ordered = await countOrdered(tx, subdistrictId, offerId, between)
    return Array.from({ length: days }, (_, at) => addDays(from, at)).map((day) => ({
      day,
      sets: menuOf(offerId, day).map((set) => ({
        ...set,
        ordered: ordered.find((one) => one.day === day && one.set === set.name)?.portions ?? 0,
      })),
    }))
  }

  /** @throws Refusal not_found | menu_set_ordered (which, how many) | invalid_request (a day past) */
  const saveMenuOf = (
    actor: Actor,
    { subdistrictId, offerId, day }: ParamsOf<typeof saveMenu>,
    body: BodyOf<typeof saveMenu>,
  ): Promise<MenuSet[]> =>
    database.inTransaction(async (tx) => {
      const now = clock.now()
      const { siteId } = await workedOffer(tx, actor, subdistrictId, offerId)
      approveDay(day, 'params', shanghaiDay(now))
      const sets = tidySets(body.sets)
      const menu = { subdistrictId, offerId, day, sets }
      if (!(await writeMenu(tx, menu, { by: actor.personId, at: now }))) {
        const ordered = await countOrdered(tx, subdistrictId, offerId, { from: day, to: day })
        const missing = ordered.find(({ set }) => !sets.some(({ name }) => name === set))
        throw new Refusal('menu_set_ordered', {
          set: missing?.set ?? '',
          portions: missing?.portions ?? 0,
        })
      }
      await appendAudit(tx, {
        at: now,
        subdistrictId,
        actorPersonId: actor.personId,
        action: 'canteen.menu_saved',
        objectKind: 'offer',
        objectId: offerId,
        detail: { day, sets: sets.map(({ name }) => name).join('、') },
      })
      tx.afterCommit(() =>
        liveBus.publish({
          topic: `offers/${subdistrictId}`,
          kind: 'menu_saved',
          data: { siteId, offerId, day },
        }),
      )
      return sets
    })

  /** @throws Refusal not_found for whoever does not work there | invalid_request */
  const kitchen = async (
    actor: Actor,
    { subdistrictId, siteId, day }: ParamsOf<typeof readKitchen>,
  ): Promise<ResponseOf<typeof readKitchen>> => {
    const tx = database.reader
    const { site } = await offers.siteOf(tx, actor, subdistrictId, siteId)
    approveDay(day, 'params')
    const now = clock.now()
    const from = shanghaiInstant(day)
    const to = shanghaiInstant(addDays(day, 1))
    const wanted = { kind: 'meal', siteId, from, to } as const
    const all = await offers.plannedDates(tx, subdistrictId, wanted)
    const planned = all.filter(({ offer }) => offers.mayWorkAt(actor, offer))
    const offerIds = planned.map(({ offer }) => offer.offerId)
    const menuOf = await menusOf(tx, subdistrictId, offerIds, { from: day, to: day })
    const occurrenceIds = planned.map(({ date }) => date.occurrenceId)
    const portions = await countPortions(tx, subdistrictId, occurrenceIds)
    const deliveries = await findDeliveries(tx, subdistrictId, occurrenceIds)
    return {
      siteName: site.name,
      meals: planned.map(({ offer, date }): KitchenMeal => {
        const { occurrenceId, startsAt } = date
        const closesAt = cutOffOf(startsAt, offer.termsOn(shanghaiDay(now)))
        const cooked = portions.filter((one) => one.occurrenceId === occurrenceId)
        return {
          occurrenceId,
          offerName: offer.serviceName,
          startsAt: startsAt.toISOString(),
          closesAt: closesAt.toISOString(),
          isOpen: now <= closesAt,
          counts: menuOf(offer.offerId, day).map(({ name, isSoft }) => {
            const {
              here = 0,
              delivered = 0,
              handedOver = 0,
            } = cooked.find(({ set }) => set === name) ?? {}
            return { set: name, isSoft, here, delivered, handedOver }
          }),
          deliveries: deliveries
            .filter((one) => one.occurrenceId === occurrenceId)
            .map(({ occurrenceId: _of, serial, ...delivery }) => ({
              number: bookingNumber(serial),
              ...delivery,
            })),
        }
      }),
    }
  }

  return {
    meals,
    menus,
    saveMenu: saveMenuOf,
    kitchen,
    /** Menus of days that have none, for a start; nobody's own are touched. */
    fillMenus: (tx: Transaction, rows: readonly Menu[]): Promise<number> =>
      insertMenus(tx, rows, { by: null, at: clock.now() }),
  }
}
export type Canteen = ReturnType<typeof createCanteen>
