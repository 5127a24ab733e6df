import { yuanOfFen } from '#shared/payments/money.ts'
import type { DoubleBooks } from './wechat-pay-double-books.ts'

const header =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注'
const sumsHeader =
  '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额'

/** One line of the bill. */
export interface BillRow {
  readonly at: Date
  readonly outTradeNo: string
  readonly transactionId: string
  readonly openId: string
  readonly description: string
  readonly paidFen: number
  readonly refund:
    | { readonly outRefundNo: string; readonly refundId: string; readonly fen: number }
    | undefined
}

const localTime = (at: Date): string =>
  new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')

const dayOf = (at: Date): string => localTime(at).slice(0, 10)

/** What happened on a day (yyyy-mm-dd, Shanghai): each payment, and each refund that was taken. */
export const billRows = ({ orders, refunds }: DoubleBooks, day: string): BillRow[] => {
  const paid = [...orders.values()].flatMap((order): BillRow[] =>
    order.paidAt && dayOf(order.paidAt) === day
      ? [
          {
            at: order.paidAt,
            outTradeNo: order.outTradeNo,
            transactionId: order.transactionId ?? '',
            openId: order.openId,
            description: order.description,
            paidFen: order.totalFen,
            refund: undefined,
          },
        ]
      : [],
  )
  const given = [...refunds.values()]
    .filter(({ createdAt, state }) => dayOf(createdAt) === day && state !== 'CLOSED')
    .map(
      ({ order, createdAt, outRefundNo, refundId, refundFen }): BillRow => ({
        at: createdAt,
        outTradeNo: order.outTradeNo,
        transactionId: order.transactionId ?? '',
        openId: order.openId,
        description: order.description,
        paidFen: 0,
        refund: { outRefundNo, refundId, fen: refundFen },
      }),
    )
  return [...paid, ...given].sort((one, other) => one.at.getTime() - other.at.getTime())
}

const line = (cells: readonly string[]): string => cells.map((cell) => `\`${cell}`).join(',')

/** The file as WeChat writes it: backticks before every cell, yuan, sums at the end. */
export const billText = (rows: readonly BillRow[], appId: string, merchantId: string): string => {
  const lines = rows.map(({ at, refund, ...row }) =>
    line([
      localTime(at),
      appId,
      merchantId,
      '0',
      '',
      row.transactionId,
      row.outTradeNo,
      row.openId,
      'JSAPI',
      refund ? 'REFUND' : 'SUCCESS',
      'OTHERS',
      'CNY',
      yuanOfFen(row.paidFen),
      '0.00',
      refund?.refundId ?? '0',
      refund?.outRefundNo ?? '0',
      yuanOfFen(refund?.fen ?? 0),
      '0.00',
      refund ? 'ORIGINAL' : '',
      refund ? 'SUCCESS' : '',
      row.description,
      '',
      '0.00000',
      '0.60%',
      yuanOfFen(row.paidFen),
      yuanOfFen(refund?.fen ?? 0),
      '',
    ]),
  )
  const paid = yuanOfFen(rows.reduce((sum, { paidFen }) => sum + paidFen, 0))
  const given = yuanOfFen(rows.reduce((sum, { refund }) => sum + (refund?.fen ?? 0), 0))
  const sums = line([String(rows.length), paid, given, '0.00', '0.00000', paid, given])
  return `\ufeff${[header, ...lines, sumsHeader, sums].join('\r\n')}\r\n`
}
