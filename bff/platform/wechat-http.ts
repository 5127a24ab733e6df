import * as Type from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'

/** What came back: a body without an errcode, or why there is none. */
export type WechatAnswer =
  | { ok: true; body: unknown }
  | {
      ok: false
      reason: 'refused' | 'timeout' | 'unreachable' | 'not_understood'
      errcode?: number
    }

export type WechatHttp = {
  get(path: string, query: Record<string, string>): Promise<WechatAnswer>
  postWithToken(path: string, body: unknown): Promise<WechatAnswer>
}

const Errcode = Type.Object({ errcode: Type.Integer() })
const Token = Type.Object({
  access_token: Type.String({ minLength: 1 }),
  expires_in: Type.Number({ exclusiveMinimum: 0 }),
})

/** From five minutes before its end stable_token hands out the next one, and both are valid. */
const RENEW_EARLY_MS = 5 * 60 * 1000
const TOKEN_REFUSED = new Set([40001, 40014, 42001])

/**
 * JSON over HTTP as WeChat speaks it: errors come with status 200 and an errcode, as text/plain.
 * The access token is fetched once for all callers, kept until five minutes before its end, and
 * fetched once more when WeChat refuses it. Never throws; secrets stand in URLs, so none is logged.
 */
export function wechatHttp(options: {
  baseUrl: string
  appId: string
  appSecret: string
  clock: { now(): Date }
  timeoutMs: number
  fetch?: typeof fetch
}): WechatHttp {
  const { appId, appSecret, clock, timeoutMs } = options
  const send = options.fetch ?? fetch
  let token: { value: string; renewAt: number } | undefined
  let fetching: Promise<WechatAnswer> | undefined

  async function ask(
    path: string,
    query: Record<string, string>,
    body?: unknown,
  ): Promise<WechatAnswer> {
    const url = new URL(path, options.baseUrl)
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    const request = body === undefined ? {} : jsonPost(body)
    try {
      const signal = AbortSignal.timeout(timeoutMs)
      const response = await send(url, { ...request, signal, redirect: 'error' })
      return understand(response.status, await response.text())
    } catch (error) {
      const late = error instanceof Error && error.name === 'TimeoutError'
      return { ok: false, reason: late ? 'timeout' : 'unreachable' }
    }
  }

  async function postWithToken(path: string, body: unknown): Promise<WechatAnswer> {
    const first = await askWithToken(path, body)
    if (first.ok || first.errcode === undefined || !TOKEN_REFUSED.has(first.errcode)) return first
    return askWithToken(path, body)
  }

  async function askWithToken(path: string, body: unknown): Promise<WechatAnswer> {
    const current = await currentToken()
    if ('ok' in current) return current
    const answer = await ask(path, { access_token: current.value }, body)
    const refused = !answer.ok && TOKEN_REFUSED.has(answer.errcode ?? 0)
    // Another caller may have renewed it meanwhile: only the refused one is forgotten.
    if (refused && token?.value === current.value) token = undefined
    return answer
  }

  async function currentToken(): Promise<{ value: string } | (WechatAnswer & { ok: false })> {
    if (token && clock.now().getTime() < token.renewAt) return token
    fetching ??= fetchToken().finally(() => {
      fetching = undefined
    })
    const answer = await fetching
    if (!answer.ok) return answer
    return token ?? { ok: false, reason: 'not_understood' }
  }

  async function fetchToken(): Promise<WechatAnswer> {
    const askedAt = clock.now().getTime()
    const answer = await ask(
      '/cgi-bin/stable_token',
      {},
      {
        grant_type: 'client_credential',
        appid: appId,
        secret: appSecret,
        force_refresh: false,
      },
    )
    if (!answer.ok) return answer
    if (!Value.Check(Token, answer.body)) return { ok: false, reason: 'not_understood' }
    const lifeMs = answer.body.expires_in * 1000
    token = { value: answer.body.access_token, renewAt: askedAt + lifeMs - RENEW_EARLY_MS }
    return answer
  }

  return { get: (path, query) => ask(path, query), postWithToken }
}

function jsonPost(body: unknown) {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
  }
}

function understand(status: number, text: string): WechatAnswer {
  if (status !== 200) return { ok: false, reason: 'unreachable' }
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    return { ok: false, reason: 'not_understood' }
  }
  if (Value.Check(Errcode, body) && body.errcode !== 0) {
    return { ok: false, reason: 'refused', errcode: body.errcode }
  }
  return { ok: true, body }
}
