import { subdistrictId } from '#shared/ids.ts'
import { importBill } from '#shared/payments/payments.contract.ts'
import type { TestApp } from '#tests/support/test-app.ts'

/** Yesterday's bill names an order that is none of ours: one difference for staff to look into. */
export const tellDifference = async (app: TestApp): Promise<void> => {
  const { payDouble } = app
  if (!payDouble) throw new Error('the app has no WeChat Pay')
  payDouble.setBill(() => [
    {
      at: new Date('2026-11-16T04:00:00.000Z'),
      outTradeNo: '5f9d6c0e8a1b4c2d9e3f7a6b5c4d3e2f',
      transactionId: '4200000000000000000000000001',
      openId: 'o-nobody',
      description: '家政保洁 两小时',
      paidFen: 12_050,
      refund: undefined,
    },
  ])
  const administrator = await app.as('hexing-administrator')
  await administrator.call(importBill, {
    params: { subdistrictId: subdistrictId('hexing') },
    body: { day: '2026-11-16' },
  })
  payDouble.setBill((rows) => rows)
}
