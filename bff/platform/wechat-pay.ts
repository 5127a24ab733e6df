import * as Type from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import type { JsapiParameters } from '#shared/payments/payments.contract.ts'
import type { BillAnswer } from './wechat-pay-bill.ts'
import { fetchBill } from './wechat-pay-bill.ts'
import type { PayOptions } from './wechat-pay-http.ts'
import { payHttp } from './wechat-pay-http.ts'
import type { PayNotice, RefundReport, Trade } from './wechat-pay-shapes.ts'
import { envelopeOf, parsed, refundOf, tradeOf } from './wechat-pay-shapes.ts'
import type { HeaderValues, SignatureFault } from './wechat-pay-signature.ts'
import { openSealed, signatureFault } from './wechat-pay-signature.ts'

/**
 * Why WeChat did not do what was asked. `busy`: unknown whether it did, ask again with the same
 * numbers. `refused`: asking again changes nothing by itself.
 */
export type PayFault = 'absent' | 'already_paid' | 'already_closed' | 'refused' | 'busy'
type Failed = { readonly ok: false; readonly code: PayFault }

export interface Order {
  readonly outTradeNo: string
  /** Cut to 127 bytes. */
  readonly words: string
  readonly amountFen: number
  readonly payerOpenId: string
  readonly expiresAt: Date
}

export interface RefundOrder {
  readonly outTradeNo: string
  /** The same at every try. */
  readonly outRefundNo: string
  readonly amountFen: number
  readonly totalFen: number
  readonly reason: string
}

export type NoticeFault = SignatureFault | 'unreadable' | 'not_opened'

/** WeChat Pay v3 (JSAPI) of one merchant. Never throws; must not be asked within a transaction. */
export interface WechatPay {
  readonly merchantId: string
  readonly appId: string
  readonly prepay: (
    order: Order,
  ) => Promise<{ readonly ok: true; readonly parameters: JsapiParameters } | Failed>
  readonly findTrade: (
    outTradeNo: string,
  ) => Promise<{ readonly ok: true; readonly trade: Trade } | Failed>
  readonly closeTrade: (outTradeNo: string) => Promise<{ readonly ok: true } | Failed>
  readonly refund: (
    order: RefundOrder,
  ) => Promise<{ readonly ok: true; readonly refund: RefundReport } | Failed>
  readonly findRefund: (
    outRefundNo: string,
  ) => Promise<{ readonly ok: true; readonly refund: RefundReport } | Failed>
  readonly bill: (day: string) => Promise<BillAnswer>
  /** Opens a notice: its signature first, then its seal; nothing in it counts before. */
  readonly openNotice: (
    headers: HeaderValues,
    body: Buffer,
  ) => Promise<
    | { readonly ok: true; readonly notice: PayNotice | undefined }
    | { readonly ok: false; readonly code: NoticeFault }
  >
}

const faults: Readonly<Record<string, PayFault>> = {
  ORDERNOTEXIST: 'absent',
  RESOURCENOTEXISTS: 'absent',
  ORDERPAID: 'already_paid',
  ORDERCLOSED: 'already_closed',
  SYSTEMERROR: 'busy',
  BANKERROR: 'busy',
  FREQUENCYLIMITED: 'busy',
  FREQUENCYLIMIT: 'busy',
  RATELIMITED: 'busy',
  // The merchant's balance does not cover it today.
  NOTENOUGH: 'busy',
  unknown: 'busy',
}

const failed = (code: string): Failed => ({ ok: false, code: faults[code] ?? 'refused' })

const Prepaid = Type.Object({ prepay_id: Type.String({ minLength: 1, maxLength: 128 }) })

const wordBytes = 127

/** Cut between characters, so that no half of one is left. */
const cut = (words: string, bytes: number): string => {
  let kept = ''
  for (const character of words) {
    if (Buffer.byteLength(kept + character) > bytes) break
    kept += character
  }
  return kept
}

