import type { Reader } from '#db/database.ts'
import { maskPhone } from '#shared/accounts/phone.ts'
import type { QueryOf, ResponseOf } from '#shared/http/endpoint.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { SubdistrictId, UnitId } from '#shared/ids.ts'
import { renovationRulesOn } from '#shared/renovations/renovation-rules.ts'
import type { readHaulageHours, readRound } from '#shared/renovations/renovations.contract.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '#shared/time/shanghai.ts'
import type { Actor } from '../accounts/actor.ts'
import { approveDay } from '../offers/site-of.ts'
import type { Platform } from '../platform/platform.ts'
import { figuresOf } from './hours.policy.ts'
import type { RenovationNeeds } from './renovation-needs.ts'
import type { Spot } from './round.policy.ts'
import { wayThrough } from './round.policy.ts'

const longestStretch = 366

/** The haulier's day, and how long people wait. */
export const createRounds = (
  { clock, database }: Pick<Platform, 'clock' | 'database'>,
  {
    accounts,
    bookings,
    offers,
    places,
  }: Pick<RenovationNeeds, 'accounts' | 'bookings' | 'offers' | 'places'>,
) => {
  const { reader } = database

  /** Where the haulier's cars stand: the middle of the place of its unit. */
  const depotOf = async (
    tx: Reader,
    subdistrictId: SubdistrictId,
    unitId: UnitId | undefined,
  ): Promise<Spot | undefined> => {
    const unit = unitId && (await places.unit(tx, subdistrictId, unitId))
    const place = unit && (await places.findPlace(tx, subdistrictId, unit.placeId))
    return place && { longitude: place.centre[0], latitude: place.centre[1] }
  }

  return {
    /** @throws Refusal invalid_request (no such day) */
    round: async (
      actor: Actor,
      subdistrictId: SubdistrictId,
      day: string,
    ): Promise<ResponseOf<typeof readRound>> => {
      approveDay(day, { where: 'query', field: 'day' })
      const stretch = { from: shanghaiInstant(day), to: shanghaiInstant(addDays(day, 1)) }
      const { windows, loads } = await bookings.hauls.round(reader, actor, subdistrictId, stretch)
      const stops = []
      for (const load of loads) {
        const offer = await offers.offerOf(reader, subdistrictId, load.offerId)
        if (!offer) throw new Error('a booking without its offer')
        const { longitude, latitude, address } = offer.site
        const phone = await accounts.phoneOf(reader, load.personId)
        stops.push({
          startsAt: load.startsAt,
          longitude,
          latitude,
          stop: {
            ...load.row,
            ...{ longitude, latitude, address },
            phoneMasked: phone === null ? null : maskPhone(phone),
            note: load.note,
            collectedAt: load.servedAt?.toISOString() ?? null,
          },
        })
      }
      const [first] = loads
      const depot = (await depotOf(reader, subdistrictId, first?.providerUnitId)) ?? stops[0]
      return {
        occurrences: windows.map(({ startsAt, endsAt, ...window }) => ({
          ...window,
          startsAt: startsAt.toISOString(),
          endsAt: endsAt.toISOString(),
        })),
        stops: depot ? wayThrough(depot, stops).map(({ stop }) => stop) : [],
      }
    },

    /** Both days included. @throws Refusal invalid_request (no such day, or too long a stretch) */
    hours: async (
      subdistrictId: SubdistrictId,
      { from, to }: QueryOf<typeof readHaulageHours>,
    ): Promise<ResponseOf<typeof readHaulageHours>> => {
      approveDay(from, { where: 'query', field: 'from' })
      approveDay(to, { where: 'query', field: 'to' }, from)
      if (to > addDays(from, longestStretch))
        throw new Refusal('invalid_request', { where: 'query', field: 'to', rule: 'maximum' })
      const { goalHours, goalSource } = renovationRulesOn(shanghaiDay(clock.now()))
      const stretch = { from: shanghaiInstant(from), to: shanghaiInstant(addDays(to, 1)) }
      const { fetched, waiting } = await bookings.hauls.times(reader, subdistrictId, stretch)
      return { goalHours, goalSource, waiting, ...figuresOf(fetched, goalHours) }
    },
  }
}
