import * as Type from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'

export interface DoubleOrder {
  readonly outTradeNo: string
  readonly prepayId: string
  readonly openId: string
  readonly totalFen: number
  readonly description: string
  readonly expiresAt: Date
  readonly notifyUrl: string
  /** What was asked for, to know a repeat from another order. */
  readonly asked: string
  state: 'NOTPAY' | 'SUCCESS' | 'REFUND' | 'CLOSED'
  transactionId: string | undefined
  paidAt: Date | undefined
}

export interface DoubleRefund {
  readonly outRefundNo: string
  readonly refundId: string
  readonly order: DoubleOrder
  readonly refundFen: number
  readonly notifyUrl: string
  readonly createdAt: Date
  state: 'PROCESSING' | 'SUCCESS' | 'CLOSED' | 'ABNORMAL'
  doneAt: Date | undefined
}

/** What WeChat says when it does not do something: status, code, words. */
export class Refused extends Error {
  readonly status: number
  readonly code: string
  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength })
const tradeNo = Type.String({ pattern: '^[0-9a-zA-Z_*-]{6,32}$' })
const OrderBody = Type.Object({
  appid: Text(32),
  mchid: Text(32),
  description: Text(127),
  out_trade_no: tradeNo,
  time_expire: Type.String({
    pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\+08:00$',
  }),
  notify_url: Text(255),
  amount: Type.Object({ total: Type.Integer({ minimum: 1 }), currency: Type.Literal('CNY') }),
  payer: Type.Object({ openid: Text(128) }),
})
const RefundBody = Type.Object({
  out_trade_no: tradeNo,
  out_refund_no: Type.String({ pattern: '^[0-9a-zA-Z_|*@-]{1,64}$' }),
  reason: Type.Optional(Text(80)),
  notify_url: Text(256),
  amount: Type.Object({
    refund: Type.Integer({ minimum: 1 }),
    total: Type.Integer({ minimum: 1 }),
    currency: Type.Literal('CNY'),
  }),
})
const CloseBody = Type.Object({ mchid: Text(32) })

const wrongField = (words = '参数错误') => new Refused(400, 'PARAM_ERROR', words)
const invalid = (words: string) => new Refused(400, 'INVALID_REQUEST', words)

/** https, and no query string; on this machine plain http will do. */
const approveAddress = (address: string): void => {
  if (!URL.canParse(address)) throw wrongField('notify_url')
  const { protocol, hostname, search } = new URL(address)
  const isHere = protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(hostname)
  if ((protocol !== 'https:' && !isHere) || search !== '') throw wrongField('notify_url')
}

const betweenRefunds = 60_000
const maxRefunds = 50

