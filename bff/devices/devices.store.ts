import { and, desc, eq, gt, isNull, lte, or, sql } from 'drizzle-orm'
import type { Reader, Transaction } from '#db/database.ts'
import { persons } from '#db/schema/accounts.ts'
import { deviceAssignments, devices } from '#db/schema/devices.ts'
import { violatedConstraint } from '#db/sql-state.ts'
import type { DeviceState } from '#shared/devices/device-rules.ts'
import type { DeviceId, PersonId, SubdistrictId } from '#shared/ids.ts'

export type DeviceRow = typeof devices.$inferSelect
export interface DeviceKey {
  readonly subdistrictId: SubdistrictId
  readonly deviceId: DeviceId
}

const isDevice = ({ subdistrictId, deviceId }: DeviceKey) =>
  and(eq(devices.subdistrictId, subdistrictId), eq(devices.deviceId, deviceId))

/** Those of a subdistrict, or one of them; not retired first, then by room and number. */
export const findDevicesIn = (
  tx: Reader,
  subdistrictId: SubdistrictId,
  only?: DeviceId,
): Promise<DeviceRow[]> =>
  tx
    .select()
    .from(devices)
    .where(
      and(
        eq(devices.subdistrictId, subdistrictId),
        only === undefined ? undefined : eq(devices.deviceId, only),
      ),
    )
    .orderBy(sql`${devices.state} = 'retired'`, devices.room, devices.serial)

/** Adds a device; false when its number is registered already. */
export const insertDevice = async (
  tx: Transaction,
  device: typeof devices.$inferInsert,
): Promise<boolean> => {
  const added = await tx
    .insert(devices)
    .values(device)
    .onConflictDoNothing()
    .returning({ deviceId: devices.deviceId })
  return added.length === 1
}

/** Changes a device unless it is retired; false when it is. */
export const updateDevice = async (
  tx: Transaction,
  key: DeviceKey,
  change: {
    readonly state?: DeviceState | undefined
    readonly room?: string | undefined
    readonly everySeconds?: number | undefined
    readonly calibratedUntil?: string | null | undefined
    readonly credentialHash?: string | null | undefined
    readonly credentialSetAt?: Date | undefined
    readonly formerCredentialHash?: string | null | undefined
    readonly formerCredentialUntil?: Date | null | undefined
  },
): Promise<boolean> => {
  if (Object.keys(change).length === 0) return true
  const changed = await tx
    .update(devices)
    .set(change)
    .where(and(isDevice(key), sql`${devices.state} <> 'retired'`))
    .returning({ deviceId: devices.deviceId })
  return changed.length === 1
}

export interface AssignmentRow {
  readonly deviceId: DeviceId
  readonly personId: PersonId
  readonly name: string
  readonly fromAt: Date
  readonly toAt: Date | null
}

const assignment = {
  deviceId: deviceAssignments.deviceId,
  personId: deviceAssignments.personId,
  name: persons.displayName,
  fromAt: deviceAssignments.fromAt,
  toAt: deviceAssignments.toAt,
}

/** Who uses the devices of a subdistrict, or one of them, at this moment. */
export const findWearers = (
  tx: Reader,
  subdistrictId: SubdistrictId,
  at: Date,
  only?: DeviceId,
): Promise<AssignmentRow[]> =>
  tx
    .select(assignment)
    .from(deviceAssignments)
    .innerJoin(persons, eq(persons.personId, deviceAssignments.personId))
    .where(
      and(
        eq(deviceAssignments.subdistrictId, subdistrictId),
        only === undefined ? undefined : eq(deviceAssignments.deviceId, only),
        lte(deviceAssignments.fromAt, at),
        or(isNull(deviceAssignments.toAt), gt(deviceAssignments.toAt, at)),
      ),
    )

/** Everybody who used a device, the last first. */
export const findAssignments = (tx: Reader, key: DeviceKey): Promise<AssignmentRow[]> =>
  tx
    .select(assignment)
    .from(deviceAssignments)
    .innerJoin(persons, eq(persons.personId, deviceAssignments.personId))
    .where(
      and(
        eq(deviceAssignments.subdistrictId, key.subdistrictId),
        eq(deviceAssignments.deviceId, key.deviceId),
      ),
    )
    .orderBy(desc(deviceAssignments.fromAt))
    .limit(200)

