import { asc, eq } from 'drizzle-orm'
import type { Reader } from '#db/database.ts'
import { offers, offerTerms, providers, resources, services, sites } from '#db/schema/offers.ts'
import type { OfferId, PersonId, SubdistrictId } from '#shared/ids.ts'
import { withoutWechat } from '#shared/offers/offer-terms.ts'
import type { Offer, OfferBook, Site } from './offer-book.ts'
import { termsByDay } from './offer-book.ts'

/**
 * Reads everything that can be booked in a subdistrict; an offer without terms is none. Ways to pay
 * are those that are open.
 */
export const readOfferBook = async (
  tx: Reader,
  id: SubdistrictId,
  takesWechat: boolean,
): Promise<OfferBook> => {
  const siteRows = await tx
    .select()
    .from(sites)
    .where(eq(sites.subdistrictId, id))
    .orderBy(asc(sites.siteId))
  const serviceRows = await tx
    .select()
    .from(services)
    .where(eq(services.subdistrictId, id))
    .orderBy(asc(services.rank), asc(services.code))
  const providerRows = await tx
    .select()
    .from(providers)
    .where(eq(providers.subdistrictId, id))
    .orderBy(asc(providers.name), asc(providers.providerId))
  const offerRows = await tx
    .select()
    .from(offers)
    .where(eq(offers.subdistrictId, id))
    .orderBy(asc(offers.offerId))
  const termRows = await tx.select().from(offerTerms).where(eq(offerTerms.subdistrictId, id))
  const resourceRows = await tx
    .select()
    .from(resources)
    .where(eq(resources.subdistrictId, id))
    .orderBy(asc(resources.name), asc(resources.resourceId))

  const sitesById = new Map(
    siteRows.map(({ subdistrictId: _of, ...site }): [Site['siteId'], Site] => [site.siteId, site]),
  )
  const serviceBy = new Map(serviceRows.map((service) => [service.code, service]))
  const providerBy = new Map(providerRows.map((provider) => [provider.providerId, provider]))
  const termsBy = new Map<OfferId, typeof termRows>()
  for (const row of termRows) {
    const terms = takesWechat ? row.terms : withoutWechat(row.terms)
    termsBy.set(row.offerId, [...(termsBy.get(row.offerId) ?? []), { ...row, terms }])
  }
  const known = offerRows.flatMap((row): Offer[] => {
    const site = sitesById.get(row.siteId)
    const service = serviceBy.get(row.serviceCode)
    const provider = providerBy.get(row.providerId)
    const termsOn = termsByDay(termsBy.get(row.offerId) ?? [])
    if (!site || !service || !provider || !termsOn) return []
    return [
      {
        ...row,
        serviceName: service.name,
        siteName: site.name,
        siteUnitId: site.unitId,
        site,
        providerName: provider.name,
        providerUnitId: provider.unitId,
        licenceFrom: provider.licenceFrom,
        licenceTo: provider.licenceTo,
        termsOn,
      },
    ]
  })
  return {
    sites: sitesById,
    services: serviceRows.map(({ subdistrictId: _of, searchKeys, ...service }) => ({
      ...service,
      searchKeys: searchKeys.split(' '),
    })),
    providers: providerRows.map(({ subdistrictId: _of, ...provider }) => provider),
    offers: new Map(known.map((offer) => [offer.offerId, offer])),
    resources: resourceRows.map(({ subdistrictId: _of, ...resource }) => resource),
  }
}

/** How often the person booked and did not come since then. */
export const countMissed = async (
  { client }: Reader,
  personId: PersonId,
  since: Date,
): Promise<number> => {
  const { rows } = await client.query<{ missed: number }>({
    name: 'offers.missed',
    text: `select count(*)::int as missed from bookings
      where person_id = $1 and starts_at >= $2 and status = 'no_show'`,
    values: [personId, since],
  })
  return rows[0]?.missed ?? 0
}
