import type { Role } from '#shared/accounts/roles.ts'
import type { AccountId, PersonId, PlaceId, PostId, SubdistrictId, UnitId } from '#shared/ids.ts'

/** A post that is in force now. */
export interface Post {
  readonly postId: PostId
  readonly subdistrictId: SubdistrictId
  readonly role: Role
  readonly isHead: boolean
  readonly unitId: UnitId | null
  readonly placeId: PlaceId | null
}

/** Who acts: read from the database at each request, so a change of post works at once. */
export interface Actor {
  readonly accountId: AccountId
  readonly personId: PersonId
  readonly sessionId: string
  readonly displayName: string
  readonly agreedToPrivacyGuide: boolean
  readonly posts: readonly Post[]
}

/** The actor's posts in one subdistrict with one of these roles. */
export const postsIn = (
  actor: Actor,
  subdistrictId: string,
  roles: readonly Role[],
): readonly Post[] =>
  actor.posts.filter((post) => post.subdistrictId === subdistrictId && roles.includes(post.role))
