import * as contract from '#shared/payments/payments.contract.ts'
import type { Kernel } from '../http/serve.ts'
import { viewOf } from './payment-view.ts'
import type { Payments } from './payments.service.ts'

export const servePayments = (serve: Kernel, payments: Payments): void => {
  const { asking, bills, desk } = payments
  serve.callback(contract.wechatPayNotice, payments.takeNotice)
  serve.json(contract.readPayment, async ({ actor, params }) => ({
    payment: await desk.read(actor, params),
  }))
  serve.json(contract.preparePayment, async ({ actor, params }) => {
    const { payment, parameters } = await asking.prepare(actor, params)
    return { payment: viewOf(payment), parameters }
  })
  serve.json(contract.checkPayment, async ({ actor, params }) => ({
    payment: viewOf(await asking.check(actor, params)),
  }))
  serve.json(contract.collectAtCounter, async ({ actor, params, body, once }) => ({
    payment: await desk.collect(actor, params, once, body.way),
  }))
  serve.json(contract.refundPayment, async ({ actor, params, body, once }) => ({
    payment: await desk.refund(actor, params, once, body),
  }))
  serve.json(contract.handBackRefund, async ({ actor, params, once }) => ({
    payment: await desk.handBack(actor, params, once, params.refundId),
  }))
  serve.json(contract.readReceipt, async ({ actor, params }) => ({
    receipt: await desk.receipt(actor, params),
  }))
  serve.json(contract.payInDemo, async ({ actor, params, body }) => {
    await desk.payInDemo(actor, params, body.package)
    return {}
  })
  serve.json(contract.listPaymentDifferences, ({ params }) =>
    bills.differences(params.subdistrictId),
  )
  serve.json(contract.clearPaymentDifference, async ({ actor, params, body, once }) => {
    await bills.clear(actor, params.subdistrictId, params.differenceId, once, body.note)
    return {}
  })
  serve.json(contract.importBill, ({ body }) => bills.importDay(body.day))
}
