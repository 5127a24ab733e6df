import * as Type from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import type { WechatAnswer } from './wechat-http.ts'
import { wechatHttp } from './wechat-http.ts'

/** Why WeChat did not do what was asked. `busy` and `unavailable` are worth another try later. */
export type WechatFailure =
  | 'wechat_code_invalid'
  | 'wechat_busy'
  | 'wechat_blocked'
  | 'wechat_misconfigured'
  | 'wechat_unavailable'

export type SendFailure =
  | 'refused'
  | 'bad_recipient'
  | 'bad_template'
  | 'bad_data'
  | 'bad_page'
  | 'busy'
  | 'misconfigured'
  | 'unavailable'

export type TextVerdict = 'pass' | 'review' | 'risky' | 'unavailable'

export type SubscribeMessage = {
  openId: string
  templateId: string
  page?: string
  data: Record<string, string>
  miniprogramState: 'developer' | 'trial' | 'formal'
}

export type WechatLog = { warn(fields: Record<string, unknown>, message: string): void }

export type Wechat = {
  /** Exchanges a login code. The session_key is dropped here and never leaves. */
  codeToSession(
    code: string,
  ): Promise<{ ok: true; openId: string; unionId?: string } | { ok: false; code: WechatFailure }>
  /** Exchanges a code of the phone button; `phone` is without the country code. */
  phoneNumber(
    code: string,
  ): Promise<{ ok: true; phone: string; countryCode: string } | { ok: false; code: WechatFailure }>
  /** The worst verdict over all pieces. `unavailable`: ask again, and do not publish meanwhile. */
  checkText(what: { text: string; openId: string; scene: TextScene }): Promise<TextVerdict>
  /**
   * One accepted send is used up by one message. After `unavailable` it may have arrived all the
   * same; a further try then answers `refused`.
   */
  sendSubscribeMessage(
    message: SubscribeMessage,
  ): Promise<{ ok: true } | { ok: false; code: SendFailure }>
}

const SCENES = { profile: 1, comment: 2, forum: 3, diary: 4 } as const
export type TextScene = keyof typeof SCENES

const PIECE_LENGTH = 2500
/** Pieces overlap, so that a word cut in two is still seen whole once. */
const PIECE_OVERLAP = 50

const FAILURES: Record<number, WechatFailure> = {
  [-1]: 'wechat_busy',
  40029: 'wechat_code_invalid',
  40163: 'wechat_code_invalid',
  41008: 'wechat_code_invalid',
  45009: 'wechat_busy',
  45011: 'wechat_busy',
  40226: 'wechat_blocked',
  40013: 'wechat_misconfigured',
  40125: 'wechat_misconfigured',
  40164: 'wechat_misconfigured',
  40243: 'wechat_misconfigured',
  48001: 'wechat_misconfigured',
}

const SEND_FAILURES: Record<number, SendFailure> = {
  [-1]: 'busy',
  40003: 'bad_recipient',
  40013: 'misconfigured',
  40037: 'bad_template',
  40125: 'misconfigured',
  40164: 'misconfigured',
  40243: 'misconfigured',
  41030: 'bad_page',
  43101: 'refused',
  45009: 'busy',
  45011: 'busy',
  47003: 'bad_data',
  48001: 'misconfigured',
}

const Session = Type.Object({
  openid: Type.String({ minLength: 1 }),
  unionid: Type.Optional(Type.String()),
})
const Phone = Type.Object({
  phone_info: Type.Object({
    purePhoneNumber: Type.String({ minLength: 1 }),
    countryCode: Type.Union([Type.String(), Type.Number()]),
    watermark: Type.Object({ appid: Type.String() }),
  }),
})
const Checked = Type.Object({
  result: Type.Object({
    suggest: Type.Union([Type.Literal('pass'), Type.Literal('review'), Type.Literal('risky')]),
  }),
})
const Sent = Type.Object({ errcode: Type.Literal(0) })

/**
 * WeChat's server API for one mini-program. Never throws and never logs a code, token, open id or
 * text; `timeoutMs` bounds each request. Rules: developers.weixin.qq.com, OpenApiDoc.
 */
