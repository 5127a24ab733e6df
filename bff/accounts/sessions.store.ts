import { and, eq, gt, isNull, lt, lte, ne, or, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import type { Database, Transaction } from '#db/database.ts'
import { accounts, consents, persons, posts, refreshTokens, sessions } from '#db/schema/accounts.ts'
import { privacyGuideVersion } from '#shared/accounts/privacy-guide.ts'
import type { AccountId, PersonId } from '#shared/ids.ts'
import type { Actor } from './actor.ts'

/**
 * Reads who a session speaks for. Asked at every request: one prepared statement, and outside a
 * transaction, which a single read does not need.
 */
export const actorReader = ({ pool }: Database) => {
  const query = drizzle(pool)
    .select({
      accountId: accounts.accountId,
      personId: accounts.personId,
      sessionId: sessions.sessionId,
      displayName: persons.displayName,
      consentId: consents.consentId,
      post: {
        postId: posts.postId,
        subdistrictId: posts.subdistrictId,
        role: posts.role,
        isHead: posts.isHead,
        unitId: posts.unitId,
        placeId: posts.placeId,
      },
    })
    .from(sessions)
    .innerJoin(accounts, eq(accounts.accountId, sessions.accountId))
    .innerJoin(persons, eq(persons.personId, accounts.personId))
    .leftJoin(
      consents,
      and(
        eq(consents.personId, persons.personId),
        eq(consents.purpose, 'privacy_guide'),
        eq(consents.textVersion, privacyGuideVersion),
        isNull(consents.withdrawnAt),
      ),
    )
    .leftJoin(
      posts,
      and(
        eq(posts.personId, persons.personId),
        lte(posts.startsAt, sql.placeholder('now')),
        or(isNull(posts.endsAt), gt(posts.endsAt, sql.placeholder('now'))),
      ),
    )
    .where(
      and(
        eq(sessions.sessionId, sql.placeholder('sessionId')),
        eq(sessions.accountId, sql.placeholder('accountId')),
        isNull(sessions.endedAt),
        isNull(accounts.closedAt),
      ),
    )
    .orderBy(posts.startsAt, posts.postId)
    .prepare('actor')

  return async (
    claims: { readonly accountId: string; readonly sessionId: string },
    now: Date,
  ): Promise<Actor | undefined> => {
    const rows = await query.execute({ ...claims, now })
    const [first] = rows
    if (!first) return undefined
    const { post: _post, consentId, ...who } = first
    return {
      ...who,
      agreedToPrivacyGuide: consentId !== null,
      posts: rows.flatMap(({ post }) => post ?? []),
    }
  }
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
    .where(and(isNull(accounts.closedAt), ne(accounts.demoKey, '')))

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

export const accountOf = async (tx: Transaction, personId: PersonId) => {
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
