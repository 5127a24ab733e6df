import { and, eq, isNotNull, isNull, lt } from 'drizzle-orm'
import type { Database, Reader, Transaction } from '#db/database.ts'
import { accounts, persons, refreshTokens, sessions } from '#db/schema/accounts.ts'
import { privacyGuideVersion } from '#shared/accounts/privacy-guide.ts'
import type { Role } from '#shared/accounts/roles.ts'
import type { AccountId, PersonId, PlaceId, PostId, SubdistrictId, UnitId } from '#shared/ids.ts'
import type { Actor } from './actor.ts'

interface ActorRow {
  readonly sessionId: string
  readonly accountId: AccountId
  readonly personId: PersonId
  readonly displayName: string
  readonly agreed: boolean
  readonly postId: PostId | null
  readonly subdistrictId: SubdistrictId
  readonly role: Role
  readonly isHead: boolean
  readonly unitId: UnitId | null
  readonly placeId: PlaceId | null
}

// Written out: asked at every request, and the query builder's mapping alone would double its cost.
const actorsOf = (sessions: string, now: string, guide: string): string => `
  select s.session_id as "sessionId", a.account_id as "accountId", a.person_id as "personId", p.display_name as "displayName",
         exists (select from consents c
                  where c.person_id = a.person_id and c.purpose = 'privacy_guide'
                    and c.text_version = ${guide} and c.withdrawn_at is null) as agreed,
         o.post_id as "postId", o.subdistrict_id as "subdistrictId", o.role,
         o.is_head as "isHead", o.unit_id as "unitId", o.place_id as "placeId"
    from sessions s
    join accounts a on a.account_id = s.account_id
    join persons p on p.person_id = a.person_id
    left join posts o on o.person_id = a.person_id
         and o.starts_at <= ${now} and (o.ends_at is null or o.ends_at > ${now})
   where ${sessions} and s.ended_at is null and a.closed_at is null
   order by o.starts_at, o.post_id`

const actorQuery = actorsOf('s.session_id = $1 and s.account_id = $2', '$3', '$4')
const actorsQuery = actorsOf('s.session_id = any($1::uuid[])', '$2', '$3')

/**
 * Who a session speaks for at `now`; undefined when it has ended or the account is closed. One
 * prepared statement outside a transaction, which a single read does not need.
 */
export const readActor = async (
  { pool }: Pick<Database, 'pool'>,
  { accountId, sessionId }: { readonly accountId: string; readonly sessionId: string },
  now: Date,
): Promise<Actor | undefined> => {
  const { rows } = await pool.query<ActorRow>({
    name: 'actor',
    text: actorQuery,
    values: [sessionId, accountId, now, privacyGuideVersion],
  })
  return actorOf(rows)
}

const actorOf = (rows: readonly ActorRow[]): Actor | undefined => {
  const [first] = rows
  if (!first) return undefined
  return {
    accountId: first.accountId,
    personId: first.personId,
    sessionId: first.sessionId,
    displayName: first.displayName,
    agreedToPrivacyGuide: first.agreed,
    posts: rows.flatMap(({ postId, subdistrictId, role, isHead, unitId, placeId }) =>
      postId === null ? [] : [{ postId, subdistrictId, role, isHead, unitId, placeId }],
    ),
  }
}

