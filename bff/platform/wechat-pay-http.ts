import { randomBytes } from 'node:crypto'
import Pay from 'wechatpay-node-v3'
import { certificateKeys, platformKeys } from './wechat-pay-keys.ts'
import { parsed } from './wechat-pay-shapes.ts'
import type { HeaderValues } from './wechat-pay-signature.ts'
import { signatureFault } from './wechat-pay-signature.ts'

export interface PaySettings {
  readonly baseUrl: string
  readonly merchantId: string
  /** Serial of the merchant's own certificate. */
  readonly merchantSerial: string
  /** PEM of the merchant's private key. */
  readonly merchantKey: string
  /** APIv3 key: 32 characters. */
  readonly apiKey: string
  /** WeChat's keys: PEM by `PUB_KEY_ID_…` or certificate serial. */
  readonly platformKeys: readonly { readonly serial: string; readonly pem: string }[]
  readonly notifyUrl: string
}

/**
 * An answer that WeChat signed; or `unknown`: it may or may not have been done, for it came too late,
 * broken, unsigned or as a fault of WeChat's own.
 */
export type PayAnswer =
  | { readonly ok: true; readonly body: unknown }
  | { readonly ok: false; readonly code: string }

export interface PayOptions {
  readonly settings: PaySettings
  readonly appId: string
  readonly clock: { now(): Date }
  readonly timeoutMs: number
  readonly log: { warn(fields: Record<string, unknown>, message: string): void }
}

const maxAnswerBytes = 64 * 1024 * 1024

/**
 * Requests to WeChat Pay. wechatpay-node-v3 signs them; the rest of it is not used: its calls have no
 * timeout (superagent), hide the bytes a signature is checked on, and its own check of notices
 * accepts altered ones (measured: guides/bookings-payments §0.1).
 */
export const payHttp = ({ settings, appId, clock, timeoutMs, log }: PayOptions) => {
  const signer = new Pay({
    appid: appId,
    mchid: settings.merchantId,
    serial_no: settings.merchantSerial,
    // Only asked for its serial, which is given.
    publicKey: Buffer.from('-'),
    privateKey: Buffer.from(settings.merchantKey),
  })

  const nonce = (): string => randomBytes(16).toString('hex')
  const seconds = (): string => String(Math.floor(clock.now().getTime() / 1000))

  const send = async (method: 'GET' | 'POST', target: string, body: string) => {
    const [once, at] = [nonce(), seconds()]
    const signature = signer.getSignature(method, once, at, target, body)
    const response = await fetch(new URL(target, settings.baseUrl), {
      method,
      headers: {
        accept: 'application/json',
        'user-agent': 'linli',
        authorization: signer.getAuthorization(once, at, signature),
        ...(keys.publicKeyId ? { 'wechatpay-serial': keys.publicKeyId } : {}),
        ...(body === '' ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === '' ? {} : { body }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
    const length = Number(response.headers.get('content-length') ?? 0)
    if (length > maxAnswerBytes) throw new Error('the answer is too long')
    const bytes = Buffer.from(await response.arrayBuffer())
    const headers: HeaderValues = (name) => {
      const value = response.headers.get(name)
      return value === null ? [] : [value]
    }
    return { status: response.status, bytes, headers }
  }

  const keys = platformKeys({
    configured: settings.platformKeys,
    clock,
    fetchCertificates: async () => {
      try {
        const { status, bytes, headers } = await send('GET', '/v3/certificates', '')
        const found = certificateKeys(bytes.toString('utf8'), settings.apiKey, clock.now())
        const message = { headers, body: bytes, now: clock.now(), typeNeeded: false }
        // After a change of keys the answer is signed by one that it brings along.
        const fault = signatureFault(message, (serial) => found.get(serial) ?? keys.keyOf(serial))
        if (status === 200 && fault === undefined) return found
        log.warn({ status, fault }, 'wechat pay certificates not taken')
      } catch (error) {
        log.warn({ reason: nameOf(error) }, 'wechat pay certificates not fetched')
      }
      return new Map()
    },
  })

  /** Asks and believes only what is signed. Never throws, never logs a name or a number. */
  const ask = async (
    method: 'GET' | 'POST',
    target: string,
    content?: Readonly<Record<string, unknown>>,
  ): Promise<PayAnswer> => {
    const call = target.split('?')[0]?.replace(/[0-9A-Fa-f]{16,}/g, '…')
    try {
      const body = content === undefined ? '' : JSON.stringify(content)
      const { status, bytes, headers } = await send(method, target, body)
      const message = { headers, body: bytes, now: clock.now(), typeNeeded: false }
      let fault = signatureFault(message, keys.keyOf)
      if (fault === 'unknown_serial') {
        await keys.refresh()
        fault = signatureFault(message, keys.keyOf)
      }
      if (fault !== undefined || status >= 500) {
        log.warn({ call, status, fault }, 'wechat pay gave no answer that counts')
        return { ok: false, code: 'unknown' }
      }
      const answer = bytes.length === 0 ? {} : parsed(bytes.toString('utf8'))
      if (status === 200 || status === 204) return { ok: true, body: answer }
      const code = codeOf(answer)
      log.warn({ call, status, code }, 'wechat pay did not do what was asked')
      return { ok: false, code }
    } catch (error) {
      log.warn({ call, reason: nameOf(error) }, 'wechat pay was not reached')
      return { ok: false, code: 'unknown' }
    }
  }

  /** A file, which WeChat does not sign: the caller checks it against a hash that was signed. */
  const download = async (target: string): Promise<Buffer | undefined> => {
    try {
      const { status, bytes } = await send('GET', target, '')
      return status === 200 ? bytes : undefined
    } catch (error) {
      log.warn({ call: 'bill', reason: nameOf(error) }, 'wechat pay was not reached')
      return undefined
    }
  }

  /** What wx.requestPayment takes. */
  const parametersFor = (prepayId: string) => {
    const [timeStamp, nonceStr, pack] = [seconds(), nonce(), `prepay_id=${prepayId}`]
    const paySign = signer.sha256WithRsa(`${appId}\n${timeStamp}\n${nonceStr}\n${pack}\n`)
    return { timeStamp, nonceStr, package: pack, signType: 'RSA' as const, paySign }
  }

  return { ask, download, keys, parametersFor }
}
export type PayHttp = ReturnType<typeof payHttp>

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown')

/** WeChat's own codes, whose spelling with and without underscores has changed over the years. */
const codeOf = (body: unknown): string => {
  const code: unknown =
    typeof body === 'object' && body !== null ? Reflect.get(body, 'code') : undefined
  return typeof code === 'string' && /^[A-Z_]{1,64}$/.test(code)
    ? code.replaceAll('_', '')
    : 'unknown'
}
