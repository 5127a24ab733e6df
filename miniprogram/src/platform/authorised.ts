import Taro from '@tarojs/taro'
import { refreshSession } from '#shared/accounts/accounts.contract.ts'
import type { ResponseOf } from '#shared/http/endpoint.ts'
import { apiRoot } from './address.ts'
import type { Failure } from './failure.ts'
import { failureFrom, known, offline } from './failure.ts'
import type { Tokens } from './tokens.ts'
import { endSession, heldTokens, keepTokens, loadTokens } from './tokens.ts'

/** What came back, before anyone looked into it. */
export interface Reply<T> {
  readonly status: number
  readonly body: T
}

let renewing: Promise<Tokens | Failure> | null = null

/**
 * Sends with the access token; after `token_expired` renews once for all callers and sends again.
 * `send` answers any status and throws only when no answer came.
 */
export const authorised = async <T>(
  send: (headers: Record<string, string>) => Promise<Reply<T>>,
): Promise<T> => {
  const tokens = heldTokens() ?? (await loadTokens())
  const first = await send(bearer(tokens))
  if (isFine(first)) return first.body
  const failure = failureFrom(first.body)
  if (tokens === null || failure.code !== 'token_expired') {
    if (tokens !== null && failure.code === 'not_signed_in') await endSession()
    throw failure
  }
  const renewed = await renew(tokens)
  if (renewed instanceof Error) throw renewed
  const second = await send(bearer(renewed))
  if (isFine(second)) return second.body
  throw failureFrom(second.body)
}

const isFine = (reply: Reply<unknown>) => reply.status >= 200 && reply.status < 300

const bearer = (tokens: Tokens | null): Record<string, string> =>
  tokens === null ? {} : { authorization: `Bearer ${tokens.accessToken}` }

const renew = (expired: Tokens): Promise<Tokens | Failure> => {
  renewing ??= acrossTabs(() => renewOnce(expired)).finally(() => {
    renewing = null
  })
  return renewing
}

// Two browser tabs sending one refresh token would look like theft and end the session.
const acrossTabs = async <T>(work: () => Promise<T>): Promise<T> => {
  if (process.env.TARO_ENV === 'h5' && 'locks' in navigator) {
    return await navigator.locks.request('linli/refresh', work)
  }
  return work()
}

const renewOnce = async (expired: Tokens): Promise<Tokens | Failure> => {
  const stored = await loadTokens()
  if (stored === null) return known('not_signed_in')
  if (stored.accessToken !== expired.accessToken) return stored
  try {
    const reply = await Taro.request<ResponseOf<typeof refreshSession>>({
      url: apiRoot + refreshSession.path,
      method: refreshSession.method,
      data: { refreshToken: stored.refreshToken },
      header: { 'content-type': 'application/json' },
      timeout: 15_000,
    })
    if (reply.statusCode === 200) {
      await keepTokens(reply.data.tokens)
      return reply.data.tokens
    }
    const failure = failureFrom(reply.data)
    if (reply.statusCode === 401 || failure.code === 'account_closed') await endSession()
    return failure
  } catch {
    return offline()
  }
}
