import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { BillRow } from '#bff/demo/wechat-pay-double-bill.ts'
import { billText } from '#bff/demo/wechat-pay-double-bill.ts'
import { parseBill } from '#bff/payments/bill-file.ts'
import { fenOfYuan, formatFen, yuanOfFen } from '#shared/payments/money.ts'
import { seed } from '#tests/intensity.ts'

test('yuan become fen digit by digit, for every amount', () => {
  for (const [yuan, fen] of [
    ['0.01', 1],
    ['1.15', 115],
    ['4.35', 435],
    ['8.2', 820],
    ['1000000', 100_000_000],
    ['-0.30', -30],
  ] as const)
    expect(fenOfYuan(yuan)).toBe(fen)
  for (const wrong of ['', '.5', '1.', '1.234', '1,000.00', '１', '1e2', ' 1', '0x10', 'NaN'])
    expect(fenOfYuan(wrong)).toBeUndefined()
  fc.assert(
    fc.property(fc.integer({ min: -99_999_999, max: 99_999_999 }), (fen) => {
      expect(fenOfYuan(yuanOfFen(fen))).toBe(fen)
    }),
    { seed },
  )
})

test('people read yuan without needless zeros', () => {
  expect([0, 5, 50, 1200, 1250, -300].map(formatFen)).toEqual([
    '¥0',
    '¥0.05',
    '¥0.50',
    '¥12',
    '¥12.50',
    '-¥3',
  ])
})

const row = (paidFen: number, description: string): BillRow => ({
  at: new Date('2026-11-17T04:00:00Z'),
  outTradeNo: 'abcdef0123456789',
  transactionId: '42',
  openId: 'o-1',
  description,
  paidFen,
  refund: undefined,
})

test('a name with commas and quotes divides no line', () => {
  const text = billText([row(1234, '理发, "烫发",`1,000 元')], 'wx', '19')
  expect(parseBill(text)?.trades).toEqual([{ outTradeNo: 'abcdef0123456789', amountFen: 1234 }])
})

test('a bill that lacks a line, a sum or a column is no bill', () => {
  const text = billText([row(100, '理发'), row(200, '助浴')], 'wx', '19')
  expect(parseBill(text)?.trades).toHaveLength(2)
  const lines = text.split('\r\n')
  for (let at = 0; at < 5; at += 1)
    expect(parseBill(lines.filter((_, index) => index !== at).join('\r\n'))).toBeUndefined()
  expect(parseBill(text.replaceAll('`2.00', '`2.01'))).toBeUndefined()
  expect(parseBill(text.replaceAll('商户订单号', '订单号'))).toBeUndefined()
  expect(parseBill('')).toBeUndefined()
})
