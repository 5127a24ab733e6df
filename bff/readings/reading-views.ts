import type { Reader } from '#db/database.ts'
import type { LookScope } from '#shared/care/care-rules.ts'
import type { DeviceState } from '#shared/devices/device-rules.ts'
import type { QueryOf } from '#shared/http/endpoint.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { DeviceId, PersonId, SubdistrictId } from '#shared/ids.ts'
import type { MetricClass, MetricCode } from '#shared/readings/metrics.ts'
import { metricClasses, metrics } from '#shared/readings/metrics.ts'
import type {
  Chart,
  ReadingsSnapshot,
  readChart,
  SleepNight,
} from '#shared/readings/readings.contract.ts'
import type { Actor } from '../accounts/actor.ts'
import type { Care } from '../care/care.service.ts'
import type { Platform } from '../platform/platform.ts'
import { chartBins, chartGaps, chartWindow } from './chart.policy.ts'
import { countBins, readBed, readPairs, readPoints } from './chart.store.ts'
import { latestOfNamed } from './latest.store.ts'
import { nightWindow, sleepNight } from './sleep.policy.ts'

const mostPoints = 1800
const mostPairs = 300

interface ElderKey {
  readonly subdistrictId: SubdistrictId
  readonly personId: PersonId
}
type SpanQuery = QueryOf<typeof readChart>

/** What an elder uses, as the registry of devices knows it. */
interface UsedDevice {
  readonly deviceId: DeviceId
  readonly model: string
  readonly metrics: readonly MetricCode[]
  readonly state: DeviceState
  readonly lastSeenAt: Date | null
  readonly everySeconds: number
  readonly batteryPercent: number | null
  readonly online: boolean
}
export type DevicesOf = (
  tx: Reader,
  elders: readonly { readonly personId: PersonId }[],
) => Promise<readonly UsedDevice[]>

/** What may be looked at of an elder's readings; each look is noted for him before it is answered. */
export const createReadingViews = (
  { clock, database }: Pick<Platform, 'clock' | 'database'>,
  { care, devicesOf }: { readonly care: Care; readonly devicesOf: DevicesOf },
) => {
  const { reader } = database

  /** @throws Refusal unknown_elder, not_allowed (the class is not his to see) */
  const look = async (actor: Actor, key: ElderKey, of: MetricClass, scope: LookScope) => {
    const { elder, rights } = await care.known(reader, actor, key)
    const grant = rights.grants.find(({ classes }) => classes.includes(of))
    if (!grant) throw new Refusal('not_allowed')
    await database.inTransaction((tx) =>
      care.noteLook(tx, { elder, viewerId: actor.personId, scope, as: grant.as }),
    )
    return elder
  }

  return {
    snapshot: async (actor: Actor, key: ElderKey): Promise<ReadingsSnapshot> => {
      const { elder, rights } = await care.known(reader, actor, key)
      const seen = metricClasses.filter((of) =>
        rights.grants.some(({ classes }) => classes.includes(of)),
      )
      const [grant] = rights.grants
      if (grant && seen.length > 0)
        await database.inTransaction((tx) =>
          care.noteLook(tx, { elder, viewerId: actor.personId, scope: 'live', as: grant.as }),
        )
      const isSeen = (metric: MetricCode) => seen.includes(metrics[metric].class)
      const latest = await latestOfNamed(reader, [elder])
      const found = await devicesOf(reader, [elder])
      return {
        at: clock.now().toISOString(),
        classes: seen,
        latest: latest
          .filter(({ metric }) => isSeen(metric))
          .map(({ metric, value, quality, measuredAt, receivedAt }) => ({
            ...{ metric, value, quality },
            measuredAt: measuredAt.toISOString(),
            receivedAt: receivedAt.toISOString(),
          })),
        devices: found
          .filter((device) => device.metrics.some(isSeen))
          .map((device) => ({
            deviceId: device.deviceId,
            model: device.model,
            metrics: device.metrics.filter(isSeen),
            online: device.online,
            state: device.state,
            lastSeenAt: device.lastSeenAt?.toISOString() ?? null,
            everySeconds: device.everySeconds,
            batteryPercent: device.batteryPercent,
          })),
      }
    },

    recent: async (
      actor: Actor,
      { metric, ...key }: ElderKey & { readonly metric: MetricCode },
      minutes: number,
    ) => {
      const elder = await look(actor, key, metrics[metric].class, 'live')
      const now = clock.now()
      const since = new Date(now.getTime() - minutes * 60_000)
      const points = await readPoints(reader, elder.elderNo, metric, since, mostPoints)
      return {
        at: now.toISOString(),
        points: points.map(({ measuredAt, value, quality }): [number, number | null, number] => [
          measuredAt.getTime(),
          value,
          quality,
        ]),
      }
    },

    chart: async (
      actor: Actor,
      { metric, ...key }: ElderKey & { readonly metric: MetricCode },
      { span, day }: SpanQuery,
    ): Promise<Chart> => {
      const elder = await look(actor, key, metrics[metric].class, 'chart')
      const now = clock.now()
      const window = chartWindow(span, day, now)
      const counts = await countBins(reader, elder.elderNo, metric, window)
      return {
        ...{ metric, span, binSeconds: window.binSeconds },
        from: window.from.toISOString(),
        to: window.to.toISOString(),
        at: now.toISOString(),
        bins: chartBins(counts, metrics[metric].decimals),
        gaps: chartGaps(window, counts, now),
      }
    },

    pressure: async (actor: Actor, key: ElderKey, { span, day }: SpanQuery) => {
      const elder = await look(actor, key, metrics.systolic.class, 'chart')
      const window = chartWindow(span, day, clock.now())
      const pairs = await readPairs(reader, elder.elderNo, window, mostPairs + 1)
      return {
        from: window.from.toISOString(),
        to: window.to.toISOString(),
        pairs: pairs.slice(0, mostPairs).map(({ measuredAt, systolic, diastolic, doubtful }) => ({
          ...{ systolic, diastolic },
          measuredAt: measuredAt.toISOString(),
          quality: doubtful ? ('suspect' as const) : ('good' as const),
        })),
        more: pairs.length > mostPairs,
      }
    },

    night: async (actor: Actor, key: ElderKey, day: string): Promise<SleepNight> => {
      const elder = await look(actor, key, 'sleep', 'sleep')
      const bed = await readBed(reader, elder.elderNo, nightWindow(day))
      return sleepNight(day, bed, clock.now())
    },
  }
}
export type ReadingViews = ReturnType<typeof createReadingViews>
