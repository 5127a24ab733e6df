import { readMe } from '#shared/accounts/accounts.contract.ts'
import type { BookingView } from '#shared/bookings/bookings.contract.ts'
import { confirmBooking, holdTime } from '#shared/bookings/bookings.contract.ts'
import { paymentId } from '#shared/ids.ts'
import { listTimes } from '#shared/offers/offers.contract.ts'
import { collectAtCounter } from '#shared/payments/payments.contract.ts'
import type { RenovationView } from '#shared/renovations/renovations.contract.ts'
import { acknowledgeRenovation } from '#shared/renovations/renovations.contract.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { hexing, keyOf, people, register } from './renovation-scene.ts'

export interface RenovationStory {
  readonly renovation: RenovationView
  readonly haul: BookingView
}

/**
 * 陈悦 has registered, the property has looked and said something; one load is paid and stands on
 * today's round, which only a desk can still book.
 */
export const tellRenovation = async (app: TestApp): Promise<RenovationStory> => {
  const resident = await app.as('chen-yue')
  const renovation = await register(resident)
  const property = await app.as(people.property)
  const remark = '电梯请垫好木板，水泥和黄沙从 2 号门进，不要堆在楼道里'
  await property.call(acknowledgeRenovation, { params: keyOf(renovation), body: { remark } })

  const duty = await app.as(people.duty)
  const { days } = await duty.call(listTimes, {
    params: { ...hexing, code: 'renovation-waste' },
    query: { until: 'ends', days: 1 },
  })
  const slot = days.flatMap(({ slots }) => slots).at(-1)
  if (!slot) throw new Error('no round today')
  const { offerId, occurrenceId, startsAt } = slot
  const { personId } = await resident.call(readMe)
  const { booking } = await duty.call(holdTime, {
    params: hexing,
    body: { offerId, occurrenceId, startsAt, personId, party: 1, channel: 'phone' },
  })
  const confirmed = await duty.call(confirmBooking, {
    params: { ...hexing, bookingId: booking.bookingId },
    body: {
      payBy: 'counter',
      note: '一楼，推车能进，请从北门走',
      renovationId: renovation.renovationId,
    },
  })
  await duty.call(collectAtCounter, {
    params: { ...hexing, paymentId: paymentId(confirmed.booking.paymentId ?? '') },
    body: { way: 'cash' },
  })
  return { renovation, haul: confirmed.booking }
}
