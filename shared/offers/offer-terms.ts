import type { Static } from '@sinclair/typebox'
import * as Type from '@sinclair/typebox'
import { literals, nullable, object } from '../http/fields.ts'

export const residences = ['anyone', 'subdistrict', 'hukou'] as const
export type ResidenceRule = (typeof residences)[number]

/** How a booking may be paid. `free` is the only way of a price of 0. */
export const payWays = ['free', 'wechat', 'counter'] as const
export type PayWay = (typeof payWays)[number]

/** Money in fen: at most 100,000 yuan. */
const Fen = Type.Integer({ minimum: 0, maximum: 10_000_000 })

/** The rules of one offer from a day on; a change is a new row, bookings keep the price they saw. */
export const OfferTerms = object({
  who: object({
    /** Full years on the day of the service; null: any age. */
    minAge: nullable(Type.Integer({ minimum: 1, maximum: 120 })),
    residence: literals(residences),
    /** Assessed level of care (上海市老年照护统一需求评估, 0–6); null: none needed. */
    minLevel: nullable(Type.Integer({ minimum: 0, maximum: 6 })),
  }),
  price: object({
    fullFen: Fen,
    /** From this age on the senior price holds; both or neither. */
    seniorFromAge: nullable(Type.Integer({ minimum: 1, maximum: 120 })),
    seniorFen: nullable(Fen),
    /** The person's own share by assessed level, the highest level that fits first. */
    subsidies: Type.Array(
      object({ minLevel: Type.Integer({ minimum: 0, maximum: 6 }), payFen: Fen }),
      {
        maxItems: 7,
      },
    ),
    /** Paid first, given back when the service was used (装修清运押金); 0: none. */
    depositFen: Fen,
  }),
  payBy: Type.Array(literals(payWays), { minItems: 1, maxItems: 3, uniqueItems: true }),
  cancel: object({
    /** Until so many minutes before the start everything is given back. */
    fullRefundMinutes: Type.Integer({ minimum: 0, maximum: 43_200 }),
    /** After that, so many percent. */
    lateRefundPercent: Type.Integer({ minimum: 0, maximum: 100 }),
    /** Later than this one must phone. */
    closesMinutes: Type.Integer({ minimum: 0, maximum: 43_200 }),
  }),
  accept: object({
    how: literals(['auto', 'staff'] as const),
    /** Unanswered so long, a request goes to whoever leads. */
    withinMinutes: Type.Integer({ minimum: 1, maximum: 10_080 }),
  }),
  book: object({
    daysAhead: Type.Integer({ minimum: 0, maximum: 366 }),
    /** Minutes before the start after which nobody can book by himself (a meal's cut-off). */
    closesMinutes: Type.Integer({ minimum: 0, maximum: 43_200 }),
    /** A chosen time is kept so long while one fills in the rest. */
    holdMinutes: Type.Integer({ minimum: 1, maximum: 60 }),
    maxParty: Type.Integer({ minimum: 1, maximum: 100 }),
    /** Coming bookings of this offer that one person may have at once. */
    maxComing: Type.Integer({ minimum: 1, maximum: 60 }),
  }),
  noShow: object({
    /** So many in `days` and the person books through the desk, who asks what happened. */
    limit: Type.Integer({ minimum: 1, maximum: 50 }),
    days: Type.Integer({ minimum: 1, maximum: 366 }),
  }),
  /** Of meals; without it nothing is brought home. */
  meal: Type.Optional(object({ delivers: Type.Boolean() })),
})
export type OfferTerms = Static<typeof OfferTerms>

/** What decides whether a person may book, and the price. */
export interface ServedFacts {
  /** Full years on the day of the service; null: not known. */
  readonly age: number | null
  readonly livesHere: boolean
  readonly hasHukou: boolean
  readonly assessedLevel: number | null
}

export const refusalsOfTerms = ['age', 'residence', 'level'] as const
export type TermsRefusal = (typeof refusalsOfTerms)[number]

/** Why the terms refuse this person; undefined when they do not. */
export const refusedBy = (
  { who }: Pick<OfferTerms, 'who'>,
  facts: ServedFacts,
): TermsRefusal | undefined => {
  if (who.minAge !== null && (facts.age === null || facts.age < who.minAge)) return 'age'
  if (who.residence === 'subdistrict' && !facts.livesHere && !facts.hasHukou) return 'residence'
  if (who.residence === 'hukou' && !facts.hasHukou) return 'residence'
  if (who.minLevel !== null && (facts.assessedLevel ?? -1) < who.minLevel) return 'level'
  return undefined
}

/** Whoever it is: nothing in these terms depends on it. */
export const ofAnybody: ServedFacts = {
  age: null,
  livesHere: false,
  hasHukou: false,
  assessedLevel: null,
}

/** Whether right or price depend on who comes; otherwise nobody needs to look it up. */
export const asksWhoComes = ({ who, price }: Pick<OfferTerms, 'who' | 'price'>): boolean =>
  who.minAge !== null ||
  who.residence !== 'anyone' ||
  who.minLevel !== null ||
  (price.seniorFromAge !== null && price.seniorFen !== null) ||
  price.subsidies.length > 0

/** The same terms where WeChat takes no money: what it would have taken is paid at the counter. */
export const withoutWechat = (terms: OfferTerms): OfferTerms => {
  const payBy = terms.payBy.filter((way) => way !== 'wechat')
  return { ...terms, payBy: payBy.length === 0 ? ['counter'] : payBy }
}

/** What one person pays for one place, in fen: the lowest price that he has a right to, without deposit. */
export const priceFor = ({ price }: Pick<OfferTerms, 'price'>, facts: ServedFacts): number => {
  const isSenior =
    price.seniorFromAge !== null && facts.age !== null && facts.age >= price.seniorFromAge
  const shares = price.subsidies
    .filter(({ minLevel }) => facts.assessedLevel !== null && facts.assessedLevel >= minLevel)
    .map(({ payFen }) => payFen)
  return Math.min(
    price.fullFen,
    ...(isSenior && price.seniorFen !== null ? [price.seniorFen] : []),
    ...shares,
  )
}

/** Fen given back for a cancellation so many minutes before the start; the deposit always. */
export const refundFor = (
  { cancel, price }: Pick<OfferTerms, 'cancel' | 'price'>,
  paidFen: number,
  minutesBefore: number,
): number => {
  if (minutesBefore >= cancel.fullRefundMinutes) return paidFen
  const deposit = Math.min(price.depositFen, paidFen)
  return deposit + Math.floor(((paidFen - deposit) * cancel.lateRefundPercent) / 100)
}
