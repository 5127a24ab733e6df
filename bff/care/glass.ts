import { glassMinutes, glassRoles } from '#shared/care/care-rules.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { Actor } from '../accounts/actor.ts'
import { postsIn } from '../accounts/actor.ts'
import { findElder } from './care.store.ts'
import type { CareContext } from './care-context.ts'
import type { ElderKey } from './care-record.ts'
import { consentsInForce } from './consents.store.ts'
import { insertGlass } from './glass.store.ts'

/** The duty desk looks in an emergency: with a reason, for half an hour, and everybody is told. */
export const createGlass = (context: CareContext) => {
  const { platform, audit, announceConsent, telling } = context
  const { clock, database } = platform
  return {
    /** @throws Refusal unknown_elder | not_allowed (without a post of the desk) */
    breakIt: (actor: Actor, key: ElderKey, reason: string): Promise<{ untilAt: string }> =>
      database.inTransaction(async (tx) => {
        const now = clock.now()
        const elder = await findElder(tx, key)
        if (!elder) throw new Refusal('unknown_elder')
        const [post] = postsIn(actor, key.subdistrictId, glassRoles)
        if (!post) throw new Refusal('not_allowed')
        const untilAt = new Date(now.getTime() + glassMinutes * 60_000)
        await insertGlass(tx, {
          subdistrictId: key.subdistrictId,
          elderId: key.personId,
          staffId: actor.personId,
          postId: post.postId,
          reason: reason.trim(),
          openedAt: now,
          untilAt,
        })
        await audit(tx, actor, elder, 'care.glass_broken', { untilAt: untilAt.toISOString() })
        const followers = [
          ...new Set(
            (await consentsInForce(tx, [elder.personId], now)).map(({ followerId }) => followerId),
          ),
        ]
        await telling.glassBroken(tx, elder, followers)
        await announceConsent(tx, elder, [actor.personId])
        return { untilAt: untilAt.toISOString() }
      }),
  }
}
export type Glass = ReturnType<typeof createGlass>
