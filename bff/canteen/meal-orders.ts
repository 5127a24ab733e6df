import type { Transaction } from '#db/database.ts'
import { Refusal } from '#shared/http/errors.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import type { BookingRecord } from '../bookings/booking-record.ts'
import type { Bookings } from '../bookings/bookings.service.ts'
import type { Offers } from '../offers/offers.service.ts'
import { keepMenu } from './canteen.store.ts'

type Ordering = Pick<BookingRecord, 'subdistrictId' | 'offerId' | 'startsAt'>

/** What a booking of a meal needs beside a place at the table: a set of that day, and where it goes. */
export const listenToMeals = (
  bookings: Pick<Bookings, 'listen'>,
  offers: Pick<Offers, 'offerOf'>,
): void => {
  /** @throws Refusal menu_set_unknown, also while the day has no menu */
  const approveSet = async (
    tx: Transaction,
    { subdistrictId, offerId, startsAt }: Ordering,
    wanted: string | null | undefined,
  ): Promise<string> => {
    const sets = await keepMenu(tx, { subdistrictId, offerId, day: shanghaiDay(startsAt) })
    const set = sets.find(({ name }) => name === wanted)
    if (!set) throw new Refusal('menu_set_unknown')
    return set.name
  }

  bookings.listen('meal', {
    /** @throws Refusal menu_set_unknown | not_delivered | address_needed */
    confirming: async (tx, record, filled) => {
      const menuSet = await approveSet(tx, record, filled.menuSet)
      // An address that nothing is brought to is not kept.
      if (!filled.isDelivered)
        return { menuSet, isDelivered: false, placeId: null, doorNo: null, placeLabel: null }
      const offer = await offers.offerOf(tx, record.subdistrictId, record.offerId)
      if (!offer?.termsOn(shanghaiDay(record.createdAt)).meal?.delivers)
        throw new Refusal('not_delivered')
      if (!filled.place || filled.place.doorNo.trim() === '') throw new Refusal('address_needed')
      return { menuSet, isDelivered: true }
    },
    /** Another day cooks something else. @throws Refusal menu_set_unknown */
    moved: async (tx, record, change) => {
      const startsAt = change.startsAt ?? record.startsAt
      return { menuSet: await approveSet(tx, { ...record, startsAt }, record.menuSet) }
    },
  })
}
