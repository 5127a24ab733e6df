import * as Type from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import type { SendLog, SendResult } from './send-result.ts'
import type { TencentOptions } from './tencent-cloud.ts'
import { askTencent, refusalOf } from './tencent-cloud.ts'

export interface SmsSettings {
  readonly appId: string
  readonly signName: string
  readonly templateId: string
}

export interface Sms {
  /**
   * One text message. Tencent Cloud takes no number that would make a repeat harmless: after `lost`
   * it must not be sent again. `mobile` is 11 digits; `parameters` fill the template in order.
   */
  readonly send: (message: {
    readonly mobile: string
    readonly parameters: readonly string[]
    /** Ours, given back by them; in their books it names the message. */
    readonly reference: string
  }) => Promise<SendResult>
}

const Sent = Type.Object({
  SendStatusSet: Type.Array(Type.Object({ Code: Type.String(), SerialNo: Type.String() }), {
    minItems: 1,
    maxItems: 1,
  }),
})

/** Text messages by Tencent Cloud SMS, interface of 2021-01-11. */
export const connectSms = (tencent: TencentOptions, settings: SmsSettings, log: SendLog): Sms => {
  const call = { service: 'sms', action: 'SendSms', version: '2021-01-11' }
  const failed = (result: SendResult & { readonly ok: false }): SendResult => {
    log.warn({ call: call.action, code: result.code, why: result.why }, 'text message not sent')
    return result
  }
  return {
    send: async ({ mobile, parameters, reference }) => {
      const answer = await askTencent(tencent, call, {
        PhoneNumberSet: [`+86${mobile}`],
        SmsSdkAppId: settings.appId,
        SignName: settings.signName,
        TemplateId: settings.templateId,
        TemplateParamSet: parameters,
        SessionContext: reference,
      })
      if (!answer.ok) return failed(answer)
      if (!Value.Check(Sent, answer.response))
        return failed({ ok: false, code: 'lost', why: 'unexpected answer' })
      const [status] = answer.response.SendStatusSet
      if (status?.Code === 'Ok') return { ok: true, id: status.SerialNo }
      return failed(refusalOf(status?.Code ?? ''))
    },
  }
}
