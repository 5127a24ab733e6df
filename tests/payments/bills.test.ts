import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { BillRow } from '#bff/demo/wechat-pay-double-bill.ts'
import {
  clearPaymentDifference,
  importBill,
  listPaymentDifferences,
} from '#shared/payments/payments.contract.ts'
import type { Client } from '#tests/support/client.ts'
import type { PayApp } from './pay-app.ts'
import { hexing, startPayApp } from './pay-app.ts'

let pay: PayApp
let chen: Client
let administrator: Client
const params = { subdistrictId: hexing }
const noon = (day: string) => `${day}T04:00:00.000Z`

beforeAll(async () => {
  pay = await startPayApp()
  chen = await pay.as('chen-yue')
  administrator = await pay.as('hexing-administrator')
})
beforeEach(() => {
  pay.double.setNotices('send')
  pay.double.setBill((rows) => rows)
})
afterAll(() => pay?.stop())

const paid = async (amountFen: number) => {
  const key = await pay.open(chen, { amountFen })
  await pay.pay(chen, key)
  return { key, outTradeNo: (await pay.state(key)).outTradeNo }
}

const differences = async (day: string) => {
  const { differences: all } = await administrator.call(listPaymentDifferences, { params })
  return all
    .filter((one) => one.day === day)
    .map(({ kind, oursFen, theirsFen, outTradeNo }) => ({ kind, oursFen, theirsFen, outTradeNo }))
    .sort((one, other) => one.kind.localeCompare(other.kind))
}

const importOf = (day: string) => administrator.ask(importBill, { params, body: { day } })

test('books and bill that agree leave nothing to clear', async () => {
  pay.app.clock.set(noon('2026-11-17'))
  await paid(1150)
  const { key } = await paid(35)
  await pay.refund(key, 20, 'cancelled')
  await pay.payments.sweep()
  await pay.double.settled()
  pay.app.clock.set(noon('2026-11-18'))
  const { status, body } = await importOf('2026-11-17')
  expect([status, body]).toEqual([200, { trades: 2, refunds: 1, found: 0 }])
  const { bills } = await administrator.call(listPaymentDifferences, { params })
  expect(bills[0]).toEqual({
    day: '2026-11-17',
    isImported: true,
    trades: 2,
    tradesFen: 1185,
    refunds: 1,
    refundsFen: 20,
  })
})

const stranger: BillRow = {
  at: new Date(noon('2026-11-18')),
  outTradeNo: 'someoneelse1',
  transactionId: '4200000000000000000000000001',
  openId: 'o-nobody',
  description: '理发,`烫发',
  paidFen: 115,
  refund: undefined,
}

test('every kind of disagreement is found once, however often the bill is imported', async () => {
  pay.app.clock.set(noon('2026-11-18'))
  const missing = await paid(1000)
  const changed = await paid(2000)
  const given = await paid(3000)
  const twice = await paid(4000)
  await pay.refund(given.key, 100, 'cancelled')
  await pay.refund(twice.key, 200, 'cancelled')
  await pay.payments.sweep()
  await pay.double.settled()
  pay.double.setBill((rows) => [
    ...rows
      .filter(
        ({ outTradeNo, refund }) =>
          outTradeNo !== missing.outTradeNo && !(refund && outTradeNo === given.outTradeNo),
      )
      .map((row) => ({
        ...row,
        paidFen: row.outTradeNo === changed.outTradeNo ? 2001 : row.paidFen,
        refund:
          row.refund && row.outTradeNo === twice.outTradeNo
            ? { ...row.refund, fen: 201 }
            : row.refund,
      })),
    stranger,
    { ...stranger, paidFen: 0, refund: { outRefundNo: 'r-1', refundId: '50', fen: 15 } },
  ])
  pay.app.clock.set(noon('2026-11-19'))
  expect((await importOf('2026-11-18')).body.found).toBe(6)
  const found = await differences('2026-11-18')
  expect(found.map(({ kind, oursFen, theirsFen }) => [kind, oursFen, theirsFen])).toEqual([
    ['amount_differs', 2000, 2001],
    ['ours_only', 1000, null],
    ['refund_amount_differs', 200, 201],
    ['refund_ours_only', 100, null],
    ['refund_theirs_only', null, 15],
    ['theirs_only', null, 115],
  ])
  expect((await importOf('2026-11-18')).body.found).toBe(0)
  expect(await differences('2026-11-18')).toEqual(found)
})

test('a difference is cleared once with a note, and does not come back', async () => {
  const { differences: open } = await administrator.call(listPaymentDifferences, { params })
  const first = open.find(({ clearedAt }) => clearedAt === null)
  if (!first) throw new Error('nothing to clear')
  const clear = () =>
    administrator.ask(clearPaymentDifference, {
      params: { ...params, differenceId: first.differenceId },
      body: { note: '已与财务核对' },
    })
  const answers = await Promise.all([clear(), clear()])
  expect(answers.map(({ code }) => code ?? 'ok').sort()).toEqual(['difference_cleared', 'ok'])
  await importOf('2026-11-18')
  const { differences: after } = await administrator.call(listPaymentDifferences, { params })
  expect(after).toHaveLength(open.length)
  expect(after.find(({ differenceId }) => differenceId === first.differenceId)).toMatchObject({
    note: '已与财务核对',
  })
})

test('money that the bill knows and nobody told us of is asked for, and counts', async () => {
  pay.app.clock.set(noon('2026-11-20'))
  pay.double.setNotices('drop')
  const { key } = await paid(700)
  expect((await pay.state(key)).state).toBe('prepaid')
  pay.app.clock.set(noon('2026-11-21'))
  expect((await importOf('2026-11-20')).body).toEqual({ trades: 1, refunds: 0, found: 0 })
  expect((await pay.state(key)).state).toBe('paid')
})

test('a bill that is not there yet, too old, cut or altered is not imported', async () => {
  pay.app.clock.set('2026-11-21T01:59:00.000Z')
  expect((await importOf('2026-11-20')).code).toBe('bill_not_ready')
  expect((await importOf('2026-11-21')).code).toBe('bill_not_ready')
  pay.app.clock.set(noon('2026-11-21'))
  expect((await importOf('2026-08-01')).code).toBe('bill_too_old')
  expect((await importOf('2026-09-31')).code).toBe('invalid_request')
  pay.double.fail(/billdownload/, 'altered')
  expect((await importOf('2026-11-20')).code).toBe('bill_damaged')
  pay.double.fail(/tradebill/, 'unsigned')
  expect((await importOf('2026-11-20')).code).toBe('wechat_pay_busy')
  expect((await importOf('2026-11-20')).status).toBe(200)
})

test('after half past ten one of the nodes imports yesterday’s bill, and the days it was away', async () => {
  pay.app.clock.set(noon('2026-11-21'))
  await paid(900)
  const asked = () => pay.double.calls.filter(({ path }) => path === '/v3/bill/tradebill').length
  pay.app.clock.set('2026-11-22T02:29:00.000Z')
  const before = asked()
  await pay.payments.bills.importDue()
  expect(asked()).toBe(before)
  pay.app.clock.set('2026-11-22T02:31:00.000Z')
  const beside = await startPayApp({ beside: pay })
  await Promise.all([pay, beside].map((node) => node.payments.bills.importDue()))
  // Seven days back; those imported above are not asked for again.
  expect(asked() - before).toBe(4)
  await pay.payments.bills.importDue()
  expect(asked() - before).toBe(4)
  await beside.stop()
})
