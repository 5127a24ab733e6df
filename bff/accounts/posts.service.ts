import type { Reader, Transaction } from '#db/database.ts'
import type { Role } from '#shared/accounts/roles.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { PersonId, PlaceId, PostId, SubdistrictId, UnitId } from '#shared/ids.ts'
import { postId } from '#shared/ids.ts'
import { appendAudit } from '../audit/audit.service.ts'
import type { Places } from '../places/places.service.ts'
import type { Platform } from '../platform/platform.ts'
import { personLabel } from './accounts.policy.ts'
import type { Actor } from './actor.ts'
import { lockPerson, namesOf } from './persons.store.ts'
import type { NewPost, PostFilter, PostRow } from './posts.store.ts'
import { endPostNow, findPosts, insertPosts, postsOfPeople } from './posts.store.ts'

const recordOf = (row: PostRow) => ({
  postId: row.postId,
  personId: row.personId,
  personName: row.personName,
  role: row.role,
  isHead: row.isHead,
  unitId: row.unitId,
  placeId: row.placeId,
  startsAt: row.startsAt.toISOString(),
  endsAt: row.endsAt?.toISOString() ?? null,
})

/** Who is on which post: given, ended, and asked for by other features. */
export const createPosts = (platform: Platform, places: Places) => {
  const { clock, database, ids, liveBus } = platform

  const holding = (tx: Reader, filter: PostFilter): Promise<PostRow[]> =>
    findPosts(tx, filter, clock.now())

  /** Nobody's rights are kept anywhere: sockets ask again when told that something changed. */
  const announce = (tx: Transaction, person: PersonId): void =>
    tx.afterCommit(() =>
      liveBus.publish({ topic: `person/${person}`, kind: 'posts_changed', data: {} }),
    )

  const onePost = async (tx: Transaction, subdistrict: SubdistrictId, post: PostId) => {
    const [row] = await findPosts(tx, { subdistrictId: subdistrict, postId: post })
    if (!row) throw new Refusal('not_found')
    return row
  }

  /** Names with today's post in this subdistrict (or the last one held there), for timelines. */
  const labelsOf = async (
    tx: Transaction,
    subdistrict: SubdistrictId,
    personIds: readonly PersonId[],
  ): Promise<ReadonlyMap<PersonId, string>> => {
    if (personIds.length === 0) return new Map()
    const rows = await postsOfPeople(tx, personIds)
    const here = rows.filter((row) => row.subdistrictId === subdistrict)
    const names = await namesOf(tx, personIds)
    const labels = new Map<PersonId, string>()
    for (const { personId, displayName } of names) {
      const post =
        here.find((row) => row.personId === personId && row.endsAt === null) ??
        here.find((row) => row.personId === personId)
      const unit = post?.unitId ? await places.unit(tx, subdistrict, post.unitId) : undefined
      const shown = post && { role: post.role, unitName: unit?.name ?? null }
      // A resident's post says nothing that his name does not.
      labels.set(personId, personLabel(displayName, post?.unitId ? shown : undefined))
    }
    return labels
  }

  return {
    /** Posts in force now that fit, heads first, then the longest held. */
    postsHolding: holding,
    labelsOf,
    labelOf: async (tx: Transaction, subdistrict: SubdistrictId, person: PersonId) =>
      (await labelsOf(tx, subdistrict, [person])).get(person) ?? '',

    listPosts: (subdistrict: SubdistrictId) =>
      database.inTransaction(async (tx) =>
        (await findPosts(tx, { subdistrictId: subdistrict })).map(recordOf),
      ),

    /** @throws Refusal unknown_person | unit_unknown | place_unknown */
    givePost: (
      actor: Actor,
      subdistrict: SubdistrictId,
      wanted: {
        personId: PersonId
        role: Role
        isHead: boolean
        unitId: UnitId | null
        placeId: PlaceId | null
      },
    ) =>
      database.inTransaction(async (tx) => {
        const now = clock.now()
        const person = await lockPerson(tx, wanted.personId)
        if (!person || person.deletedAt) throw new Refusal('unknown_person')
        if (wanted.unitId && !(await places.unit(tx, subdistrict, wanted.unitId)))
          throw new Refusal('unit_unknown')
        if (wanted.placeId && !(await places.findPlace(tx, subdistrict, wanted.placeId)))
          throw new Refusal('place_unknown')
        const id = postId(ids.next())
        await insertPosts(tx, [
          { ...wanted, subdistrictId: subdistrict, postId: id, startsAt: now },
        ])
        await appendAudit(tx, {
          at: now,
          subdistrictId: subdistrict,
          actorPersonId: actor.personId,
          action: 'post.given',
          objectKind: 'post',
          objectId: id,
          detail: { ...wanted },
        })
        announce(tx, wanted.personId)
        return recordOf(await onePost(tx, subdistrict, id))
      }),

    /** @throws Refusal not_found | post_ended */
    endPost: (actor: Actor, subdistrict: SubdistrictId, post: PostId) =>
      database.inTransaction(async (tx) => {
        const now = clock.now()
        const ended = await endPostNow(tx, subdistrict, post, now)
        const row = await onePost(tx, subdistrict, post)
        if (!ended) throw new Refusal('post_ended')
        await appendAudit(tx, {
          at: now,
          subdistrictId: subdistrict,
          actorPersonId: actor.personId,
          action: 'post.ended',
          objectKind: 'post',
          objectId: post,
          detail: { personId: row.personId, role: row.role },
        })
        announce(tx, row.personId)
        return recordOf(row)
      }),

    /** Writes posts as they are (seed, import of a staff list); those that exist stay. */
    savePosts: (tx: Transaction, rows: readonly NewPost[]): Promise<void> => insertPosts(tx, rows),

    /** Units of a subdistrict and who is on post there now. */
    unitsWithStaff: (subdistrict: SubdistrictId) =>
      database.inTransaction(async (tx) => {
        const staff = await holding(tx, { subdistrictId: subdistrict })
        return (await places.unitsOf(tx, subdistrict)).map(
          ({ unitId, parentUnitId, name, kind, phone }) => ({
            unitId,
            parentUnitId,
            name,
            kind,
            phone,
            staff: staff
              .filter((post) => post.unitId === unitId)
              .map((post) => ({
                postId: post.postId,
                name: post.personName,
                role: post.role,
                isHead: post.isHead,
              })),
          }),
        )
      }),

    /** The 专管员 of a place. @throws Refusal not_found when no single 居委 answers for it */
    officerOf: (subdistrict: SubdistrictId, place: PlaceId) =>
      database.inTransaction(async (tx) => {
        const neighbourhood = await places.neighbourhoodOf(tx, subdistrict, place)
        if (!neighbourhood) throw new Refusal('not_found')
        const unit = await places.unitOfNeighbourhood(tx, subdistrict, neighbourhood.placeId)
        if (!unit) throw new Refusal('not_found')
        const [officer] = await holding(tx, {
          subdistrictId: subdistrict,
          unitId: unit.unitId,
          role: 'neighbourhood_officer',
        })
        return {
          neighbourhood: { placeId: neighbourhood.placeId, name: neighbourhood.name },
          officerName: officer?.personName ?? null,
          unitName: unit.name,
          phone: unit.phone,
        }
      }),
  }
}
