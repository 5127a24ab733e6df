import type { Transaction } from '#db/database.ts'
import { wechatPayNotices } from '#db/schema/payments.ts'

/** Takes a notice once; false when it was taken before. */
export const takeNotice = async (
  tx: Transaction,
  notice: typeof wechatPayNotices.$inferInsert,
): Promise<boolean> => {
  const taken = await tx
    .insert(wechatPayNotices)
    .values(notice)
    .onConflictDoNothing()
    .returning({ noticeId: wechatPayNotices.noticeId })
  return taken.length === 1
}
