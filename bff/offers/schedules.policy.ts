import { Refusal } from '#shared/http/errors.ts'
import type { SiteId } from '#shared/ids.ts'
import { takesTime } from '#shared/offers/offer-kinds.ts'
import type { ScheduleBody } from '#shared/offers/offers.contract.ts'
import type { Rule } from '#shared/offers/rule.ts'
import { readRule } from '#shared/offers/rule.ts'
import type { OfferBook } from './offer-book.ts'
import { approveDay } from './site-of.ts'

/** @throws Refusal rule_unreadable | invalid_request (days that are none, or in the wrong order) */
export const approveRule = ({ rule, startsOn, endsOn }: ScheduleBody): Rule => {
  approveDay(startsOn, { where: 'body', field: 'startsOn' })
  if (endsOn !== null) approveDay(endsOn, { where: 'body', field: 'endsOn' }, startsOn)
  const read = readRule(rule)
  if (!read) throw new Refusal('rule_unreadable')
  return read
}

/**
 * A schedule that fits its offer: somebody's time for kinds that take time, places for the others.
 * @throws Refusal rule_unreadable | offer_unknown | resource_unknown | schedule_shape | invalid_request
 */
export const approveSchedule = (book: OfferBook, siteId: SiteId, body: ScheduleBody): void => {
  approveRule(body)
  const { offerId, resourceId, capacity, fromMinute, toMinute } = body
  const offer = book.offers.get(offerId)
  if (!offer || offer.siteId !== siteId || offer.endedOn !== null)
    throw new Refusal('offer_unknown')
  const resource = book.resources.find((one) => one.resourceId === resourceId)
  if (resourceId !== null && resource?.siteId !== siteId) throw new Refusal('resource_unknown')
  const fits = takesTime(offer.kind)
    ? resourceId !== null && capacity === null && toMinute - fromMinute >= offer.minutes
    : resourceId === null && capacity !== null
  if (!fits || toMinute <= fromMinute) throw new Refusal('schedule_shape')
}
