import { sql } from 'drizzle-orm'
import {
  bigint,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { QuarantineReason } from '#shared/devices/device-rules.ts'
import type { DeviceId } from '#shared/ids.ts'
import type { MetricCode } from '#shared/readings/metrics.ts'
import { persons } from './accounts.ts'
import { instant, personIdColumn, subdistrictIdColumn, unitIdColumn } from './columns.ts'
import { subdistricts, units } from './places.ts'

/** Whose cloud may send readings of its devices over HTTPS, signed with a shared secret. */
export const deviceVendors = pgTable(
  'device_vendors',
  {
    subdistrictId: subdistrictIdColumn()
      .notNull()
      .references(() => subdistricts.subdistrictId),
    code: text('code').notNull(),
    name: text('name').notNull(),
    phone: text('phone').notNull().default(''),
    /** AES-256-GCM; the newer of two is used while the vendor changes over. */
    secretSealed: text('secret_sealed').notNull(),
    formerSecretSealed: text('former_secret_sealed'),
    formerUntil: instant('former_until'),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.code] }),
    uniqueIndex('device_vendors_code').on(t.code),
  ],
)

/** Signed requests that were taken in: each counts once, however often it is sent. */
export const vendorRequests = pgTable(
  'vendor_requests',
  {
    vendorCode: text('vendor_code').notNull(),
    nonce: text('nonce').notNull(),
    receivedAt: instant('received_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.vendorCode, t.nonce] }),
    index('vendor_requests_received').on(t.receivedAt),
  ],
)

/** One thing that measures. Its history of wearers is `device_assignments`. */
export const devices = pgTable(
  'devices',
  {
    subdistrictId: subdistrictIdColumn()
      .notNull()
      .references(() => subdistricts.subdistrictId),
    deviceId: uuid('device_id').$type<DeviceId>().notNull(),
    /** What a row of readings calls it: four bytes instead of sixteen. */
    sourceNo: integer('source_no').generatedAlwaysAsIdentity(),
    /** The maker's number, printed on it. */
    serial: text('serial').notNull(),
    model: text('model').notNull(),
    vendorCode: text('vendor_code'),
    metrics: text('metrics').array().$type<MetricCode[]>().notNull(),
    /** Who keeps it: a care home or service point; null: the 居委 of its wearer. */
    unitId: unitIdColumn(),
    room: text('room').notNull().default(''),
    /** Seconds between two messages when all is well; silence beyond thrice that is “offline”. */
    everySeconds: integer('every_seconds').notNull(),
    state: text('state').$type<'active' | 'faulty' | 'retired'>().notNull().default('active'),
    batteryPercent: smallint('battery_percent'),
    /** When anything of it was last received, by our clock; never what the device says. */
    lastSeenAt: instant('last_seen_at'),
    /** How far its clock is ahead of ours, in seconds, when it last spoke. */
    clockAheadSeconds: integer('clock_ahead_seconds'),
    /** Last day of its certificate of calibration; null: it needs none. */
    calibratedUntil: date('calibrated_until'),
    /** SHA-256 of the MQTT password (256 random bits); null: it speaks through its vendor only. */
    credentialHash: text('credential_hash'),
    credentialSetAt: instant('credential_set_at'),
    formerCredentialHash: text('former_credential_hash'),
    formerCredentialUntil: instant('former_credential_until'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.deviceId] }),
    foreignKey({
      columns: [t.subdistrictId, t.unitId],
      foreignColumns: [units.subdistrictId, units.unitId],
    }),
    unique('devices_source').on(t.sourceNo),
    unique('devices_id').on(t.deviceId),
    uniqueIndex('devices_serial').on(sql`coalesce(${t.vendorCode}, '')`, t.serial),
    check('devices_battery', sql`${t.batteryPercent} between 0 and 100`),
    check('devices_every', sql`${t.everySeconds} between 1 and 604800`),
  ],
)

/**
 * Whose readings a device makes, from–to: a reading belongs to whoever wore it when it was measured.
 * An EXCLUDE constraint (migration) keeps two wearers of one time apart.
 */
export const deviceAssignments = pgTable(
  'device_assignments',
  {
    subdistrictId: subdistrictIdColumn().notNull(),
    deviceId: uuid('device_id').$type<DeviceId>().notNull(),
    personId: personIdColumn()
      .notNull()
      .references(() => persons.personId),
    fromAt: instant('from_at').notNull(),
    toAt: instant('to_at'),
    assignedBy: personIdColumn('assigned_by'),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.deviceId, t.fromAt] }),
    foreignKey({
      columns: [t.subdistrictId, t.deviceId],
      foreignColumns: [devices.subdistrictId, devices.deviceId],
    }),
    index('device_assignments_person').on(t.personId),
    check('device_assignments_from_to', sql`${t.toAt} is null or ${t.toAt} > ${t.fromAt}`),
  ],
)

/**
 * Changes with every change of what measures whom (triggers of the migration): whoever remembers
 * devices and wearers finds out before he relies on it.
 */
export const measuringVersions = pgTable('measuring_versions', {
  subdistrictId: subdistrictIdColumn().primaryKey(),
  version: bigint('version', { mode: 'bigint' }).notNull(),
})

/** What was received and not believed, with why: never dropped in silence, never alarming. */
export const quarantinedReadings = pgTable(
  'quarantined_readings',
  {
    subdistrictId: subdistrictIdColumn().notNull(),
    quarantineId: bigint('quarantine_id', { mode: 'number' }).generatedAlwaysAsIdentity(),
    deviceId: uuid('device_id').$type<DeviceId>(),
    /** Whose cloud sent it; null: the device itself. */
    vendorCode: text('vendor_code'),
    personId: personIdColumn(),
    reason: text('reason').$type<QuarantineReason>().notNull(),
    /** As it was sent, cut at 2,000 characters; without its value where nobody agreed to it. */
    raw: jsonb('raw').$type<unknown>().notNull(),
    /** SHA-256 of device, reason and `raw`: what is sent again stands here once. */
    once: text('once').notNull(),
    measuredAt: instant('measured_at'),
    receivedAt: instant('received_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.quarantineId] }),
    unique('quarantined_readings_once').on(t.subdistrictId, t.once),
    index('quarantined_readings_received').on(t.subdistrictId, t.receivedAt),
    index('quarantined_readings_person').on(t.personId),
    index('quarantined_readings_source').on(
      t.subdistrictId,
      sql`coalesce(${t.deviceId}::text, ${t.vendorCode})`,
      t.quarantineId,
    ),
  ],
)

/** How much of what was put aside of one sender is no longer kept, by the day it was given up. */
export const quarantineOverflow = pgTable(
  'quarantine_overflow',
  {
    subdistrictId: subdistrictIdColumn().notNull(),
    /** A device's id, or the vendor's code for devices that nobody knows. */
    source: text('source').notNull(),
    day: date('day').notNull(),
    count: bigint('count', { mode: 'number' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.subdistrictId, t.source, t.day] })],
)
