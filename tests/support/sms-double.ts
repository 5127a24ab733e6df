import { parametersOf, startTencentDouble, TencentError, textOf } from './tencent-double.ts'

export interface DeliveredSms {
  readonly phone: string
  readonly parameters: readonly string[]
  readonly reference: string
  readonly at: Date
}

const seconds = 1000
/** The limits a number has unless the console says otherwise. */
const limits = [
  { within: 30 * seconds, most: 1, code: 'LimitExceeded.PhoneNumberThirtySecondLimit' },
  { within: 3600 * seconds, most: 5, code: 'LimitExceeded.PhoneNumberOneHourLimit' },
  { within: 86_400 * seconds, most: 10, code: 'LimitExceeded.PhoneNumberDailyLimit' },
]
/** A variable may have 6 characters (cloud.tencent.com/document/product/382/13301). */
const longestVariable = 6

/** Tencent Cloud SMS (2021-01-11) on a local port: SendSms and what it refuses. */
export const startSmsDouble = async (options: {
  readonly clock: { now(): Date }
  readonly secretId: string
  readonly secretKey: string
  readonly appId: string
  readonly signName: string
  /** How many variables each approved template has. */
  readonly templates: Readonly<Record<string, number>>
}) => {
  const { clock, appId, signName, templates } = options
  const sent: DeliveredSms[] = []
  const blocked = new Set<string>()

  /** What is wrong with one number is said in its own status, with HTTP 200. */
  const statusOf = (phone: string, parameters: readonly string[], reference: string): string => {
    if (!/^\+861[3-9]\d{9}$/.test(phone)) return 'InvalidParameterValue.IncorrectPhoneNumber'
    if (blocked.has(phone)) return 'FailedOperation.PhoneNumberInBlacklist'
    const now = clock.now()
    const before = sent.filter((one) => one.phone === phone)
    const hit = limits.find(
      ({ within, most }) =>
        before.filter(({ at }) => now.getTime() - at.getTime() < within).length >= most,
    )
    if (hit) return hit.code
    sent.push({ phone, parameters, reference, at: now })
    return 'Ok'
  }

  const double = await startTencentDouble({
    ...options,
    service: 'sms',
    action: 'SendSms',
    version: '2021-01-11',
    work: (body) => {
      const phones = Array.isArray(body.PhoneNumberSet) ? body.PhoneNumberSet.map(textOf) : []
      if (phones.length === 0) throw new TencentError('MissingParameter.EmptyPhoneNumberSet')
      if (body.SmsSdkAppId !== appId)
        throw new TencentError('UnauthorizedOperation.SmsSdkAppIdVerifyFail')
      if (body.SignName !== signName)
        throw new TencentError('FailedOperation.SignatureIncorrectOrUnapproved')
      const variables = templates[textOf(body.TemplateId)]
      if (variables === undefined)
        throw new TencentError('FailedOperation.TemplateIncorrectOrUnapproved')
      const tooLong = 'InvalidParameterValue.TemplateParameterLengthLimit'
      const parameters = parametersOf(body.TemplateParamSet, variables, longestVariable, tooLong)
      if (parameters.some((text) => /https?:|www\./.test(text)))
        throw new TencentError('InvalidParameterValue.ProhibitedUseUrlInTemplateParameter')
      const reference = textOf(body.SessionContext)
      if (Buffer.byteLength(reference) >= 512) throw new TencentError('InvalidParameter')
      return {
        SendStatusSet: phones.map((phone) => {
          const code = statusOf(phone, parameters, reference)
          const isOk = code === 'Ok'
          return {
            SerialNo: isOk ? `serial-${sent.length}` : '',
            PhoneNumber: phone,
            Fee: isOk ? 1 : 0,
            SessionContext: reference,
            Code: code,
            Message: isOk ? 'send success' : 'refused',
            IsoCode: 'CN',
          }
        }),
      }
    },
  })
  return {
    ...double,
    sent,
    /** The owner of this number wants no messages. */
    block: (phone: string) => blocked.add(phone),
  }
}
export type SmsDouble = Awaited<ReturnType<typeof startSmsDouble>>
