import type { Reader, Transaction } from '#db/database.ts'
import type { BodyOf } from '#shared/http/endpoint.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { PersonId, RelationshipId } from '#shared/ids.ts'
import { personId, relationshipId, subdistrictId } from '#shared/ids.ts'
import { ageOn } from '#shared/relatives/age.ts'
import type { Relation } from '#shared/relatives/relations.ts'
import { codeMinutes, maxDeclared } from '#shared/relatives/relations.ts'
import type {
  declareRelative,
  RelationshipView,
  Relatives,
} from '#shared/relatives/relatives.contract.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import type { Accounts } from '../accounts/accounts.service.ts'
import type { Actor } from '../accounts/actor.ts'
import { appendAudit } from '../audit/audit.service.ts'
import type { IdempotencyKey } from '../http/serve.ts'
import { doOnce } from '../idempotency/idempotency.service.ts'
import type { Places } from '../places/places.service.ts'
import type { Platform } from '../platform/platform.ts'
import { saveUnverified } from './profiles.store.ts'
import { clearCodes, countTry, insertCode, takeCode, takeTryBack } from './relation-codes.store.ts'
import type { NamedRelationship, NewRelationship } from './relationships.store.ts'
import {
  bookersInForce,
  countDeclared,
  insertRelationship,
  servedInForce,
  withdraw,
} from './relationships.store.ts'
import { approveBirthday, maxTries, triesWindowMinutes } from './relatives.policy.ts'
import { lockPerson } from './relatives-forget.store.ts'

const minute = 60_000
const dayMilliseconds = 24 * 60 * minute

/** One side as the other sees it. */
export const relationshipView = (
  { relationshipId: id, displayName, relation, basis, givenAt, expiresAt }: NamedRelationship,
  other: PersonId,
): RelationshipView => ({
  relationshipId: id,
  personId: other,
  displayName,
  relation,
  basis,
  givenAt: givenAt.toISOString(),
  expiresAt: expiresAt?.toISOString() ?? null,
})

