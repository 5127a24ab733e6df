import { and, asc, desc, eq, gt, inArray, isNull, lte, or } from 'drizzle-orm'
import type { Transaction } from '#db/database.ts'
import { persons, posts } from '#db/schema/accounts.ts'
import type { Role } from '#shared/accounts/roles.ts'
import type { PersonId, PlaceId, PostId, SubdistrictId, UnitId } from '#shared/ids.ts'
import type { Post } from './actor.ts'

export interface PostRow extends Post {
  readonly personId: PersonId
  readonly personName: string
  readonly startsAt: Date
  readonly endsAt: Date | null
}

export interface PostFilter {
  readonly subdistrictId: SubdistrictId
  readonly postId?: PostId
  readonly personId?: PersonId
  readonly role?: Role
  readonly unitId?: UnitId
  readonly placeId?: PlaceId
  readonly isHead?: boolean
}

const fields = {
  postId: posts.postId,
  subdistrictId: posts.subdistrictId,
  personId: posts.personId,
  personName: persons.displayName,
  role: posts.role,
  isHead: posts.isHead,
  unitId: posts.unitId,
  placeId: posts.placeId,
  startsAt: posts.startsAt,
  endsAt: posts.endsAt,
}

const inForce = (now: Date) =>
  and(lte(posts.startsAt, now), or(isNull(posts.endsAt), gt(posts.endsAt, now)))

/** Posts that fit, heads first, then the longest held; with `now` only those in force then. */
export const findPosts = (tx: Transaction, filter: PostFilter, now?: Date): Promise<PostRow[]> =>
  tx
    .select(fields)
    .from(posts)
    .innerJoin(persons, eq(persons.personId, posts.personId))
    .where(
      and(
        eq(posts.subdistrictId, filter.subdistrictId),
        filter.postId && eq(posts.postId, filter.postId),
        filter.personId && eq(posts.personId, filter.personId),
        filter.role && eq(posts.role, filter.role),
        filter.unitId && eq(posts.unitId, filter.unitId),
        filter.placeId && eq(posts.placeId, filter.placeId),
        filter.isHead === undefined ? undefined : eq(posts.isHead, filter.isHead),
        now && inForce(now),
      ),
    )
    .orderBy(desc(posts.isHead), asc(posts.startsAt), asc(posts.postId))

/** All posts of these people, in every subdistrict, newest first; with `now` only those in force. */
export const postsOfPeople = (
  tx: Transaction,
  personIds: readonly PersonId[],
  now?: Date,
): Promise<PostRow[]> =>
  tx
    .select(fields)
    .from(posts)
    .innerJoin(persons, eq(persons.personId, posts.personId))
    .where(and(inArray(posts.personId, [...personIds]), now && inForce(now)))
    .orderBy(desc(posts.startsAt), asc(posts.postId))

export type NewPost = Post & { readonly personId: PersonId; readonly startsAt: Date }

/** Adds posts; one that is there already stays as it is. */
export const insertPosts = async (tx: Transaction, rows: readonly NewPost[]): Promise<void> => {
  await tx
    .insert(posts)
    .values([...rows])
    .onConflictDoNothing()
}

/** Ends a post that is in force; false when it is not. */
export const endPostNow = async (
  tx: Transaction,
  subdistrictId: SubdistrictId,
  postId: PostId,
  now: Date,
): Promise<boolean> => {
  const ended = await tx
    .update(posts)
    .set({ endsAt: now })
    .where(and(eq(posts.subdistrictId, subdistrictId), eq(posts.postId, postId), inForce(now)))
    .returning({ postId: posts.postId })
  return ended.length === 1
}

export const endPostsOf = async (tx: Transaction, personId: PersonId, now: Date): Promise<void> => {
  await tx
    .update(posts)
    .set({ endsAt: now })
    .where(and(eq(posts.personId, personId), inForce(now)))
}
