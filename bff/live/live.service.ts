import { Refusal } from '#shared/http/errors.ts'
import type { Actor } from '../accounts/actor.ts'
import { hashSecret } from '../platform/ids.ts'
import type { Platform } from '../platform/platform.ts'
import { insertTicket, useTicket } from './live.store.ts'

const ticketSeconds = 30

/** One-time tickets: a socket cannot carry a header in WeChat, and a token must not be in a URL. */
export const createTickets = ({ clock, database, ids }: Platform) => ({
  take: (actor: Actor) =>
    database.inTransaction(async (tx) => {
      const now = clock.now()
      const ticket = ids.secret()
      const expiresAt = new Date(now.getTime() + ticketSeconds * 1000)
      const { accountId, sessionId } = actor
      await insertTicket(
        tx,
        { ticketHash: hashSecret(ticket), accountId, sessionId, expiresAt },
        now,
      )
      return { ticket, expiresAt: expiresAt.toISOString() }
    }),

  /** @throws Refusal ticket_invalid */
  use: (ticket: string) =>
    database.inTransaction(async (tx) => {
      const used = await useTicket(tx, hashSecret(ticket), clock.now())
      if (!used) throw new Refusal('ticket_invalid')
      return used
    }),
})
export type Tickets = ReturnType<typeof createTickets>
