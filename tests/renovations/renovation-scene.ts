import { seedId } from '#db/seed-id.ts'
import { readMe } from '#shared/accounts/accounts.contract.ts'
import type { BookingView } from '#shared/bookings/bookings.contract.ts'
import { confirmBooking, holdTime } from '#shared/bookings/bookings.contract.ts'
import type { BodyOf } from '#shared/http/endpoint.ts'
import { placeId, subdistrictId } from '#shared/ids.ts'
import { listNotices } from '#shared/notices/notices.contract.ts'
import type { Slot } from '#shared/offers/offers.contract.ts'
import { listTimes } from '#shared/offers/offers.contract.ts'
import { uploadPhoto } from '#shared/photos/photos.contract.ts'
import { currentPledge } from '#shared/renovations/pledge.words.ts'
import type { RenovationView } from '#shared/renovations/renovations.contract.ts'
import { registerRenovation } from '#shared/renovations/renovations.contract.ts'
import { picture } from '#tests/bookings/check-in-picture.ts'
import type { Client } from '#tests/support/client.ts'

export const hexing = { subdistrictId: subdistrictId('hexing') }
/** 合兴二村, 陈悦's estate, which has a property office in the demo. */
export const estate = placeId(seedId('hexing/hexinger/1'))
/** 云埠里, which has none. */
export const estateWithoutOffice = placeId(seedId('hexing/hexinger/2'))

/** Who is who to 陈悦's renovation. */
export const people = {
  property: 'hexing-property-hexingercun-1',
  otherProperty: 'hexing-property-weitang-1',
  officer: 'hexing-officer-hexinger',
  otherOfficer: 'hexing-officer-hexingyi',
  haulier: 'hexing-provider-qingyuan-1',
  driver: 'hexing-provider-qingyuan-2',
  otherProvider: 'hexing-provider-jinhui-1',
  duty: 'hexing-duty-1',
  foreign: 'liuwan-duty-1',
} as const

type Registered = BodyOf<typeof registerRenovation>

/** What is filled in, for whoever does; the tests say what differs. */
export const filledBy = async (
  client: Client,
  about: Partial<Registered> = {},
): Promise<Registered> => ({
  personId: (await client.call(readMe)).personId,
  placeId: estate,
  doorNo: '16号1102室',
  scope: 'kitchen_bath',
  startsOn: '2026-11-20',
  endsOn: '2026-12-20',
  contractor: '自己找的师傅',
  pledgeVersion: currentPledge.version,
  signedName: '陈悦',
  ...about,
})

export const askToRegister = async (
  client: Client,
  about: Partial<Registered> = {},
  key?: string,
) =>
  client.ask(registerRenovation, {
    params: hexing,
    body: await filledBy(client, about),
    ...(key === undefined ? {} : { key }),
  })

export const register = async (
  client: Client,
  about: Partial<Registered> = {},
): Promise<RenovationView> => {
  const answer = await askToRegister(client, about)
  if (answer.status !== 201) throw new Error(`not registered: ${answer.code}`)
  return answer.body.renovation
}

export const keyOf = ({ renovationId }: Pick<RenovationView, 'renovationId'>) => ({
  ...hexing,
  renovationId,
})

/** Free half-days of a service from a day on, earliest first. */
export const slotsOf = async (client: Client, code: string, from: string): Promise<Slot[]> => {
  const query = { from, days: 3 }
  const { days } = await client.call(listTimes, { params: { ...hexing, code }, query })
  return days.flatMap(({ slots }) => slots)
}

/** A half-day held for oneself. */
export const holdHaul = async (client: Client, slot: Slot, party = 1): Promise<BookingView> => {
  const { offerId, occurrenceId, startsAt } = slot
  const { personId } = await client.call(readMe)
  const body = { offerId, occurrenceId, startsAt, personId, party }
  return (await client.call(holdTime, { params: hexing, body })).booking
}

export const askToConfirm = (
  client: Client,
  { bookingId }: Pick<BookingView, 'bookingId'>,
  about: Partial<BodyOf<typeof confirmBooking>> = {},
) =>
  client.ask(confirmBooking, {
    params: { ...hexing, bookingId },
    body: {
      payBy: 'counter',
      note: '一楼，推车能进',
      place: { placeId: estate, doorNo: '16号1102室' },
      ...about,
    },
  })

export const photoOf = async (client: Client) =>
  (await client.upload<typeof uploadPhoto>(uploadPhoto, await picture())).body.photoId

/** Kinds of what a person was told, newest first. */
export const toldTo = async (client: Client): Promise<string[]> =>
  (await client.call(listNotices)).notices.map(({ kind }) => kind)
