import { sqlState } from '#db/sql-state.ts'
import type { BodyOf } from '#shared/http/endpoint.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { PersonId, RelationshipId, SubdistrictId } from '#shared/ids.ts'
import { personId as asPersonId } from '#shared/ids.ts'
import type {
  registerPersonAtCounter,
  registerRelationshipAtCounter,
  ServedPerson,
  verifyProfile,
} from '#shared/relatives/counter.contract.ts'
import { counterRoles } from '#shared/relatives/counter.contract.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import type { Accounts } from '../accounts/accounts.service.ts'
import type { Actor } from '../accounts/actor.ts'
import { postsIn } from '../accounts/actor.ts'
import type { IdempotencyKey } from '../http/serve.ts'
import { doOnce } from '../idempotency/idempotency.service.ts'
import type { Platform } from '../platform/platform.ts'
import { createFindPerson } from './find-person.ts'
import { findByPhone, insertServed } from './people-to-serve.store.ts'
import type { CounterNeeds } from './person-to-serve.ts'
import { createPersonToServe } from './person-to-serve.ts'
import { saveFacts } from './profiles.store.ts'
import { isIdNumberTaken } from './profiles.ts'
import { findInForce } from './relationships.store.ts'
import { approveBirthday, approveIdNumber, endOfDay } from './relatives.policy.ts'

interface Needs extends CounterNeeds {
  readonly accounts: Accounts
}

