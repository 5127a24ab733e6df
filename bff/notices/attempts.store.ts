import { eq } from 'drizzle-orm'
import type { Transaction } from '#db/database.ts'
import { noticeAttempts } from '#db/schema/notices.ts'
import type { NoticeId } from '#shared/ids.ts'
import type { Rung } from '#shared/notices/ladder-rules.ts'

export type Attempt = typeof noticeAttempts.$inferSelect
export type AttemptState = Attempt['state']

/** Every rung of this notice that was tried or passed over. */
export const attemptsOf = async (
  tx: Transaction,
  noticeId: NoticeId,
): Promise<ReadonlyMap<Rung, Attempt>> => {
  const rows = await tx.select().from(noticeAttempts).where(eq(noticeAttempts.noticeId, noticeId))
  return new Map(rows.map((row) => [row.rung, row]))
}

/** Writes where an attempt stands; a rung that has ended stays as it ended. */
export const saveAttempt = async (
  tx: Transaction,
  attempt: {
    readonly noticeId: NoticeId
    readonly rung: Rung
    readonly state: AttemptState
    readonly why: string | null
    readonly providerId?: string
    readonly at: Date
  },
): Promise<void> => {
  const { state, why, providerId, at } = attempt
  await tx
    .insert(noticeAttempts)
    .values({ ...attempt, begunAt: at })
    .onConflictDoUpdate({
      target: [noticeAttempts.noticeId, noticeAttempts.rung],
      set: { state, why, at, ...(providerId === undefined ? {} : { providerId }) },
      setWhere: eq(noticeAttempts.state, 'sending'),
    })
}
