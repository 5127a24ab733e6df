import type { Transaction } from '#db/database.ts'
import type { PersonId } from '#shared/ids.ts'

/** Takes away what somebody who leaves was told, every attempt and call for it, and what he agreed to. */
export const forgetNotices = async ({ client }: Transaction, personId: PersonId): Promise<void> => {
  await client.query('delete from calls where person_id = $1', [personId])
  // Whom he booked for is still to be called, only no longer through him.
  await client.query('update calls set relative_id = null where relative_id = $1', [personId])
  await client.query('update notices set relative_id = null where relative_id = $1', [personId])
  await client.query(
    `delete from notice_attempts a using notices n
      where n.notice_id = a.notice_id and n.person_id = $1`,
    [personId],
  )
  await client.query('delete from notices where person_id = $1', [personId])
  await client.query('delete from subscription_grants where person_id = $1', [personId])
}