/** Who may act for whom: agreed to, declared, withdrawn. */
export const createRelationships = (
  platform: Platform,
  { accounts, places }: { readonly accounts: Accounts; readonly places: Places },
) => {
  const { clock, database, ids, liveBus, personalData } = platform

  /** Tells the phones of both; who has none is told by nobody. */
  const announce = (tx: Transaction, people: readonly PersonId[]): void =>
    tx.afterCommit(() => {
      for (const person of people)
        liveBus.publish({ topic: `person/${person}`, kind: 'relatives_changed', data: {} })
    })

  /** Writes one down with its audit entry. @throws Refusal relationship_exists */
  const give = async (
    tx: Transaction,
    given: Omit<NewRelationship, 'relationshipId' | 'purposes' | 'givenAt'> & {
      readonly relationshipId?: RelationshipId
    },
    by: Pick<Actor, 'personId'> | null,
  ): Promise<void> => {
    const now = clock.now()
    const id = given.relationshipId ?? relationshipId(ids.next())
    const purposes = ['booking'] as const
    const { servedPersonId, relativePersonId, relation, basis, textVersion } = given
    if (!(await insertRelationship(tx, { ...given, relationshipId: id, purposes, givenAt: now })))
      throw new Refusal('relationship_exists')
    await appendAudit(tx, {
      at: now,
      subdistrictId: null,
      actorPersonId: by?.personId ?? null,
      action: 'relationship.given',
      objectKind: 'relationship',
      objectId: id,
      detail: { servedPersonId, relativePersonId, relation, basis, textVersion },
    })
    announce(tx, [servedPersonId, relativePersonId])
  }

  /** Ends one at whose end `side` stands; nothing happens when there is none. */
  const end = async (tx: Transaction, id: RelationshipId, side: PersonId, by: PersonId) => {
    const now = clock.now()
    const ended = await withdraw(tx, id, side, by, now)
    if (!ended) return
    await appendAudit(tx, {
      at: now,
      subdistrictId: null,
      actorPersonId: by,
      action: 'relationship.withdrawn',
      objectKind: 'relationship',
      objectId: id,
    })
    announce(tx, [ended.servedPersonId, ended.relativePersonId])
  }

  const bookersView = async (tx: Reader, served: PersonId): Promise<RelationshipView[]> =>
    (await bookersInForce(tx, served, clock.now())).map((one) =>
      relationshipView(one, one.relativePersonId),
    )

  const listOf = async (tx: Reader, person: PersonId): Promise<Relatives> => {
    const now = clock.now()
    const today = shanghaiDay(now)
    return {
      served: (await servedInForce(tx, person, now)).map(
        ({ bornOn, homeSubdistrictId, ...one }) => ({
          ...relationshipView(one, one.servedPersonId),
          age: bornOn === null ? null : ageOn(bornOn, today),
          homeSubdistrictId: homeSubdistrictId === null ? null : subdistrictId(homeSubdistrictId),
        }),
      ),
      bookers: await bookersView(tx, person),
    }
  }

  const codeIndexOf = (code: string): string => personalData.blindIndex('relation-code', code)

  /** Six digits out of 48 random bits: no digit is likelier than another by more than 10⁻⁸. */
  const sixDigits = (): string =>
    String(Buffer.from(ids.secret(), 'base64url').readUIntBE(0, 6) % 1_000_000).padStart(6, '0')

  return {
    give,
    end,
    bookersView,

    list: (actor: Actor): Promise<Relatives> => listOf(database.reader, actor.personId),

    /** A code for one relative; the older one ends. */
    makeCode: (actor: Actor, textVersion: string) =>
      database.inTransaction(async (tx) => {
        const now = clock.now()
        const expiresAt = new Date(now.getTime() + codeMinutes * minute)
        const servedPersonId = actor.personId
        await clearCodes(tx, servedPersonId, now)
        for (;;) {
          const code = sixDigits()
          const kept = { servedPersonId, codeIndex: codeIndexOf(code), textVersion, expiresAt }
          if (await insertCode(tx, kept)) return { code, expiresAt: expiresAt.toISOString() }
        }
      }),

    /**
     * The try is counted before the code is looked at and in a transaction of its own, so that no
     * refusal takes it back and a hundred at once do not slip by.
     * @throws Refusal too_many_tries | relation_code_invalid | relation_to_oneself | relationship_exists
     */
    useCode: async (actor: Actor, code: string, relation: Relation): Promise<Relatives> => {
      const now = clock.now()
      const windowStart = new Date(now.getTime() - triesWindowMinutes * minute)
      const tries = await database.inTransaction((tx) =>
        countTry(tx, actor.personId, windowStart, now),
      )
      if (tries > maxTries) throw new Refusal('too_many_tries')
      return database.inTransaction(async (tx) => {
        const taken = await takeCode(tx, codeIndexOf(code), now)
        if (!taken) throw new Refusal('relation_code_invalid')
        const { servedPersonId, textVersion } = taken
        if (servedPersonId === actor.personId) throw new Refusal('relation_to_oneself')
        const said = { servedPersonId, relativePersonId: actor.personId, relation, textVersion }
        const consent = { givenByPerson: servedPersonId, givenByPost: null, proofNote: null }
        await give(tx, { ...said, ...consent, basis: 'code', expiresAt: null }, actor)
        await takeTryBack(tx, actor.personId)
        return listOf(tx, actor.personId)
      })
    },

    /**
     * A person of whom nothing is on file, on the word of who will book for him.
     * @throws Refusal birthday_invalid | place_unknown | too_many_declared
     */
    declare: (
      actor: Actor,
      { name, bornOn, home, relation, textVersion }: BodyOf<typeof declareRelative>,
      once: IdempotencyKey,
    ): Promise<Relatives> =>
      database.inTransaction(async (tx) => {
        const now = clock.now()
        const servedPersonId = personId(ids.next())
        await doOnce(tx, actor, once, now, {}, async () => {
          await lockPerson(tx, actor.personId)
          const yesterday = new Date(now.getTime() - dayMilliseconds)
          if ((await countDeclared(tx, actor.personId, yesterday)) >= maxDeclared)
            throw new Refusal('too_many_declared')
          const birthday = approveBirthday(bornOn, shanghaiDay(now))
          const place = await places.findPlace(tx, home.subdistrictId, home.placeId)
          if (!place) throw new Refusal('place_unknown')
          await accounts.register(tx, {
            personId: servedPersonId,
            displayName: name.trim(),
            largeType: false,
            phone: null,
            home: { ...home, doorNo: home.doorNo ?? null },
            account: null,
          })
          await saveUnverified(tx, servedPersonId, { bornOn: birthday })
          const said = { servedPersonId, relativePersonId: actor.personId, relation, textVersion }
          const word = { givenByPerson: actor.personId, givenByPost: null, proofNote: null }
          await give(tx, { ...said, ...word, basis: 'declared', expiresAt: null }, actor)
        })
        return listOf(tx, actor.personId)
      }),

    /** From either side, at once; one that is not his or has ended changes nothing. */
    withdraw: (actor: Actor, id: RelationshipId): Promise<Relatives> =>
      database.inTransaction(async (tx) => {
        await end(tx, id, actor.personId, actor.personId)
        return listOf(tx, actor.personId)
      }),
  }
}
export type Relationships = ReturnType<typeof createRelationships>