/** The orders and refunds of one merchant, with WeChat's rules for them. */
export const openBooks = ({
  now,
  appId,
  merchantId,
}: {
  readonly now: () => Date
  readonly appId: string
  readonly merchantId: string
}) => {
  const orders = new Map<string, DoubleOrder>()
  const refunds = new Map<string, DoubleRefund>()
  let serial = 0

  /** Digits that tell nothing and come only once. */
  const nextNumber = (digits: number): string => {
    serial += 1
    return `42${String(now().getTime()).slice(-10)}${String(serial).padStart(digits - 12, '0')}`
  }

  const orderOf = (outTradeNo: string): DoubleOrder => {
    const order = orders.get(outTradeNo)
    if (!order) throw new Refused(404, 'ORDER_NOT_EXIST', '订单不存在')
    return order
  }

  const place = (body: unknown): DoubleOrder => {
    if (!Value.Check(OrderBody, body)) throw wrongField()
    if (body.appid !== appId || body.mchid !== merchantId)
      throw new Refused(400, 'APPID_MCHID_NOT_MATCH', 'appid和mch_id不匹配')
    if (Buffer.byteLength(body.description) > 127) throw wrongField('description')
    approveAddress(body.notify_url)
    const expiresAt = new Date(body.time_expire)
    const asked = JSON.stringify(body)
    const known = orders.get(body.out_trade_no)
    if (known && known.state !== 'NOTPAY' && known.state !== 'CLOSED')
      throw new Refused(400, 'ORDERPAID', '该订单已支付')
    if (known?.state === 'CLOSED') throw new Refused(400, 'ORDER_CLOSED', '该订单已关闭')
    if (known && known.asked !== asked) throw invalid('201 商户订单号重复')
    if (known) return known
    if (expiresAt <= now()) throw invalid('time_expire已过')
    const order: DoubleOrder = {
      outTradeNo: body.out_trade_no,
      prepayId: `wx${nextNumber(34)}`,
      openId: body.payer.openid,
      totalFen: body.amount.total,
      description: body.description,
      expiresAt,
      notifyUrl: body.notify_url,
      asked,
      state: 'NOTPAY',
      transactionId: undefined,
      paidAt: undefined,
    }
    orders.set(order.outTradeNo, order)
    return order
  }

  const close = (outTradeNo: string, body: unknown): void => {
    if (!Value.Check(CloseBody, body) || body.mchid !== merchantId) throw wrongField('mchid')
    const order = orderOf(outTradeNo)
    if (order.state === 'CLOSED') throw new Refused(400, 'ORDER_CLOSED', '该订单已关闭')
    if (order.state !== 'NOTPAY') throw new Refused(400, 'ORDERPAID', '该订单已支付')
    order.state = 'CLOSED'
  }

  const book = (order: DoubleOrder): DoubleOrder => {
    order.state = 'SUCCESS'
    order.transactionId = nextNumber(28)
    order.paidAt = now()
    return order
  }

  /** The phone: undefined when the order is not there, not this person's, over, or not open any more. */
  const pay = (prepayId: string, openId: string): DoubleOrder | undefined => {
    const order = [...orders.values()].find((one) => one.prepayId === prepayId)
    const isPayable =
      order?.state === 'NOTPAY' && order.openId === openId && order.expiresAt > now()
    return order && isPayable ? book(order) : undefined
  }

  /** Money of a bank that came back too late: rare, and it happens. */
  const payClosed = (outTradeNo: string): DoubleOrder | undefined => {
    const order = orders.get(outTradeNo)
    return order?.state === 'CLOSED' ? book(order) : undefined
  }

  const giveBack = (body: unknown): { refund: DoubleRefund; isNew: boolean } => {
    if (!Value.Check(RefundBody, body)) throw wrongField()
    approveAddress(body.notify_url)
    const order = orders.get(body.out_trade_no)
    if (!order) throw new Refused(404, 'RESOURCE_NOT_EXISTS', '订单不存在')
    const { refund: refundFen, total } = body.amount
    const known = refunds.get(body.out_refund_no)
    if (
      known &&
      (known.refundFen !== refundFen || known.order !== order || total !== order.totalFen)
    )
      throw invalid('订单金额或退款金额与之前请求不一致，请核实后再试')
    if (known) return { refund: known, isNew: false }
    if (order.state !== 'SUCCESS' && order.state !== 'REFUND') throw invalid('订单未支付')
    if (total !== order.totalFen) throw invalid('订单金额不一致')
    const others = [...refunds.values()].filter((one) => one.order === order)
    const given = others
      .filter(({ state }) => state !== 'CLOSED')
      .reduce((sum, one) => sum + one.refundFen, 0)
    if (given + refundFen > order.totalFen) throw invalid('退款金额大于支付金额')
    if (others.length >= maxRefunds) throw invalid('退款次数已满')
    const last = Math.max(0, ...others.map(({ createdAt }) => createdAt.getTime()))
    if (now().getTime() - last < betweenRefunds)
      throw new Refused(429, 'FREQUENCY_LIMITED', '频率限制')
    const refund: DoubleRefund = {
      outRefundNo: body.out_refund_no,
      refundId: nextNumber(29),
      order,
      refundFen,
      notifyUrl: body.notify_url,
      createdAt: now(),
      state: 'PROCESSING',
      doneAt: undefined,
    }
    refunds.set(refund.outRefundNo, refund)
    order.state = 'REFUND'
    return { refund, isNew: true }
  }

  const refundOf = (outRefundNo: string): DoubleRefund => {
    const refund = refunds.get(outRefundNo)
    if (!refund) throw new Refused(404, 'RESOURCE_NOT_EXISTS', '退款单不存在')
    return refund
  }

  return { orders, refunds, orderOf, place, close, pay, payClosed, giveBack, refundOf }
}
export type DoubleBooks = ReturnType<typeof openBooks>
