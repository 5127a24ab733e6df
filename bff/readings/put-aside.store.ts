import type { Transaction } from '#db/database.ts'
import type { QuarantineReason } from '#shared/devices/device-rules.ts'
import type { DeviceId, PersonId, SubdistrictId } from '#shared/ids.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'

export interface QuarantineRow {
  readonly subdistrictId: SubdistrictId
  /** Null: nobody knows the device that the vendor speaks of. */
  readonly deviceId: DeviceId | null
  /** Whose cloud sent it; null: the device itself. */
  readonly vendorCode: string | null
  readonly personId: PersonId | null
  readonly reason: QuarantineReason
  readonly raw: unknown
  readonly once: string
  readonly measuredAt: Date | null
}

/** Whoever sent it, as far as it is known: what is kept is limited for each. */
const senderOf = ({ deviceId, vendorCode }: QuarantineRow): string => deviceId ?? vendorCode ?? ''

/**
 * Gives up the oldest of what these senders sent in vain beyond `kept` of each, and counts them: a
 * device that sends nonsense without end must not fill the disk.
 */
const giveUpOldest = async (
  { client }: Transaction,
  rows: readonly QuarantineRow[],
  receivedAt: Date,
  kept: number,
): Promise<void> => {
  const senders = [...new Map(rows.map((row) => [senderOf(row), row])).entries()]
  await client.query({
    name: 'readings.quarantine-overflow',
    text: `with gone as (
        delete from quarantined_readings q using (
          select old.subdistrict_id, old.quarantine_id
            from unnest($1::text[], $2::text[]) as s(subdistrict_id, source)
            cross join lateral (
              select k.subdistrict_id, k.quarantine_id from quarantined_readings k
               where k.subdistrict_id = s.subdistrict_id
                 and coalesce(k.device_id::text, k.vendor_code) = s.source
               order by k.quarantine_id desc offset $3) old
        ) surplus
        where q.subdistrict_id = surplus.subdistrict_id
          and q.quarantine_id = surplus.quarantine_id
        returning q.subdistrict_id, coalesce(q.device_id::text, q.vendor_code) as source
      )
      insert into quarantine_overflow as o (subdistrict_id, source, day, count)
      select subdistrict_id, source, $4::date, count(*) from gone group by 1, 2
      on conflict (subdistrict_id, source, day) do update set count = o.count + excluded.count`,
    values: [
      senders.map(([, { subdistrictId }]) => subdistrictId),
      senders.map(([source]) => source),
      kept,
      shanghaiDay(receivedAt),
    ],
  })
}

/** Puts aside what is not believed, each once; of one sender the newest `kept`. */
export const insertQuarantined = async (
  tx: Transaction,
  rows: readonly QuarantineRow[],
  receivedAt: Date,
  kept: number,
): Promise<void> => {
  await tx.client.query({
    name: 'readings.quarantine',
    text: `insert into quarantined_readings
        (subdistrict_id, device_id, vendor_code, person_id, reason, raw, once, measured_at,
          received_at)
      select *, $9 from unnest($1::text[], $2::uuid[], $3::text[], $4::uuid[], $5::text[],
        $6::jsonb[], $7::text[], $8::timestamptz[]) on conflict do nothing`,
    values: [
      rows.map(({ subdistrictId }) => subdistrictId),
      rows.map(({ deviceId }) => deviceId),
      rows.map(({ vendorCode }) => vendorCode),
      rows.map(({ personId }) => personId),
      rows.map(({ reason }) => reason),
      rows.map(({ raw }) => JSON.stringify(raw)),
      rows.map(({ once }) => once),
      rows.map(({ measuredAt }) => measuredAt),
      receivedAt,
    ],
  })
  await giveUpOldest(tx, rows, receivedAt, kept)
}
