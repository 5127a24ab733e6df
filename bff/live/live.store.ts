import { lt } from 'drizzle-orm'
import type { Database } from '#db/database.ts'
import { liveTickets } from '#db/schema/accounts.ts'
import type { AccountId, PersonId } from '#shared/ids.ts'

export interface NewTicket {
  readonly ticketHash: string
  readonly accountId: AccountId
  readonly sessionId: string
  readonly expiresAt: Date
}

export interface UsedTicket {
  readonly accountId: AccountId
  readonly sessionId: string
  /** Null: its session has ended or its account is closed. */
  readonly personId: PersonId | null
}

const insertText = `
  insert into live_tickets (ticket_hash, account_id, session_id, expires_at)
  select * from unnest($1::text[], $2::uuid[], $3::uuid[], $4::timestamptz[])`

/** One statement, outside a transaction that it does not need. */
export const insertTickets = async (
  { pool }: Pick<Database, 'pool'>,
  tickets: readonly NewTicket[],
): Promise<void> => {
  await pool.query({
    name: 'live.tickets',
    text: insertText,
    values: [
      tickets.map(({ ticketHash }) => ticketHash),
      tickets.map(({ accountId }) => accountId),
      tickets.map(({ sessionId }) => sessionId),
      tickets.map(({ expiresAt }) => expiresAt),
    ],
  })
}

export const deleteOldTickets = (database: Database, now: Date): Promise<void> =>
  database.inTransaction(async (tx) => {
    await tx.delete(liveTickets).where(lt(liveTickets.expiresAt, now))
  })

const useText = `
  with used as (
    delete from live_tickets where ticket_hash = any($1::text[]) and expires_at > $2
    returning ticket_hash, account_id, session_id)
  select u.ticket_hash as "ticketHash", u.account_id as "accountId", u.session_id as "sessionId",
         a.person_id as "personId"
    from used u
    left join sessions s on s.session_id = u.session_id and s.account_id = u.account_id
         and s.ended_at is null
    left join accounts a on a.account_id = s.account_id and a.closed_at is null`

/** Uses them up; by hash, those that are known, unused and not too old. */
export const useTickets = async (
  { pool }: Pick<Database, 'pool'>,
  hashes: readonly string[],
  now: Date,
): Promise<Map<string, UsedTicket>> => {
  const { rows } = await pool.query<UsedTicket & { readonly ticketHash: string }>({
    name: 'live.use',
    text: useText,
    values: [[...new Set(hashes)], now],
  })
  return new Map(rows.map(({ ticketHash, ...used }) => [ticketHash, used]))
}
