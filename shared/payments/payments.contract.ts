import type { Static } from '@sinclair/typebox'
import * as Type from '@sinclair/typebox'
import { endpoint } from '../http/endpoint.ts'
import { Day, Empty, Instant, literals, nullable, object, saidText, text } from '../http/fields.ts'
import { DifferenceIdSchema, PaymentIdSchema, RefundIdSchema, SubdistrictIdSchema } from '../ids.ts'
import {
  counterWays,
  differenceKinds,
  paidWays,
  payMethods,
  paymentStates,
  refundStates,
  subjectKinds,
} from './payment-status.ts'

/** Where WeChat tells of payments and refunds; no query string, no sign-in: a signature. */
export const wechatPayNotice = endpoint({
  kind: 'callback',
  method: 'POST',
  path: '/wechat-pay/notices',
  access: 'anyone',
  maxBytes: 64 * 1024,
  perMinute: 6000,
  summary: 'Notices of WeChat Pay, signed and sealed',
  errors: [],
})

/** Money in fen. */
const Fen = Type.Integer({ minimum: 0, maximum: 100_000_000 })

export const RefundView = object({
  refundId: RefundIdSchema,
  amountFen: Fen,
  reason: Type.String(),
  state: literals(refundStates),
  at: Instant,
  doneAt: nullable(Instant),
})

export type RefundView = Static<typeof RefundView>

export const PaymentView = object({
  subdistrictId: SubdistrictIdSchema,
  paymentId: PaymentIdSchema,
  subject: object({ kind: literals(subjectKinds), id: Type.String() }),
  words: Type.String(),
  amountFen: Fen,
  /** Given back or on its way. */
  refundedFen: Fen,
  method: literals(payMethods),
  state: literals(paymentStates),
  paidBy: nullable(literals(paidWays)),
  paidAt: nullable(Instant),
  expiresAt: nullable(Instant),
  refunds: Type.Array(RefundView),
})
export type PaymentView = Static<typeof PaymentView>

/** What wx.requestPayment takes; only WeChat and we can have signed it. */
export const JsapiParameters = object({
  timeStamp: Type.String(),
  nonceStr: Type.String(),
  package: Type.String(),
  signType: Type.Literal('RSA'),
  paySign: Type.String(),
})
export type JsapiParameters = Static<typeof JsapiParameters>

const params = object({ subdistrictId: SubdistrictIdSchema, paymentId: PaymentIdSchema })
const below = '/subdistricts/:subdistrictId/payments/:paymentId'
const counterRoles = {
  roles: ['site_clerk', 'neighbourhood_officer', 'duty_officer', 'hotline_clerk', 'administrator'],
} as const
const administrator = { roles: ['administrator'] } as const

export const readPayment = endpoint({
  kind: 'json',
  method: 'GET',
  path: below,
  access: 'signed-in',
  summary: 'A payment with its refunds: for whoever pays it and the staff of what it is for',
  params,
  response: object({ payment: PaymentView }),
  errors: ['not_found'],
})

export const preparePayment = endpoint({
  kind: 'json',
  method: 'POST',
  path: `${below}/prepare`,
  access: 'signed-in',
  needsPrivacyConsent: true,
  perMinute: 60,
  summary: 'Order the payment with WeChat; answers what wx.requestPayment takes',
  params,
  response: object({ payment: PaymentView, parameters: JsapiParameters }),
  errors: [
    'not_found',
    'payment_moved_on',
    'payment_over',
    'payments_off',
    'payer_without_wechat',
    'wechat_pay_busy',
    'wechat_pay_refused',
  ],
})

export const checkPayment = endpoint({
  kind: 'json',
  method: 'POST',
  path: `${below}/check`,
  access: 'signed-in',
  perMinute: 60,
  summary: 'Ask WeChat whether it was paid; nothing the phone says counts',
  params,
  response: object({ payment: PaymentView }),
  errors: ['not_found', 'wechat_pay_busy'],
})

export const collectAtCounter = endpoint({
  kind: 'json',
  method: 'POST',
  path: `${below}/collect`,
  // Whoever drives for a provider takes money at the door too.
  access: { roles: [...counterRoles.roles, 'provider_staff'] },
  idempotent: true,
  summary: 'The money was taken at the counter; the amount is the one of the payment',
  params,
  body: object({ way: literals(counterWays) }),
  response: object({ payment: PaymentView }),
  errors: ['not_found', 'payment_moved_on'],
})

