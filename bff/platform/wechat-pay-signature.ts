import type { KeyObject } from 'node:crypto'
import { createDecipheriv, verify } from 'node:crypto'

/** A header as it came over the wire: every value it was sent with. */
export type HeaderValues = (name: string) => readonly string[]

export type SignatureFault =
  | 'header'
  | 'signature_type'
  | 'stale'
  | 'unknown_serial'
  | 'bad_signature'

const maxSkewSeconds = 300
const signatureType = 'WECHATPAY2-SHA256-RSA2048'
/** WeChat sends wrong signatures that begin like this on purpose, to see them refused. */
const probe = 'WECHATPAY/SIGNTEST/'

const shapes = {
  'wechatpay-timestamp': /^\d{1,12}$/,
  'wechatpay-nonce': /^[\x21-\x7e]{1,128}$/,
  'wechatpay-serial': /^[A-Za-z0-9_]{1,128}$/,
  'wechatpay-signature': /^[A-Za-z0-9+/]{20,1024}={0,2}$/,
} as const

/** The one value of a header; undefined when it is missing, empty, repeated or of another shape. */
const single = (headers: HeaderValues, name: keyof typeof shapes): string | undefined => {
  const [value = '', ...others] = headers(name)
  return others.length === 0 && shapes[name].test(value) ? value : undefined
}

export interface SignedMessage {
  readonly headers: HeaderValues
  /** The bytes as they came: parsed and written again they would be others. */
  readonly body: Buffer
  readonly now: Date
  /** Notices always name the type; answers may leave it out. */
  readonly typeNeeded: boolean
}

/**
 * Whether WeChat signed these bytes within five minutes of now, with a key we know. `unknown_serial`
 * may be worth fetching keys for, once in a while and never for every stranger's request.
 * @returns undefined when it did, else what is wrong.
 */
export const signatureFault = (
  { headers, body, now, typeNeeded }: SignedMessage,
  keyOf: (serial: string) => KeyObject | undefined,
): SignatureFault | undefined => {
  const timestamp = single(headers, 'wechatpay-timestamp')
  const nonce = single(headers, 'wechatpay-nonce')
  const serial = single(headers, 'wechatpay-serial')
  const signature = single(headers, 'wechatpay-signature')
  if (!timestamp || !nonce || !serial || !signature) return 'header'
  const types = headers('wechatpay-signature-type')
  const isTyped = types.length === 1 && types[0] === signatureType
  if (!isTyped && (typeNeeded || types.length > 0)) return 'signature_type'
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > maxSkewSeconds) return 'stale'
  if (signature.startsWith(probe)) return 'bad_signature'
  const key = keyOf(serial)
  if (!key) return 'unknown_serial'
  const signed = Buffer.concat([Buffer.from(`${timestamp}\n${nonce}\n`), body, Buffer.from('\n')])
  return verify('RSA-SHA256', signed, key, Buffer.from(signature, 'base64'))
    ? undefined
    : 'bad_signature'
}

const tagBytes = 16

export interface SealedResource {
  readonly ciphertext: string
  readonly nonce: string
  readonly associated_data?: string | undefined
}

/**
 * Opens AEAD_AES_256_GCM with the API v3 key (32 bytes). `final` is what checks the tag: without it
 * altered bytes decrypt to altered words. Undefined when anything was changed.
 */
export const openSealed = (sealed: SealedResource, apiKey: string): string | undefined => {
  const bytes = Buffer.from(sealed.ciphertext, 'base64')
  if (bytes.length <= tagBytes) return undefined
  try {
    const opener = createDecipheriv('aes-256-gcm', Buffer.from(apiKey), Buffer.from(sealed.nonce), {
      authTagLength: tagBytes,
    })
    opener.setAuthTag(bytes.subarray(bytes.length - tagBytes))
    opener.setAAD(Buffer.from(sealed.associated_data ?? ''))
    const start = opener.update(bytes.subarray(0, bytes.length - tagBytes))
    return Buffer.concat([start, opener.final()]).toString('utf8')
  } catch {
    return undefined
  }
}
