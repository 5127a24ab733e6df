import { and, asc, desc, eq, gt, inArray, isNull, lte, or } from 'drizzle-orm'
import type { Reader, Transaction } from '#db/database.ts'
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

const conditions: Readonly<Record<keyof PostFilter, string>> = {
  subdistrictId: 'o.subdistrict_id',
  postId: 'o.post_id',
  personId: 'o.person_id',
  role: 'o.role',
  unitId: 'o.unit_id',
  placeId: 'o.place_id',
  isHead: 'o.is_head',
}
const postFields = `o.post_id as "postId", o.subdistrict_id as "subdistrictId",
  o.person_id as "personId", p.display_name as "personName", o.role, o.is_head as "isHead",
  o.unit_id as "unitId", o.place_id as "placeId", o.starts_at as "startsAt", o.ends_at as "endsAt"`

const isCondition = (key: string): key is keyof PostFilter => key in conditions

/**
 * Posts that fit, heads first, then the longest held; with `now` only those in force then. Each
 * kind of question is planned once a connection: every filed case asks who is on a unit's posts.
 */
export const findPosts = async (
  { client }: Reader,
  filter: PostFilter,
  now?: Date,
): Promise<PostRow[]> => {
  const asked = Object.keys(filter)
    .filter(isCondition)
    .filter((key) => filter[key] !== undefined)
    .sort()
  const fits = asked.map((key, at) => `${conditions[key]} = $${at + 1}`)
  const at = `$${asked.length + 1}`
  if (now) fits.push(`o.starts_at <= ${at} and (o.ends_at is null or o.ends_at > ${at})`)
  const { rows } = await client.query<PostRow>({
    name: `posts by ${asked.join()}${now ? ' now' : ''}`,
    text: `select ${postFields} from posts o join persons p on p.person_id = o.person_id
           where ${fits.join(' and ')} order by o.is_head desc, o.starts_at, o.post_id`,
    values: [...asked.map((key) => filter[key]), ...(now ? [now] : [])],
  })
  return rows
}

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
