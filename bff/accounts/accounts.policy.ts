import type { Role } from '#shared/accounts/roles.ts'
import { roleWords } from '#shared/accounts/roles.words.ts'

/** Posts one holds for oneself; every other post is work for others and must be handed over first. */
const personalRoles: readonly Role[] = ['resident', 'elder', 'family_follower', 'volunteer']

export const isStaffRole = (role: Role): boolean => !personalRoles.includes(role)

/** Days a refresh token lives; each use brings a new one, so who comes back monthly stays signed in. */
export const refreshTokenDays = 30

/**
 * Seconds in which a used refresh token is taken once more: on a weak network the answer that held
 * its successor is easily lost, and the phone can only repeat itself.
 */
export const lostAnswerSeconds = 20

export interface UsedToken {
  readonly expiresAt: Date
  readonly usedAt: Date | null
  readonly sessionEnded: boolean
}

/**
 * What a refresh token that exists is good for. A used one is either a lost answer (just now) or in
 * two hands: then nobody can tell the owner from the thief, and the session ends (RFC 9700 §4.14).
 */
export const judgeRefresh = (token: UsedToken, now: Date): 'renew' | 'refuse' | 'end_session' => {
  if (token.sessionEnded) return 'refuse'
  if (token.usedAt) {
    const secondsAgo = (now.getTime() - token.usedAt.getTime()) / 1000
    return secondsAgo <= lostAnswerSeconds ? 'renew' : 'end_session'
  }
  return token.expiresAt > now ? 'renew' : 'refuse'
}

/** `周敏华（合兴二居委社区专管员）`; without a post, the name alone. */
export const personLabel = (
  name: string,
  post: { readonly role: Role; readonly unitName: string | null } | undefined,
): string => (post ? `${name}（${post.unitName ?? ''}${roleWords[post.role]}）` : name)

/** What a deleted person is called from then on. */
export const deletedName = '已注销居民'
