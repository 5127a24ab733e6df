import type { KeyObject } from 'node:crypto'
import { createCipheriv, generateKeyPair, randomBytes, sign } from 'node:crypto'
import { promisify } from 'node:util'

export interface KeyPair {
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

const makePair = promisify(generateKeyPair)

/** A key of our own for each part that is played; none is ever written down. */
export const newKeyPair = (): Promise<KeyPair> => makePair('rsa', { modulusLength: 2048 })

export const privatePem = (key: KeyObject): string =>
  String(key.export({ type: 'pkcs8', format: 'pem' }))
export const publicPem = (key: KeyObject): string =>
  String(key.export({ type: 'spki', format: 'pem' }))

export interface Signed {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** A body as WeChat signs it, at this moment. */
export const signed = (
  body: string,
  { serial, privateKey }: { readonly serial: string; readonly privateKey: KeyObject },
  now: Date,
): Signed => {
  const timestamp = String(Math.floor(now.getTime() / 1000))
  const nonce = randomBytes(16).toString('hex')
  const signature = sign('RSA-SHA256', Buffer.from(`${timestamp}\n${nonce}\n${body}\n`), privateKey)
  return {
    body,
    headers: {
      'wechatpay-timestamp': timestamp,
      'wechatpay-nonce': nonce,
      'wechatpay-serial': serial,
      'wechatpay-signature': signature.toString('base64'),
      'wechatpay-signature-type': 'WECHATPAY2-SHA256-RSA2048',
    },
  }
}

/** AEAD_AES_256_GCM, the tag at the end. */
export const sealed = (text: string, apiKey: string, associated: string) => {
  const nonce = randomBytes(6).toString('hex')
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(apiKey), Buffer.from(nonce))
  cipher.setAAD(Buffer.from(associated))
  const bytes = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return { ciphertext: bytes.toString('base64'), nonce, associated_data: associated }
}

/** Tag, length and content (X.690). */
const der = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(parts)
  const length = content.length
  const head =
    length < 128
      ? [tag, length]
      : length < 256
        ? [tag, 0x81, length]
        : [tag, 0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from(head), content])
}

const sha256WithRsa = der(0x30, Buffer.from('06092a864886f70d01010b0500', 'hex'))
const commonName = (name: string) =>
  der(0x30, der(0x31, der(0x30, Buffer.from('0603550403', 'hex'), der(0x0c, Buffer.from(name)))))
const utcTime = (at: Date) =>
  der(0x17, Buffer.from(`${at.toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`))

/** A self-signed certificate (X.509 v1) of this key, `serial` in capital hexadecimal digits. */
export const certificatePem = (pair: KeyPair, serial: string, from: Date, to: Date): string => {
  const content = der(
    0x30,
    der(0x02, Buffer.from(serial, 'hex')),
    sha256WithRsa,
    commonName('WeChat Pay double'),
    der(0x30, utcTime(from), utcTime(to)),
    commonName('WeChat Pay double'),
    pair.publicKey.export({ type: 'spki', format: 'der' }),
  )
  const signature = sign('RSA-SHA256', content, pair.privateKey)
  const whole = der(0x30, content, sha256WithRsa, der(0x03, Buffer.from([0]), signature))
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}
