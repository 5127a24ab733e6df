import * as Type from '@sinclair/typebox'
import { Ajv } from 'ajv'
import {
  DeviceReading,
  readingsPerMessage,
  readingsPerVendorRequest,
  VendorReading,
} from '#shared/devices/device-message.ts'
import type { IncomingReading } from '../readings/reading-record.ts'

const ajv = new Ajv({ strict: false })
const isReading = ajv.compile<DeviceReading>(DeviceReading)
const isVendorReading = ajv.compile<VendorReading>(VendorReading)

/** As PostgreSQL can keep it: without NUL and halves of surrogate pairs. */
const cleaned = (text: string): string => text.replaceAll(/[\0\p{Surrogate}]/gu, '�')

const readingOf = ({ m, v, u, t, s, b }: DeviceReading): IncomingReading => ({
  metric: cleaned(m),
  value: v,
  unit: u === undefined ? undefined : cleaned(u),
  measuredAt: new Date(t),
  sentAt: s === undefined ? undefined : new Date(s),
  batteryPercent: b,
})

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What of a message could be read, and the text of what could not. */
export interface ReadMessage {
  readonly readings: readonly IncomingReading[]
  readonly unreadable?: string
}

/** A device's message: one reading or a list of them. What is wrong in a list spoils only itself. */
export const readDeviceMessage = (payload: Buffer): ReadMessage => {
  const text = payload.toString('utf8')
  const said = parsed(text)
  const items: readonly unknown[] = Array.isArray(said) ? said : [said]
  const good = items.slice(0, readingsPerMessage).filter((item) => isReading(item))
  const isWhole = good.length === items.length && items.length > 0
  return {
    readings: good.map(readingOf),
    ...(isWhole ? {} : { unreadable: cleaned(text) }),
  }
}

const isBody = ajv.compile<{ readings: unknown[] }>(
  Type.Object(
    { readings: Type.Array(Type.Unknown(), { maxItems: readingsPerVendorRequest }) },
    { additionalProperties: false },
  ),
)

/** A vendor's request by serial number, in the order of the request; undefined: nothing of it can be read. */
export const readVendorMessage = (body: Buffer): ReadonlyMap<string, ReadMessage> | undefined => {
  const said = parsed(body.toString('utf8'))
  if (!isBody(said)) return undefined
  const bySerial = new Map<string, { readings: IncomingReading[]; unreadable?: string }>()
  const of = (serial: string) => {
    const known = bySerial.get(serial) ?? { readings: [] }
    bySerial.set(serial, known)
    return known
  }
  for (const item of said.readings) {
    if (isVendorReading(item) && cleaned(item.d) === item.d)
      of(item.d).readings.push(readingOf(item))
    else of('').unreadable ??= cleaned(JSON.stringify(item))
  }
  return bySerial
}
