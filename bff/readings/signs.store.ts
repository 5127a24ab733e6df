import type { Transaction } from '#db/database.ts'
import type { DeviceId } from '#shared/ids.ts'
import { numbersOf, textsOf } from './lists.ts'

/** What a device showed of itself by speaking. */
export interface Sign {
  readonly deviceId: DeviceId
  readonly batteryPercent: number | undefined
  readonly clockAheadSeconds: number | undefined
}

/** Notes that these devices spoke, what battery they have and how wrong their clocks are. */
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
      where d.device_id = s.device_id`,
    values: [
      textsOf(signs.map(({ deviceId }) => deviceId)),
      numbersOf(signs.map(({ batteryPercent }) => batteryPercent ?? null)),
      numbersOf(signs.map(({ clockAheadSeconds }) => clockAheadSeconds ?? null)),
      receivedAt,
    ],
  })
}
