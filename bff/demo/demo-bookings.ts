import { residents } from '#db/seed/places/residents.ts'
import { seedId } from '#db/seed-id.ts'
import type { confirmBooking, holdTime } from '#shared/bookings/bookings.contract.ts'
import type { BodyOf } from '#shared/http/endpoint.ts'
import { bookingId, personId, placeId, subdistrictId } from '#shared/ids.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import type { Accounts } from '../accounts/accounts.service.ts'
import type { Actor } from '../accounts/actor.ts'
import type { BookingKey } from '../bookings/booking-record.ts'
import type { Bookings } from '../bookings/bookings.service.ts'
import type { Offers } from '../offers/offers.service.ts'
import { demoSiteId } from './demo-catalogue.ts'
import { demoSteps } from './demo-steps.ts'

interface Services {
  readonly accounts: Accounts
  readonly offers: Offers
  readonly bookings: Bookings
}

interface Wish {
  readonly by: Actor
  readonly for: string
  readonly service: string
  readonly site: string
  readonly payBy: BodyOf<typeof confirmBooking>['payBy']
  readonly note?: string
  readonly channel?: NonNullable<BodyOf<typeof holdTime>['channel']>
  /** To the home of whom it is for. */
  readonly atHome?: boolean
  /** Only what begins so soon after this moment, on its day, that one waits for it. */
  readonly soonAfter?: Date
}

const hexing = subdistrictId('hexing')
const longestWait = 4 * 3_600_000

/** Where somebody of the demo lives, as a visit wants it. */
const homeOf = (key: string) => {
  const home = residents.find((one) => one.key === `person/${key}`)?.home
  if (!home) throw new Error(`${key} has no home`)
  return { placeId: placeId(seedId(home.estateKey)), doorNo: home.doorNo }
}

/**
 * A booking desk with something on it: asked for, agreed, booked by phone for an elder without one,
 * and – while something is still given today – somebody who walked in and was served. Each takes
 * the earliest time there is; where there is none (a long holiday) it is left out.
 */
export const makeDemoBookings = async (
  { accounts, bookings, offers }: Services,
  now: Date,
): Promise<void> => {
  const become = async (key: string): Promise<Actor> => {
    const { session } = await accounts.signInAsDemoPerson(key)
    return accounts.findActor(session)
  }
  const elder = await become('xia-genfa')
  const daughter = await become('zhang-hui')
  const neighbour = await become('chen-yue')
  const clerk = await become('hexing-site-1-clerk-1')
  const once = demoSteps('demo-booking')

  const book = async (wish: Wish): Promise<BookingKey | undefined> => {
    const { by, service, soonAfter, channel, atHome, note = '', payBy } = wish
    const { earliest } = await offers.listTimes(hexing, service, {
      siteId: demoSiteId('hexing', wish.site),
    })
    const isSoon = (startsAt: string): boolean =>
      soonAfter === undefined ||
      (Date.parse(startsAt) - soonAfter.getTime() < longestWait &&
        shanghaiDay(new Date(startsAt)) === shanghaiDay(soonAfter))
    const slot = earliest.find(({ left, startsAt }) => left > 0 && isSoon(startsAt))
    if (!slot) return undefined
    const { offerId, occurrenceId, startsAt } = slot
    const { booking } = await bookings.hold(
      by,
      hexing,
      {
        offerId,
        occurrenceId,
        startsAt,
        personId: personId(seedId(`person/${wish.for}`)),
        party: 1,
        ...(channel ? { channel } : {}),
      },
      once(),
    )
    const key = { subdistrictId: hexing, bookingId: bookingId(booking.bookingId) }
    const place = atHome ? { place: homeOf(wish.for) } : {}
    await bookings.confirm(by, key, once(), { payBy, note, despiteClash: true, ...place })
    return key
  }

  const atCentre = { site: 'site-1', payBy: 'free' } as const
  await book({ ...atCentre, by: elder, for: 'xia-genfa', service: 'dance', note: '和老伴一起来' })
  await book({ ...atCentre, by: neighbour, for: 'chen-yue', service: 'legal' })
  await book({
    by: elder,
    for: 'xia-genfa',
    service: 'blood-pressure',
    site: 'site-2',
    payBy: 'free',
  })
  await book({
    by: daughter,
    for: 'shen-apo',
    service: 'home-care',
    site: 'site-1',
    payBy: 'counter',
    note: '妈妈耳朵不好，请敲门重一点',
    atHome: true,
  })
  await book({
    by: clerk,
    for: 'shen-apo',
    service: 'haircut-home',
    site: 'site-1',
    payBy: 'counter',
    channel: 'phone',
    atHome: true,
  })
  const walkIn = await book({
    by: clerk,
    for: 'xia-genfa',
    service: 'haircut',
    site: 'site-1',
    payBy: 'counter',
    channel: 'walk_in',
    soonAfter: now,
  })
  if (!walkIn) return
  await bookings.desk.checkIn.byStaff(clerk, walkIn, once(), {})
  await bookings.desk.serving.serve(clerk, walkIn, once(), { note: '剪短了，很精神', photoIds: [] })
}