/** RFC 3339 in Shanghai's time, as WeChat writes it. */
const momentIn = (at: Date): string =>
  `${new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`

export const connectWechatPay = (options: PayOptions): WechatPay => {
  const { appId, clock, settings } = options
  const { merchantId, apiKey, notifyUrl } = settings
  const http = payHttp(options)
  const order = (outTradeNo: string) => `/v3/pay/transactions/out-trade-no/${outTradeNo}`

  const contentOf = (eventType: string, body: unknown): PayNotice['content'] | undefined => {
    if (eventType.startsWith('TRANSACTION.')) {
      const trade = tradeOf(body)
      return trade && { kind: 'trade', trade }
    }
    const refund = eventType.startsWith('REFUND.') ? refundOf(body) : undefined
    return refund && { kind: 'refund', refund }
  }

  return {
    merchantId,
    appId,

    prepay: async ({ outTradeNo, words, amountFen, payerOpenId, expiresAt }) => {
      const answer = await http.ask('POST', '/v3/pay/transactions/jsapi', {
        appid: appId,
        mchid: merchantId,
        description: cut(words, wordBytes),
        out_trade_no: outTradeNo,
        time_expire: momentIn(expiresAt),
        notify_url: notifyUrl,
        amount: { total: amountFen, currency: 'CNY' },
        payer: { openid: payerOpenId },
      })
      if (!answer.ok) return failed(answer.code)
      if (!Value.Check(Prepaid, answer.body)) return failed('unknown')
      return { ok: true, parameters: http.parametersFor(answer.body.prepay_id) }
    },

    findTrade: async (outTradeNo) => {
      const answer = await http.ask('GET', `${order(outTradeNo)}?mchid=${merchantId}`)
      if (!answer.ok) return failed(answer.code)
      const trade = tradeOf(answer.body)
      return trade?.outTradeNo === outTradeNo ? { ok: true, trade } : failed('unknown')
    },

    closeTrade: async (outTradeNo) => {
      const answer = await http.ask('POST', `${order(outTradeNo)}/close`, { mchid: merchantId })
      return answer.ok ? { ok: true } : failed(answer.code)
    },

    refund: async ({ outTradeNo, outRefundNo, amountFen, totalFen, reason }) => {
      const answer = await http.ask('POST', '/v3/refund/domestic/refunds', {
        out_trade_no: outTradeNo,
        out_refund_no: outRefundNo,
        reason: cut(reason, 80),
        notify_url: notifyUrl,
        amount: { refund: amountFen, total: totalFen, currency: 'CNY' },
      })
      if (!answer.ok) return failed(answer.code)
      const refund = refundOf(answer.body)
      return refund?.outRefundNo === outRefundNo ? { ok: true, refund } : failed('unknown')
    },

    findRefund: async (outRefundNo) => {
      const answer = await http.ask('GET', `/v3/refund/domestic/refunds/${outRefundNo}`)
      if (!answer.ok) return failed(answer.code)
      const refund = refundOf(answer.body)
      return refund?.outRefundNo === outRefundNo ? { ok: true, refund } : failed('unknown')
    },

    bill: (day) => fetchBill(http, day),

    openNotice: async (headers, body) => {
      const message = { headers, body, now: clock.now(), typeNeeded: true }
      const fault = signatureFault(message, http.keys.keyOf)
      // A true notice with a new key comes again; whoever makes up serials waits for nothing.
      if (fault === 'unknown_serial') void http.keys.refresh()
      if (fault) return { ok: false, code: fault }
      const envelope = envelopeOf(body.toString('utf8'))
      if (!envelope) return { ok: false, code: 'unreadable' }
      const opened = openSealed(envelope.resource, apiKey)
      if (opened === undefined) return { ok: false, code: 'not_opened' }
      const content = contentOf(envelope.event_type, parsed(opened))
      return {
        ok: true,
        notice: content && { noticeId: envelope.id, eventType: envelope.event_type, content },
      }
    },
  }
}
