import type { Transaction } from '#db/database.ts'
import type { LookKind, LookScope } from '#shared/care/care-rules.ts'
import type { LookView } from '#shared/care/care-shapes.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { PersonId, PostId } from '#shared/ids.ts'
import type { Actor } from '../accounts/actor.ts'
import type { CareContext } from './care-context.ts'
import type { ElderKey } from './care-record.ts'
import { cursorOf, positionOf, sittingSince } from './looks.policy.ts'
import { looksAt, noteLooks } from './looks.store.ts'
import { maySpeakFor } from './rights.policy.ts'

const pageLength = 30

export interface Looked {
  readonly elders: readonly Pick<ElderKey, 'personId'>[]
  readonly viewerId: PersonId
  readonly scope: LookScope
  readonly as: LookKind
  readonly postId?: PostId | null
}

/** Who looked when at what; the elder reads it, or his staff for him (PIPL art. 44). */
export const createLooks = ({ accounts, platform, rights }: CareContext) => {
  const { clock, database } = platform
  return {
    /** One row a sitting; his own looks are nobody's business. */
    note: async (tx: Transaction, look: Looked): Promise<void> => {
      const { viewerId, scope, as, postId = null } = look
      const elderIds = look.elders.map(({ personId }) => personId)
      if (as === 'self' || elderIds.length === 0) return
      const now = clock.now()
      await noteLooks(tx, elderIds, { viewerId, scope, as, postId }, sittingSince(now), now)
    },

    /** @throws Refusal unknown_elder | not_allowed | invalid_request for a cursor of somebody else's */
    list: (
      actor: Actor,
      key: ElderKey,
      cursor: string | undefined,
    ): Promise<{ looks: LookView[]; nextCursor: string | null }> =>
      database.inTransaction(async (tx) => {
        const { elder, rights: held } = await rights.known(tx, actor, key)
        if (!maySpeakFor(held)) throw new Refusal('not_allowed')
        const from = cursor === undefined ? undefined : positionOf(cursor)
        if (cursor !== undefined && !from)
          throw new Refusal('invalid_request', { where: 'query', field: 'cursor', rule: 'known' })
        const rows = await looksAt(tx, [elder.personId], from, pageLength + 1)
        const page = rows.slice(0, pageLength)
        const byPost = page.flatMap(({ as, viewerId }) => (as === 'follower' ? [] : [viewerId]))
        const labels = await accounts.labelsOf(tx, elder.subdistrictId, byPost)
        const last = rows.length > pageLength ? page.at(-1) : undefined
        return {
          looks: page.map(({ viewerId, viewerName, scope, as, startedAt, lastAt }) => ({
            viewerName: as === 'follower' ? viewerName : (labels.get(viewerId) ?? viewerName),
            ...{ scope, as },
            startedAt: startedAt.toISOString(),
            lastAt: lastAt.toISOString(),
          })),
          nextCursor: last ? cursorOf(last) : null,
        }
      }),
  }
}
export type Looks = ReturnType<typeof createLooks>
