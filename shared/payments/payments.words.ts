import { formatFen } from './money.ts'
import type { DifferenceKind, PaidWay, PaymentState, RefundState } from './payment-status.ts'
import { waitsAtCounter } from './payment-status.ts'
import type { PaymentDifference, PaymentView, RefundView } from './payments.contract.ts'

export const paidWayWords: Readonly<Record<PaidWay, string>> = {
  wechat: '微信支付',
  cash: '现金',
  counter_code: '服务点收款码',
}

const stateWords: Readonly<Record<PaymentState, string>> = {
  created: '等您付款',
  prepaid: '等您付款',
  due: '到服务点付款',
  closing: '正在和微信核对',
  closed: '没有付款，已关闭',
  paid: '已付款',
  paid_late: '付款超时，钱会退回',
}

/** Where a payment stands, in a few words. */
export const paymentWords = ({
  state,
  amountFen,
  refundedFen,
  refunds,
}: Pick<PaymentView, 'state' | 'amountFen' | 'refundedFen' | 'refunds'>): string => {
  if (refundedFen === 0) return stateWords[state]
  const isBack = refunds.every(({ state: at }) => at === 'done' || at === 'closed')
  const part = refundedFen === amountFen ? '全部' : '部分'
  return isBack ? `已${part}退款` : `正在${part}退款`
}

const refundStateWords: Readonly<Record<RefundState, string>> = {
  requested: '已申请',
  processing: '退款中，一般几分钟，银行卡要几天',
  done: '已退回',
  abnormal: '微信退不回去，服务点会联系您',
  closed: '没有退成，服务点会另外处理',
}

/** A refund: how much and how far. */
export const refundLine = (
  { amountFen, state }: Pick<RefundView, 'amountFen' | 'state'>,
  paidBy: PaidWay | null,
): string => {
  const isWaiting = state === 'requested' && paidBy !== 'wechat'
  return `退 ${formatFen(amountFen)} · ${isWaiting ? '请到服务点领取' : refundStateWords[state]}`
}

/** The same as staff read it. */
export const staffRefundLine = (
  refund: Pick<RefundView, 'amountFen' | 'state'>,
  paidBy: PaidWay | null,
): string =>
  waitsAtCounter(refund, paidBy)
    ? `退 ${formatFen(refund.amountFen)} · ${refund.state === 'abnormal' ? '微信退不回去，要当面退' : '等他来领'}`
    : refundLine(refund, paidBy)

/** What came of a try to pay, when it is not paid. */
export const payOutcomeWords = {
  cancelled: '您没有付款，可以再付一次',
  failed: '微信没有付成功，可以再试一次',
  waiting: '微信还在确认，请稍等，付好了这里会变',
  not_here: '请在微信里打开小程序付款，或到服务点付款',
} as const
export type PayOutcome = keyof typeof payOutcomeWords

export const differenceWords: Readonly<Record<DifferenceKind, string>> = {
  ours_only: '我们有，微信账单没有',
  theirs_only: '微信账单有，我们没有',
  amount_differs: '金额对不上',
  refund_ours_only: '退款：我们有，微信账单没有',
  refund_theirs_only: '退款：微信账单有，我们没有',
  refund_amount_differs: '退款金额对不上',
  refund_abnormal: '退款没有成功',
  evidence: '微信通知和订单对不上',
}

/** `我们 ¥12 · 微信 ¥12.01`; what one side lacks is said. */
export const sidesWords = ({
  oursFen,
  theirsFen,
}: Pick<PaymentDifference, 'oursFen' | 'theirsFen'>): string => {
  const side = (name: string, fen: number | null) =>
    `${name} ${fen === null ? '没有' : formatFen(fen)}`
  return `${side('我们', oursFen)} · ${side('微信', theirsFen)}`
}
