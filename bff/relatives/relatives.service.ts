import type { Reader, Transaction } from '#db/database.ts'
import type { PersonId, SubdistrictId } from '#shared/ids.ts'
import type { Relation } from '#shared/relatives/relations.ts'
import type { Accounts } from '../accounts/accounts.service.ts'
import type { Places } from '../places/places.service.ts'
import type { Platform } from '../platform/platform.ts'
import { createCounter } from './counter.ts'
import { findPersonToServe, insertServed } from './people-to-serve.store.ts'
import { createProfiles } from './profiles.ts'
import type { RelationshipRecord } from './relationships.store.ts'
import {
  bookersInForce,
  findInForce,
  relationshipsOf,
  servedInForce,
} from './relationships.store.ts'
import { createRelationships } from './relationships.ts'
import { forgetRelatives, moveRelatives } from './relatives-forget.store.ts'

/** Somebody for whom one may book. */
export interface ServedPerson {
  readonly personId: PersonId
  readonly displayName: string
  readonly relation: Relation
  /** `yyyy-mm-dd`. */
  readonly bornOn: string | null
}

interface Needs {
  readonly accounts: Accounts
  readonly places: Places
}

/** Who may book for whom, and the facts that decide who may book at all and what it costs. */
export const createRelatives = (platform: Platform, { accounts, places }: Needs) => {
  const { clock, liveBus } = platform
  const profiles = createProfiles(platform)
  const relationships = createRelationships(platform, { accounts, places })
  const counter = createCounter(platform, { accounts, places, profiles, relationships })

  accounts.contributeToExport('profile', profiles.exportOf)
  accounts.contributeToExport('relatives', async (tx, personId) =>
    (await relationshipsOf(tx, personId)).map(
      ({ servedPersonId, relativePersonId: _relative, proofNote, ...rest }) => ({
        ...rest,
        iAm: servedPersonId === personId ? 'served' : 'relative',
        // What he signed is his; what another signed is not.
        proofNote: servedPersonId === personId ? proofNote : null,
      }),
    ),
  )
  accounts.onDeletion(async (tx, personId) => {
    const others = await forgetRelatives(tx, personId)
    tx.afterCommit(() => {
      for (const other of others)
        liveBus.publish({ topic: `person/${other}`, kind: 'relatives_changed', data: {} })
    })
  })
  accounts.onClaim(moveRelatives)

  return {
    profiles,
    relationships,
    counter,
    profileOf: profiles.profileOf,

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
      (await bookersInForce(tx, servedId, clock.now()))
        .filter(({ purposes }) => purposes.includes('booking'))
        .map(({ relativePersonId }) => relativePersonId),

    /** For whom this person may book now, the longest known first. */
    servedBy: async (tx: Reader, bookerId: PersonId): Promise<ServedPerson[]> =>
      (await servedInForce(tx, bookerId, clock.now()))
        .filter(({ purposes }) => purposes.includes('booking'))
        .map(({ servedPersonId, displayName, relation, bornOn }) => ({
          personId: servedPersonId,
          displayName,
          relation,
          bornOn,
        })),

    /** Whether the counters of this subdistrict may act for the person: he lives or is served there. */
    isServedIn: async (
      tx: Reader,
      subdistrictId: SubdistrictId,
      personId: PersonId,
    ): Promise<boolean> => (await findPersonToServe(tx, subdistrictId, personId))?.isOurs ?? false,

    /** From now on he is found at this subdistrict's counters; to be called with his first booking. */
    noteServed: (tx: Transaction, subdistrictId: SubdistrictId, personId: PersonId) =>
      insertServed(tx, subdistrictId, personId, clock.now()),
  }
}
export type Relatives = ReturnType<typeof createRelatives>
