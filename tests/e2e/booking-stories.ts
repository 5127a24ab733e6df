import { seedId } from '#db/seed-id.ts'
import { readMe } from '#shared/accounts/accounts.contract.ts'
import type { BookingView } from '#shared/bookings/bookings.contract.ts'
import { confirmBooking, holdTime } from '#shared/bookings/bookings.contract.ts'
import type { PersonId } from '#shared/ids.ts'
import { personId, subdistrictId } from '#shared/ids.ts'
import type { Slot } from '#shared/offers/offers.contract.ts'
import { listTimes } from '#shared/offers/offers.contract.ts'
import type { Client } from '../support/client.ts'
import type { TestApp } from '../support/test-app.ts'

export const hexing = subdistrictId('hexing')
const params = { subdistrictId: hexing }

/** The free times of a service, the earliest first. */
export const timesOf = async (client: Client, code: string): Promise<readonly Slot[]> => {
  const { days } = await client.call(listTimes, {
    params: { ...params, code },
    query: { days: 14 },
  })
  return days.flatMap(({ slots }) => slots).filter(({ left }) => left > 0)
}

/** Keeps the n-th free time of a service, for oneself unless told. */
export const hold = async (
  client: Client,
  code: string,
  { at = 0, personId }: { readonly at?: number; readonly personId?: PersonId } = {},
): Promise<BookingView> => {
  const slot = (await timesOf(client, code))[at]
  if (slot === undefined) throw new Error(`no time ${at} of ${code}`)
  const { offerId, occurrenceId, startsAt } = slot
  const whom = personId ?? (await client.call(readMe)).personId
  const body = { offerId, occurrenceId, startsAt, personId: whom, party: 1 }
  return (await client.call(holdTime, { params, body })).booking
}

/** Keeps one and confirms it, paid at the counter where it costs something. */
export const book = async (
  client: Client,
  code: string,
  wanted: Parameters<typeof hold>[2] = {},
): Promise<BookingView> => {
  const { bookingId, priceFen } = await hold(client, code, wanted)
  const body = { payBy: priceFen === 0 ? ('free' as const) : ('counter' as const), note: '' }
  return (await client.call(confirmBooking, { params: { ...params, bookingId }, body })).booking
}

/** Keeps one until it is paid by WeChat. */
export const orderByWechat = async (
  client: Client,
  code: string,
  wanted: Parameters<typeof hold>[2] = {},
): Promise<BookingView> => {
  const { bookingId } = await hold(client, code, wanted)
  const body = { payBy: 'wechat' as const, note: '' }
  return (await client.call(confirmBooking, { params: { ...params, bookingId }, body })).booking
}

/** Bookings as a resident or a daughter may find them. */
export interface BookingStories {
  readonly held: BookingView
  readonly visit: BookingView
  readonly confirmed: BookingView
  readonly forMother: BookingView
  readonly requested: BookingView
  readonly toPay: BookingView
}

export const tellBookings = async (app: TestApp): Promise<BookingStories> => {
  const resident = await app.as('chen-yue')
  const daughter = await app.as('zhang-hui')
  const elder = await app.as('xia-genfa')
  const shen = personId(seedId('person/shen-apo'))
  return {
    held: await hold(resident, 'cleaning'),
    visit: await hold(daughter, 'cleaning', { at: 6, personId: shen }),
    confirmed: await book(resident, 'haircut'),
    forMother: await book(daughter, 'haircut', { at: 4, personId: shen }),
    requested: await book(elder, 'bath-room'),
    toPay: await orderByWechat(await app.as('tao-liming'), 'haircut', { at: 8 }),
  }
}
