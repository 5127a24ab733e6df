import type { Accounts } from '../accounts/accounts.service.ts'
import type { Cases } from '../cases/cases.service.ts'
import type { Places } from '../places/places.service.ts'
import type { Platform } from '../platform/platform.ts'

interface Services {
  readonly places: Places
  readonly accounts: Accounts
  readonly cases: Cases
}

/**
 * Brings the demo's subdistricts, units, people, posts and case types into the database, through the services
 * and all or nothing. Ids follow from the data, so doing it again changes nothing.
 */
export const seedDemo = async (
  { accounts, cases, places }: Services,
  { database }: Pick<Platform, 'database'>,
): Promise<void> => {
  if (await accounts.demoIsThere()) return
  // Loaded only here: the pinyin dictionary alone costs more than the whole second start may.
  const { demoSubdistricts } = await import('./demo-places.ts')
  const { demoPeople, demoPosts } = await import('./demo-people.ts')
  const { caseTypes } = await import('#db/seed/case-types.ts')
  const plans = demoSubdistricts()
  await database.inTransaction(async (tx) => {
    for (const plan of plans) await places.saveSubdistrict(tx, plan)
    for (const { subdistrict } of plans)
      await cases.saveCaseTypes(tx, subdistrict.subdistrictId, caseTypes)
    for (const person of demoPeople()) await accounts.register(tx, person)
    await accounts.savePosts(tx, demoPosts())
  })
}
