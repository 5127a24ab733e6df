import * as Type from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import type { SendLog, SendResult } from './send-result.ts'
import type { TencentOptions } from './tencent-cloud.ts'
import { askTencent } from './tencent-cloud.ts'

export interface VoiceSettings {
  readonly appId: string
  readonly templateId: string
}

export interface Voice {
  /** One call that reads the template out. As with text messages, after `lost` never again. */
  readonly call: (message: {
    readonly mobile: string
    readonly parameters: readonly string[]
    readonly reference: string
  }) => Promise<SendResult>
}

const Called = Type.Object({ SendStatus: Type.Object({ CallId: Type.String() }) })

/** Voice calls by Tencent Cloud VMS, interface of 2020-09-02. */
export const connectVoice = (
  tencent: TencentOptions,
  settings: VoiceSettings,
  log: SendLog,
): Voice => {
  const call = { service: 'vms', action: 'SendTtsVoice', version: '2020-09-02' }
  const failed = (result: SendResult & { readonly ok: false }): SendResult => {
    log.warn({ call: call.action, code: result.code, why: result.why }, 'voice call not made')
    return result
  }
  return {
    call: async ({ mobile, parameters, reference }) => {
      const answer = await askTencent(tencent, call, {
        CalledNumber: `+86${mobile}`,
        VoiceSdkAppid: settings.appId,
        TemplateId: settings.templateId,
        TemplateParamSet: parameters,
        PlayTimes: 2,
        SessionContext: reference,
      })
      if (!answer.ok) return failed(answer)
      if (!Value.Check(Called, answer.response))
        return failed({ ok: false, code: 'lost', why: 'unexpected answer' })
      return { ok: true, id: answer.response.SendStatus.CallId }
    },
  }
}
