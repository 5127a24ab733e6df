import type { Reader, Transaction } from '#db/database.ts'
import { isMobile, normalisePhone } from '#shared/accounts/phone.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { AccountId, PersonId, PlaceId, SubdistrictId } from '#shared/ids.ts'
import { introductions } from '../demo/introductions.ts'
import type { Places } from '../places/places.service.ts'
import type { Platform } from '../platform/platform.ts'
import { createMe } from './me.service.ts'
import { createPeopleSearch } from './people-search.ts'
import { personView } from './person-view.ts'
import { findPerson, insertPerson } from './persons.store.ts'
import { createPosts } from './posts.service.ts'
import { createSessions } from './sessions.service.ts'
import { accountOf, demoAccounts, insertAccount } from './sessions.store.ts'
import { createStaffList } from './staff-list.ts'
import { findWays } from './ways.store.ts'

/** A person as others of the product may know him; the phone only on purpose, by `phoneOf`. */
export interface Person {
  readonly personId: PersonId
  readonly displayName: string
  readonly hasPhone: boolean
  /** Where he says he lives. */
  readonly homeSubdistrictId: string | null
  readonly deletedAt: Date | null
}

/** Somebody registered for: at the counter, or by the demo. Without `account` he cannot sign in. */
export interface NewPerson {
  readonly personId: PersonId
  readonly displayName: string
  readonly largeType: boolean
  /** Any way it is typed; null when he has none. */
  readonly phone: string | null
  readonly home: {
    readonly subdistrictId: SubdistrictId
    readonly placeId: PlaceId
    readonly doorNo: string | null
  } | null
  readonly account: { readonly accountId: AccountId; readonly demoKey: string } | null
}

/** People, their accounts and their posts. */
export const createAccounts = (platform: Platform, { places }: { readonly places: Places }) => {
  const { clock, database, personalData } = platform
  const view = personView({ places, personalData })
  const me = createMe(platform, places, view)

  const personRow = async (tx: Reader, personId: PersonId) => {
    const person = await findPerson(tx, personId)
    if (!person) throw new Refusal('unknown_person')
    return person
  }

  return {
    ...createSessions(platform, view),
    ...createPosts(platform, places),
    ...createPeopleSearch(platform),
    ...createStaffList(platform),
    me,
    contributeToExport: me.contributeToExport,
    refuseDeletionWhen: me.refuseDeletionWhen,
    onDeletion: me.onDeletion,
    onClaim: me.onClaim,

    /** @throws Refusal unknown_person */
    personOf: async (tx: Reader, personId: PersonId): Promise<Person> => {
      const { displayName, phoneEncrypted, homeSubdistrictId, deletedAt } = await personRow(
        tx,
        personId,
      )
      const hasPhone = phoneEncrypted !== null
      return { personId, displayName, hasPhone, homeSubdistrictId, deletedAt }
    },

    /** The number itself, or null; whoever shows it writes that into the history and the audit. */
    phoneOf: async (tx: Reader, personId: PersonId): Promise<string | null> =>
      view.phoneOf(await personRow(tx, personId)),

    /** The numbers of several people; those without one, or gone, are missing. As `phoneOf`, on purpose. */
    phonesOf: async (
      tx: Reader,
      personIds: readonly PersonId[],
    ): Promise<ReadonlyMap<PersonId, string>> =>
      new Map(
        (await findWays(tx, personIds)).flatMap(({ personId, phoneEncrypted }) =>
          phoneEncrypted === null
            ? []
            : [[personId, personalData.open('phone', phoneEncrypted)] as const],
        ),
      ),

    /** Where he lives, as far as it is on file. @throws Refusal unknown_person */
    homeOf: async (tx: Transaction, personId: PersonId) =>
      view.homeOf(tx, await personRow(tx, personId)),

    /** By what each of them can be told something outside the app; people who left are missing. */
    waysOf: async (tx: Reader, personIds: readonly PersonId[]) => {
      const rows = await findWays(tx, personIds)
      return new Map(
        rows.map(({ personId, phoneEncrypted, ...ways }) => {
          const phone = phoneEncrypted === null ? null : personalData.open('phone', phoneEncrypted)
          return [personId, { ...ways, mobile: phone !== null && isMobile(phone) ? phone : null }]
        }),
      )
    },

    /** Where WeChat reaches the person; null without a linked account. */
    openIdOf: async (tx: Reader, personId: PersonId): Promise<string | null> =>
      (await accountOf(tx, personId))?.wechatOpenId ?? null,

    /** Whether everybody whom the demo introduces has an account here. */
    demoIsThere: (): Promise<boolean> =>
      database.inTransaction(async (tx) => {
        const keys = new Set((await demoAccounts(tx)).map(({ demoKey }) => demoKey))
        return [...introductions.keys()].every((key) => keys.has(key))
      }),

    /** Registers a person; one who is there already stays as he is. */
    register: async (tx: Transaction, person: NewPerson): Promise<void> => {
      const now = clock.now()
      const phone = person.phone === null ? undefined : normalisePhone(person.phone)
      await insertPerson(tx, {
        personId: person.personId,
        displayName: person.displayName,
        largeType: person.largeType,
        phoneEncrypted: phone === undefined ? null : personalData.seal('phone', phone),
        phoneIndex: phone === undefined ? null : personalData.blindIndex('phone', phone),
        homeSubdistrictId: person.home?.subdistrictId ?? null,
        homePlaceId: person.home?.placeId ?? null,
        homeDoorNo: person.home?.doorNo ?? null,
        createdAt: now,
      })
      if (person.account)
        await insertAccount(tx, { ...person.account, personId: person.personId, createdAt: now })
    },
  }
}
export type Accounts = ReturnType<typeof createAccounts>
