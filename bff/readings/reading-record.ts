import type { QuarantineReason } from '#shared/devices/device-rules.ts'
import type { DeviceId, PersonId, SubdistrictId } from '#shared/ids.ts'
import type { MetricCode, Quality } from '#shared/readings/metrics.ts'

/** One reading as a door has understood it; nothing of it is believed yet. */
export interface IncomingReading {
  readonly metric: string
  /** Null: the device itself says that it has no signal. */
  readonly value: number | null
  /** UCUM; undefined: the metric's own. */
  readonly unit?: string | undefined
  readonly measuredAt: Date
  /** Undefined: when it was measured. */
  readonly sentAt?: Date | undefined
  readonly batteryPercent?: number | undefined
}

/** Who spoke: a device by its own id, or a vendor's cloud for the device of a serial number. */
export type Source =
  | { readonly deviceId: DeviceId }
  | { readonly vendorCode: string; readonly subdistrictId: SubdistrictId; readonly serial: string }

export const isDevice = (source: Source): source is { readonly deviceId: DeviceId } =>
  'deviceId' in source

/** What a source is told apart by. */
export const nameOf = (source: Source): string =>
  isDevice(source) ? source.deviceId : `${source.vendorCode}\0${source.serial}`

/** What came in one message of one source. */
export interface Arrival {
  readonly from: Source
  readonly readings: readonly IncomingReading[]
  /** The message itself, when nothing of it could be read. */
  readonly unreadable?: string | undefined
}

/** What became of one reading, in the order they came. `stored`: it is there, now or since before. */
export type Taken =
  | { readonly as: 'stored' }
  | { readonly as: 'quarantined'; readonly reason: QuarantineReason }

/** Whose readings are asked for: `cared_persons`, which has the short number too. */
export interface ElderKey {
  readonly subdistrictId: SubdistrictId
  readonly personId: PersonId
  readonly elderNo: number
}

export interface LatestReading {
  readonly elderNo: number
  readonly metric: MetricCode
  readonly measuredAt: Date
  readonly receivedAt: Date
  /** Null: no signal. */
  readonly value: number | null
  readonly quality: Quality
}

/** Readings of one minute or hour; mean is sum / n. Good and suspect values count, no signal beside them. */
export interface RollUp {
  readonly elderNo: number
  readonly metric: MetricCode
  readonly fromAt: Date
  /** Readings with a value. */
  readonly n: number
  readonly noSignal: number
  readonly sum: number
  /** Null when n is 0. */
  readonly min: number | null
  readonly max: number | null
}

/** Of an hour or day: in how many of its minutes there was a value. */
export interface LongRollUp extends RollUp {
  readonly minutes: number
}

/** One stored reading with the device that made it. */
export interface EachReading {
  readonly metric: MetricCode
  readonly measuredAt: Date
  readonly receivedAt: Date
  /** Null: no signal. */
  readonly value: number | null
  readonly quality: Quality
  readonly sourceNo: number
  /** Null when the device is no longer on file. */
  readonly serial: string | null
  readonly model: string | null
}
