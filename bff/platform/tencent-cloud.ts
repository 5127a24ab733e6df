import { createHash, createHmac } from 'node:crypto'
import * as Type from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import type { Clock } from './clock.ts'
import type { SendResult } from './send-result.ts'
import { afterNoAnswer } from './send-result.ts'

export interface TencentCredentials {
  readonly secretId: string
  readonly secretKey: string
}

const contentType = 'application/json; charset=utf-8'
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const hmac = (key: string | Buffer, text: string): Buffer =>
  createHmac('sha256', key).update(text).digest()

/** `Authorization` of a POST to `/` (API 3.0 signature v3, TC3-HMAC-SHA256). `seconds` since 1970. */
export const tc3Authorization = (
  { secretId, secretKey }: TencentCredentials,
  request: {
    readonly service: string
    readonly host: string
    readonly seconds: number
    readonly body: string
  },
): string => {
  const { service, host, seconds, body } = request
  const signed = 'content-type;host'
  const headers = `content-type:${contentType}\nhost:${host}\n`
  const canonical = ['POST', '/', '', headers, signed, sha256(body)].join('\n')
  const day = new Date(seconds * 1000).toISOString().slice(0, 10)
  const scope = `${day}/${service}/tc3_request`
  const toSign = ['TC3-HMAC-SHA256', seconds, scope, sha256(canonical)].join('\n')
  const key = hmac(hmac(hmac(`TC3${secretKey}`, day), service), 'tc3_request')
  const signature = createHmac('sha256', key).update(toSign).digest('hex')
  return `TC3-HMAC-SHA256 Credential=${secretId}/${scope}, SignedHeaders=${signed}, Signature=${signature}`
}

const Refused = Type.Object({
  Response: Type.Object({ Error: Type.Object({ Code: Type.String() }) }),
})
const Answered = Type.Object({ Response: Type.Record(Type.String(), Type.Unknown()) })

export interface TencentOptions {
  readonly baseUrl: string
  readonly credentials: TencentCredentials
  readonly region: string
  readonly clock: Clock
  readonly timeoutMs: number
}

/** One call of Tencent Cloud's API 3.0; never throws. */
export const askTencent = async (
  { baseUrl, credentials, region, clock, timeoutMs }: TencentOptions,
  call: { readonly service: string; readonly action: string; readonly version: string },
  parameters: Readonly<Record<string, unknown>>,
): Promise<
  | { readonly ok: true; readonly response: Readonly<Record<string, unknown>> }
  | (SendResult & { readonly ok: false })
> => {
  const body = JSON.stringify(parameters)
  const url = new URL('/', baseUrl)
  const seconds = Math.floor(clock.now().getTime() / 1000)
  const { service, action, version } = call
  try {
    const answer = await fetch(url, {
      method: 'POST',
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        authorization: tc3Authorization(credentials, { service, host: url.host, seconds, body }),
        'content-type': contentType,
        'x-tc-action': action,
        'x-tc-timestamp': `${seconds}`,
        'x-tc-version': version,
        'x-tc-region': region,
      },
    })
    const said: unknown = await answer.json()
    if (Value.Check(Refused, said)) return refusalOf(said.Response.Error.Code)
    if (answer.ok && Value.Check(Answered, said)) return { ok: true, response: said.Response }
    return { ok: false, code: 'lost', why: `status ${answer.status}` }
  } catch (error) {
    return afterNoAnswer(error)
  }
}

/** Codes that mean this number or this text, not us. */
const aboutThisOne = [
  'FailedOperation.PhoneNumberInBlacklist',
  'FailedOperation.ContainSensitiveWord',
  'InvalidParameterValue.IncorrectPhoneNumber',
  'InvalidParameterValue.CalledNumberVerifyFail',
  'LimitExceeded.PhoneNumberDailyLimit',
  'LimitExceeded.PhoneNumberSameContentDailyLimit',
]
/** Codes after which the message may be on its way all the same. */
const uncertain = [
  'InternalError.Timeout',
  'InternalError.SendAndRecvFail',
  'InternalError.AccessUpstreamTimeout',
]

/** What a code of the SMS (2021-01-11) or voice (2020-09-02) interface means for us. */
export const refusalOf = (why: string): SendResult & { readonly ok: false } => {
  if (aboutThisOne.includes(why)) return { ok: false, code: 'refused', why }
  if (uncertain.includes(why)) return { ok: false, code: 'lost', why }
  const later = ['LimitExceeded', 'RequestLimitExceeded', 'InternalError']
  const isLater = later.some((family) => why === family || why.startsWith(`${family}.`))
  return { ok: false, code: isLater ? 'busy' : 'misconfigured', why }
}
