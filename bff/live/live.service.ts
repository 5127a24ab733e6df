import { Refusal } from '#shared/http/errors.ts'
import type { Actor } from '../accounts/actor.ts'
import { hashSecret } from '../platform/ids.ts'
import type { Platform } from '../platform/platform.ts'
import { together } from '../platform/together.ts'
import type { NewTicket, UsedTicket } from './live.store.ts'
import { deleteOldTickets, insertTickets, useTickets } from './live.store.ts'

const ticketSeconds = 30

/**
 * One-time tickets: a socket cannot carry a header in WeChat, and a token must not be in a URL. When
 * thousands of phones come back at once, those who ask together are answered by one statement.
 */
export const createTickets = ({
  clock,
  database,
  ids,
  jobs,
}: Pick<Platform, 'clock' | 'database' | 'ids' | 'jobs'>) => {
  jobs.every(ticketSeconds, 'live tickets', () => deleteOldTickets(database, clock.now()))
  const insert = together(async (tickets: readonly NewTicket[]) => {
    await insertTickets(database, tickets)
    return tickets
  })
  const useTogether = together(async (hashes: readonly string[]) => {
    const used = await useTickets(database, hashes, clock.now())
    return hashes.map((hash): UsedTicket | null => {
      const found = used.get(hash) ?? null
      // Of two who show the same ticket together, one gets it.
      used.delete(hash)
      return found
    })
  })
  return {
    take: async ({ accountId, sessionId }: Actor) => {
      const ticket = ids.secret()
      const expiresAt = new Date(clock.now().getTime() + ticketSeconds * 1000)
      await insert({ ticketHash: hashSecret(ticket), accountId, sessionId, expiresAt })
      return { ticket, expiresAt: expiresAt.toISOString() }
    },

    /** Whose it is; `personId` null when the session has ended. @throws Refusal ticket_invalid */
    use: async (ticket: string): Promise<UsedTicket> => {
      const used = await useTogether(hashSecret(ticket))
      if (!used) throw new Refusal('ticket_invalid')
      return used
    },
  }
}
export type Tickets = ReturnType<typeof createTickets>
