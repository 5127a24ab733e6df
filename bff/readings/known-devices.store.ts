import type { Transaction } from '#db/database.ts'
import type { DeviceId, PersonId, SubdistrictId } from '#shared/ids.ts'
import type { MetricClass, MetricCode } from '#shared/readings/metrics.ts'
import type { KnownDevice, Wearer } from './readings.policy.ts'

interface DeviceRow {
  readonly subdistrictId: SubdistrictId
  readonly deviceId: DeviceId
  readonly sourceNo: number
  readonly state: KnownDevice['state']
  readonly everySeconds: number
  readonly metrics: MetricCode[]
  readonly vendorCode: string | null
  readonly serial: string
  readonly version: string
  readonly personId: PersonId | null
  readonly fromAt: Date | null
  readonly toAt: Date | null
  readonly elderNo: number | null
  readonly measured: MetricClass[]
  readonly enrolledAt: Date
  readonly endedAt: Date | null
}

const wearerOf = (row: DeviceRow): Wearer[] => {
  const { personId, fromAt, toAt, elderNo, measured, enrolledAt, endedAt } = row
  if (personId === null || fromAt === null) return []
  const elder = elderNo === null ? null : { elderNo, measured, enrolledAt, endedAt }
  return [{ personId, fromAt, toAt, elder }]
}

/** A device with the name by which a vendor knows it, and everybody who used it or will. */
export interface FoundDevice extends KnownDevice {
  readonly vendorCode: string | null
  readonly serial: string
  readonly everySeconds: number
  /** Of what measures whom in its subdistrict, when it was looked up: see `measuring_versions`. */
  readonly version: string
}

/**
 * The devices of these ids, and of these serial numbers of vendors, with their wearers. A device id
 * from outside may be any text; a vendor speaks for devices of its own subdistrict.
 */
export const findDevices = async (
  { client }: Transaction,
  {
    ids,
    vendors,
    serials,
  }: {
    readonly ids: readonly DeviceId[]
    readonly vendors: readonly string[]
    readonly serials: readonly string[]
  },
): Promise<FoundDevice[]> => {
  const { rows } = await client.query<DeviceRow>({
    name: 'readings.devices',
    text: `select d.subdistrict_id as "subdistrictId", d.device_id as "deviceId",
        d.source_no as "sourceNo", d.state, d.every_seconds as "everySeconds", d.metrics,
        d.vendor_code as "vendorCode", d.serial, coalesce(v.version, 0)::text as version,
        a.person_id as "personId", a.from_at as "fromAt", a.to_at as "toAt",
        c.elder_no as "elderNo", c.measured, c.enrolled_at as "enrolledAt", c.ended_at as "endedAt"
      from (
        select * from devices where device_id = any($1::uuid[])
        union all
        select v.* from devices v join unnest($2::text[], $3::text[]) as said(vendor, serial)
          on v.vendor_code = said.vendor and v.serial = said.serial
          and coalesce(v.vendor_code, '') = said.vendor
      ) d
      left join measuring_versions v on v.subdistrict_id = d.subdistrict_id
      left join device_assignments a on a.subdistrict_id = d.subdistrict_id
        and a.device_id = d.device_id
      left join cared_persons c on c.subdistrict_id = a.subdistrict_id and c.person_id = a.person_id`,
    values: [[...ids], [...vendors], [...serials]],
  })
  const found = new Map<DeviceId, FoundDevice & { readonly wearers: Wearer[] }>()
  for (const row of rows) {
    const known = found.get(row.deviceId)
    if (known) known.wearers.push(...wearerOf(row))
    else found.set(row.deviceId, { ...row, wearers: wearerOf(row) })
  }
  return [...found.values()]
}

/** Until the transaction ends nothing changes in what measures whom in these subdistricts. */
export const holdVersions = async (
  { client }: Transaction,
  subdistricts: readonly SubdistrictId[],
): Promise<void> => {
  await client.query({
    name: 'readings.hold-versions',
    text: `select from measuring_versions where subdistrict_id = any($1::text[])
      order by subdistrict_id for share`,
    values: [subdistricts],
  })
}