export function connectWechat(options: {
  baseUrl: string
  appId: string
  appSecret: string
  clock: { now(): Date }
  timeoutMs: number
  log: WechatLog
  fetch?: typeof fetch
}): Wechat {
  const { appId, appSecret, log } = options
  const http = wechatHttp(options)

  async function codeToSession(code: string) {
    const answer = await http.get('/sns/jscode2session', {
      appid: appId,
      secret: appSecret,
      js_code: code,
      grant_type: 'authorization_code',
    })
    if (!answer.ok || !Value.Check(Session, answer.body)) {
      return { ok: false, code: failureOf('login', answer) } as const
    }
    const { openid, unionid } = answer.body
    return { ok: true, openId: openid, ...(unionid ? { unionId: unionid } : {}) } as const
  }

  async function phoneNumber(code: string) {
    const answer = await http.postWithToken('/wxa/business/getuserphonenumber', { code })
    if (!answer.ok || !Value.Check(Phone, answer.body)) {
      return { ok: false, code: failureOf('phone', answer) } as const
    }
    const { purePhoneNumber, countryCode, watermark } = answer.body.phone_info
    // A number issued to another mini-program proves nothing about our user.
    if (watermark.appid !== appId) return { ok: false, code: 'wechat_code_invalid' } as const
    return { ok: true, phone: purePhoneNumber, countryCode: String(countryCode) } as const
  }

  async function checkText(what: { text: string; openId: string; scene: TextScene }) {
    const verdicts = await Promise.all(
      piecesOf(what.text).map((piece) => checkPiece(piece, what.openId, what.scene)),
    )
    // A person who reviews sees the whole text, so review outweighs a piece that was not asked.
    const worstFirst = ['risky', 'review', 'unavailable'] as const
    return worstFirst.find((verdict) => verdicts.includes(verdict)) ?? 'pass'
  }

  async function checkPiece(content: string, openId: string, scene: TextScene) {
    const body = { version: 2, openid: openId, scene: SCENES[scene], content }
    const answer = await http.postWithToken('/wxa/msg_sec_check', body)
    if (answer.ok && Value.Check(Checked, answer.body)) return answer.body.result.suggest
    failureOf('text check', answer)
    return 'unavailable'
  }

  async function sendSubscribeMessage(message: SubscribeMessage) {
    const data = Object.entries(message.data).map(([key, value]) => [key, { value }])
    const answer = await http.postWithToken('/cgi-bin/message/subscribe/send', {
      touser: message.openId,
      template_id: message.templateId,
      ...(message.page === undefined ? {} : { page: message.page }),
      data: Object.fromEntries(data),
      miniprogram_state: message.miniprogramState,
      lang: 'zh_CN',
    })
    if (answer.ok && Value.Check(Sent, answer.body)) return { ok: true } as const
    failureOf('subscribe message', answer)
    const errcode = answer.ok ? 0 : (answer.errcode ?? 0)
    return { ok: false, code: SEND_FAILURES[errcode] ?? 'unavailable' } as const
  }

  function failureOf(call: string, answer: WechatAnswer): WechatFailure {
    const errcode = answer.ok ? undefined : answer.errcode
    const reason = answer.ok ? 'unexpected answer' : answer.reason
    log.warn({ call, errcode, reason }, 'wechat did not do what was asked')
    return FAILURES[errcode ?? 0] ?? 'wechat_unavailable'
  }

  return { codeToSession, phoneNumber, checkText, sendSubscribeMessage }
}

/** Pieces of at most 2,500 UTF-16 units that never cut a character in two; none for a blank text. */
function piecesOf(text: string): string[] {
  const pieces: string[] = []
  for (let start = 0; start < text.length; ) {
    const end = beforeCharacter(text, Math.min(start + PIECE_LENGTH, text.length))
    pieces.push(text.slice(start, end))
    if (end === text.length) break
    start = beforeCharacter(text, end - PIECE_OVERLAP)
  }
  return pieces.filter((piece) => piece.trim() !== '')
}

function beforeCharacter(text: string, at: number): number {
  return /[\udc00-\udfff]/.test(text.charAt(at)) ? at - 1 : at
}
