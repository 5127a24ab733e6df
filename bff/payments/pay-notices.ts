import { createHash } from 'node:crypto'
import type { Transaction } from '#db/database.ts'
import type { CallbackAnswer, CallbackCall } from '../http/serve.ts'
import type { PayNotice } from '../platform/wechat-pay-shapes.ts'
import type { PaymentEvidence } from './evidence.ts'
import { takeNotice } from './notices.store.ts'
import type { PaymentContext } from './payment-context.ts'
import { keyOfTradeNo } from './payments.store.ts'
import type { Refunding } from './refunding.ts'
import { paymentOfRefundNo } from './refunds.store.ts'

/** Notices of WeChat: checked, taken once, and answered only when what they say is durable. */
export const createPayNotices = (
  context: PaymentContext,
  { applyEvidence }: PaymentEvidence,
  { applyReport }: Refunding,
) => {
  const { clock, database, log, wechatPay } = context

  const apply = async (tx: Transaction, { content }: PayNotice): Promise<void> => {
    if (content.kind === 'trade') {
      const key = await keyOfTradeNo(tx, content.trade.outTradeNo)
      if (key) await applyEvidence(tx, key, content)
      else log.error({ kind: content.kind }, 'wechat pay tells of an order that is none of ours')
      return
    }
    const key = await paymentOfRefundNo(tx, content.refund.outRefundNo)
    if (key) await applyReport(tx, key, content.refund)
    else log.error({ kind: content.kind }, 'wechat pay tells of a refund that is none of ours')
  }

  /** 204: it is taken, now or before. Anything else makes WeChat send it again (24 hours long). */
  return async ({ headers, body }: CallbackCall): Promise<CallbackAnswer> => {
    if (!wechatPay) return { status: 503, message: 'off' }
    const opened = await wechatPay.openNotice(headers, body)
    if (!opened.ok) {
      log.warn({ fault: opened.code }, 'wechat pay notice refused')
      const isSigned = opened.code === 'unreadable' || opened.code === 'not_opened'
      return { status: isSigned ? 400 : 401, message: opened.code }
    }
    const { notice } = opened
    // Signed, but about nothing that we do (a coupon, a profit share).
    if (!notice) return { status: 204 }
    const { content } = notice
    await database.inTransaction(async (tx) => {
      const isNew = await takeNotice(tx, {
        noticeId: notice.noticeId,
        bodyHash: createHash('sha256').update(body).digest('base64url'),
        eventType: notice.eventType,
        outTradeNo: content.kind === 'trade' ? content.trade.outTradeNo : content.refund.outTradeNo,
        at: clock.now(),
      })
      if (isNew) await apply(tx, notice)
    })
    return { status: 204 }
  }
}
