import { randomUUID } from 'node:crypto'
import { seedId } from '#db/seed-id.ts'
import type { AlertRuleCode } from '#shared/alerts/alert-rules.ts'
import type { AlertRow } from '#shared/alerts/alerts.contract.ts'
import { listDeskAlerts, listElderAlerts, listMyAlerts } from '#shared/alerts/alerts.contract.ts'
import type { CarePurpose } from '#shared/care/care-rules.ts'
import type { UnitId } from '#shared/ids.ts'
import { deviceId, personId, subdistrictId } from '#shared/ids.ts'
import { listNotices } from '#shared/notices/notices.contract.ts'
import type { MetricClass, MetricCode } from '#shared/readings/metrics.ts'
import { metricClasses, metricCodes } from '#shared/readings/metrics.ts'
import type { TestApp } from '#tests/support/test-app.ts'

export const hexing = subdistrictId('hexing')
const minute = 60_000

export interface SceneElder {
  readonly subdistrictId: typeof hexing
  readonly personId: ReturnType<typeof personId>
  readonly elderNo: number
}
export interface SceneDevice {
  readonly deviceId: ReturnType<typeof deviceId>
}

/** Elders, followers and devices of one test, and time that passes for all of them. */
export const alertScene = (app: () => TestApp) => {
  const query = async <R extends Record<string, unknown>>(
    text: string,
    values: unknown[] = [],
  ): Promise<R[]> => (await app().platform.database.pool.query<R>(text, values)).rows
  const idOf = (key: string) => personId(seedId(`person/${key}`))

  /** @param home slug of a care home's unit; undefined: at home */
  const enrol = async (
    key: string,
    { home, measured = metricClasses }: { home?: string; measured?: readonly MetricClass[] } = {},
  ): Promise<SceneElder> => {
    const units = await app().app.services.places.unitsOf(app().platform.database.reader, hexing)
    const unitId: UnitId | null = home
      ? (units.find(({ kind }) => kind === 'care_home')?.unitId ?? null)
      : null
    const [row] = await query<{ elderNo: number }>(
      `insert into cared_persons (subdistrict_id, person_id, unit_id, room, measured,
          consent_version, consent_basis, enrolled_at)
        values ('hexing', $1, $2, $3, $4, '1', 'self', '2026-01-01')
        on conflict (subdistrict_id, person_id) do update
          set measured = excluded.measured, ended_at = null
        returning elder_no as "elderNo"`,
      [idOf(key), unitId, home ? '201室' : '', [...measured]],
    )
    if (!row) throw new Error('not enrolled')
    return { subdistrictId: hexing, personId: idOf(key), elderNo: row.elderNo }
  }

  const follow = (
    elder: SceneElder,
    follower: string,
    {
      purposes = ['view', 'alerts'],
      classes = metricClasses,
    }: { purposes?: readonly CarePurpose[]; classes?: readonly MetricClass[] } = {},
  ) =>
    query(
      `insert into care_consents (consent_id, elder_id, follower_id, metric_class, purpose, relation,
          text_version, basis, given_at)
        select gen_random_uuid(), $1, $2, c, p, 'child', '2026-12', 'self', '2026-01-01'
          from unnest($3::text[]) c, unnest($4::text[]) p on conflict do nothing`,
      [elder.personId, idOf(follower), [...classes], [...purposes]],
    )

  const wear = async (
    elder: SceneElder,
    metrics: readonly MetricCode[] = metricCodes,
    everySeconds = 60,
  ): Promise<SceneDevice> => {
    const id = deviceId(randomUUID())
    await query(
      `insert into devices (subdistrict_id, device_id, serial, model, metrics, every_seconds,
        created_at) values ('hexing', $1, $2, 'HR-1', $3, $4, '2026-01-01')`,
      [id, id.slice(0, 8), [...metrics], everySeconds],
    )
    await query(
      `insert into device_assignments (subdistrict_id, device_id, person_id, from_at)
        values ('hexing', $1, $2, '2026-01-01')`,
      [id, elder.personId],
    )
    return { deviceId: id }
  }

  const { clock } = { clock: () => app().clock }

  /** One reading a minute for so many minutes up to now; undefined: the device says nothing. */
  const say = async (
    device: SceneDevice,
    metric: MetricCode,
    values: readonly (number | null | undefined)[],
    /** Minutes ago that the last of them was measured. */
    ago = 0,
  ): Promise<void> => {
    const now = clock().now().getTime()
    const readings = values.flatMap((value, index) => {
      const measuredAt = new Date(now - (values.length - 1 - index + ago) * minute)
      return value === undefined ? [] : [{ metric, value, measuredAt }]
    })
    if (readings.length > 0) await app().app.services.readings.ingest(readings, device)
  }

  /** What is due now, done: roll-ups, rules, escalation, summaries. */
  const settle = async (): Promise<void> => {
    await app().app.services.readings.rollUp()
    await app().app.services.alerts.sweep()
  }

  const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value)

  /** Somebody else's device that goes on speaking: silence of all would be the platform's. */
  let witness: SceneDevice | undefined
  const keepOneAlive = async (): Promise<void> => {
    witness ??= await wear(await enrol('xia-genfa'), ['heart_rate'])
    await say(witness, 'heart_rate', [72])
  }

  return {
    query,
    /** Signed in anew: time passes here, and a session ends with it. */
    as: (who: string) => app().as(who),
    idOf,
    enrol,
    follow,
    wear,
    say,
    settle,
    times,

    /** Time passes; everything that is due on the way is done each minute. */
    pass: async (minutes: number, each?: () => Promise<void>): Promise<void> => {
      for (let passed = 0; passed < minutes; passed++) {
        clock().forward(1)
        await keepOneAlive()
        await each?.()
        await settle()
      }
    },

    pause: (elder: SceneElder, reason: string, hours: number) =>
      query(
        `insert into care_pauses (subdistrict_id, pause_id, person_id, reason, from_at, until_at, set_by)
          values ('hexing', gen_random_uuid(), $1, $2, $3, $4, $1)`,
        [
          ...[elder.personId, reason, clock().now()],
          new Date(clock().now().getTime() + hours * 60 * minute),
        ],
      ),

    alertsOf: async (who: string, { subdistrictId: tenant, personId: id }: SceneElder) =>
      (
        await (
          await app().as(who)
        ).call(listElderAlerts, {
          params: { subdistrictId: tenant, personId: id },
          query: {},
        })
      ).alerts,
    mine: async (who: string) =>
      (await (await app().as(who)).call(listMyAlerts, { query: {} })).alerts,
    atDesk: async (who: string) =>
      (
        await (
          await app().as(who)
        ).call(listDeskAlerts, { params: { subdistrictId: hexing }, query: {} })
      ).alerts,

    /** Those that last, by rule. */
    lasting: (alerts: readonly AlertRow[]): AlertRuleCode[] =>
      alerts.filter(({ clearedAt }) => clearedAt === null).map(({ rule }) => rule),

    /** Kinds of care notices, oldest first. */
    told: async (who: string): Promise<string[]> =>
      (await (await app().as(who)).call(listNotices, { query: {} })).notices
        .filter(({ kind }) => kind.startsWith('care_'))
        .map(({ kind }) => kind)
        .reverse(),
    noticesOf: async (who: string) =>
      (await (await app().as(who)).call(listNotices, { query: {} })).notices,
  }
}
