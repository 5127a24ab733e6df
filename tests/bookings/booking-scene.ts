import { seedId } from '#db/seed-id.ts'
import { readMe } from '#shared/accounts/accounts.contract.ts'
import type { BookingView, confirmBooking } from '#shared/bookings/bookings.contract.ts'
import {
  confirmBooking as confirm,
  holdTime,
  readBooking,
} from '#shared/bookings/bookings.contract.ts'
import type { BodyOf } from '#shared/http/endpoint.ts'
import type { PersonId } from '#shared/ids.ts'
import { occurrenceId, personId, placeId, subdistrictId } from '#shared/ids.ts'
import { listNotices } from '#shared/notices/notices.contract.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '#shared/time/shanghai.ts'
import type { Client } from '#tests/support/client.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { catalogueOfScene, offerIdOf, offersOfScene } from './booking-catalogue.ts'

export const hexing = { subdistrictId: subdistrictId('hexing') }
/** Where a visit goes. */
export const atHome = { placeId: placeId(seedId('hexing/hexinger/1')), doorNo: '16号1102室' }

/** Demo people by what they are to these bookings. */
export const sceneStaff = {
  clerk: 'hexing-site-1-clerk-1',
  otherClerk: 'hexing-site-2-clerk-1',
  provider: 'hexing-provider-jinhui-1',
  otherProvider: 'hexing-provider-jiangfa-1',
  officer: 'hexing-officer-hexinger',
  duty: 'hexing-duty-1',
  foreign: 'liuwan-duty-1',
} as const

export const idOfPerson = (key: string): PersonId => personId(seedId(`person/${key}`))

type CatalogueMore = Parameters<typeof catalogueOfScene>[0]

interface When {
  /** Days from today. */
  readonly inDays?: number
  /** Minutes after midnight in Shanghai; default: when it begins on a day. */
  readonly at?: number
}

interface Holding extends When {
  readonly personId?: PersonId
  readonly party?: number
  readonly channel?: 'app' | 'counter' | 'phone' | 'walk_in'
  readonly key?: string
}

/** What tests of bookings do again and again, all of it through the doors. */
export const bookingScene = (app: () => TestApp) => {
  const database = () => app().platform.database

  const fromOf = (name: string, more: CatalogueMore): number =>
    Object.entries({ ...offersOfScene, ...more }).find(([known]) => known === name)?.[1].from ?? 0
  let saved: CatalogueMore = {}

  /** A time of an offer: tomorrow when it begins, unless said otherwise. */
  const slotOf = async (name: string, { inDays = 1, at }: When = {}) => {
    const day = addDays(shanghaiDay(app().clock.now()), inDays)
    const startsAt = shanghaiInstant(day, at ?? fromOf(name, saved))
    const { rows } = await database().pool.query<{ id: string }>(
      `select occurrence_id as id from occurrences
        where subdistrict_id = 'hexing' and offer_id = $1 and starts_at <= $2 and ends_at > $2`,
      [offerIdOf(name), startsAt],
    )
    const id = rows[0]?.id
    if (id === undefined) throw new Error(`no ${name} at ${startsAt.toISOString()}`)
    return {
      offerId: offerIdOf(name),
      occurrenceId: occurrenceId(id),
      startsAt: startsAt.toISOString(),
    }
  }

  const whoIs = async (client: Client): Promise<PersonId> => (await client.call(readMe)).personId

  const askToHold = async (client: Client, name: string, holding: Holding = {}) => {
    const { party = 1, channel, key } = holding
    return client.ask(holdTime, {
      params: hexing,
      body: {
        ...(await slotOf(name, holding)),
        personId: holding.personId ?? (await whoIs(client)),
        party,
        ...(channel === undefined ? {} : { channel }),
      },
      ...(key === undefined ? {} : { key }),
    })
  }

  const hold = async (
    client: Client,
    name: string,
    holding: Holding = {},
  ): Promise<BookingView> => {
    const answer = await askToHold(client, name, holding)
    if (answer.status !== 201)
      throw new Error(`${name} is not held: ${answer.code} ${JSON.stringify(answer.detail)}`)
    return answer.body.booking
  }

  const keyOf = ({ bookingId }: Pick<BookingView, 'bookingId'>) => ({ ...hexing, bookingId })

  const askToConfirm = (
    client: Client,
    booking: BookingView,
    filled: Partial<BodyOf<typeof confirmBooking>> = {},
  ) =>
    client.ask(confirm, {
      params: keyOf(booking),
      body: {
        payBy: booking.priceFen === 0 ? 'free' : 'counter',
        note: '',
        ...(booking.kind === 'visit' || booking.kind === 'haulage' ? { place: atHome } : {}),
        ...filled,
      },
    })

  return {
    /** Brings the scene's catalogue into the database; to be called first. */
    open: async (more: CatalogueMore = {}): Promise<void> => {
      saved = more
      const catalogue = catalogueOfScene(more)
      await database().inTransaction((tx) =>
        app().app.services.offers.saveCatalogue(tx, hexing.subdistrictId, catalogue),
      )
    },
    slotOf,
    whoIs,
    askToHold,
    hold,
    askToConfirm,
    keyOf,

    confirm: async (...wanted: Parameters<typeof askToConfirm>): Promise<BookingView> => {
      const answer = await askToConfirm(...wanted)
      if (answer.status !== 200)
        throw new Error(`not confirmed: ${answer.code} ${JSON.stringify(answer.detail)}`)
      return answer.body.booking
    },

    /** Held and confirmed. */
    book: async (
      client: Client,
      name: string,
      holding: Holding = {},
      filled: Partial<BodyOf<typeof confirmBooking>> = {},
    ): Promise<BookingView> => {
      const answer = await askToConfirm(client, await hold(client, name, holding), filled)
      if (answer.status !== 200) throw new Error(`${name} is not confirmed: ${answer.code}`)
      return answer.body.booking
    },

    read: async (client: Client, booking: Pick<BookingView, 'bookingId'>): Promise<BookingView> =>
      (await client.call(readBooking, { params: keyOf(booking) })).booking,

    /** Kinds of the notices about this booking that the person got, by name: the clock stands still. */
    toldTo: async (client: Client, booking: Pick<BookingView, 'bookingId'>): Promise<string[]> => {
      const { notices } = await client.call(listNotices)
      return notices
        .filter(({ bookingId }) => bookingId === booking.bookingId)
        .map(({ kind }) => kind)
        .sort()
    },

    /** What the database says of an occurrence: places taken, and the sum of its living bookings. */
    countsOf: async (id: string): Promise<{ taken: number; party: number; holders: number }> => {
      const { rows } = await database().pool.query<{
        taken: number
        party: number
        holders: number
      }>(
        `select o.taken, coalesce(sum(b.party), 0)::int as party, count(b.booking_id)::int as holders
          from occurrences o left join bookings b on b.subdistrict_id = o.subdistrict_id
            and b.occurrence_id = o.occurrence_id
            and b.status in ('held','requested','proposed','confirmed','checked_in','served','no_show')
          where o.occurrence_id = $1 group by o.taken`,
        [id],
      )
      return rows[0] ?? { taken: 0, party: 0, holders: 0 }
    },
  }
}
