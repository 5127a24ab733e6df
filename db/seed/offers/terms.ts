import type { OfferTerms } from '#shared/offers/offer-terms.ts'

/** Where a figure comes from, as staff may be asked. */
export const OWN_DEFAULT = 'our own default, to be set by the subdistrict'
export const B5 = 'MISSION B5: 25% off for the senior card; from 65, the age of 上海 敬老卡'

type Change = {
  readonly [Group in keyof OfferTerms]?: OfferTerms[Group] extends readonly unknown[]
    ? OfferTerms[Group]
    : Partial<OfferTerms[Group]>
}

const hour = 60
const day = 24 * hour

/**
 * Terms of an offer: free, for everybody who lives here, accepted by itself, unless said otherwise.
 * What costs something is paid in WeChat or at the counter.
 */
export const terms = (change: Change = {}): OfferTerms => {
  const price = {
    fullFen: 0,
    seniorFromAge: null,
    seniorFen: null,
    subsidies: [],
    depositFen: 0,
    ...change.price,
  }
  const isFree = price.fullFen === 0 && price.depositFen === 0
  return {
    who: { minAge: null, residence: 'subdistrict', minLevel: null, ...change.who },
    price,
    payBy: change.payBy ?? (isFree ? ['free'] : ['wechat', 'counter']),
    cancel: {
      fullRefundMinutes: 2 * hour,
      lateRefundPercent: 0,
      closesMinutes: hour,
      ...change.cancel,
    },
    accept: { how: 'auto', withinMinutes: 30, ...change.accept },
    book: {
      daysAhead: 28,
      closesMinutes: hour,
      holdMinutes: 10,
      maxParty: 1,
      maxComing: 2,
      ...change.book,
    },
    noShow: { limit: 3, days: 90, ...change.noShow },
  }
}

/** Somebody comes home: staff look who can go, and a visit is not given back on its own day. */
export const visitTerms = (change: Change = {}): OfferTerms =>
  terms({
    ...change,
    accept: { how: 'staff', ...change.accept },
    cancel: { fullRefundMinutes: day, lateRefundPercent: 50, closesMinutes: 2 * hour },
    book: { closesMinutes: 4 * hour, ...change.book },
  })

/** A senior's price from an age on, in fen. */
export const seniorPrice = (fullFen: number, seniorFromAge: number, seniorFen: number) => ({
  fullFen,
  seniorFromAge,
  seniorFen,
})
