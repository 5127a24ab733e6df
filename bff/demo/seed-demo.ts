import { Refusal } from '#shared/http/errors.ts'
import { readIdNumber } from '#shared/relatives/id-number.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import type { Accounts } from '../accounts/accounts.service.ts'
import type { Canteen } from '../canteen/canteen.service.ts'
import type { Cases } from '../cases/cases.service.ts'
import type { Guide } from '../guide/guide.service.ts'
import type { Offers } from '../offers/offers.service.ts'
import type { Places } from '../places/places.service.ts'
import type { Platform } from '../platform/platform.ts'
import type { Relatives } from '../relatives/relatives.service.ts'

const unlessThere = (error: unknown): void => {
  if (!(error instanceof Refusal) || error.code !== 'relationship_exists') throw error
}

interface Services {
  readonly places: Pick<Places, 'saveSubdistrict'>
  readonly accounts: Pick<Accounts, 'demoIsThere' | 'register' | 'savePosts'>
  readonly canteen: Pick<Canteen, 'fillMenus'>
  readonly cases: Pick<Cases, 'saveCaseTypes'>
  readonly guide: Pick<Guide, 'publish'>
  readonly offers: Pick<Offers, 'saveCatalogue'>
  readonly relatives: Pick<Relatives, 'profiles' | 'relationships'>
}

/**
 * Brings the demo's subdistricts, units, people, relatives, posts, case types and what can be booked
 * into the database, through the services and all or nothing. Ids follow from the data, so again
 * changes nothing.
 * @returns whether it was done now.
 */
export const seedDemo = async (
  { accounts, canteen, cases, guide, offers, places, relatives }: Services,
  { clock, database }: Pick<Platform, 'clock' | 'database'>,
): Promise<boolean> => {
  if (await accounts.demoIsThere()) return false
  // Loaded only here: the pinyin dictionary alone costs more than the whole second start may.
  const [
    { demoSubdistricts },
    { demoPeople, demoPosts },
    { demoProfiles, demoRelationship },
    { demoCatalogues },
    { demoMenus },
    { demoGuide },
    { caseTypes },
  ] = await Promise.all([
    import('./demo-places.ts'),
    import('./demo-people.ts'),
    import('./demo-relatives.ts'),
    import('./demo-catalogue.ts'),
    import('./demo-menus.ts'),
    import('./demo-guide.ts'),
    import('#db/seed/case-types.ts'),
  ])
  const plans = demoSubdistricts()
  await database.inTransaction(async (tx) => {
    for (const plan of plans) await places.saveSubdistrict(tx, plan)
    for (const person of demoPeople()) await accounts.register(tx, person)
    await accounts.savePosts(tx, demoPosts())
    for (const { personId, facts, idNumber } of demoProfiles()) {
      const sealed = relatives.profiles.sealed(idNumber ? readIdNumber(idNumber) : undefined)
      await relatives.profiles.saveProfile(tx, personId, { ...facts, ...sealed })
    }
    // A demo of an older version has it, or has ended it; only its new people are added.
    await relatives.relationships.give(tx, demoRelationship(), null).catch(unlessThere)
    for (const { subdistrict } of plans)
      await cases.saveCaseTypes(tx, subdistrict.subdistrictId, caseTypes)
    for (const { subdistrictId, catalogue } of demoCatalogues())
      await offers.saveCatalogue(tx, subdistrictId, catalogue)
    await guide.publish(tx, { ...demoGuide(), by: null })
    await canteen.fillMenus(tx, demoMenus(shanghaiDay(clock.now())))
  })
  return true
}
