import type { Reader } from '#db/database.ts'
import type { AlertSeverity } from '#shared/alerts/alert-rules.ts'
import type { PersonId, SubdistrictId } from '#shared/ids.ts'
import type { MetricClass, MetricCode, Quality } from '#shared/readings/metrics.ts'

/** The newest of one metric of one elder. */
export interface LatestOf {
  readonly elderNo: number
  readonly metric: MetricCode
  /** Null: no signal. */
  readonly value: number | null
  readonly quality: Quality
  readonly measuredAt: Date
  readonly receivedAt: Date
}

export interface OpenAlertOf {
  readonly personId: PersonId
  readonly severity: AlertSeverity
  /** What it rests on; null: on no reading (a device, a test). */
  readonly metricClass: MetricClass | null
  /** What it says in one line. */
  readonly words: string
  readonly raisedAt: Date
  readonly clearedAt: Date | null
  readonly acknowledgedAt: Date | null
}

export interface DeviceOf {
  readonly personId: PersonId
  readonly metrics: readonly MetricCode[]
  readonly everySeconds: number
  /** One that is faulty or retired is not missed. */
  readonly state: string
  readonly lastSeenAt: Date | null
}

type About = readonly { readonly personId: PersonId; readonly elderNo: number }[]

/** What the other features know of elders; one question for any number of them. */
export interface CareSources {
  readonly latestOf: (tx: Reader, elders: About) => Promise<readonly LatestOf[]>
  readonly openAlertsOf: (tx: Reader, elders: About) => Promise<readonly OpenAlertOf[]>
  readonly devicesOf: (tx: Reader, elders: About) => Promise<readonly DeviceOf[]>
  /** Whether all devices of a subdistrict fell silent at once, as last looked at. */
  readonly isPlatformAway: (subdistrictId: SubdistrictId) => boolean
}
