import type { Static } from '@sinclair/typebox'
import * as Type from '@sinclair/typebox'
import { deviceStaffRoles } from '../accounts/roles.ts'
import { endpoint } from '../http/endpoint.ts'
import { Day, Instant, literals, nullable, object, saidText, text } from '../http/fields.ts'
import { DeviceIdSchema, PersonIdSchema, SubdistrictIdSchema, UnitIdSchema } from '../ids.ts'
import { metricCodes } from '../readings/metrics.ts'
import { deviceStates, quarantineReasons } from './device-rules.ts'

const Metrics = Type.Array(literals(metricCodes), {
  minItems: 1,
  maxItems: metricCodes.length,
  uniqueItems: true,
})
const EverySeconds = Type.Integer({ minimum: 1, maximum: 604_800 })
const VendorCode = Type.String({ pattern: '^[a-z][a-z0-9-]{1,29}$', maxLength: 30 })

export const DeviceView = object({
  subdistrictId: SubdistrictIdSchema,
  deviceId: DeviceIdSchema,
  /** The maker's number, printed on it. */
  serial: Type.String(),
  model: Type.String(),
  vendorCode: nullable(Type.String()),
  metrics: Type.Array(literals(metricCodes)),
  unitId: nullable(UnitIdSchema),
  room: Type.String(),
  /** Seconds between two messages when all is well. */
  everySeconds: Type.Integer(),
  state: literals(deviceStates),
  batteryPercent: nullable(Type.Integer()),
  /** When anything of it was last received. */
  lastSeenAt: nullable(Instant),
  /** Nothing for three times as long as usual, though it is in use. */
  isSilent: Type.Boolean(),
  /** How far its clock is ahead of ours, in seconds; behind is negative. */
  clockAheadSeconds: nullable(Type.Integer()),
  /** Last day of its certificate of calibration; null: it needs none. */
  calibratedUntil: nullable(Day),
  isCalibrationOver: Type.Boolean(),
  /** Since when it has a password of its own; null: it speaks through its vendor only. */
  credentialsSince: nullable(Instant),
  /** Who uses it now. */
  wearer: nullable(
    object({ personId: PersonIdSchema, name: Type.String(), room: Type.String(), since: Instant }),
  ),
  /** Readings of the last day that were put aside. */
  quarantinedToday: Type.Integer(),
})
export type DeviceView = Static<typeof DeviceView>

export const DeviceAssignment = object({
  personId: PersonIdSchema,
  name: Type.String(),
  fromAt: Instant,
  toAt: nullable(Instant),
})
export type DeviceAssignment = Static<typeof DeviceAssignment>

const staff = { roles: deviceStaffRoles } as const
const administrator = { roles: ['administrator'] } as const
const inSubdistrict = object({ subdistrictId: SubdistrictIdSchema })
const params = object({ subdistrictId: SubdistrictIdSchema, deviceId: DeviceIdSchema })
const all = '/subdistricts/:subdistrictId/devices'
const one = `${all}/:deviceId`

export const listDevices = endpoint({
  kind: 'json',
  method: 'GET',
  path: all,
  access: staff,
  summary: 'Devices of one’s own units, faulty and silent ones first; at most 500',
  params: inSubdistrict,
  response: object({ devices: Type.Array(DeviceView) }),
  errors: [],
})

export const readDevice = endpoint({
  kind: 'json',
  method: 'GET',
  path: one,
  access: staff,
  summary: 'A device with everybody who used it, the last first',
  params,
  response: object({ device: DeviceView, assignments: Type.Array(DeviceAssignment) }),
  errors: ['not_found'],
})

export const registerDevice = endpoint({
  kind: 'json',
  method: 'POST',
  path: all,
  access: staff,
  idempotent: true,
  status: 201,
  summary: 'A new device of one of one’s own units; it has no password until one is made',
  params: inSubdistrict,
  body: object({
    serial: saidText(60),
    model: saidText(60),
    /** Whose cloud speaks for it; null: it speaks for itself. */
    vendorCode: nullable(VendorCode),
    metrics: Metrics,
    unitId: UnitIdSchema,
    room: text(0, 20),
    everySeconds: EverySeconds,
    calibratedUntil: nullable(Day),
  }),
  response: object({ device: DeviceView }),
  errors: ['device_known', 'unit_unknown', 'vendor_unknown', 'device_times'],
})

