import { createHash } from 'node:crypto'
import type { QuarantineReason } from '#shared/devices/device-rules.ts'
import type { PersonId } from '#shared/ids.ts'
import type { FoundDevice } from './known-devices.store.ts'
import type { QuarantineRow } from './put-aside.store.ts'
import type { IncomingReading, Source } from './reading-record.ts'
import { isDevice, nameOf } from './reading-record.ts'

const longestRaw = 2000

/** What of a message is not believed: one reading, or a text that nobody can read. */
type NotBelieved =
  | { readonly reason: 'unreadable'; readonly unreadable: string }
  | {
      readonly reason: QuarantineReason
      readonly said: IncomingReading
      readonly personId: PersonId | null
    }

/** As the device said it; the value of somebody who did not agree to it is not kept. */
const rawOf = (said: IncomingReading, reason: QuarantineReason) => ({
  m: said.metric,
  ...(reason === 'no_consent' || reason === 'nobody' ? {} : { v: said.value }),
  ...(said.unit === undefined ? {} : { u: said.unit }),
  t: said.measuredAt.getTime(),
  ...(said.sentAt === undefined ? {} : { s: said.sentAt.getTime() }),
})

const onceOf = (from: Source, reason: QuarantineReason, raw: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify([nameOf(from), reason, raw]))
    .digest('base64url')
    .slice(0, 22)

/**
 * The row of something that is not believed. Undefined for a device that nobody knows and no vendor
 * answers for: it has no subdistrict, and the door refuses it.
 */
export const quarantineRow = (
  from: Source,
  device: FoundDevice | undefined,
  about: NotBelieved,
): QuarantineRow | undefined => {
  const subdistrictId = device?.subdistrictId ?? (isDevice(from) ? undefined : from.subdistrictId)
  if (subdistrictId === undefined) return undefined
  const { deviceId = null } = device ?? {}
  const vendorCode = isDevice(from) ? null : from.vendorCode
  const { reason } = about
  const row = (raw: unknown, measuredAt: Date | null, personId: PersonId | null) => ({
    ...{ subdistrictId, deviceId, vendorCode, reason, raw, measuredAt, personId },
    once: onceOf(from, reason, raw),
  })
  if ('unreadable' in about) return row(about.unreadable.slice(0, longestRaw), null, null)
  const raw = rawOf(about.said, reason)
  const named = device || isDevice(from) ? raw : { d: from.serial, ...raw }
  return row(named, about.said.measuredAt, about.personId)
}
