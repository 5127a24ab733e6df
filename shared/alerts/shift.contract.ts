import type { Static } from '@sinclair/typebox'
import * as Type from '@sinclair/typebox'
import { careDeskRoles } from '../accounts/roles.ts'
import { endpoint } from '../http/endpoint.ts'
import { Cursor, Instant, literals, nullable, object, saidText } from '../http/fields.ts'
import {
  AlertIdSchema,
  DeviceIdSchema,
  PersonIdSchema,
  ShiftNoteIdSchema,
  SubdistrictIdSchema,
  UnitIdSchema,
} from '../ids.ts'

const AtUnit = object({ subdistrictId: SubdistrictIdSchema, unitId: UnitIdSchema })

/** What one shift leaves to the next. */
export const ShiftNote = object({
  noteId: ShiftNoteIdSchema,
  text: Type.String(),
  writtenBy: Type.String(),
  writtenAt: Instant,
  readBy: nullable(Type.String()),
  readAt: nullable(Instant),
})
export type ShiftNote = Static<typeof ShiftNote>

export const listShiftNotes = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/care/units/:unitId/shift-notes',
  access: { roles: careDeskRoles },
  summary: 'Hand-over notes of my unit, newest first',
  params: AtUnit,
  query: object({ cursor: Type.Optional(Cursor) }),
  response: object({
    notes: Type.Array(ShiftNote),
    unread: Type.Integer(),
    nextCursor: nullable(Cursor),
  }),
  errors: ['not_found'],
})

export const writeShiftNote = endpoint({
  kind: 'json',
  method: 'POST',
  path: '/subdistricts/:subdistrictId/care/units/:unitId/shift-notes',
  access: { roles: careDeskRoles },
  summary: 'Leave a word to the next shift',
  params: AtUnit,
  body: object({ text: saidText(1000) }),
  response: object({ note: ShiftNote }),
  status: 201,
  errors: ['not_found'],
})

export const markShiftNoteRead = endpoint({
  kind: 'json',
  method: 'POST',
  path: '/subdistricts/:subdistrictId/care/units/:unitId/shift-notes/:noteId/read',
  access: { roles: careDeskRoles },
  summary: 'I have taken this over; the first who says so stays',
  params: object({ ...AtUnit.properties, noteId: ShiftNoteIdSchema }),
  response: object({ note: ShiftNote }),
  errors: ['not_found'],
})

export const deviceFaultKinds = [
  'offline',
  'sensor_off',
  'battery_low',
  'clock_wrong',
  'calibration_over',
  'faulty',
] as const
export type DeviceFaultKind = (typeof deviceFaultKinds)[number]

export const DeviceFault = object({
  deviceId: DeviceIdSchema,
  serial: Type.String(),
  model: Type.String(),
  /** Whose it is now; null: nobody's. */
  personId: nullable(PersonIdSchema),
  elderName: nullable(Type.String()),
  room: Type.String(),
  kind: literals(deviceFaultKinds),
  /** `从今天上午9:30起没有消息，请看看电源和网络` */
  words: Type.String(),
  since: nullable(Instant),
  /** Null: it is only listed here. */
  alertId: nullable(AlertIdSchema),
})
export type DeviceFault = Static<typeof DeviceFault>

export const listDeviceFaults = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/care/device-faults',
  access: { roles: careDeskRoles },
  summary: 'Devices of my elders that need a hand, the longest first',
  params: object({ subdistrictId: SubdistrictIdSchema }),
  response: object({ faults: Type.Array(DeviceFault) }),
  errors: [],
})
