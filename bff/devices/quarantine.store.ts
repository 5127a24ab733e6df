import type { Reader } from '#db/database.ts'
import type { QuarantineReason } from '#shared/devices/device-rules.ts'
import type { DeviceId, SubdistrictId } from '#shared/ids.ts'

/**
 * How much of each device, or of one of them, was put aside since. Of who sent more than is kept, what
 * was given up on those days counts as well.
 */
export const countQuarantined = async (
  { client }: Reader,
  subdistrictId: SubdistrictId,
  { since, day, kept }: { readonly since: Date; readonly day: string; readonly kept: number },
  only?: DeviceId,
): Promise<ReadonlyMap<DeviceId, number>> => {
  const { rows } = await client.query<{ deviceId: DeviceId; count: number }>(
    `select device_id as "deviceId",
        (count(*) + case when count(*) < $4 then 0 else coalesce(
          (select sum(o.count) from quarantine_overflow o where o.subdistrict_id = $1
            and o.source = q.device_id::text and o.day >= $3), 0) end)::int as count
      from quarantined_readings q
      where subdistrict_id = $1 and received_at > $2 and device_id is not null
        and ($5::uuid is null or device_id = $5) group by device_id`,
    [subdistrictId, since, day, kept, only ?? null],
  )
  return new Map(rows.map(({ deviceId, count }) => [deviceId, count]))
}

export interface QuarantinedRow {
  readonly quarantineId: number
  readonly deviceId: DeviceId | null
  readonly serial: string | null
  readonly reason: QuarantineReason
  readonly raw: string
  readonly measuredAt: Date | null
  readonly receivedAt: Date
}

/** The newest of these devices. @param devices 'all': of unknown ones too */
export const findQuarantined = async (
  { client }: Reader,
  subdistrictId: SubdistrictId,
  devices: readonly DeviceId[] | 'all',
  limit: number,
): Promise<QuarantinedRow[]> => {
  const { rows } = await client.query<QuarantinedRow>(
    `select quarantine_id::int as "quarantineId", q.device_id as "deviceId", d.serial, reason,
        raw::text as raw, measured_at as "measuredAt", received_at as "receivedAt"
      from quarantined_readings q left join devices d
        on d.subdistrict_id = q.subdistrict_id and d.device_id = q.device_id
      where q.subdistrict_id = $1 and ($2 or q.device_id = any($3::uuid[]))
      order by received_at desc, quarantine_id desc limit $4`,
    [subdistrictId, devices === 'all', devices === 'all' ? [] : [...devices], limit],
  )
  return rows
}

/** How much of these devices is no longer kept, only counted. @param devices 'all': of unknown ones too */
export const countGivenUp = async (
  { client }: Reader,
  subdistrictId: SubdistrictId,
  devices: readonly DeviceId[] | 'all',
): Promise<number> => {
  const { rows } = await client.query<{ count: number }>(
    `select coalesce(sum(count), 0)::float8 as count from quarantine_overflow
      where subdistrict_id = $1 and ($2 or source = any($3::text[]))`,
    [subdistrictId, devices === 'all', devices === 'all' ? [] : [...devices]],
  )
  return rows[0]?.count ?? 0
}
