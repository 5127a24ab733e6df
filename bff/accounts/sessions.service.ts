import type { Transaction } from '#db/database.ts'
import type { Me } from '#shared/accounts/accounts.contract.ts'
import { newcomerName } from '#shared/accounts/newcomer.words.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { AccountId, PersonId } from '#shared/ids.ts'
import { accountId, personId } from '#shared/ids.ts'
import { introductions } from '../demo/introductions.ts'
import { hashSecret } from '../platform/ids.ts'
import type { Platform } from '../platform/platform.ts'
import { together } from '../platform/together.ts'
import { judgeRefresh, refreshTokenDays } from './accounts.policy.ts'
import type { Actor } from './actor.ts'
import type { PersonView } from './person-view.ts'
import { insertPerson, removePerson } from './persons.store.ts'
import { postsOfPeople } from './posts.store.ts'
import {
  accountByDemoKey,
  accountByOpenId,
  demoAccounts,
  endSession,
  insertAccount,
  insertRefreshToken,
  insertSession,
  lockRefreshToken,
  readActor,
  readActors,
  readSessionOwners,
  useUpTokens,
} from './sessions.store.ts'

/** What the routes make an answer with tokens from; signing is theirs. */
export interface OpenSession {
  readonly accountId: AccountId
  readonly sessionId: string
  readonly refreshToken: string
  readonly accessTokenId: string
  readonly issuedAt: Date
}

interface Owner {
  readonly accountId: AccountId
  readonly personId: PersonId
}

/** A question of its own costs its way to the database and back, which many can share. */
const mostSingly = 2
const dayMilliseconds = 24 * 60 * 60 * 1000

