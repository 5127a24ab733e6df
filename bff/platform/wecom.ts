import * as Type from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import type { Clock } from './clock.ts'
import type { SendLog, SendResult } from './send-result.ts'
import { afterNoAnswer } from './send-result.ts'

export interface WecomSettings {
  /** 政务微信 runs at an address of its own in each city. */
  readonly baseUrl: string
  readonly corpId: string
  readonly secret: string
  readonly agentId: number
}

export interface Wecom {
  /**
   * One message of our app to one member. The same message within four hours arrives once
   * (`enable_duplicate_check`), so that it may be repeated after `lost`.
   */
  readonly send: (message: {
    readonly userId: string
    readonly text: string
  }) => Promise<SendResult>
}

type Failed = SendResult & { readonly ok: false }

const Errcode = Type.Object({ errcode: Type.Integer() })
const Token = Type.Object({
  access_token: Type.String({ minLength: 1 }),
  expires_in: Type.Number({ exclusiveMinimum: 0 }),
})
const Sent = Type.Object({
  msgid: Type.String(),
  invaliduser: Type.Optional(Type.String()),
  unlicenseduser: Type.Optional(Type.String()),
})

const tokenRefused = [40014, 42001]
/** 81013: nobody of those named may get it. 40003, 40031: no such member. */
const aboutThisOne = [81013, 40003, 40031, 60111]
/** System busy, or too many calls: nothing was done. */
const later = [-1, 45009, 45033]
const renewEarlyMs = 5 * 60_000
const duplicateSeconds = 4 * 60 * 60

/** Messages of an app in 政务微信/企业微信 (`/cgi-bin/message/send`). Secrets stand in URLs: none is logged. */
export const connectWecom = (
  { baseUrl, corpId, secret, agentId }: WecomSettings,
  { clock, log, timeoutMs }: { clock: Clock; log: SendLog; timeoutMs: number },
): Wecom => {
  let token: { readonly value: string; readonly renewAt: number } | undefined

  const ask = async (
    path: string,
    query: Readonly<Record<string, string>>,
    body?: unknown,
  ): Promise<{ readonly errcode: number; readonly said: unknown } | Failed> => {
    const url = new URL(path, baseUrl)
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    try {
      const answer = await fetch(url, {
        method: body === undefined ? 'GET' : 'POST',
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const said: unknown = await answer.json()
      return Value.Check(Errcode, said)
        ? { errcode: said.errcode, said }
        : { ok: false, code: 'lost', why: `status ${answer.status}` }
    } catch (error) {
      return afterNoAnswer(error)
    }
  }

  const refusal = (errcode: number): Failed => {
    const why = `errcode ${errcode}`
    if (aboutThisOne.includes(errcode)) return { ok: false, code: 'refused', why }
    return { ok: false, code: later.includes(errcode) ? 'busy' : 'misconfigured', why }
  }

  const freshToken = async (): Promise<string | Failed> => {
    const now = clock.now().getTime()
    if (token && now < token.renewAt) return token.value
    const answer = await ask('/cgi-bin/gettoken', { corpid: corpId, corpsecret: secret })
    // Without a token nothing was sent, whatever became of this answer.
    if ('ok' in answer) return { ...answer, code: 'busy' }
    if (answer.errcode !== 0 || !Value.Check(Token, answer.said)) return refusal(answer.errcode)
    const { access_token: value, expires_in: seconds } = answer.said
    token = { value, renewAt: now + seconds * 1000 - renewEarlyMs }
    return value
  }

  const trySend = async (body: unknown, again: boolean): Promise<SendResult> => {
    const value = await freshToken()
    if (typeof value !== 'string') return value
    const answer = await ask('/cgi-bin/message/send', { access_token: value }, body)
    if ('ok' in answer) return answer
    if (tokenRefused.includes(answer.errcode) && again) {
      token = undefined
      return trySend(body, false)
    }
    if (answer.errcode !== 0) return refusal(answer.errcode)
    if (!Value.Check(Sent, answer.said))
      return { ok: false, code: 'lost', why: 'unexpected answer' }
    const { invaliduser, unlicenseduser, msgid } = answer.said
    if (invaliduser || unlicenseduser) return { ok: false, code: 'refused', why: 'invalid user' }
    return { ok: true, id: msgid }
  }

  return {
    send: async ({ userId, text }) => {
      const body = {
        touser: userId,
        msgtype: 'text',
        agentid: agentId,
        text: { content: text },
        enable_duplicate_check: 1,
        duplicate_check_interval: duplicateSeconds,
      }
      const result = await trySend(body, true)
      if (!result.ok)
        log.warn(
          { call: 'message/send', code: result.code, why: result.why },
          'wecom message not sent',
        )
      return result
    },
  }
}
