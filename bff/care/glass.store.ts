import type { Transaction } from '#db/database.ts'
import { breakGlass } from '#db/schema/care.ts'
import type { PersonId, PostId, SubdistrictId } from '#shared/ids.ts'

export interface BrokenGlass {
  readonly subdistrictId: SubdistrictId
  readonly elderId: PersonId
  readonly staffId: PersonId
  readonly postId: PostId
  readonly reason: string
  readonly openedAt: Date
  readonly untilAt: Date
}

/** Each one stays on file; a second within the same millisecond is the same. */
export const insertGlass = async (tx: Transaction, glass: BrokenGlass): Promise<void> => {
  await tx.insert(breakGlass).values(glass).onConflictDoNothing()
}