/** Signing in, staying signed in and signing out. */
export const createSessions = (platform: Platform, view: PersonView) => {
  const { clock, database, ids, liveBus, wechat } = platform

  const findTogether = together(
    async (sessionIds: readonly string[]) => {
      const actors = await readActors(database, [...new Set(sessionIds)], clock.now())
      return sessionIds.map((sessionId) => actors.get(sessionId) ?? null)
    },
    { most: 200, waitMilliseconds: 0 },
  )
  let singly = 0
  /** One by one while it is quiet; who comes while others are asked for is asked for with the rest. */
  const findActor = async (claims: { accountId: string; sessionId: string }) => {
    if (singly >= mostSingly) {
      const actor = await findTogether(claims.sessionId)
      return actor?.accountId === claims.accountId ? actor : undefined
    }
    singly += 1
    try {
      return await readActor(database, claims, clock.now())
    } finally {
      singly -= 1
    }
  }

  const issue = async (
    tx: Transaction,
    owner: AccountId,
    sessionId: string,
    now: Date,
  ): Promise<OpenSession> => {
    const refreshToken = ids.secret()
    await insertRefreshToken(tx, {
      tokenHash: hashSecret(refreshToken),
      sessionId,
      issuedAt: now,
      expiresAt: new Date(now.getTime() + refreshTokenDays * dayMilliseconds),
    })
    return { accountId: owner, sessionId, refreshToken, accessTokenId: ids.next(), issuedAt: now }
  }

  const open = async (tx: Transaction, owner: Owner): Promise<{ session: OpenSession; me: Me }> => {
    const now = clock.now()
    const sessionId = ids.next()
    await insertSession(tx, { sessionId, accountId: owner.accountId, createdAt: now })
    return {
      session: await issue(tx, owner.accountId, sessionId, now),
      me: await view.meOf(tx, owner, now),
    }
  }

  /** Two first sign-ins of one person at once: the open id is unique, so one makes the account. */
  const newcomer = async (tx: Transaction, openId: string): Promise<Owner | undefined> => {
    const now = clock.now()
    const person = personId(ids.next())
    const account = accountId(ids.next())
    await insertPerson(tx, { personId: person, displayName: newcomerName(person), createdAt: now })
    const opened = await insertAccount(tx, {
      accountId: account,
      personId: person,
      wechatOpenId: openId,
      createdAt: now,
    })
    if (opened) return { accountId: account, personId: person }
    await removePerson(tx, person)
    return accountByOpenId(tx, openId)
  }

  const announceEnd = (person: PersonId) => () =>
    liveBus.publish({ topic: `person/${person}`, kind: 'session_ended', data: {} })

  return {
    /**
     * Who a session speaks for, as of now.
     * @throws Refusal not_signed_in when the session has ended or the account is closed.
     */
    findActor: async (claims: { accountId: string; sessionId: string }): Promise<Actor> => {
      const actor = await findActor(claims)
      if (!actor) throw new Refusal('not_signed_in')
      return actor
    },

    /** Whose sessions these are now; those that have ended are missing. One question for all. */
    ownersOf: (sessionIds: readonly string[]): Promise<ReadonlyMap<string, PersonId>> =>
      readSessionOwners(database, sessionIds),

    /** @throws Refusal wechat_code_invalid | wechat_busy | wechat_blocked | wechat_misconfigured | account_closed */
    signInWithWechat: async (code: string) => {
      const answer = await wechat.codeToSession(code)
      if (!answer.ok)
        throw new Refusal(answer.code === 'wechat_unavailable' ? 'wechat_busy' : answer.code)
      return database.inTransaction(async (tx) => {
        const known = await accountByOpenId(tx, answer.openId)
        if (known?.closedAt) throw new Refusal('account_closed')
        const owner = known ?? (await newcomer(tx, answer.openId))
        if (!owner) throw new Refusal('account_closed')
        return open(tx, owner)
      })
    },

    /** @throws Refusal unknown_person */
    signInAsDemoPerson: (key: string) =>
      database.inTransaction(async (tx) => {
        const account = await accountByDemoKey(tx, key)
        if (!account || account.closedAt) throw new Refusal('unknown_person')
        return open(tx, account)
      }),

    listDemoPeople: () =>
      database.inTransaction(async (tx) => {
        const accounts = new Map((await demoAccounts(tx)).map((one) => [one.demoKey, one]))
        const people = []
        for (const [key, who] of introductions) {
          const account = accounts.get(key)
          if (!account) continue
          const held = await postsOfPeople(tx, [account.personId], clock.now())
          const posts = []
          for (const post of held) posts.push(await view.postView(tx, post))
          people.push({ key, name: account.displayName, who, posts })
        }
        return people
      }),

    /**
     * Changes a refresh token for a new pair. A token used before ends the whole session, except
     * just after its use, when the answer may have been lost: then the lost successor is used up
     * and a fresh one given, so that never more than one token of a session works.
     * @throws Refusal refresh_token_invalid | account_closed
     */
    refresh: async (refreshToken: string): Promise<OpenSession> => {
      const outcome = await database.inTransaction(async (tx) => {
        const now = clock.now()
        const token = await lockRefreshToken(tx, hashSecret(refreshToken))
        if (!token) return 'refresh_token_invalid' as const
        if (token.accountClosedAt) return 'account_closed' as const
        const verdict = judgeRefresh({ ...token, sessionEnded: token.sessionEndedAt !== null }, now)
        if (verdict === 'end_session') {
          await endSession(tx, token.sessionId, now, 'refresh_token_reused')
          tx.afterCommit(announceEnd(token.personId))
        }
        if (verdict !== 'renew') return 'refresh_token_invalid' as const
        await useUpTokens(tx, token.sessionId, now)
        return issue(tx, token.accountId, token.sessionId, now)
      })
      // Thrown out here: inside, it would roll back the end of the session.
      if (typeof outcome === 'string') throw new Refusal(outcome)
      return outcome
    },

    signOut: (actor: Actor): Promise<void> =>
      database.inTransaction(async (tx) => {
        await endSession(tx, actor.sessionId, clock.now(), 'signed_out')
        tx.afterCommit(announceEnd(actor.personId))
      }),
  }
}
