import { createHash } from 'node:crypto'
import type { Reader } from '#db/database.ts'
import { maskPhone } from '#shared/accounts/phone.ts'
import type { readDayList } from '#shared/bookings/desk.contract.ts'
import type { ParamsOf, ResponseOf } from '#shared/http/endpoint.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { PersonId, SiteId, SubdistrictId } from '#shared/ids.ts'
import { isRealDay } from '#shared/relatives/age.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '#shared/time/shanghai.ts'
import type { Actor } from '../accounts/actor.ts'
import { appendAudit } from '../audit/audit.service.ts'
import type { BookingContext } from './booking-context.ts'
import { bookingRowOf } from './booking-view.ts'
import type { DayBooking } from './check-in.store.ts'
import { bookingsOfDay } from './check-in.store.ts'
import type { Workplaces } from './desk.policy.ts'
import { worksWith } from './desk.policy.ts'

export interface SiteDay {
  readonly siteName: string
  readonly places: Workplaces
  /** Only what the actor works with. */
  readonly bookings: readonly DayBooking[]
}

/** Whom a site expects on a day, and by what they are recognised at its door. */
export const createDayList = (context: BookingContext) => {
  const { accounts, clock, database, offers, relatives } = context

  /** A site where the actor works; of its bookings those of his. @throws Refusal not_found */
  const siteDay = async (
    tx: Reader,
    actor: Actor,
    subdistrictId: SubdistrictId,
    siteId: SiteId,
    day: string,
  ): Promise<SiteDay> => {
    const { site } = await offers.siteOf(tx, actor, subdistrictId, siteId)
    const places = await offers.workplacesOf(tx, actor, subdistrictId)
    const from = shanghaiInstant(day)
    const to = shanghaiInstant(addDays(day, 1))
    const all = await bookingsOfDay(tx, { subdistrictId, siteId }, from, to)
    const bookings = all.filter((booking) => worksWith(places, booking))
    return { siteName: site.name, places, bookings }
  }

  /** Last four digits of phone and ID card of each person, as far as known. */
  const tailsOf = async (
    tx: Reader,
    personIds: readonly PersonId[],
  ): Promise<{
    readonly phones: ReadonlyMap<PersonId, string>
    readonly tailsOf: (personId: PersonId) => string[]
  }> => {
    const known = [...new Set(personIds)]
    const phones = await accounts.phonesOf(tx, known)
    const idTails = await relatives.profiles.idTailsOf(tx, known)
    return {
      phones,
      tailsOf: (personId) => {
        const tails = [phones.get(personId)?.slice(-4), idTails.get(personId)]
        return tails.flatMap((tail) => (tail === undefined ? [] : [tail]))
      },
    }
  }

  /**
   * The list that is printed and serves while offline. Digits of phones and ID cards stand in it only
   * for yesterday, today and tomorrow, and each look is written into the audit.
   * @throws Refusal not_found
   */
  const read = (
    actor: Actor,
    { subdistrictId, siteId, day }: ParamsOf<typeof readDayList>,
  ): Promise<ResponseOf<typeof readDayList>> =>
    database.inTransaction(async (tx) => {
      const now = clock.now()
      if (!isRealDay(day)) throw new Refusal('not_found')
      const { siteName, bookings } = await siteDay(tx, actor, subdistrictId, siteId, day)
      const today = shanghaiDay(now)
      const isNear = day >= addDays(today, -1) && day <= addDays(today, 1)
      const people = isNear ? bookings.map(({ personId }) => personId) : []
      const { phones, tailsOf: tails } = await tailsOf(tx, people)
      await appendAudit(tx, {
        at: now,
        subdistrictId,
        actorPersonId: actor.personId,
        action: 'bookings.day_read',
        objectKind: 'site',
        objectId: siteId,
        detail: { day, bookings: bookings.length, withDigits: isNear },
      })
      return {
        siteName,
        bookings: bookings.map((booking) => {
          const phone = phones.get(booking.personId)
          return {
            ...bookingRowOf(booking, actor.personId),
            tails: tails(booking.personId),
            phoneMasked: phone === undefined ? null : maskPhone(phone),
            codeHash: createHash('sha256').update(booking.checkInSecret).digest('base64url'),
            note: booking.note,
          }
        }),
      }
    })

  return { siteDay, tailsOf, read }
}
export type DayList = ReturnType<typeof createDayList>
