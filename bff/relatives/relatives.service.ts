import type { Reader } from '#db/database.ts'
import type { PersonId } from '#shared/ids.ts'
import type { Relation, Residence } from '#shared/relatives/relations.ts'
import type { Accounts } from '../accounts/accounts.service.ts'
import type { Places } from '../places/places.service.ts'
import type { Platform } from '../platform/platform.ts'
import { findProfile } from './profiles.store.ts'
import type { RelationshipRecord } from './relationships.store.ts'
import { bookersInForce, findInForce, servedInForce } from './relationships.store.ts'

/** What decides who may book and what it costs; all null and unverified while nobody said anything. */
export interface ProfileFacts {
  /** `yyyy-mm-dd`. */
  readonly bornOn: string | null
  readonly residence: Residence | null
  /** 老年照护统一需求评估, 0–6. */
  readonly assessedLevel: number | null
  readonly verified: boolean
}

/** Somebody for whom one may book. */
export interface ServedPerson {
  readonly personId: PersonId
  readonly displayName: string
  readonly relation: Relation
  readonly bornOn: string | null
}

export interface Needs {
  readonly accounts: Accounts
  readonly places: Places
}

/** Who may book for whom, and the facts that decide who may book at all. */
export const createRelatives = (platform: Platform, _needs: Needs) => {
  const { clock } = platform

  return {
    profileOf: async (tx: Reader, personId: PersonId): Promise<ProfileFacts> => {
      const found = await findProfile(tx, personId)
      return {
        bornOn: found?.bornOn ?? null,
        residence: found?.residence ?? null,
        assessedLevel: found?.assessedLevel ?? null,
        verified: (found?.verifiedAt ?? null) !== null,
      }
    },

    /** What lets the one book for the other now; undefined when nothing does. Oneself is not asked here. */
    mayBookFor: async (
      tx: Reader,
      bookerId: PersonId,
      servedId: PersonId,
    ): Promise<RelationshipRecord | undefined> => {
      const found = await findInForce(tx, { served: servedId, relative: bookerId }, clock.now())
      return found?.purposes.includes('booking') ? found : undefined
    },

    /** Everybody who may book for this person now: they are told what he is told. */
    bookersOf: async (tx: Reader, servedId: PersonId): Promise<PersonId[]> =>
      (await bookersInForce(tx, servedId, clock.now())).map(
        ({ relativePersonId }) => relativePersonId,
      ),

    /** For whom this person may book now, the longest known first. */
    servedBy: async (tx: Reader, bookerId: PersonId): Promise<ServedPerson[]> =>
      (await servedInForce(tx, bookerId, clock.now())).map(
        ({ servedPersonId, displayName, relation, bornOn }) => ({
          personId: servedPersonId,
          displayName,
          relation,
          bornOn,
        }),
      ),
  }
}
export type Relatives = ReturnType<typeof createRelatives>