export const changeDevice = endpoint({
  kind: 'json',
  method: 'PUT',
  path: one,
  access: staff,
  summary: 'Faulty, in use again or retired for good; its room, rhythm and certificate',
  params,
  body: object({
    state: Type.Optional(literals(deviceStates)),
    room: Type.Optional(text(0, 20)),
    everySeconds: Type.Optional(EverySeconds),
    calibratedUntil: Type.Optional(nullable(Day)),
  }),
  response: object({ device: DeviceView }),
  errors: ['not_found', 'device_retired'],
})

export const assignDevice = endpoint({
  kind: 'json',
  method: 'POST',
  path: `${one}/assignments`,
  access: staff,
  summary: 'Who uses it, from when and – if that is known – until when',
  params,
  body: object({
    personId: PersonIdSchema,
    /** Missing: now. */
    fromAt: Type.Optional(Instant),
    toAt: Type.Optional(Instant),
  }),
  response: object({ device: DeviceView }),
  errors: ['not_found', 'device_retired', 'device_worn', 'device_times', 'elder_unknown'],
})

export const unassignDevice = endpoint({
  kind: 'json',
  method: 'POST',
  path: `${one}/assignments/end`,
  access: staff,
  summary: 'Nobody uses it from now on; what was measured before stays with whoever did',
  params,
  response: object({ device: DeviceView }),
  errors: ['not_found', 'device_unworn'],
})

export const rotateDeviceCredentials = endpoint({
  kind: 'json',
  method: 'POST',
  path: `${one}/credentials`,
  access: staff,
  perMinute: 30,
  summary: 'A new password, told this once; the one before opens for another day',
  params,
  body: object({
    /** The old one may have been seen by others: it ends at once. */
    endFormerNow: Type.Boolean(),
  }),
  response: object({
    username: Type.String(),
    password: Type.String(),
    /** Where to publish. */
    topic: Type.String(),
    formerUntil: nullable(Instant),
  }),
  errors: ['not_found', 'device_retired'],
})

export const QuarantinedReading = object({
  quarantineId: Type.Integer(),
  deviceId: nullable(DeviceIdSchema),
  serial: nullable(Type.String()),
  reason: literals(quarantineReasons),
  /** As it was sent, as JSON, cut at 2,000 characters. */
  raw: Type.String(),
  measuredAt: nullable(Instant),
  receivedAt: Instant,
})
export type QuarantinedReading = Static<typeof QuarantinedReading>

export const listQuarantine = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/quarantined-readings',
  access: staff,
  summary:
    'What was received and not believed, with why; the newest 200 of one’s own devices, and how much is only counted any more',
  params: inSubdistrict,
  query: object({ deviceId: Type.Optional(DeviceIdSchema) }),
  response: object({
    readings: Type.Array(QuarantinedReading),
    /** Older ones of who sent too much: no longer kept, only counted. */
    givenUp: Type.Integer(),
  }),
  errors: [],
})

export const VendorView = object({
  code: Type.String(),
  name: Type.String(),
  phone: Type.String(),
  /** Until when the secret before the last is still taken. */
  formerUntil: nullable(Instant),
})
export type VendorView = Static<typeof VendorView>

export const listVendors = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/device-vendors',
  access: staff,
  summary: 'Whose clouds may send readings',
  params: inSubdistrict,
  response: object({ vendors: Type.Array(VendorView) }),
  errors: [],
})

/** Base64 of 32 bytes; told this once. */
const Secret = Type.String()

export const registerVendor = endpoint({
  kind: 'json',
  method: 'POST',
  path: '/subdistricts/:subdistrictId/device-vendors',
  access: administrator,
  status: 201,
  summary: 'A vendor whose cloud may send readings; its secret is told this once',
  params: inSubdistrict,
  body: object({ code: VendorCode, name: saidText(60), phone: text(0, 20) }),
  response: object({ vendor: VendorView, secret: Secret }),
  errors: ['vendor_known'],
})

export const rotateVendorSecret = endpoint({
  kind: 'json',
  method: 'POST',
  path: '/subdistricts/:subdistrictId/device-vendors/:code/secret',
  access: administrator,
  perMinute: 30,
  summary: 'A new secret, told this once; the one before is taken for another day',
  params: object({ subdistrictId: SubdistrictIdSchema, code: VendorCode }),
  body: object({ endFormerNow: Type.Boolean() }),
  response: object({ vendor: VendorView, secret: Secret }),
  errors: ['not_found'],
})

/** Body: `{ "readings": [VendorReading …] }`, at most 1,000; signed by headers, see device-message. */
export const vendorReadings = endpoint({
  kind: 'callback',
  method: 'POST',
  path: '/care/vendor-readings',
  access: 'anyone',
  maxBytes: 256 * 1024,
  perMinute: 6000,
  summary: 'Readings from a vendor’s cloud, signed; 204 once they are stored',
  errors: [],
})
