import type { Reader, Transaction } from '#db/database.ts'
import { sqlState, violatedConstraint } from '#db/sql-state.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { PersonId } from '#shared/ids.ts'
import type { IdNumber } from '#shared/relatives/id-number.ts'
import type { Residence } from '#shared/relatives/relations.ts'
import type { Profile } from '#shared/relatives/relatives.contract.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import type { Actor } from '../accounts/actor.ts'
import type { Platform } from '../platform/platform.ts'
import type { Facts } from './profiles.store.ts'
import { findIdTails, findProfile, saveFacts, saveUnverified } from './profiles.store.ts'
import { approveBirthday } from './relatives.policy.ts'

/** What decides who may book and what it costs; all null and unverified while nobody said anything. */
export interface ProfileFacts {
  /** `yyyy-mm-dd`. */
  readonly bornOn: string | null
  readonly residence: Residence | null
  /** 老年照护统一需求评估, 0–6. */
  readonly assessedLevel: number | null
  readonly verified: boolean
}

/** Whether the database refused a second person with one ID number. */
export const isIdNumberTaken = (error: unknown): boolean =>
  sqlState(error) === '23505' && violatedConstraint(error) === 'person_profiles_id_number'

/** Facts of people: said by themselves, then verified at a counter. */
export const createProfiles = ({ clock, database, personalData }: Platform) => {
  const viewOf = async (tx: Reader, personId: PersonId): Promise<Profile> => {
    const found = await findProfile(tx, personId)
    return {
      bornOn: found?.bornOn ?? null,
      residence: found?.residence ?? null,
      assessedLevel: found?.assessedLevel ?? null,
      verified: (found?.verifiedAt ?? null) !== null,
      hasIdNumber: (found?.idNumberEncrypted ?? null) !== null,
    }
  }

  /** How an ID number is kept: whole and tail sealed apart, and an HMAC to find it by. */
  const sealed = (idNumber: IdNumber | undefined): Facts =>
    idNumber
      ? {
          idNumberEncrypted: personalData.seal('id-number', idNumber.whole),
          idNumberIndex: personalData.blindIndex('id-number', idNumber.whole),
          idTailEncrypted: personalData.seal('id-number', idNumber.tail),
        }
      : {}

  return {
    viewOf,
    sealed,

    profileOf: async (tx: Reader, personId: PersonId): Promise<ProfileFacts> => {
      const { hasIdNumber: _kept, ...facts } = await viewOf(tx, personId)
      return facts
    },

    /** The last four characters of ID numbers on file: what somebody without a phone says at a door. */
    idTailsOf: async (
      tx: Reader,
      personIds: readonly PersonId[],
    ): Promise<ReadonlyMap<PersonId, string>> =>
      new Map(
        (await findIdTails(tx, personIds)).flatMap(({ personId, idTailEncrypted }) =>
          idTailEncrypted === null
            ? []
            : [[personId, personalData.open('id-number', idTailEncrypted)] as const],
        ),
      ),

    /** Writes facts as they are (the demo, a counter that has seen the papers). */
    saveProfile: (tx: Transaction, personId: PersonId, facts: Facts): Promise<void> =>
      saveFacts(tx, personId, facts),

    readMine: (actor: Actor): Promise<Profile> => viewOf(database.reader, actor.personId),

    /** @throws Refusal birthday_invalid | profile_verified */
    changeMine: (
      actor: Actor,
      { bornOn, residence }: { bornOn?: string; residence?: Residence },
    ): Promise<Profile> =>
      database.inTransaction(async (tx) => {
        const said = {
          ...(bornOn === undefined
            ? {}
            : { bornOn: approveBirthday(bornOn, shanghaiDay(clock.now())) }),
          ...(residence === undefined ? {} : { residence }),
        }
        if (Object.keys(said).length > 0 && !(await saveUnverified(tx, actor.personId, said)))
          throw new Refusal('profile_verified')
        return viewOf(tx, actor.personId)
      }),

    /** The person's own copy: everything, the ID number too. */
    exportOf: async (tx: Reader, personId: PersonId) => {
      const found = await findProfile(tx, personId)
      if (!found) return null
      const { idNumberEncrypted, idTailEncrypted: _tail, personId: _person, ...facts } = found
      return {
        ...facts,
        idNumber: idNumberEncrypted && personalData.open('id-number', idNumberEncrypted),
      }
    },
  }
}
export type Profiles = ReturnType<typeof createProfiles>