/** As `readActor`, for many sessions by one question; those that have ended are missing. */
export const readActors = async (
  { pool }: Pick<Database, 'pool'>,
  sessionIds: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, Actor>> => {
  const { rows } = await pool.query<ActorRow>({
    name: 'actors',
    text: actorsQuery,
    values: [sessionIds, now, privacyGuideVersion],
  })
  const bySession = new Map<string, ActorRow[]>()
  for (const row of rows) {
    const known = bySession.get(row.sessionId)
    if (known) known.push(row)
    else bySession.set(row.sessionId, [row])
  }
  const actors = new Map<string, Actor>()
  for (const [sessionId, found] of bySession) {
    const actor = actorOf(found)
    if (actor) actors.set(sessionId, actor)
  }
  return actors
}

/** Whose these sessions are now; those that have ended, or whose account is closed, are missing. */
export const readSessionOwners = async (
  { pool }: Pick<Database, 'pool'>,
  sessionIds: readonly string[],
): Promise<ReadonlyMap<string, PersonId>> => {
  const { rows } = await pool.query<{ readonly sessionId: string; readonly personId: PersonId }>({
    name: 'sessions.owners',
    text: `select s.session_id as "sessionId", a.person_id as "personId"
             from unnest($1::uuid[]) as asked(session_id)
             join sessions s on s.session_id = asked.session_id and s.ended_at is null
             join accounts a on a.account_id = s.account_id and a.closed_at is null`,
    values: [sessionIds],
  })
  return new Map(rows.map(({ sessionId, personId }) => [sessionId, personId]))
}

export const insertSession = async (
  tx: Transaction,
  session: { sessionId: string; accountId: AccountId; createdAt: Date },
): Promise<void> => {
  await tx.insert(sessions).values(session)
}

/** Ends one session; false when it had ended already. */
export const endSession = async (
  tx: Transaction,
  sessionId: string,
  now: Date,
  why: string,
): Promise<boolean> => {
  const ended = await tx
    .update(sessions)
    .set({ endedAt: now, endedWhy: why })
    .where(and(eq(sessions.sessionId, sessionId), isNull(sessions.endedAt)))
    .returning({ sessionId: sessions.sessionId })
  return ended.length === 1
}

export const endSessionsOf = async (
  tx: Transaction,
  accountId: AccountId,
  now: Date,
  why: string,
): Promise<void> => {
  await tx
    .update(sessions)
    .set({ endedAt: now, endedWhy: why })
    .where(and(eq(sessions.accountId, accountId), isNull(sessions.endedAt)))
}

export const sessionsOf = (tx: Transaction, accountId: AccountId) =>
  tx
    .select({
      createdAt: sessions.createdAt,
      endedAt: sessions.endedAt,
      endedWhy: sessions.endedWhy,
    })
    .from(sessions)
    .where(eq(sessions.accountId, accountId))
    .orderBy(sessions.createdAt)

/** The token with its session and account, all held until the transaction ends. */
export const lockRefreshToken = async (tx: Transaction, tokenHash: string) => {
  const [found] = await tx
    .select({
      sessionId: refreshTokens.sessionId,
      expiresAt: refreshTokens.expiresAt,
      usedAt: refreshTokens.usedAt,
      sessionEndedAt: sessions.endedAt,
      accountId: accounts.accountId,
      personId: accounts.personId,
      accountClosedAt: accounts.closedAt,
    })
    .from(refreshTokens)
    .innerJoin(sessions, eq(sessions.sessionId, refreshTokens.sessionId))
    .innerJoin(accounts, eq(accounts.accountId, sessions.accountId))
    .where(eq(refreshTokens.tokenHash, tokenHash))
    .for('update', { of: [sessions, refreshTokens] })
  return found
}

/** Uses up every token of the session that is still good: only its newest one ever works. */
export const useUpTokens = async (tx: Transaction, sessionId: string, now: Date): Promise<void> => {
  await tx
    .update(refreshTokens)
    .set({ usedAt: now })
    .where(and(eq(refreshTokens.sessionId, sessionId), isNull(refreshTokens.usedAt)))
  await tx
    .delete(refreshTokens)
    .where(and(eq(refreshTokens.sessionId, sessionId), lt(refreshTokens.expiresAt, now)))
}

export const insertRefreshToken = async (
  tx: Transaction,
  token: { tokenHash: string; sessionId: string; issuedAt: Date; expiresAt: Date },
): Promise<void> => {
  await tx.insert(refreshTokens).values(token)
}

const accountFields = {
  accountId: accounts.accountId,
  personId: accounts.personId,
  closedAt: accounts.closedAt,
  demoKey: accounts.demoKey,
}

export const accountByOpenId = async (tx: Transaction, openId: string) => {
  const [found] = await tx
    .select(accountFields)
    .from(accounts)
    .where(eq(accounts.wechatOpenId, openId))
  return found
}

export const accountByDemoKey = async (tx: Transaction, demoKey: string) => {
  const [found] = await tx.select(accountFields).from(accounts).where(eq(accounts.demoKey, demoKey))
  return found
}

/** Accounts of the demo with their people's names. */
export const demoAccounts = (tx: Transaction) =>
  tx
    .select({
      accountId: accounts.accountId,
      personId: accounts.personId,
      demoKey: accounts.demoKey,
      displayName: persons.displayName,
    })
    .from(accounts)
    .innerJoin(persons, eq(persons.personId, accounts.personId))
    .where(and(isNull(accounts.closedAt), isNotNull(accounts.demoKey)))

/** Opens an account; false when one with this WeChat or demo key is there already. */
export const insertAccount = async (
  tx: Transaction,
  account: {
    accountId: AccountId
    personId: PersonId
    wechatOpenId?: string
    demoKey?: string
    createdAt: Date
  },
): Promise<boolean> => {
  const opened = await tx
    .insert(accounts)
    .values(account)
    .onConflictDoNothing()
    .returning({ accountId: accounts.accountId })
  return opened.length === 1
}

export const accountOf = async (tx: Reader, personId: PersonId) => {
  const [found] = await tx
    .select({
      ...accountFields,
      wechatOpenId: accounts.wechatOpenId,
      createdAt: accounts.createdAt,
    })
    .from(accounts)
    .where(eq(accounts.personId, personId))
  return found
}

export const closeAccount = async (
  tx: Transaction,
  accountId: AccountId,
  now: Date,
): Promise<void> => {
  await tx
    .update(accounts)
    .set({ closedAt: now, wechatOpenId: null, demoKey: null })
    .where(eq(accounts.accountId, accountId))
}
