import type { Reader } from '#db/database.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { SiteId, SubdistrictId } from '#shared/ids.ts'
import { isRealDay } from '#shared/relatives/age.ts'
import type { Actor } from '../accounts/actor.ts'
import type { OfferBook, Site } from './offer-book.ts'
import type { OfferShelf } from './offer-shelf.ts'
import { mayEdit, sitesWhereOneWorks } from './offers.policy.ts'

/** A site whose hours this actor may set. */
declare const editable: unique symbol
export type EditableSite = Site & { readonly [editable]: true }

const isEditable = (actor: Actor, subdistrictId: SubdistrictId, site: Site): site is EditableSite =>
  mayEdit(actor, subdistrictId, site)

/** The site and its catalogue, for somebody who works there. */
export const createSiteOf = ({ bookOf }: Pick<OfferShelf, 'bookOf'>) => {
  /** @throws Refusal not_found for whoever does not work there */
  const siteOf = async (
    tx: Reader,
    actor: Actor,
    subdistrictId: SubdistrictId,
    siteId: SiteId,
  ): Promise<{ site: Site; book: OfferBook }> => {
    const book = await bookOf(tx, subdistrictId)
    const site = sitesWhereOneWorks(actor, subdistrictId, book).find((one) => one.siteId === siteId)
    if (!site) throw new Refusal('not_found')
    return { site, book }
  }

  return {
    siteOf,

    /** @throws Refusal not_found | not_allowed (works there, but sets no hours) */
    editableSiteOf: async (
      tx: Reader,
      actor: Actor,
      subdistrictId: SubdistrictId,
      siteId: SiteId,
    ): Promise<{ site: EditableSite; book: OfferBook }> => {
      const { site, book } = await siteOf(tx, actor, subdistrictId, siteId)
      if (!isEditable(actor, subdistrictId, site)) throw new Refusal('not_allowed')
      return { site, book }
    },
  }
}
export type SiteOf = ReturnType<typeof createSiteOf>

/** A schema knows what a day looks like, not which months have 31. @throws Refusal invalid_request */
export const approveDay = (
  day: string,
  where: { readonly where: 'body' | 'query'; readonly field: string },
  notBefore?: string,
): string => {
  if (!isRealDay(day)) throw new Refusal('invalid_request', { ...where, rule: 'format' })
  if (notBefore !== undefined && day < notBefore)
    throw new Refusal('invalid_request', { ...where, rule: 'minimum' })
  return day
}
