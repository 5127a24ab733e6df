import { randomUUID } from 'node:crypto'
import type { Arrival, IncomingReading, Taken } from '#bff/readings/reading-record.ts'
import { seedId } from '#db/seed-id.ts'
import { deviceId, personId } from '#shared/ids.ts'
import type { MetricClass, MetricCode } from '#shared/readings/metrics.ts'
import { metricCodes, metricOfNo, qualities } from '#shared/readings/metrics.ts'
import type { TestApp } from '#tests/support/test-app.ts'

/** One stored reading, as a person would write it down. */
export interface Stored {
  readonly metric: MetricCode
  readonly at: string
  readonly value: number | null
  readonly quality: string
}

/** People under care and their devices, made as the tests mention them. */
export const readingsScene = (app: () => TestApp) => {
  const query = async <R extends Record<string, unknown>>(
    text: string,
    values: unknown[] = [],
  ): Promise<R[]> => (await app().platform.database.pool.query<R>(text, values)).rows

  /** Under care at home since the beginning of the year. @returns his short number */
  const enrol = async (
    key: string,
    measured: readonly MetricClass[] = ['vitals', 'sleep', 'activity'],
  ) => {
    const id = personId(seedId(`person/${key}`))
    const [row] = await query<{ elderNo: number }>(
      `insert into cared_persons (subdistrict_id, person_id, measured, consent_version,
          consent_basis, enrolled_at) values ('hexing', $1, $2, '1', 'self', '2026-01-01')
        on conflict (subdistrict_id, person_id) do update
          set measured = excluded.measured, ended_at = null
        returning elder_no as "elderNo"`,
      [id, measured],
    )
    if (!row) throw new Error('not enrolled')
    return { personId: id, elderNo: row.elderNo }
  }

  const device = async (
    about: {
      readonly metrics?: readonly MetricCode[]
      readonly vendorCode?: string
      readonly serial?: string
      readonly everySeconds?: number
    } = {},
  ) => {
    const id = deviceId(randomUUID())
    const { metrics = metricCodes, vendorCode = null, everySeconds = 60 } = about
    const serial = about.serial ?? id.slice(0, 8)
    await query(
      `insert into devices (subdistrict_id, device_id, serial, model, vendor_code, metrics,
        every_seconds, created_at) values ('hexing', $1, $2, 'HR-1', $3, $4, $5, '2026-01-01')`,
      [id, serial, vendorCode, [...metrics], everySeconds],
    )
    return { deviceId: id, serial }
  }

  const wear = (
    { deviceId: id }: { readonly deviceId: string },
    elder: { readonly personId: string },
    from = '2026-01-01T00:00:00Z',
    to: string | null = null,
  ) =>
    query(
      `insert into device_assignments (subdistrict_id, device_id, person_id, from_at, to_at)
        values ('hexing', $1, $2, $3, $4)`,
      [id, elder.personId, from, to],
    )

  return {
    query,
    enrol,
    device,
    wear,

    /** An elder with a device of his own that measures everything. */
    elderWithDevice: async (key: string) => {
      const elder = await enrol(key)
      const worn = await device()
      await wear(worn, elder)
      return { ...elder, ...worn }
    },

    /** @param minutes after the test clock's now, before it when negative */
    after: (minutes: number): Date => new Date(app().clock.now().getTime() + minutes * 60_000),

    ingest: (from: Arrival['from'], ...readings: IncomingReading[]): Promise<Taken[]> =>
      app().app.services.readings.ingest(readings, from),

    stored: async ({ elderNo }: { readonly elderNo: number }): Promise<Stored[]> => {
      const rows = await query<{ metric: number; at: Date; value: number | null; quality: number }>(
        `select metric, measured_at as at, value, quality from readings where elder_no = $1
          order by measured_at, metric, source_no`,
        [elderNo],
      )
      return rows.map(({ metric, at, value, quality }) => ({
        ...{ metric: metricOfNo(metric), at: at.toISOString(), value },
        quality: qualities[quality] ?? '?',
      }))
    },

    putAside: async ({ deviceId: id }: { readonly deviceId: string }): Promise<string[]> =>
      (
        await query<{ reason: string }>(
          'select reason from quarantined_readings where device_id = $1 order by quarantine_id',
          [id],
        )
      ).map(({ reason }) => reason),
  }
}
