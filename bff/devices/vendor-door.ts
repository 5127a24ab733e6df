import { createHmac, timingSafeEqual } from 'node:crypto'
import { signedText, vendorHeaders } from '#shared/devices/device-message.ts'
import { doorRulesOn } from '#shared/devices/device-rules.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import type { CallbackAnswer, CallbackCall } from '../http/serve.ts'
import type { Platform } from '../platform/platform.ts'
import type { Readings } from '../readings/readings.service.ts'
import { readVendorMessage } from './device-messages.ts'
import { takeNonce } from './vendors.store.ts'
import type { KnownVendor, Vendors } from './vendors.ts'

/** Thrown inside the transaction, so that nothing of a repeated request is stored. */
class Repeated extends Error {}

const refuse = (message: string): CallbackAnswer => ({ status: 401, message })

const isSignedBy = (
  { secrets }: KnownVendor,
  signature: string,
  ...parts: readonly (string | Buffer)[]
): boolean => {
  const given = Buffer.from(signature, 'hex')
  return secrets.some((secret) => {
    const hmac = createHmac('sha256', secret)
    for (const part of parts) hmac.update(part)
    const made = hmac.digest()
    return given.length === made.length && timingSafeEqual(given, made)
  })
}

/**
 * The door for vendors' clouds: signed over time, nonce and the bytes of the body; a nonce opens once.
 * 204 is answered when everything is stored or put aside. What is sent again is signed anew: its
 * readings are known, so nothing is doubled.
 */
export const createVendorDoor = (
  { clock, log }: Platform,
  { vendors, readings }: { readonly vendors: Vendors; readonly readings: Readings },
) => {
  return async ({ headers, body }: CallbackCall): Promise<CallbackAnswer> => {
    const said = (name: string): string => {
      const [value = '', another] = headers(name)
      return another === undefined ? value : ''
    }
    const code = said(vendorHeaders.vendor)
    const timestamp = said(vendorHeaders.timestamp)
    const nonce = said(vendorHeaders.nonce)
    const signature = said(vendorHeaders.signature)
    if (!/^[a-z][a-z0-9-]{1,29}$/.test(code)) return refuse('vendor unknown')
    if (!/^\d{1,12}$/.test(timestamp) || !/^[A-Za-z0-9_-]{16,64}$/.test(nonce))
      return refuse('headers missing')
    const vendor = await vendors.known(code)
    if (!vendor) return refuse('vendor unknown')
    if (
      !/^[0-9a-f]{64}$/.test(signature) ||
      !isSignedBy(vendor, signature, signedText(timestamp, nonce), body)
    ) {
      log.warn({ vendor: code }, 'vendor readings with a wrong signature')
      return refuse('signature wrong')
    }
    const now = clock.now()
    const { signatureSeconds } = doorRulesOn(shanghaiDay(now))
    if (Math.abs(Number(timestamp) - now.getTime() / 1000) > signatureSeconds)
      return refuse('timestamp too far from now')
    const messages = readVendorMessage(body)
    if (!messages) return { status: 400, message: 'unreadable' }
    const arrivals = [...messages].map(([serial, message]) => ({
      from: { vendorCode: code, subdistrictId: vendor.subdistrictId, serial },
      ...message,
    }))
    try {
      await readings.ingestAll(arrivals, async (tx) => {
        const isNew = await takeNonce(tx, { vendorCode: code, nonce, receivedAt: now })
        if (!isNew) throw new Repeated()
      })
    } catch (error) {
      if (error instanceof Repeated) return refuse('nonce used')
      throw error
    }
    return { status: 204 }
  }
}
