import type { DoorRules, QuarantineReason } from '#shared/devices/device-rules.ts'
import type { DeviceId, PersonId, SubdistrictId } from '#shared/ids.ts'
import type { Metric, MetricClass, MetricCode, Quality } from '#shared/readings/metrics.ts'
import { isMetricCode, metrics } from '#shared/readings/metrics.ts'
import { inOwnUnit } from '#shared/readings/units.ts'
import type { IncomingReading } from './reading-record.ts'

/** Somebody who used a device for a time, and what he agreed to have measured. */
export interface Wearer {
  readonly personId: PersonId
  readonly fromAt: Date
  /** Null: still. */
  readonly toAt: Date | null
  /** Null: he is not under care here. */
  readonly elder: {
    readonly elderNo: number
    readonly measured: readonly MetricClass[]
    readonly enrolledAt: Date
    readonly endedAt: Date | null
  } | null
}

/** A device as the doors know it; `wearers` are all who used it, use it or will. */
export interface KnownDevice {
  readonly subdistrictId: SubdistrictId
  readonly deviceId: DeviceId
  readonly sourceNo: number
  readonly state: 'active' | 'faulty' | 'retired'
  readonly metrics: readonly MetricCode[]
  readonly wearers: readonly Wearer[]
}

/** A reading that is believed: whose it is and what it says in the one unit of its metric. */
export interface Believed {
  readonly elderNo: number
  readonly personId: PersonId
  readonly subdistrictId: SubdistrictId
  readonly sourceNo: number
  readonly metric: MetricCode
  readonly measuredAt: Date
  readonly sentAt: Date
  /** Null: no signal. */
  readonly value: number | null
  readonly quality: Quality
}

export type Judgement =
  | { readonly ok: true; readonly reading: Believed }
  | { readonly ok: false; readonly reason: QuarantineReason; readonly personId: PersonId | null }

const day = 24 * 60 * 60_000

/** @returns what is kept of a value: undefined when it is impossible */
const weigh = (
  metric: Metric,
  value: number | null,
): { readonly value: number | null; readonly quality: Quality } | undefined => {
  if (value === null || (value === 0 && metric.zeroIsNoSignal))
    return { value: null, quality: 'no_signal' }
  const { possible, usual } = metric
  if (!(value >= possible.from && value <= possible.to)) return undefined
  const isUsual = value >= usual.from && value <= usual.to
  return { value, quality: isUsual ? 'good' : 'suspect' }
}

/**
 * Judges one reading of a device (undefined: nobody knows the device). A reading belongs to whoever
 * wore the device when it was measured; of a faulty device every value is to be doubted.
 */
export const judge = (
  device: KnownDevice | undefined,
  said: IncomingReading,
  receivedAt: Date,
  { futureSeconds, lateDays }: Pick<DoorRules, 'futureSeconds' | 'lateDays'>,
): Judgement => {
  const no = (reason: QuarantineReason, personId: PersonId | null = null): Judgement => ({
    ...{ ok: false, reason, personId },
  })
  if (!device || device.state === 'retired') return no('unknown_device')
  const { metric: code, measuredAt } = said
  if (!isMetricCode(code) || !device.metrics.includes(code)) return no('unknown_metric')
  const metric = metrics[code]
  const inUnit = said.value === null ? null : inOwnUnit(code, said.value, said.unit)
  if (inUnit === undefined) return no('unknown_unit')

  const ahead = measuredAt.getTime() - receivedAt.getTime()
  if (ahead > futureSeconds * 1000) return no('future')
  if (-ahead > lateDays * day) return no('too_late')

  const wearer = device.wearers.find(
    ({ fromAt, toAt }) => fromAt <= measuredAt && (toAt === null || measuredAt < toAt),
  )
  if (!wearer) return no('nobody')
  const { elder, personId } = wearer
  const isAgreed =
    elder !== null &&
    elder.endedAt === null &&
    elder.enrolledAt <= measuredAt &&
    elder.measured.includes(metric.class)
  if (!isAgreed) return no('no_consent')
  const weighed = weigh(metric, inUnit)
  if (!weighed) return no('implausible', personId)
  const { value, quality } = weighed
  return {
    ok: true,
    reading: {
      ...{ elderNo: elder.elderNo, personId, subdistrictId: device.subdistrictId },
      ...{ sourceNo: device.sourceNo, metric: code, measuredAt },
      ...{ sentAt: said.sentAt ?? measuredAt, value },
      quality: quality === 'good' && device.state === 'faulty' ? 'suspect' : quality,
    },
  }
}

/**
 * Seconds a device's clock is ahead of ours; undefined when what it sent does not tell: an old
 * reading may have waited, but nothing was measured or sent in the future.
 */
export const clockAhead = (
  readings: readonly IncomingReading[],
  receivedAt: Date,
): number | undefined => {
  const latest = Math.max(
    ...readings.map(({ measuredAt, sentAt }) =>
      Math.max(measuredAt.getTime(), sentAt?.getTime() ?? 0),
    ),
  )
  if (!Number.isFinite(latest)) return undefined
  const isToldWhenSent = readings.some(({ sentAt }) => sentAt !== undefined)
  const ahead = Math.round((latest - receivedAt.getTime()) / 1000)
  if (ahead <= 0 && !isToldWhenSent) return undefined
  return Math.max(-2_000_000_000, Math.min(2_000_000_000, ahead))
}
