import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import { brokenField } from './wechat-template-fields.ts'

type Query = URLSearchParams
type Reply = Record<string, unknown>
type Code = { of: string; madeAt: number; used: boolean; issuedTo?: string }
export type WechatFault = 'slow' | 'status_500' | 'not_json' | 'drop_after_work'
export type SentMessage = {
  openId: string
  templateId: string
  page: string | undefined
  data: Record<string, string>
  state: string
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const CODE_LIFE = 5 * MINUTE
const TOKEN_LIFE = 2 * HOUR
const BOTH_VALID = 5 * MINUTE

/** What WeChat answers for each refusal; the words are its own. */
const WORDS: Record<number, string> = {
  [-1]: 'system error',
  40001: 'invalid credential, access_token is invalid or not latest',
  40002: 'invalid grant_type',
  40003: 'invalid openid',
  40013: 'invalid appid',
  40029: 'invalid code',
  40037: 'invalid template_id',
  40097: 'invalid args',
  40125: 'invalid appsecret',
  40129: 'invalid scene',
  40163: 'code been used',
  40226: 'code blocked',
  41001: 'access_token missing',
  41008: 'missing code',
  41030: 'invalid page',
  42001: 'access_token expired',
  43002: 'require POST method',
  43101: 'user refuse to accept the msg',
  44004: 'empty content',
  45002: 'content size out of limit',
  45009: 'reach max api daily quota limit',
  45011: 'api minute-quota reach limit, must slower, retry next minute',
  47001: 'data format error',
  47003: 'argument invalid!',
  61010: 'code is expired',
}

/**
 * WeChat's server API on a local port, for tests: it keeps WeChat's rules by the given clock and
 * refuses what WeChat refuses. `templates` names the fields of each subscribe template; a text
 * containing a word of `verdicts` gets that verdict.
 */
export async function startWechatDouble(options: {
  clock: { now(): Date }
  appId: string
  appSecret: string
  templates?: Record<string, readonly string[]>
  pages?: readonly string[]
  verdicts?: { risky?: readonly string[]; review?: readonly string[] }
}) {
  const { appId, appSecret, templates = {}, pages, verdicts = {} } = options
  const loginCodes = new Map<string, Code>()
  const phoneCodes = new Map<string, Code>()
  const blocked = new Set<string>()
  const logins = new Map<string, number[]>()
  const activeAt = new Map<string, number>()
  const grants = new Map<string, number>()
  const tokens: { value: string; madeAt: number; endsAt: number; forced: boolean }[] = []
  const faults: { path: string; fault: WechatFault; times: number }[] = []
  const sent: SentMessage[] = []
  const calls: { method: string; path: string; query: Query; body: Reply }[] = []
  const held = new Set<NodeJS.Timeout>()
  let serial = 0

  const now = () => options.clock.now().getTime()
  const next = (name: string) => {
    serial += 1
    return `${name}-${serial}-${'x'.repeat(24)}`
  }

  function spend(codes: Map<string, Code>, value: string): Code | number {
    const code = codes.get(value)
    if (!code || now() - code.madeAt > CODE_LIFE) return 40029
    if (code.used) return 40163
    code.used = true
    return code
  }

  function jscode2session(query: Query): Reply | number {
    if (query.get('appid') !== appId) return 40013
    if (query.get('secret') !== appSecret) return 40125
    if (query.get('grant_type') !== 'authorization_code') return 40002
    const value = query.get('js_code')
    if (!value) return 41008
    const openId = loginCodes.get(value)?.of ?? ''
    const lately = (logins.get(openId) ?? []).filter((at) => now() - at < MINUTE)
    if (lately.length >= 100) return 45011
    const code = spend(loginCodes, value)
    if (typeof code === 'number') return code
    if (blocked.has(openId)) return 40226
    logins.set(openId, [...lately, now()])
    activeAt.set(openId, now())
    return { session_key: 'c2Vzc2lvbi1rZXktc3RheXM=', openid: openId, unionid: `u-${openId}` }
  }

  function stableToken(body: Reply): Reply | number {
    if (body.grant_type !== 'client_credential') return 40002
    if (body.appid !== appId) return 40013
    if (body.secret !== appSecret) return 40125
    const newest = tokens.at(-1)
    const forced = body.force_refresh === true
    const lastForced = tokens.findLast((token) => token.forced)
    const forcedToday = tokens.filter((token) => token.forced && now() - token.madeAt < 24 * HOUR)
    if (forced && forcedToday.length >= 20) return 45009
    const tooSoon = forced && lastForced !== undefined && now() - lastForced.madeAt < 30_000
    const stillGood = newest !== undefined && newest.endsAt - now() > BOTH_VALID
    if (newest && stillGood && (!forced || tooSoon)) return tokenReply(newest)
    if (forced) for (const token of tokens) token.endsAt = Math.min(token.endsAt, now())
    const token = { value: next('token'), madeAt: now(), endsAt: now() + TOKEN_LIFE, forced }
    tokens.push(token)
    return tokenReply(token)
  }

  function tokenReply(token: { value: string; endsAt: number }) {
    const seconds = Math.floor((token.endsAt - now()) / 1000)
    return { access_token: token.value, expires_in: seconds }
  }

  function tokenRefusal(query: Query): number | undefined {
    const value = query.get('access_token')
    if (!value) return 41001
    const token = tokens.find((known) => known.value === value)
    if (!token) return 40001
    return token.endsAt <= now() ? 42001 : undefined
  }

  function getUserPhoneNumber(body: Reply): Reply | number {
    if (typeof body.code !== 'string') return 47001
    const code = spend(phoneCodes, body.code)
    if (typeof code === 'number') return 40029
    const watermark = { timestamp: Math.floor(now() / 1000), appid: code.issuedTo ?? appId }
    const [, abroad, local] = /^\+(\d{1,3}) (\d+)$/.exec(code.of) ?? []
    const purePhoneNumber = local ?? code.of
    const phoneNumber = abroad ? `+${abroad}${local}` : code.of
    const phone = { phoneNumber, purePhoneNumber, countryCode: abroad ?? '86', watermark }
    return { errcode: 0, errmsg: 'ok', phone_info: phone }
  }

  function msgSecCheck(body: Reply): Reply | number {
    const { version, openid, scene, content } = body
    if (version !== 2 || typeof content !== 'string') return 40097
    if (content.trim() === '') return 44004
    if ([...content].length > 2500) return 45002
    if (![1, 2, 3, 4].includes(Number(scene))) return 40129
    if (typeof openid !== 'string' || !openid.startsWith('o')) return 40003
    if (now() - (activeAt.get(openid) ?? Number.NEGATIVE_INFINITY) > 2 * HOUR) return 61010
    const has = (words: readonly string[] = []) => words.some((word) => content.includes(word))
    const suggest = has(verdicts.risky) ? 'risky' : has(verdicts.review) ? 'review' : 'pass'
    const label = suggest === 'pass' ? 100 : 20006
    return { errcode: 0, errmsg: 'ok', trace_id: next('trace'), result: { suggest, label } }
  }

  function sendMessage(body: Reply): Reply | number {
    const { touser, template_id: templateId, page, miniprogram_state: state } = body
    if (typeof touser !== 'string' || !touser.startsWith('o')) return 40003
    const fields = templates[String(templateId)]
    if (!fields) return 40037
    const path = typeof page === 'string' ? page.split('?')[0] : undefined
    if (path !== undefined && pages && !pages.includes(path)) return 41030
    const data = valuesOf(body.data)
    const broken = brokenField(fields, data)
    if (broken) return { errcode: 47003, errmsg: `argument invalid! data.${broken}.value invalid` }
    const grant = `${touser} ${String(templateId)}`
    const left = grants.get(grant) ?? 0
    if (left === 0) return 43101
    grants.set(grant, left - 1)
    sent.push({
      openId: touser,
      templateId: String(templateId),
      page: typeof page === 'string' ? page : undefined,
      data,
      state: String(state ?? 'formal'),
    })
    return { errcode: 0, errmsg: 'ok', msgid: 1_000_000 + sent.length }
  }

  const withToken: Record<string, (body: Reply) => Reply | number> = {
    '/wxa/business/getuserphonenumber': getUserPhoneNumber,
    '/wxa/msg_sec_check': msgSecCheck,
    '/cgi-bin/message/subscribe/send': sendMessage,
  }

  function work(method: string, path: string, query: Query, body: Reply): Reply | number {
    if (path === '/sns/jscode2session') return jscode2session(query)
    if (method !== 'POST') return 43002
    if (path === '/cgi-bin/stable_token') return stableToken(body)
    return tokenRefusal(query) ?? withToken[path]?.(body) ?? -1
  }

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    const path = url.pathname
    const body = await readJson(request)
    const method = request.method ?? 'GET'
    calls.push({ method, path, query: url.searchParams, body: body ?? {} })
    const fault = takeFault(path)
    // A 500 comes before anything is done, a dropped connection after.
    if (fault === 'status_500') return response.writeHead(500).end('Internal Server Error')
    if (fault === 'not_json') return response.end('<html>502 Bad Gateway</html>')
    const outcome = body ? work(method, path, url.searchParams, body) : 47001
    const reply = typeof outcome === 'number' ? refusal(outcome) : outcome
    if (fault === 'drop_after_work') return request.socket.destroy()
    const end = () => response.setHeader('content-type', 'text/plain').end(JSON.stringify(reply))
    if (fault !== 'slow') return end()
    held.add(setTimeout(end, 30_000))
  }

  function takeFault(path: string): WechatFault | undefined {
    const found = faults.find((entry) => entry.path === path && entry.times > 0)
    if (found) found.times -= 1
    return found?.fault
  }

  function refusal(errcode: number): Reply {
    return { errcode, errmsg: `${WORDS[errcode] ?? 'error'}, rid: ${next('rid')}` }
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(500).end())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0

  return {
    baseUrl: `http://127.0.0.1:${port}`,
    sent,
    calls,
    callsTo: (path: string) => calls.filter((call) => call.path === path).length,
    newLoginCode: (openId: string) => remember(loginCodes, next('login'), openId, now()),
    /** `issuedTo` another mini-program: WeChat answers with its mark. `+852 61234567` is abroad. */
    newPhoneCode: (phone: string, issuedTo?: string) =>
      remember(phoneCodes, next('phone'), phone, now(), issuedTo),
    /** The user taps 允许 once: one send of this template. */
    grant(openId: string, templateId: string) {
      const key = `${openId} ${templateId}`
      grants.set(key, (grants.get(key) ?? 0) + 1)
    },
    /** The user takes every permission back. */
    revoke: (openId: string, templateId: string) => grants.delete(`${openId} ${templateId}`),
    /** WeChat's risk control refuses this user's logins from now on. */
    block: (openId: string) => blocked.add(openId),
    /** Somebody else asked for a new token by force: the ones handed out are void. */
    voidTokens() {
      tokens.length = 0
    },
    fault: (path: string, fault: WechatFault, times = 1) => faults.push({ path, fault, times }),
    async close() {
      for (const timer of held) clearTimeout(timer)
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export type WechatDouble = Awaited<ReturnType<typeof startWechatDouble>>

function remember(
  codes: Map<string, Code>,
  value: string,
  of: string,
  madeAt: number,
  issuedTo?: string,
): string {
  codes.set(value, { of, madeAt, used: false, ...(issuedTo ? { issuedTo } : {}) })
  return value
}

function isRecord(value: unknown): value is Reply {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function valuesOf(data: unknown): Record<string, string> {
  const entries = isRecord(data) ? Object.entries(data) : []
  return Object.fromEntries(
    entries.map(([key, field]) => [key, isRecord(field) ? String(field.value ?? '') : '']),
  )
}

/** The body as an object; an empty one for none, undefined when it is no JSON object. */
async function readJson(request: IncomingMessage): Promise<Reply | undefined> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  const text = Buffer.concat(chunks).toString('utf8')
  if (text === '') return {}
  try {
    const body: unknown = JSON.parse(text)
    return isRecord(body) ? body : undefined
  } catch {
    return undefined
  }
}
