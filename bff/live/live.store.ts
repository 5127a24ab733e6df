import { and, eq, gt, lt } from 'drizzle-orm'
import type { Transaction } from '#db/database.ts'
import { liveTickets } from '#db/schema/accounts.ts'
import type { AccountId } from '#shared/ids.ts'

export const insertTicket = async (
  tx: Transaction,
  ticket: { ticketHash: string; accountId: AccountId; sessionId: string; expiresAt: Date },
  now: Date,
): Promise<void> => {
  await tx.delete(liveTickets).where(lt(liveTickets.expiresAt, now))
  await tx.insert(liveTickets).values(ticket)
}

/** Uses the ticket up; undefined when it is unknown, used or too old. */
export const useTicket = async (tx: Transaction, ticketHash: string, now: Date) => {
  const [used] = await tx
    .delete(liveTickets)
    .where(and(eq(liveTickets.ticketHash, ticketHash), gt(liveTickets.expiresAt, now)))
    .returning({ accountId: liveTickets.accountId, sessionId: liveTickets.sessionId })
  return used
}
