import { demoOfferId, demoSiteId } from '#bff/demo/demo-catalogue.ts'
import { seedId } from '#db/seed-id.ts'
import { readMe } from '#shared/accounts/accounts.contract.ts'
import type { BookingView } from '#shared/bookings/bookings.contract.ts'
import { confirmBooking, holdTime } from '#shared/bookings/bookings.contract.ts'
import { readKitchen, readMenus } from '#shared/canteen/canteen.contract.ts'
import type { BodyOf } from '#shared/http/endpoint.ts'
import type { PersonId } from '#shared/ids.ts'
import { personId, placeId, subdistrictId } from '#shared/ids.ts'
import { addDays, shanghaiDay } from '#shared/time/shanghai.ts'
import type { Client } from '#tests/support/client.ts'
import type { TestApp } from '#tests/support/test-app.ts'

export const hexing = { subdistrictId: subdistrictId('hexing') }
export const canteens = {
  /** 合兴社区食堂: lunch, brought home too, and dinner. */
  one: { ...hexing, siteId: demoSiteId('hexing', 'canteen-1') },
  /** 棉场社区食堂: lunch, eaten there. */
  two: { ...hexing, siteId: demoSiteId('hexing', 'canteen-2') },
}
export const lunchAt = (canteen: keyof typeof canteens) =>
  demoOfferId('hexing', 'canteen-lunch', canteen === 'one' ? 'canteen-1' : 'canteen-2')

export const staff = {
  cook: 'hexing-canteen-1-clerk-1',
  otherCook: 'hexing-canteen-2-clerk-1',
  caterer: 'hexing-provider-weixiang-1',
  clerk: 'hexing-site-1-clerk-1',
} as const

export const idOfPerson = (key: string): PersonId => personId(seedId(`person/${key}`))
export const atHome = { placeId: placeId(seedId('hexing/weitang/2')), doorNo: '7号104室' }

interface Order {
  readonly canteen?: keyof typeof canteens
  readonly meal?: '社区食堂午餐' | '社区食堂晚餐'
  /** Days from today; default: tomorrow. */
  readonly inDays?: number
  readonly party?: number
  readonly personId?: PersonId
  readonly channel?: BodyOf<typeof holdTime>['channel']
}
type Filled = Partial<BodyOf<typeof confirmBooking>>

/** What tests of the canteen do again and again, all of it through the doors. */
export const canteenScene = (app: () => TestApp) => {
  const dayIn = (days: number) => addDays(shanghaiDay(app().clock.now()), days)

  const mealsOf = async (canteen: keyof typeof canteens = 'one') =>
    (
      await app().nobody.call(readMenus, {
        params: hexing,
        query: { siteId: canteens[canteen].siteId },
      })
    ).meals

  const mealOf = async ({ canteen = 'one', meal, inDays = 1 }: Order = {}) => {
    const day = dayIn(inDays)
    const found = (await mealsOf(canteen)).find(
      (one) => one.day === day && (meal === undefined || one.offerName === meal),
    )
    if (!found) throw new Error(`no meal on ${day}`)
    return found
  }

  const askToHold = async (client: Client, order: Order = {}) => {
    const { offerId, occurrenceId, startsAt } = await mealOf(order)
    const { party = 1, channel } = order
    const self = order.personId ?? (await client.call(readMe)).personId
    const wanted = { offerId, occurrenceId, startsAt, personId: self, party }
    return client.ask(holdTime, {
      params: hexing,
      body: { ...wanted, ...(channel === undefined ? {} : { channel }) },
    })
  }

  const askToConfirm = (client: Client, { bookingId }: BookingView, filled: Filled = {}) =>
    client.ask(confirmBooking, {
      params: { ...hexing, bookingId },
      body: { payBy: 'counter', note: '', menuSet: '大荤套餐', ...filled },
    })

  return {
    dayIn,
    mealsOf,
    mealOf,
    askToHold,
    askToConfirm,
    /** Held and confirmed. */
    order: async (client: Client, order: Order = {}, filled: Filled = {}): Promise<BookingView> => {
      const held = await askToHold(client, order)
      if (held.status !== 201) throw new Error(`not held: ${held.code}`)
      const answer = await askToConfirm(client, held.body.booking, filled)
      if (answer.status !== 200) throw new Error(`not ordered: ${answer.code}`)
      return answer.body.booking
    },
    /** Lunch as the kitchen of a canteen sees it. */
    kitchenOf: async (client: Client, day: string, canteen: keyof typeof canteens = 'one') => {
      const { meals } = await client.call(readKitchen, { params: { ...canteens[canteen], day } })
      const [lunch] = meals
      if (!lunch) throw new Error(`no lunch on ${day}`)
      return lunch
    },
  }
}
