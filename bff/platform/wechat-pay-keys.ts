import type { KeyObject } from 'node:crypto'
import { createPublicKey, X509Certificate } from 'node:crypto'
import * as Type from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { parsed } from './wechat-pay-shapes.ts'
import { openSealed } from './wechat-pay-signature.ts'

/** Keys WeChat signs with, by the serial it names: `PUB_KEY_ID_…` or a certificate's number. */
export interface PlatformKeys {
  readonly keyOf: (serial: string) => KeyObject | undefined
  /** Sent with requests, so that WeChat answers with a key we have; undefined with certificates. */
  readonly publicKeyId: string | undefined
  /** Fetches certificates; at most once in ten minutes, and never when only public keys are used. */
  readonly refresh: () => Promise<void>
}

const refreshMilliseconds = 600_000

const Certificates = Type.Object({
  data: Type.Array(
    Type.Object({
      serial_no: Type.String({ minLength: 1, maxLength: 64 }),
      expire_time: Type.String(),
      encrypt_certificate: Type.Object({
        ciphertext: Type.String(),
        nonce: Type.String(),
        associated_data: Type.Optional(Type.String()),
      }),
    }),
    { maxItems: 20 },
  ),
})

/** Certificates of an answer that still hold; whoever sealed them has our API key. */
export const certificateKeys = (
  text: string,
  apiKey: string,
  now: Date,
): ReadonlyMap<string, KeyObject> => {
  const body = parsed(text)
  const found = new Map<string, KeyObject>()
  if (!Value.Check(Certificates, body)) return found
  for (const { serial_no: serial, expire_time: until, encrypt_certificate: sealed } of body.data) {
    const pem = openSealed(sealed, apiKey)
    if (pem === undefined || !(new Date(until) > now)) continue
    const certificate = new X509Certificate(pem)
    if (certificate.serialNumber === serial.toUpperCase()) found.set(serial, certificate.publicKey)
  }
  return found
}

interface Options {
  /** As configured: PEM of a public key or a certificate, by serial. */
  readonly configured: readonly { readonly serial: string; readonly pem: string }[]
  readonly clock: { now(): Date }
  /** Certificates that WeChat offers now; empty when it did not answer. */
  readonly fetchCertificates: () => Promise<ReadonlyMap<string, KeyObject>>
}

export const platformKeys = ({ configured, clock, fetchCertificates }: Options): PlatformKeys => {
  const keys = new Map(configured.map(({ serial, pem }) => [serial, createPublicKey(pem)]))
  const publicKeyId = configured.find(({ serial }) => serial.startsWith('PUB_KEY_ID_'))?.serial
  const hasCertificates = configured.some(({ serial }) => !serial.startsWith('PUB_KEY_ID_'))
  let askedAt = Number.NEGATIVE_INFINITY
  let asking: Promise<void> | undefined

  const fetchOnce = async (): Promise<void> => {
    for (const [serial, key] of await fetchCertificates()) keys.set(serial, key)
  }

  return {
    keyOf: (serial) => keys.get(serial),
    publicKeyId,
    refresh: async () => {
      const now = clock.now().getTime()
      if (!hasCertificates) return
      if (!asking && now - askedAt >= refreshMilliseconds) {
        askedAt = now
        asking = fetchOnce().finally(() => {
          asking = undefined
        })
      }
      await asking
    },
  }
}
