import * as Type from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'

/** What WeChat says of an order, in an answer or in a notice. */
export interface Trade {
  readonly appId: string
  readonly merchantId: string
  readonly outTradeNo: string
  /** SUCCESS, REFUND (paid, something given back), NOTPAY, CLOSED, USERPAYING, PAYERROR, REVOKED. */
  readonly state: string
  readonly transactionId: string | undefined
  readonly paidAt: Date | undefined
  readonly payerOpenId: string | undefined
  readonly amountFen: number | undefined
  readonly currency: string | undefined
}

/** What WeChat says of a refund. */
export interface RefundReport {
  /** Only notices name the merchant. */
  readonly merchantId: string | undefined
  readonly outTradeNo: string
  readonly outRefundNo: string
  readonly state: 'SUCCESS' | 'CLOSED' | 'PROCESSING' | 'ABNORMAL'
  readonly refundFen: number
  readonly totalFen: number
  readonly acceptedAt: Date | undefined
  readonly doneAt: Date | undefined
}

export interface PayNotice {
  readonly noticeId: string
  readonly eventType: string
  readonly content:
    | { readonly kind: 'trade'; readonly trade: Trade }
    | { readonly kind: 'refund'; readonly refund: RefundReport }
}

const Name = Type.String({ minLength: 1, maxLength: 128 })
const Moment = Type.String({ minLength: 10, maxLength: 40 })
const Fen = Type.Integer({ minimum: 0 })

const TradeBody = Type.Object({
  appid: Name,
  mchid: Name,
  out_trade_no: Name,
  trade_state: Name,
  transaction_id: Type.Optional(Type.String({ maxLength: 64 })),
  success_time: Type.Optional(Moment),
  payer: Type.Optional(Type.Object({ openid: Type.Optional(Name) })),
  amount: Type.Optional(
    Type.Object({ total: Type.Optional(Fen), currency: Type.Optional(Type.String()) }),
  ),
})

const states = [
  Type.Literal('SUCCESS'),
  Type.Literal('CLOSED'),
  Type.Literal('PROCESSING'),
  Type.Literal('ABNORMAL'),
]
const RefundBody = Type.Object({
  mchid: Type.Optional(Name),
  out_trade_no: Name,
  out_refund_no: Name,
  status: Type.Optional(Type.Union(states)),
  refund_status: Type.Optional(Type.Union(states)),
  create_time: Type.Optional(Moment),
  success_time: Type.Optional(Moment),
  amount: Type.Object({ total: Fen, refund: Fen }),
})

const Envelope = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9-]+$' }),
  event_type: Name,
  resource: Type.Object({
    algorithm: Type.Literal('AEAD_AES_256_GCM'),
    ciphertext: Type.String({ minLength: 24 }),
    nonce: Type.String({ minLength: 1, maxLength: 32 }),
    associated_data: Type.Optional(Type.String({ maxLength: 64 })),
  }),
})

const momentOf = (text: string | undefined): Date | undefined => {
  const at = new Date(text ?? '')
  return Number.isNaN(at.getTime()) ? undefined : at
}

/** Undefined when the body is none. */
export const tradeOf = (body: unknown): Trade | undefined => {
  if (!Value.Check(TradeBody, body)) return undefined
  return {
    appId: body.appid,
    merchantId: body.mchid,
    outTradeNo: body.out_trade_no,
    state: body.trade_state,
    transactionId: body.transaction_id || undefined,
    paidAt: momentOf(body.success_time),
    payerOpenId: body.payer?.openid,
    amountFen: body.amount?.total,
    currency: body.amount?.currency,
  }
}

/** Undefined when the body is none. */
export const refundOf = (body: unknown): RefundReport | undefined => {
  if (!Value.Check(RefundBody, body)) return undefined
  const state = body.status ?? body.refund_status
  if (state === undefined) return undefined
  return {
    merchantId: body.mchid,
    outTradeNo: body.out_trade_no,
    outRefundNo: body.out_refund_no,
    state,
    refundFen: body.amount.refund,
    totalFen: body.amount.total,
    acceptedAt: momentOf(body.create_time),
    doneAt: momentOf(body.success_time),
  }
}

export const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The sealed envelope of a notice; undefined when the body is none. */
export const envelopeOf = (text: string): Type.Static<typeof Envelope> | undefined => {
  const body = parsed(text)
  return Value.Check(Envelope, body) ? body : undefined
}