/** Somebody uses a device from–to; false when the time overlaps with another's. */
export const insertAssignment = async (
  tx: Transaction,
  row: typeof deviceAssignments.$inferInsert,
): Promise<boolean> => {
  await tx.client.query('savepoint assigning')
  try {
    await tx.insert(deviceAssignments).values(row)
    await tx.client.query('release savepoint assigning')
    return true
  } catch (error) {
    const taken = ['device_assignments_one_wearer', 'device_assignments_subdistrict_id_device_id']
    const constraint = violatedConstraint(error) ?? ''
    if (!taken.some((name) => constraint.startsWith(name))) throw error
    await tx.client.query('rollback to savepoint assigning; release savepoint assigning')
    return false
  }
}

/** Ends the assignment that runs at this moment, and takes back one yet to come; false: there is none. */
export const endAssignment = async (
  tx: Transaction,
  { subdistrictId, deviceId }: DeviceKey,
  at: Date,
): Promise<boolean> => {
  const isOf = and(
    eq(deviceAssignments.subdistrictId, subdistrictId),
    eq(deviceAssignments.deviceId, deviceId),
  )
  const ended = await tx
    .update(deviceAssignments)
    .set({ toAt: at })
    .where(
      and(
        isOf,
        sql`${deviceAssignments.fromAt} < ${at}`,
        or(isNull(deviceAssignments.toAt), gt(deviceAssignments.toAt, at)),
      ),
    )
    .returning({ deviceId: deviceAssignments.deviceId })
  const undone = await tx
    .delete(deviceAssignments)
    .where(and(isOf, sql`${deviceAssignments.fromAt} >= ${at}`))
    .returning({ deviceId: deviceAssignments.deviceId })
  return ended.length + undone.length > 0
}

/** Those of these serial numbers that speak for themselves here, and whether somebody uses them. */
export const findBySerial = async (
  { client }: Reader,
  subdistrictId: SubdistrictId,
  serials: readonly string[],
  at: Date,
) => {
  const { rows } = await client.query<{ serial: string; deviceId: DeviceId; isWorn: boolean }>({
    name: 'devices.by-serial',
    text: `select d.serial, d.device_id as "deviceId", exists (select from device_assignments a
          where a.subdistrict_id = d.subdistrict_id and a.device_id = d.device_id
            and (a.to_at is null or a.to_at > $3)) as "isWorn"
      from devices d
      where d.subdistrict_id = $1 and d.serial = any($2::text[]) and d.vendor_code is null`,
    values: [subdistrictId, [...serials], at],
  })
  return rows
}

/** A device of an elder as rules see it. */
export interface WornDevice {
  readonly personId: PersonId
  readonly deviceId: DeviceId
  readonly serial: string
  readonly model: string
  readonly metrics: DeviceRow['metrics']
  readonly state: DeviceState
  readonly everySeconds: number
  readonly lastSeenAt: Date | null
  readonly batteryPercent: number | null
  readonly clockAheadSeconds: number | null
  readonly calibratedUntil: string | null
  /** Since when it could be heard for him: nobody waits for what was not on file. */
  readonly since: Date
}

/** What these people use at this moment; retired devices are missing. */
export const findWorn = async (
  { client }: Reader,
  personIds: readonly PersonId[],
  at: Date,
): Promise<WornDevice[]> => {
  const { rows } = await client.query<WornDevice>({
    name: 'devices.worn',
    text: `select a.person_id as "personId", d.device_id as "deviceId", d.serial, d.model, d.metrics, d.state,
        d.every_seconds as "everySeconds", d.last_seen_at as "lastSeenAt",
        d.battery_percent as "batteryPercent", d.clock_ahead_seconds as "clockAheadSeconds",
        d.calibrated_until::text as "calibratedUntil",
        greatest(a.from_at, d.created_at) as since
      from device_assignments a join devices d
        on d.subdistrict_id = a.subdistrict_id and d.device_id = a.device_id
      where a.person_id = any($1::uuid[]) and a.from_at <= $2 and (a.to_at is null or a.to_at > $2)
        and d.state <> 'retired'
      order by a.person_id, a.from_at, d.device_id`,
    values: [[...personIds], at],
  })
  return rows
}

/** What a device must know to be let in; undefined: it is not registered or retired. */
export const findCredentials = async ({ client }: Reader, deviceId: DeviceId) => {
  const { rows } = await client.query<{
    subdistrictId: SubdistrictId
    hash: string | null
    formerHash: string | null
    formerUntil: Date | null
  }>({
    name: 'devices.credentials',
    text: `select subdistrict_id as "subdistrictId", credential_hash as hash,
        former_credential_hash as "formerHash", former_credential_until as "formerUntil"
      from devices where device_id = $1 and state <> 'retired'`,
    values: [deviceId],
  })
  return rows[0]
}
