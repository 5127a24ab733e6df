import { sql } from 'drizzle-orm'
import type { Transaction } from '#db/database.ts'
import {
  offers,
  offerTerms,
  providers,
  resources,
  schedules,
  services,
  sites,
} from '#db/schema/offers.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { searchKeyList } from '../places/search-keys.ts'
import type { Catalogue } from './catalogue.ts'

const newest = (column: string) => sql.raw(`excluded.${column}`)

/** Writes a catalogue: names and words follow it, schedules and terms that exist stay as they are. */
export const writeCatalogue = async (
  tx: Transaction,
  subdistrictId: SubdistrictId,
  catalogue: Catalogue,
  now: Date,
): Promise<void> => {
  const here = { subdistrictId }
  if (catalogue.sites.length > 0)
    await tx
      .insert(sites)
      .values(
        catalogue.sites.map((site) => ({
          ...here,
          ...site,
          accessibility: [...site.accessibility],
        })),
      )
      .onConflictDoUpdate({
        target: [sites.subdistrictId, sites.siteId],
        set: {
          unitId: newest('unit_id'),
          placeId: newest('place_id'),
          kind: newest('kind'),
          name: newest('name'),
          address: newest('address'),
          phone: newest('phone'),
          openingWords: newest('opening_words'),
          accessibility: newest('accessibility'),
          longitude: newest('longitude'),
          latitude: newest('latitude'),
        },
      })
  if (catalogue.providers.length > 0)
    await tx
      .insert(providers)
      .values(catalogue.providers.map((provider) => ({ ...here, ...provider })))
      .onConflictDoUpdate({
        target: [providers.subdistrictId, providers.providerId],
        set: {
          unitId: newest('unit_id'),
          kind: newest('kind'),
          name: newest('name'),
          phone: newest('phone'),
          licenceName: newest('licence_name'),
          licenceNo: newest('licence_no'),
          licenceFrom: newest('licence_from'),
          licenceTo: newest('licence_to'),
        },
      })
  if (catalogue.services.length > 0)
    await tx
      .insert(services)
      .values(
        catalogue.services.map(({ otherNames, ...service }) => ({
          ...here,
          ...service,
          searchKeys: [service.name, ...otherNames].flatMap(searchKeyList).join(' '),
        })),
      )
      .onConflictDoUpdate({
        target: [services.subdistrictId, services.code],
        set: {
          name: newest('name'),
          need: newest('need'),
          description: newest('description'),
          bring: newest('bring'),
          searchKeys: newest('search_keys'),
          rank: newest('rank'),
        },
      })
  await writeOffers(tx, subdistrictId, catalogue)
  if (catalogue.resources.length > 0)
    await tx
      .insert(resources)
      .values(catalogue.resources.map((resource) => ({ ...here, ...resource })))
      .onConflictDoUpdate({
        target: [resources.subdistrictId, resources.resourceId],
        set: { name: newest('name') },
      })
  if (catalogue.schedules.length > 0)
    await tx
      .insert(schedules)
      .values(catalogue.schedules.map((one) => ({ ...here, ...one, changedAt: now })))
      .onConflictDoNothing()
}

const writeOffers = async (
  tx: Transaction,
  subdistrictId: SubdistrictId,
  { offers: rows }: Catalogue,
): Promise<void> => {
  if (rows.length === 0) return
  await tx
    .insert(offers)
    .values(
      rows.map(({ terms: _terms, termsFrom: _from, termsSource: _source, ...offer }) => ({
        subdistrictId,
        ...offer,
        languages: [...offer.languages],
      })),
    )
    .onConflictDoUpdate({
      target: [offers.subdistrictId, offers.offerId],
      // Bookings keep their own beginning and end.
      set: {
        minutes: newest('minutes'),
        stepMinutes: newest('step_minutes'),
        bufferMinutes: newest('buffer_minutes'),
        languages: newest('languages'),
      },
    })
  // Bookings keep the price they saw: terms of a day, once written, are never others.
  await tx
    .insert(offerTerms)
    .values(
      rows.map(({ offerId, terms, termsFrom, termsSource }) => ({
        subdistrictId,
        offerId,
        validFrom: termsFrom,
        terms,
        source: termsSource,
      })),
    )
    .onConflictDoNothing()
}
