import type { Static } from '@sinclair/typebox'
import * as Type from '@sinclair/typebox'
import { object } from '../http/fields.ts'

/** Milliseconds since 1970, as devices count them. */
const Moment = Type.Integer({ minimum: 0, maximum: 8_640_000_000_000 })

const fields = {
  /** Metric, as `shared/readings/metrics` names it. */
  m: Type.String({ maxLength: 40 }),
  /** Value; null or 0 from a probe that is off: no signal. */
  v: Type.Union([Type.Number(), Type.Null()]),
  /** UCUM unit when it is not the metric's own: kPa, [degF], [lb_av], g, L, min … */
  u: Type.Optional(Type.String({ maxLength: 20 })),
  /** When it was measured. */
  t: Moment,
  /** When it was sent; missing: when it was measured. */
  s: Type.Optional(Moment),
  /** Percent of the battery. */
  b: Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })),
}

/** One reading, as a device says it. */
export const DeviceReading = object(fields)
export type DeviceReading = Static<typeof DeviceReading>

/** One reading, as a vendor's cloud says it: with the serial number of its device. */
export const VendorReading = object({ d: Type.String({ minLength: 1, maxLength: 60 }), ...fields })
export type VendorReading = Static<typeof VendorReading>

/** What a message of a device may hold at most. */
export const readingsPerMessage = 100
export const readingsPerVendorRequest = 1000

/** Where a device publishes its readings: JSON, one `DeviceReading` or a list of them, QoS 1. */
export const topicOfDevice = (device: {
  readonly subdistrictId: string
  readonly deviceId: string
}): string => `v1/${device.subdistrictId}/${device.deviceId}/readings`

/** Headers of a vendor's request; each may come once. */
export const vendorHeaders = {
  vendor: 'x-linli-vendor',
  /** Seconds since 1970. */
  timestamp: 'x-linli-timestamp',
  /** 16 to 64 of `A-Za-z0-9_-`, another for each request, also for a repeat. */
  nonce: 'x-linli-nonce',
  /** Lower-case hex of HMAC-SHA256 over `signedText` of the request. */
  signature: 'x-linli-signature',
} as const

/** What is signed before the bytes of the body. */
export const signedText = (timestamp: string, nonce: string): string => `${timestamp}\n${nonce}\n`
