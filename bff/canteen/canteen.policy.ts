import type { MenuSet } from '#shared/canteen/canteen.contract.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { OfferTerms } from '#shared/offers/offer-terms.ts'
import { isRealDay } from '#shared/relatives/age.ts'

const minute = 60_000

/** Until when one may order; at that very minute one still may, as the booking itself decides. */
export const cutOffOf = (startsAt: Date, { book }: Pick<OfferTerms, 'book'>): Date =>
  new Date(startsAt.getTime() - book.closesMinutes * minute)

/** A schema knows what a day looks like, not which months have 31. @throws Refusal invalid_request */
export const approveDay = (day: string, where: 'params' | 'query', notBefore?: string): void => {
  const field = where === 'query' ? 'from' : 'day'
  if (!isRealDay(day)) throw new Refusal('invalid_request', { where, field, rule: 'format' })
  if (notBefore !== undefined && day < notBefore)
    throw new Refusal('invalid_request', { where, field, rule: 'minimum' })
}

/** As people order by them: without blanks around, each name once. @throws Refusal invalid_request */
export const tidySets = (sets: readonly MenuSet[]): MenuSet[] => {
  const tidy = sets.map(({ name, dishes, isSoft }) => ({
    name: name.trim(),
    dishes: dishes.map((dish) => dish.trim()),
    isSoft,
  }))
  if (new Set(tidy.map(({ name }) => name)).size < tidy.length)
    throw new Refusal('invalid_request', { where: 'body', field: 'sets', rule: 'uniqueItems' })
  return tidy
}
