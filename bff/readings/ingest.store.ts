import type { Transaction } from '#db/database.ts'
import type { QuarantineReason } from '#shared/devices/device-rules.ts'
import type { DeviceId, PersonId, SubdistrictId } from '#shared/ids.ts'
import type { MetricClass, MetricCode } from '#shared/readings/metrics.ts'
import {
  heldMinutes,
  metricCodes,
  metricOfNo,
  metrics,
  qualities,
  qualityNo,
} from '#shared/readings/metrics.ts'
import type { LatestReading } from './reading-record.ts'
import type { Believed, KnownDevice, Wearer } from './readings.policy.ts'

interface DeviceRow {
  readonly subdistrictId: SubdistrictId
  readonly deviceId: DeviceId
  readonly sourceNo: number
  readonly state: KnownDevice['state']
  readonly metrics: MetricCode[]
  readonly vendorCode: string | null
  readonly serial: string
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

/** A device with the name by which a vendor knows it. */
export interface FoundDevice extends KnownDevice {
  readonly vendorCode: string | null
  readonly serial: string
}

/**
 * The devices of these ids, and of these serial numbers of vendors, with who used them in this time.
 * A device id from outside may be any text; a vendor speaks for devices of its own subdistrict.
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
  from: Date,
  to: Date,
): Promise<FoundDevice[]> => {
  const { rows } = await client.query<DeviceRow>({
    name: 'readings.devices',
    text: `select d.subdistrict_id as "subdistrictId", d.device_id as "deviceId",
        d.source_no as "sourceNo", d.state, d.metrics, d.vendor_code as "vendorCode", d.serial,
        a.person_id as "personId", a.from_at as "fromAt", a.to_at as "toAt",
        c.elder_no as "elderNo", c.measured, c.enrolled_at as "enrolledAt", c.ended_at as "endedAt"
      from (
        select * from devices where device_id = any($1::uuid[])
        union all
        select v.* from devices v join unnest($2::text[], $3::text[]) as said(vendor, serial)
          on v.vendor_code = said.vendor and v.serial = said.serial
          and coalesce(v.vendor_code, '') = said.vendor
      ) d
      left join device_assignments a on a.subdistrict_id = d.subdistrict_id
        and a.device_id = d.device_id and a.from_at <= $5 and (a.to_at is null or a.to_at > $4)
      left join cared_persons c on c.subdistrict_id = a.subdistrict_id and c.person_id = a.person_id`,
    values: [[...ids], [...vendors], [...serials], from, to],
  })
  const found = new Map<DeviceId, FoundDevice & { readonly wearers: Wearer[] }>()
  for (const row of rows) {
    const known = found.get(row.deviceId)
    if (known) known.wearers.push(...wearerOf(row))
    else found.set(row.deviceId, { ...row, wearers: wearerOf(row) })
  }
  return [...found.values()]
}

interface LatestRow {
  readonly elderNo: number
  readonly metric: number
  readonly measuredAt: Date
  readonly receivedAt: Date
  readonly value: number | null
  readonly quality: number
}

export const latestOfRow = (row: LatestRow): LatestReading => ({
  ...row,
  metric: metricOfNo(row.metric),
  quality: qualities[row.quality] ?? 'no_signal',
})

const spotNos = metricCodes.filter((code) => metrics[code].spot).map((code) => metrics[code].no)
/** How long a value stands before “no signal”: `heldMinutes` in SQL. */
const held = (metric: string, isSameProbe: string): string => `case
  when ${metric} in (${spotNos.join()}) then interval '${heldMinutes({ spot: true }, true)} min'
  when ${isSameProbe} then interval '0'
  else interval '${heldMinutes({ spot: false }, false)} min' end`

/**
 * Stores readings, each once, and moves the newest of each metric on – never back: a reading that
 * comes late stays behind the newer one, and “no signal” behind a value that is held. Rows in one order, so that two batches cannot wait for each other.
 * @returns the newest readings that changed
 */
export const insertReadings = async (
  { client }: Transaction,
  readings: readonly Believed[],
  receivedAt: Date,
): Promise<LatestReading[]> => {
  const { rows } = await client.query<LatestRow>({
    name: 'readings.insert',
    text: `with said as materialized (
        select * from unnest($1::int[], $2::smallint[], $3::timestamptz[], $4::int[], $5::real[],
          $6::smallint[], $7::timestamptz[])
          as s(elder_no, metric, measured_at, source_no, value, quality, sent_at)
      ), stored as (
        insert into readings (elder_no, metric, measured_at, source_no, value, quality, sent_at,
          received_at)
        select elder_no, metric, measured_at, source_no, value, quality, sent_at, $8 from said
        on conflict do nothing
      ), newest as (
        select *, max(measured_at) filter (where value is not null)
          over (partition by elder_no, metric) as valued_at
        from (select distinct on (elder_no, metric, source_no) * from said
          order by elder_no, metric, source_no, measured_at desc) each_probe
      )
      insert into latest_readings as l
        (elder_no, metric, measured_at, source_no, value, quality, received_at)
      select distinct on (elder_no, metric) elder_no, metric, measured_at, source_no, value, quality,
        $8 from newest
      order by elder_no, metric,
        coalesce(value is null and valued_at >= measured_at - ${held('metric', 'false')}, false),
        measured_at desc, source_no
      on conflict (elder_no, metric) do update set measured_at = excluded.measured_at,
        source_no = excluded.source_no, value = excluded.value, quality = excluded.quality,
        received_at = excluded.received_at
        where case
          when (l.value is null) = (excluded.value is null) then l.measured_at < excluded.measured_at
          when excluded.value is null
            then l.measured_at < excluded.measured_at - ${held('excluded.metric', 'l.source_no = excluded.source_no')}
          else l.measured_at - ${held('excluded.metric', 'l.source_no = excluded.source_no')}
            <= excluded.measured_at end
      returning elder_no as "elderNo", metric, measured_at as "measuredAt", value, quality,
        received_at as "receivedAt"`,
    values: [
      readings.map(({ elderNo }) => elderNo),
      readings.map(({ metric }) => metrics[metric].no),
      readings.map(({ measuredAt }) => measuredAt),
      readings.map(({ sourceNo }) => sourceNo),
      readings.map(({ value }) => value),
      readings.map(({ quality }) => qualityNo(quality)),
      readings.map(({ sentAt }) => sentAt),
      receivedAt,
    ],
  })
  return rows.map(latestOfRow)
}

/** What a device showed of itself by speaking. */
export interface Sign {
  readonly deviceId: DeviceId
  readonly batteryPercent: number | undefined
  readonly clockAheadSeconds: number | undefined
}

/**
 * Notes that these devices spoke. Not at each word: a device that was seen less than half its rhythm
 * ago, with the same battery and clock, is left as it is, for silence is counted in whole rhythms.
 */
export const noteSigns = async (
  { client }: Transaction,
  signs: readonly Sign[],
  receivedAt: Date,
): Promise<void> => {
  await client.query({
    name: 'readings.signs',
    text: `update devices d set last_seen_at = greatest(d.last_seen_at, $4),
        battery_percent = coalesce(s.battery, d.battery_percent),
        clock_ahead_seconds = coalesce(s.ahead, d.clock_ahead_seconds)
      from unnest($1::uuid[], $2::smallint[], $3::int[]) as s(device_id, battery, ahead)
      where d.device_id = s.device_id and (d.last_seen_at is null
        or d.last_seen_at < $4::timestamptz - make_interval(secs => least(d.every_seconds, 600) / 2.0)
        or d.battery_percent is distinct from coalesce(s.battery, d.battery_percent)
        or abs(coalesce(d.clock_ahead_seconds, 0)::bigint - coalesce(s.ahead, 0)) > 5)`,
    values: [
      signs.map(({ deviceId }) => deviceId),
      signs.map(({ batteryPercent }) => batteryPercent ?? null),
      signs.map(({ clockAheadSeconds }) => clockAheadSeconds ?? null),
      receivedAt,
    ],
  })
}

export interface QuarantineRow {
  readonly subdistrictId: SubdistrictId
  readonly deviceId: DeviceId | null
  readonly personId: PersonId | null
  readonly reason: QuarantineReason
  readonly raw: unknown
  readonly once: string
  readonly measuredAt: Date | null
}

export const insertQuarantined = async (
  { client }: Transaction,
  rows: readonly QuarantineRow[],
  receivedAt: Date,
): Promise<void> => {
  await client.query({
    name: 'readings.quarantine',
    text: `insert into quarantined_readings
        (subdistrict_id, device_id, person_id, reason, raw, once, measured_at, received_at)
      select *, $8 from unnest($1::text[], $2::uuid[], $3::uuid[], $4::text[], $5::jsonb[],
        $6::text[], $7::timestamptz[]) on conflict do nothing`,
    values: [
      rows.map(({ subdistrictId }) => subdistrictId),
      rows.map(({ deviceId }) => deviceId),
      rows.map(({ personId }) => personId),
      rows.map(({ reason }) => reason),
      rows.map(({ raw }) => JSON.stringify(raw)),
      rows.map(({ once }) => once),
      rows.map(({ measuredAt }) => measuredAt),
      receivedAt,
    ],
  })
}
