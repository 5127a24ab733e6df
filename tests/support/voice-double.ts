import { parametersOf, startTencentDouble, TencentError, textOf } from './tencent-double.ts'

export interface Called {
  readonly phone: string
  readonly parameters: readonly string[]
  readonly reference: string
  readonly at: Date
}

/** A voice message may have 350 characters in all; this much of it is the template's own text. */
const longestVariable = 100
const betweenCalls = 30_000

/** Tencent Cloud VMS (2020-09-02) on a local port: SendTtsVoice and what it refuses. */
export const startVoiceDouble = async (options: {
  readonly clock: { now(): Date }
  readonly secretId: string
  readonly secretKey: string
  readonly appId: string
  /** How many variables each approved template has. */
  readonly templates: Readonly<Record<string, number>>
}) => {
  const { clock, appId, templates } = options
  const called: Called[] = []
  const double = await startTencentDouble({
    ...options,
    service: 'vms',
    action: 'SendTtsVoice',
    version: '2020-09-02',
    work: (body) => {
      if (body.VoiceSdkAppid !== appId)
        throw new TencentError('UnauthorizedOperation.VoiceSdkAppidVerifyFail')
      const variables = templates[textOf(body.TemplateId)]
      if (variables === undefined)
        throw new TencentError('FailedOperation.TemplateIncorrectOrUnapproved')
      const tooLong = 'InvalidParameterValue.ContentLengthLimit'
      const parameters = parametersOf(body.TemplateParamSet, variables, longestVariable, tooLong)
      const phone = textOf(body.CalledNumber)
      if (!/^\+861[3-9]\d{9}$/.test(phone))
        throw new TencentError('InvalidParameterValue.CalledNumberVerifyFail')
      const times = body.PlayTimes ?? 2
      if (typeof times !== 'number' || ![1, 2, 3].includes(times))
        throw new TencentError('FailedOperation.InvalidParameters')
      const now = clock.now()
      if (
        called.some((one) => one.phone === phone && now.getTime() - one.at.getTime() < betweenCalls)
      )
        throw new TencentError('LimitExceeded.DeliveryFrequencyLimit')
      const reference = textOf(body.SessionContext)
      called.push({ phone, parameters, reference, at: now })
      return { SendStatus: { CallId: `call-${called.length}`, SessionContext: reference } }
    },
  })
  return { ...double, called }
}
export type VoiceDouble = Awaited<ReturnType<typeof startVoiceDouble>>
