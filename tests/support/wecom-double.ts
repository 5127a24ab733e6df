import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'

type Reply = Record<string, unknown>
export type WecomFault = 'status_500' | 'drop_before_work' | 'drop_after_work' | 'busy'

export interface DeliveredWecom {
  readonly userId: string
  readonly text: string
  readonly at: Date
}

const tokenLife = 7200
const usualDuplicateSeconds = 1800
const mostDuplicateSeconds = 4 * 3600
const mostBytes = 2048
const mostAMinute = 30

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
const isRecord = (value: unknown): value is Reply =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** 企业微信's server API on a local port: gettoken, message/send and what they refuse. */
export const startWecomDouble = async (options: {
  readonly clock: { now(): Date }
  readonly corpId: string
  readonly secret: string
  readonly agentId: number
  /** Who may see the app; user ids are compared without case. */
  readonly members: readonly string[]
}) => {
  const { clock, corpId, secret, agentId } = options
  const members = new Set(options.members.map((id) => id.toLowerCase()))
  const sent: DeliveredWecom[] = []
  const accepted: { readonly body: string; readonly at: number }[] = []
  const tokens = new Map<string, number>()
  const faults: WecomFault[] = []
  let tokensGiven = 0
  const now = () => clock.now().getTime()

  const getToken = (query: URLSearchParams): Reply | number => {
    if (query.get('corpid') !== corpId) return 40013
    if (query.get('corpsecret') !== secret) return 40001
    tokensGiven += 1
    const value = `token-${tokensGiven}`
    tokens.set(value, now() + tokenLife * 1000)
    return { errcode: 0, errmsg: 'ok', access_token: value, expires_in: tokenLife }
  }

  const deliver = (userIds: readonly string[], text: string): void => {
    for (const userId of userIds) {
      const lately = sent.filter(
        (one) => one.userId === userId && now() - one.at.getTime() < 60_000,
      )
      // Too many are dropped, and the answer does not say so.
      if (lately.length < mostAMinute) sent.push({ userId, text, at: clock.now() })
    }
  }

  const send = (query: URLSearchParams, raw: string): Reply | number => {
    const endsAt = tokens.get(query.get('access_token') ?? '')
    if (endsAt === undefined) return 40014
    if (endsAt <= now()) return 42001
    let body: unknown
    try {
      body = JSON.parse(raw)
    } catch {
      return 40035
    }
    if (!isRecord(body) || body.msgtype !== 'text' || !isRecord(body.text)) return 40008
    if (typeof body.agentid !== 'number') return 40056
    if (body.agentid !== agentId) return 301002
    const text = textOf(body.text.content)
    if (text === '') return 44004
    if (Buffer.byteLength(text) > mostBytes) return 45002
    const seconds = body.duplicate_check_interval ?? usualDuplicateSeconds
    if (typeof seconds !== 'number' || seconds > mostDuplicateSeconds) return 40035
    const wanted = textOf(body.touser).toLowerCase().split('|')
    const known = wanted.filter((id) => members.has(id))
    if (known.length === 0) return 81013
    const same = accepted.some((one) => one.body === raw && now() - one.at < seconds * 1000)
    if (!(body.enable_duplicate_check === 1 && same)) deliver(known, text)
    accepted.push({ body: raw, at: now() })
    const invaliduser = wanted.filter((id) => !members.has(id)).join('|')
    return {
      errcode: 0,
      errmsg: 'ok',
      msgid: `message-${accepted.length}`,
      ...(invaliduser ? { invaliduser } : {}),
    }
  }

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(Buffer.from(chunk))
    const raw = Buffer.concat(chunks).toString('utf8')
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    const isSend = url.pathname === '/cgi-bin/message/send'
    const fault = isSend ? faults.shift() : undefined
    if (fault === 'status_500') return response.writeHead(500).end('Internal Server Error')
    if (fault === 'drop_before_work') return request.socket.destroy()
    const work = () => {
      if (fault === 'busy') return -1
      if (isSend) return request.method === 'POST' ? send(url.searchParams, raw) : 43002
      return url.pathname === '/cgi-bin/gettoken' ? getToken(url.searchParams) : 40035
    }
    const outcome = work()
    const reply =
      typeof outcome === 'number' ? { errcode: outcome, errmsg: 'refused, hint: []' } : outcome
    if (fault === 'drop_after_work') return request.socket.destroy()
    return response.end(JSON.stringify(reply))
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
    tokensGiven: () => tokensGiven,
    /** Somebody made the tokens void before their time. */
    voidTokens: () => tokens.clear(),
    /** What happens to the next messages, in this order. */
    fault: (...next: WecomFault[]) => faults.push(...next),
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
export type WecomDouble = Awaited<ReturnType<typeof startWecomDouble>>
