import type { Transaction } from '#db/database.ts'
import type { PersonId, SubdistrictId } from '#shared/ids.ts'
import { appendAudit } from '../audit/audit.service.ts'
import type { Platform } from '../platform/platform.ts'
import { isStaffRole } from './accounts.policy.ts'
import { lockPersonByPhone } from './person-claim.store.ts'
import { insertPerson, lockPerson, personWithWecom, updatePerson } from './persons.store.ts'
import type { NewPost, PostRow } from './posts.store.ts'
import { findPosts, insertPosts } from './posts.store.ts'
import { accountOf } from './sessions.store.ts'

/** Staff of a subdistrict as an administrator has written it down. Phones are digits. */
export interface StaffList {
  readonly subdistrictId: SubdistrictId
  readonly people: readonly {
    readonly personId: PersonId
    readonly name: string
    readonly phone: string | null
    /** Lower case: 政务微信 does not tell cases apart. */
    readonly wecomUserId: string | null
  }[]
  /** `person` is the id that the list gives him. */
  readonly posts: readonly (Omit<NewPost, 'personId' | 'subdistrictId'> & {
    readonly person: PersonId
  })[]
}

type ListedPerson = StaffList['people'][number]

export interface StaffResult {
  readonly people: { added: string[]; changed: string[]; unchanged: number }
  readonly posts: { added: string[]; unchanged: number }
  /** Why the list cannot be taken, by its place in `people`; the caller undoes everything. */
  readonly faults: { readonly at: number; readonly words: string }[]
  /** What a person should look at; nothing was done about it. */
  readonly remarks: string[]
}

const samePost = (one: Omit<NewPost, 'postId' | 'startsAt'>, other: PostRow): boolean =>
  one.personId === other.personId &&
  one.role === other.role &&
  one.isHead === other.isHead &&
  one.unitId === other.unitId &&
  one.placeId === other.placeId

/** Brings the staff of a subdistrict in from a list. */
export const createStaffList = ({ clock, liveBus, personalData }: Platform) => {
  /** Who he is here: by the list's id, or else whoever has bound this very number in WeChat. */
  const savePerson = async (
    tx: Transaction,
    { personId, name, phone, wecomUserId }: ListedPerson,
    remark: (words: string) => void,
  ): Promise<{ id: PersonId; done: 'added' | 'changed' | 'unchanged' } | { fault: string }> => {
    const index = phone === null ? null : personalData.blindIndex('phone', phone)
    const withPhone = index === null ? undefined : await lockPersonByPhone(tx, index)
    const listed = await lockPerson(tx, personId)
    if (listed?.deletedAt) return { fault: 'has deleted his account; give him a new key' }
    if (listed && withPhone && withPhone !== personId)
      return { fault: 'has a phone that is on file for somebody else' }
    const id = listed ? personId : (withPhone ?? personId)
    const withWecom = wecomUserId === null ? undefined : await personWithWecom(tx, wecomUserId)
    if (withWecom && withWecom !== id)
      return { fault: 'has a 政务微信 that is on file for somebody else' }
    const before = listed ?? (await lockPerson(tx, id))
    const sealed = phone === null ? null : personalData.seal('phone', phone)
    if (!before) {
      const row = { personId: id, displayName: name, wecomUserId, createdAt: clock.now() }
      await insertPerson(tx, { ...row, phoneEncrypted: sealed, phoneIndex: index })
      return { id, done: 'added' }
    }
    const renamed = before.displayName !== name
    let newPhone = index !== null && before.phoneIndex !== index
    if (newPhone && before.phoneIndex !== null && (await accountOf(tx, id))) {
      remark(`${name} has bound another number in WeChat; it stays`)
      newPhone = false
    }
    // A list that does not name it leaves it as it is.
    const newWecom = wecomUserId !== null && before.wecomUserId !== wecomUserId
    if (!renamed && !newPhone && !newWecom) return { id, done: 'unchanged' }
    await updatePerson(tx, id, {
      displayName: name,
      ...(newPhone ? { phoneEncrypted: sealed, phoneIndex: index } : {}),
      ...(newWecom ? { wecomUserId } : {}),
    })
    return { id, done: 'changed' }
  }

  const addPost = async (tx: Transaction, post: NewPost): Promise<void> => {
    await insertPosts(tx, [post])
    const { postId, personId, role, isHead, unitId, placeId } = post
    await appendAudit(tx, {
      at: clock.now(),
      subdistrictId: post.subdistrictId,
      actorPersonId: null,
      action: 'post.given',
      objectKind: 'post',
      objectId: postId,
      detail: { personId, role, isHead, unitId, placeId, by: 'import' },
    })
    tx.afterCommit(() =>
      liveBus.publish({ topic: `person/${personId}`, kind: 'posts_changed', data: {} }),
    )
  }

  return {
    /**
     * Adds and renames people, adds posts; doing it twice changes nothing. A post that the list no
     * longer has is a remark, never ended: that is the administrator's word, in the app.
     */
    saveStaff: async (tx: Transaction, list: StaffList): Promise<StaffResult> => {
      const { subdistrictId } = list
      const now = clock.now()
      const result: StaffResult = {
        people: { added: [], changed: [], unchanged: 0 },
        posts: { added: [], unchanged: 0 },
        faults: [],
        remarks: [],
      }
      const remark = (words: string) => void result.remarks.push(words)
      const people = new Map<PersonId, { id: PersonId; name: string }>()
      for (const [at, person] of list.people.entries()) {
        const saved = await savePerson(tx, person, remark)
        if ('fault' in saved) {
          result.faults.push({ at, words: saved.fault })
          continue
        }
        people.set(person.personId, { id: saved.id, name: person.name })
        if (saved.done === 'unchanged') result.people.unchanged += 1
        else result.people[saved.done].push(person.name)
      }
      const before = await findPosts(tx, { subdistrictId })
      const ended = ({ endsAt }: PostRow) => endsAt !== null && endsAt <= now
      const wanted = new Set<PostRow>()
      for (const { person, ...listed } of list.posts) {
        const who = people.get(person)
        if (!who) continue
        const post = { ...listed, subdistrictId, personId: who.id }
        const words = `${who.name} ${post.role}`
        const held = before.find((row) => !ended(row) && samePost(post, row))
        const same = held ?? before.find(({ postId }) => postId === post.postId)
        if (same) wanted.add(same)
        if (!same) {
          await addPost(tx, post)
          result.posts.added.push(words)
        } else if (ended(same)) remark(`${words}: this post was ended in the app and stays so`)
        else result.posts.unchanged += 1
      }
      for (const row of before)
        if (!ended(row) && !wanted.has(row) && isStaffRole(row.role))
          remark(
            `${row.personName} ${row.role}: still on post though not in the file; end it in the app`,
          )
      return result
    },
  }
}
