import type { OfferView, ServiceRow, SiteView } from '#shared/offers/offers.contract.ts'
import { normaliseAddressText } from '#shared/places/address-text.ts'
import type { OfferBook, Service } from './offer-book.ts'
import { offerView, siteView, whyUnavailable } from './offer-book.ts'
import { offersOf } from './times.ts'

/** How well what was typed fits: 0 the whole name, 1 its beginning, 2 some part; undefined not. */
const nearness = ({ searchKeys }: Service, typed: string): number | undefined => {
  if (searchKeys.includes(typed)) return 0
  if (searchKeys.some((key) => key.startsWith(typed))) return 1
  // One letter is somewhere in nearly every name; one character is not.
  const says = typed.length > 1 || !/[a-z0-9]/.test(typed)
  return says && searchKeys.some((key) => key.includes(typed)) ? 2 : undefined
}

/** The row of a service; undefined while nobody offers it. */
const rowOf = (book: OfferBook, service: Service, day: string): ServiceRow | undefined => {
  const offers = offersOf(book, { code: service.code })
  const [first] = offers
  if (!first) return undefined
  const given = offers.filter((offer) => whyUnavailable(offer, day) === null)
  const prices = (given.length > 0 ? given : offers).map((offer) => offer.termsOn(day).price)
  const lowest = prices.flatMap(({ fullFen, seniorFen, subsidies }) => [
    fullFen,
    ...(seniorFen === null ? [] : [seniorFen]),
    ...subsidies.map(({ payFen }) => payFen),
  ])
  const { code, name, need, description } = service
  return {
    code,
    name,
    need,
    description,
    siteCount: new Set(given.map(({ siteId }) => siteId)).size,
    fromFen: Math.min(...lowest),
    fullFen: Math.max(...prices.map(({ fullFen }) => fullFen)),
    depositFen: Math.max(...prices.map(({ depositFen }) => depositFen)),
    kind: first.kind,
  }
}

export const sitesIn = (book: OfferBook): SiteView[] => [...book.sites.values()].map(siteView)

/** Services somebody offers, as the service home orders them; with a search the best fit first. */
export const servicesIn = (
  book: OfferBook,
  day: string,
  search: string | undefined,
): ServiceRow[] => {
  const typed = normaliseAddressText(search ?? '')
  const fitting =
    search === undefined
      ? book.services
      : book.services
          .flatMap((service) => {
            const rank = typed === '' ? undefined : nearness(service, typed)
            return rank === undefined ? [] : [{ service, rank }]
          })
          .sort((one, other) => one.rank - other.rank)
          .map(({ service }) => service)
  return fitting.flatMap((service) => rowOf(book, service, day) ?? [])
}

/** One service with everybody who offers it; undefined when there is none. */
export const serviceIn = (
  book: OfferBook,
  day: string,
  code: string,
): { service: ServiceRow & { bring: string }; offers: OfferView[] } | undefined => {
  const service = book.services.find((one) => one.code === code)
  const row = service && rowOf(book, service, day)
  if (!row) return undefined
  return {
    service: { ...row, bring: service.bring },
    offers: offersOf(book, { code })
      .toSorted((one, other) => (one.siteName < other.siteName ? -1 : 1))
      .map((offer) => offerView(offer, day)),
  }
}
