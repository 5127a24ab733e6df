import type { Role } from '#shared/accounts/roles.ts'
import type { ProviderId, SiteId, SubdistrictId, UnitId } from '#shared/ids.ts'
import type { Actor } from '../accounts/actor.ts'
import { postsIn } from '../accounts/actor.ts'
import type { OfferBook, Site } from './offer-book.ts'

/** Posts that work with every site of their subdistrict. */
const everywhereRoles = [
  'duty_officer',
  'hotline_clerk',
  'administrator',
] as const satisfies readonly Role[]
/** Posts that work where their unit runs the site. */
const siteRoles = ['site_clerk', 'neighbourhood_officer'] as const satisfies readonly Role[]

export interface Workplace {
  readonly subdistrictId: SubdistrictId
  readonly siteUnitId: UnitId
  readonly providerUnitId: UnitId
}

const holdsPostOf = (
  actor: Actor,
  subdistrictId: SubdistrictId,
  roles: readonly Role[],
  unitId: UnitId,
): boolean => postsIn(actor, subdistrictId, roles).some((post) => post.unitId === unitId)

export const worksEverywhere = (actor: Actor, subdistrictId: SubdistrictId): boolean =>
  postsIn(actor, subdistrictId, everywhereRoles).length > 0

/** Whether the actor works with bookings of this provider at this site. */
export const mayWorkAt = (
  actor: Actor,
  { subdistrictId, siteUnitId, providerUnitId }: Workplace,
): boolean =>
  worksEverywhere(actor, subdistrictId) ||
  holdsPostOf(actor, subdistrictId, siteRoles, siteUnitId) ||
  holdsPostOf(actor, subdistrictId, ['provider_staff'], providerUnitId)

/** Who sets hours and closes days: whoever runs the site, and the administrator. */
export const mayEdit = (
  actor: Actor,
  subdistrictId: SubdistrictId,
  { unitId }: Pick<Site, 'unitId'>,
): boolean =>
  postsIn(actor, subdistrictId, ['administrator']).length > 0 ||
  holdsPostOf(actor, subdistrictId, siteRoles, unitId)

/** Where an actor works: whole sites, and providers with their offers wherever they are. */
export interface Workplaces {
  readonly everywhere: boolean
  readonly siteIds: readonly SiteId[]
  readonly providerIds: readonly ProviderId[]
}

export const workplacesOf = (
  actor: Actor,
  subdistrictId: SubdistrictId,
  book: OfferBook,
): Workplaces => {
  const everywhere = worksEverywhere(actor, subdistrictId)
  const sites = [...book.sites.values()].filter(
    ({ unitId }) => everywhere || holdsPostOf(actor, subdistrictId, siteRoles, unitId),
  )
  const providers = book.providers.filter(
    ({ unitId }) => everywhere || holdsPostOf(actor, subdistrictId, ['provider_staff'], unitId),
  )
  return {
    everywhere,
    siteIds: sites.map(({ siteId }) => siteId),
    providerIds: providers.map(({ providerId }) => providerId),
  }
}

/** Sites that the actor runs or serves at, with all that the desk of the subdistrict sees. */
export const sitesWhereOneWorks = (
  actor: Actor,
  subdistrictId: SubdistrictId,
  book: OfferBook,
): Site[] => {
  const { siteIds, providerIds } = workplacesOf(actor, subdistrictId, book)
  const served = new Set(
    [...book.offers.values()].flatMap(({ providerId, siteId }) =>
      providerIds.includes(providerId) ? [siteId] : [],
    ),
  )
  return [...book.sites.values()].filter(
    ({ siteId }) => siteIds.includes(siteId) || served.has(siteId),
  )
}
