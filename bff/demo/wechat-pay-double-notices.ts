import { randomUUID } from 'node:crypto'
import type { DoubleOrder, DoubleRefund } from './wechat-pay-double-books.ts'
import type { Signed } from './wechat-pay-double-keys.ts'
import { sealed } from './wechat-pay-double-keys.ts'

export interface Told {
  readonly eventType: string
  readonly notifyUrl: string
  readonly content: Readonly<Record<string, unknown>>
}

/** RFC 3339 in Shanghai's time. */
const moment = (at: Date): string =>
  `${new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`

/** An order as answers and notices tell it. */
export const tradeBody = (order: DoubleOrder, appId: string, merchantId: string) => ({
  appid: appId,
  mchid: merchantId,
  out_trade_no: order.outTradeNo,
  trade_type: 'JSAPI',
  trade_state: order.state,
  trade_state_desc: order.state === 'NOTPAY' ? '订单未支付' : '已处理',
  attach: '',
  amount: {
    total: order.totalFen,
    payer_total: order.totalFen,
    currency: 'CNY',
    payer_currency: 'CNY',
  },
  payer: { openid: order.openId },
  ...(order.transactionId ? { transaction_id: order.transactionId, bank_type: 'OTHERS' } : {}),
  ...(order.paidAt ? { success_time: moment(order.paidAt) } : {}),
})

const common = ({ order, ...refund }: DoubleRefund) => ({
  out_trade_no: order.outTradeNo,
  transaction_id: order.transactionId,
  out_refund_no: refund.outRefundNo,
  refund_id: refund.refundId,
  user_received_account: '支付用户零钱',
  ...(refund.doneAt ? { success_time: moment(refund.doneAt) } : {}),
  amount: {
    total: order.totalFen,
    refund: refund.refundFen,
    payer_total: order.totalFen,
    payer_refund: refund.refundFen,
  },
})

export const refundBody = (refund: DoubleRefund) => ({
  ...common(refund),
  status: refund.state,
  channel: 'ORIGINAL',
  create_time: moment(refund.createdAt),
})

export const tellOrder = (order: DoubleOrder, appId: string, merchantId: string): Told => ({
  eventType: 'TRANSACTION.SUCCESS',
  notifyUrl: order.notifyUrl,
  content: tradeBody(order, appId, merchantId),
})

export const tellRefund = (refund: DoubleRefund, merchantId: string): Told => ({
  eventType: `REFUND.${refund.state}`,
  notifyUrl: refund.notifyUrl,
  content: { mchid: merchantId, ...common(refund), refund_status: refund.state },
})

/** The sealed envelope; signed when it is sent, as each repeat is. */
export const envelope = (told: Told, apiKey: string, now: Date): string =>
  JSON.stringify({
    id: randomUUID(),
    create_time: moment(now),
    resource_type: 'encrypt-resource',
    event_type: told.eventType,
    summary: '支付成功',
    resource: {
      original_type: told.eventType.startsWith('REFUND') ? 'refund' : 'transaction',
      algorithm: 'AEAD_AES_256_GCM',
      ...sealed(JSON.stringify(told.content), apiKey, 'transaction'),
    },
  })

/** Sends one; the status of the answer, or 0 when nobody answered. */
export const post = async (address: string, { headers, body }: Signed): Promise<number> => {
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body,
      signal: AbortSignal.timeout(5000),
    })
    await response.arrayBuffer()
    return response.status
  } catch {
    return 0
  }
}
