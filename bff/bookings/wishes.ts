import type { recordWish } from '#shared/bookings/bookings.contract.ts'
import type { BodyOf } from '#shared/http/endpoint.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { scrub } from '#shared/privacy/scrub.ts'
import { isRealDay } from '#shared/relatives/age.ts'
import { insertWish } from './booking-after.store.ts'
import type { BookingContext } from './booking-context.ts'

/** Demand that met no place. Anybody may say it, and nobody is written down with it. */
export const createWishes = ({ clock, database, ids, offers }: BookingContext) => ({
  /** @throws Refusal not_found (no such subdistrict) | offer_unknown | invalid_request */
  wish: async (
    subdistrictId: SubdistrictId,
    { kind, serviceCode, siteId, wantedDay, words }: BodyOf<typeof recordWish>,
  ): Promise<void> => {
    const services = await offers.listServices(subdistrictId, undefined)
    const sites = await offers.listSites(subdistrictId)
    const isKnown =
      (serviceCode === undefined || services.some(({ code }) => code === serviceCode)) &&
      (siteId === undefined || sites.some((site) => site.siteId === siteId))
    if (!isKnown) throw new Refusal('offer_unknown')
    if (wantedDay !== undefined && !isRealDay(wantedDay))
      throw new Refusal('invalid_request', { where: 'body', field: 'wantedDay', rule: 'day' })
    await database.inTransaction((tx) =>
      insertWish(tx, {
        subdistrictId,
        wishId: ids.next(),
        serviceCode: serviceCode ?? null,
        siteId: siteId ?? null,
        kind,
        wantedDay: wantedDay ?? null,
        // A phone number said here would be kept without anybody to give it back to.
        words: scrub(words).text.trim(),
        isSenior: null,
        at: clock.now(),
      }),
    )
  },
})