/** What staff do for people at the counter or on the phone; every look at a person is audited. */
export const createCounter = (platform: Platform, { accounts, ...needs }: Needs) => {
  const { clock, database, ids, liveBus } = platform
  const { places, profiles, relationships } = needs
  const people = createPersonToServe(platform, needs)
  const { audit, indexOf, onFile, ours, servedView, typedPhone } = people

  return {
    ...createFindPerson(platform, people),

    /** @throws Refusal unknown_person */
    read: (actor: Actor, subdistrictId: SubdistrictId, personId: PersonId): Promise<ServedPerson> =>
      database.inTransaction(async (tx) => {
        const view = await servedView(tx, subdistrictId, personId)
        await audit(tx, actor, subdistrictId, 'person.read_to_serve', personId)
        return view
      }),

    /**
     * Somebody new; with an ID number the papers were seen, so the birthday is verified.
     * @throws Refusal phone_invalid | id_number_invalid | birthday_invalid | birthday_differs |
     * place_unknown | person_on_file (by phone or by ID number, and whose name begins how)
     */
    register: async (
      actor: Actor,
      subdistrictId: SubdistrictId,
      said: BodyOf<typeof registerPersonAtCounter>,
      once: IdempotencyKey,
    ): Promise<ServedPerson> => {
      const now = clock.now()
      const phone = said.phone === null ? null : typedPhone(said.phone)
      const bornOn = approveBirthday(said.bornOn, shanghaiDay(now))
      const idNumber = approveIdNumber(said.idNumber, bornOn)
      const sealed = profiles.sealed(idNumber)
      const phoneIndex = phone === null ? undefined : indexOf(phone)
      const { home } = said
      try {
        return await database.inTransaction(async (tx) => {
          const newPerson = asPersonId(ids.next())
          const { result } = await doOnce(
            tx,
            actor,
            once,
            now,
            { personId: newPerson },
            async () => {
              if (home && !(await places.findPlace(tx, subdistrictId, home.placeId)))
                throw new Refusal('place_unknown')
              const taken = await onFile(tx, subdistrictId, phoneIndex, sealed.idNumberIndex)
              if (taken) throw new Refusal('person_on_file', taken)
              await accounts.register(tx, {
                personId: newPerson,
                displayName: said.name.trim(),
                largeType: false,
                phone,
                home: home && { subdistrictId, placeId: home.placeId, doorNo: home.doorNo ?? null },
                account: null,
              })
              await insertServed(tx, subdistrictId, newPerson, now)
              const verified = idNumber
                ? {
                    verifiedAt: now,
                    verifiedByPost: postsIn(actor, subdistrictId, counterRoles)[0]?.postId ?? null,
                  }
                : {}
              await saveFacts(tx, newPerson, {
                bornOn,
                residence: said.residence,
                ...sealed,
                ...verified,
              })
              await audit(tx, actor, subdistrictId, 'person.registered', newPerson, {
                papersSeen: idNumber !== undefined,
              })
            },
          )
          return servedView(tx, subdistrictId, result.personId)
        })
      } catch (error) {
        // Two counters at once: the second finds no person of its own to hang the rest on.
        if (!isIdNumberTaken(error) && sqlState(error) !== '23503') throw error
        const taken = await onFile(database.reader, subdistrictId, phoneIndex, sealed.idNumberIndex)
        throw new Refusal('person_on_file', taken)
      }
    },

    /** @throws Refusal unknown_person | id_number_invalid | birthday_invalid | birthday_differs | person_on_file */
    verifyProfile: async (
      actor: Actor,
      subdistrictId: SubdistrictId,
      personId: PersonId,
      seen: BodyOf<typeof verifyProfile>,
    ): Promise<ServedPerson> => {
      const now = clock.now()
      const bornOn = approveBirthday(seen.bornOn, shanghaiDay(now))
      const sealed = profiles.sealed(approveIdNumber(seen.idNumber, bornOn))
      try {
        return await database.inTransaction(async (tx) => {
          await ours(tx, subdistrictId, personId)
          await saveFacts(tx, personId, {
            bornOn,
            residence: seen.residence,
            assessedLevel: seen.assessedLevel,
            ...sealed,
            verifiedAt: now,
            verifiedByPost: postsIn(actor, subdistrictId, counterRoles)[0]?.postId ?? null,
          })
          await audit(tx, actor, subdistrictId, 'profile.verified', personId)
          tx.afterCommit(() =>
            liveBus.publish({ topic: `person/${personId}`, kind: 'profile_changed', data: {} }),
          )
          return servedView(tx, subdistrictId, personId)
        })
      } catch (error) {
        if (!isIdNumberTaken(error)) throw error
        const taken = await onFile(database.reader, subdistrictId, undefined, sealed.idNumberIndex)
        throw new Refusal('person_on_file', taken)
      }
    },

    /**
     * On paper, at the counter; a relationship that was only declared gives way to it.
     * @throws Refusal unknown_person | phone_invalid | relative_unknown | relation_to_oneself |
     * relationship_exists | birthday_invalid | not_allowed (the clerk makes himself a relative)
     */
    giveRelationship: (
      actor: Actor,
      subdistrictId: SubdistrictId,
      personId: PersonId,
      said: BodyOf<typeof registerRelationshipAtCounter>,
    ): Promise<ServedPerson> => {
      const now = clock.now()
      const phone = typedPhone(said.relativePhone)
      const expiresAt = endOfDay(said.lastDay, shanghaiDay(now))
      return database.inTransaction(async (tx) => {
        await ours(tx, subdistrictId, personId)
        const relative = await findByPhone(tx, subdistrictId, indexOf(phone))
        if (!relative) throw new Refusal('relative_unknown')
        const relativePersonId = relative.personId
        if (relativePersonId === personId) throw new Refusal('relation_to_oneself')
        // A colleague must see the paper when it is about oneself.
        if (relativePersonId === actor.personId) throw new Refusal('not_allowed')
        const before = await findInForce(tx, { served: personId, relative: relativePersonId }, now)
        if (before?.basis === 'declared')
          await relationships.end(tx, before.relationshipId, personId, actor.personId)
        const { relation, textVersion, proofNote } = said
        await relationships.give(
          tx,
          {
            servedPersonId: personId,
            relativePersonId,
            relation,
            basis: relation === 'guardian' ? 'guardian' : 'counter',
            textVersion,
            proofNote: proofNote.trim(),
            givenByPerson: null,
            givenByPost: postsIn(actor, subdistrictId, counterRoles)[0]?.postId ?? null,
            expiresAt,
          },
          actor,
        )
        return servedView(tx, subdistrictId, personId)
      })
    },

    /** @throws Refusal unknown_person */
    withdrawRelationship: (
      actor: Actor,
      subdistrictId: SubdistrictId,
      personId: PersonId,
      id: RelationshipId,
    ): Promise<ServedPerson> =>
      database.inTransaction(async (tx) => {
        await ours(tx, subdistrictId, personId)
        await relationships.end(tx, id, personId, actor.personId)
        return servedView(tx, subdistrictId, personId)
      }),
  }
}
export type Counter = ReturnType<typeof createCounter>