export const refundPayment = endpoint({
  kind: 'json',
  method: 'POST',
  path: `${below}/refunds`,
  access: administrator,
  idempotent: true,
  summary: 'Give back all or a part; the same key never gives back twice',
  params,
  body: object({
    amountFen: Type.Integer({ minimum: 1, maximum: 10_000_000 }),
    reason: saidText(80),
  }),
  response: object({ payment: PaymentView }),
  errors: [
    'not_found',
    'payment_moved_on',
    'refund_too_much',
    'refund_too_late',
    'too_many_refunds',
  ],
})

export const handBackRefund = endpoint({
  kind: 'json',
  method: 'POST',
  path: `${below}/refunds/:refundId/hand-back`,
  access: counterRoles,
  idempotent: true,
  summary: 'The money of a refund was handed over at the counter',
  params: object({
    subdistrictId: SubdistrictIdSchema,
    paymentId: PaymentIdSchema,
    refundId: RefundIdSchema,
  }),
  response: object({ payment: PaymentView }),
  errors: ['not_found', 'payment_moved_on'],
})

export const Receipt = object({
  /** The order number, as WeChat and the bill name it. */
  number: Type.String(),
  words: Type.String(),
  amountFen: Fen,
  refundedFen: Fen,
  paidBy: literals(paidWays),
  paidAt: Instant,
  payerName: Type.String(),
  /** WeChat's own number; null when paid at the counter. */
  transactionId: nullable(Type.String()),
})
export type Receipt = Static<typeof Receipt>

export const readReceipt = endpoint({
  kind: 'json',
  method: 'GET',
  path: `${below}/receipt`,
  access: 'signed-in',
  summary: 'What a receipt says; only once it is paid',
  params,
  response: object({ receipt: Receipt }),
  errors: ['not_found', 'payment_moved_on'],
})

export const payInDemo = endpoint({
  kind: 'json',
  method: 'POST',
  path: `${below}/pay-in-demo`,
  access: 'signed-in',
  demoOnly: true,
  summary: 'Demo only: plays the phone that confirms the payment with the WeChat double',
  params,
  body: object({ package: text(1, 200) }),
  response: Empty,
  errors: ['not_found', 'payment_moved_on', 'payments_off'],
})

export const PaymentDifference = object({
  differenceId: DifferenceIdSchema,
  day: Day,
  kind: literals(differenceKinds),
  outTradeNo: Type.String(),
  /** Null: it is no refund. */
  outRefundNo: nullable(Type.String()),
  paymentId: nullable(PaymentIdSchema),
  oursFen: nullable(Fen),
  theirsFen: nullable(Fen),
  foundAt: Instant,
  clearedAt: nullable(Instant),
  clearedBy: nullable(Type.String()),
  note: nullable(Type.String()),
})
export type PaymentDifference = Static<typeof PaymentDifference>

export const listPaymentDifferences = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/payment-differences',
  access: administrator,
  summary: 'Where the books and WeChat’s bill disagree, the open ones first; at most 200',
  params: object({ subdistrictId: SubdistrictIdSchema }),
  response: object({
    differences: Type.Array(PaymentDifference),
    /** The last seven days whose bill was asked for. */
    bills: Type.Array(
      object({
        day: Day,
        isImported: Type.Boolean(),
        trades: Type.Integer(),
        tradesFen: Fen,
        refunds: Type.Integer(),
        refundsFen: Fen,
      }),
    ),
  }),
  errors: [],
})

export const clearPaymentDifference = endpoint({
  kind: 'json',
  method: 'POST',
  path: '/subdistricts/:subdistrictId/payment-differences/:differenceId/clear',
  access: administrator,
  idempotent: true,
  summary: 'Looked into: it does not come back when the bill is imported again',
  params: object({ subdistrictId: SubdistrictIdSchema, differenceId: DifferenceIdSchema }),
  body: object({ note: saidText(200) }),
  response: Empty,
  errors: ['not_found', 'difference_cleared'],
})

export const importBill = endpoint({
  kind: 'json',
  method: 'POST',
  path: '/subdistricts/:subdistrictId/payment-bills',
  access: administrator,
  perMinute: 20,
  summary: 'Fetch the bill of a day from WeChat and compare it; doing it again adds nothing',
  params: object({ subdistrictId: SubdistrictIdSchema }),
  body: object({ day: Day }),
  response: object({
    trades: Type.Integer(),
    refunds: Type.Integer(),
    /** Newly found in this import. */
    found: Type.Integer(),
  }),
  errors: ['payments_off', 'bill_not_ready', 'bill_too_old', 'bill_damaged', 'wechat_pay_busy'],
})
