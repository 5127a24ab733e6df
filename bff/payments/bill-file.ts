import { fenOfYuan } from '#shared/payments/money.ts'

export interface BillTrade {
  readonly outTradeNo: string
  readonly amountFen: number
}

export interface BillRefund {
  readonly outTradeNo: string
  readonly outRefundNo: string
  readonly amountFen: number
}

export interface Bill {
  readonly trades: readonly BillTrade[]
  readonly refunds: readonly BillRefund[]
}

/** Every cell begins with a backtick, so a comma within the name of a thing divides nothing. */
const cellsOf = (line: string): string[] =>
  line.startsWith('`') ? line.slice(1).split(',`') : line.split(',')

const columns = {
  outTradeNo: '商户订单号',
  state: '交易状态',
  outRefundNo: '商户退款单号',
  amount: '订单金额',
  refundAmount: '申请退款金额',
  name: '商品名称',
} as const

/** The one free text of a line may hold what divides cells; everything beside it stands firm. */
const gathered = (cells: readonly string[], nameAt: number, width: number): readonly string[] => {
  const surplus = cells.length - width
  if (surplus <= 0) return cells
  const end = nameAt + surplus + 1
  return [...cells.slice(0, nameAt), cells.slice(nameAt, end).join(), ...cells.slice(end)]
}

/**
 * Reads WeChat's trade bill (申请交易账单, ALL): a header, one line for each payment and refund, a
 * header of sums and their line; amounts in yuan. Undefined when a part of it is missing or the sums
 * are not those of the lines: a cut file must never look like money that was not paid.
 */
export const parseBill = (text: string): Bill | undefined => {
  const lines = text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .filter((line) => line !== '')
  const sumsAt = lines.findIndex((line) => line.startsWith('总交易单数'))
  const header = cellsOf(lines[0] ?? '')
  const sums = cellsOf(lines[sumsAt + 1] ?? '')
  if (sumsAt < 1 || sums.length < 2) return undefined
  const at = (name: string): number => header.indexOf(name)
  if (Object.values(columns).some((name) => at(name) < 0)) return undefined

  const trades: BillTrade[] = []
  const refunds: BillRefund[] = []
  let paidFen = 0
  let givenFen = 0
  for (const line of lines.slice(1, sumsAt)) {
    const cells = gathered(cellsOf(line), at(columns.name), header.length)
    const cell = (name: string): string => cells[at(name)] ?? ''
    const outTradeNo = cell(columns.outTradeNo)
    const amountFen = fenOfYuan(cell(columns.amount))
    const refundFen = fenOfYuan(cell(columns.refundAmount))
    const isRead = cells.length === header.length && outTradeNo !== ''
    if (!isRead || amountFen === undefined || refundFen === undefined) return undefined
    paidFen += amountFen
    givenFen += refundFen
    const state = cell(columns.state)
    const outRefundNo = cell(columns.outRefundNo)
    if (state === 'REFUND') refunds.push({ outTradeNo, outRefundNo, amountFen: refundFen })
    else if (state === 'SUCCESS') trades.push({ outTradeNo, amountFen })
  }
  const names = cellsOf(lines[sumsAt] ?? '')
  const sum = (name: string): string => sums[names.indexOf(name)] ?? ''
  const isWhole =
    lines.length === sumsAt + 2 &&
    sum('总交易单数') === String(sumsAt - 1) &&
    fenOfYuan(sum('订单总金额')) === paidFen &&
    fenOfYuan(sum('申请退款总金额')) === givenFen
  return isWhole ? { trades, refunds } : undefined
}
