import { alertFiguresOn } from '#shared/alerts/alert-figures.ts'
import type { AlertSeverity } from '#shared/alerts/alert-rules.ts'
import { silenceWords } from '#shared/alerts/alerts.words.ts'
import { isOffline } from '#shared/alerts/offline.ts'
import { nowLine } from '#shared/alerts/plain-words.ts'
import {
  careStatusWords,
  noAlertsWords,
  pausedWords,
  pauseReasonWords,
} from '#shared/care/care.words.ts'
import type { CareStatus } from '#shared/care/care-shapes.ts'
import type { MetricClass } from '#shared/readings/metrics.ts'
import { metrics } from '#shared/readings/metrics.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import type { DeviceOf, LatestOf, OpenAlertOf } from './care-sources.ts'
import type { Pause } from './pauses.store.ts'

export interface StatusFacts {
  readonly viewClasses: readonly MetricClass[]
  readonly alertClasses: readonly MetricClass[]
  /** All that is known; what the reader may not know is left out here. */
  readonly alerts: readonly OpenAlertOf[]
  readonly latest: readonly LatestOf[]
  readonly devices: readonly DeviceOf[]
  readonly pause: Pause | undefined
  /** Every device here fell silent at once: it is we who hear nothing. */
  readonly isPlatformAway: boolean
  readonly now: Date
}

/** By the same rule as alerts: a card must not say “offline” where no alert would. */
const isOnline = (device: DeviceOf, now: Date): boolean =>
  device.lastSeenAt !== null && !isOffline(device, alertFiguresOn(shanghaiDay(now)), now)

const worstFirst: readonly AlertSeverity[] = ['high', 'medium', 'low', 'technical']

/** Alerts that the reader may know of: of a class he views or is alarmed by, or of none. */
export const alertsFor = ({ alerts, viewClasses, alertClasses }: StatusFacts): OpenAlertOf[] =>
  alerts
    .filter(
      ({ metricClass }) =>
        metricClass === null ||
        viewClasses.includes(metricClass) ||
        alertClasses.includes(metricClass),
    )
    .sort(
      (one, other) =>
        worstFirst.indexOf(one.severity) - worstFirst.indexOf(other.severity) ||
        one.raisedAt.getTime() - other.raisedAt.getTime(),
    )

const status = (
  kind: CareStatus['kind'],
  since: Date | null | undefined = null,
  words: string = careStatusWords[kind],
  severity: AlertSeverity | null = null,
): CareStatus => ({ kind, words, since: since?.toISOString() ?? null, severity })

const earliest = (dates: readonly Date[]): Date | undefined =>
  [...dates].sort((one, other) => one.getTime() - other.getTime())[0]
const newest = (dates: readonly Date[]): Date | undefined =>
  [...dates].sort((one, other) => other.getTime() - one.getTime())[0]

/** One calm word, from what the reader may know alone. */
export const statusOf = (facts: StatusFacts): CareStatus => {
  const { viewClasses, alertClasses, pause } = facts
  if (viewClasses.length + alertClasses.length === 0) return status('no_consent')
  const [worst] = alertsFor(facts).filter(({ clearedAt }) => clearedAt === null)
  if (worst && worst.severity !== 'technical') {
    const kind = worst.severity === 'low' ? 'look' : 'alert'
    return status(kind, worst.raisedAt, worst.words, worst.severity)
  }
  if (pause)
    return status(
      'paused',
      pause.fromAt,
      pausedWords(pauseReasonWords[pause.reason], pause.untilAt),
    )
  const seen = (metric: LatestOf['metric']) => viewClasses.includes(metrics[metric].class)
  const devices = facts.devices.filter(
    (device) => device.state === 'active' && device.metrics.some(seen),
  )
  if (devices.length > 0 && !devices.some((device) => isOnline(device, facts.now)))
    return status(
      'device_offline',
      newest(devices.flatMap(({ lastSeenAt }) => lastSeenAt ?? [])),
      facts.isPlatformAway ? silenceWords.platform_down : undefined,
    )
  const latest = facts.latest.filter(({ metric }) => seen(metric))
  const probes = latest.filter(({ metric }) => metrics[metric].zeroIsNoSignal)
  if (probes.length > 0 && probes.every(({ quality }) => quality === 'no_signal'))
    return status('no_signal', earliest(probes.map(({ measuredAt }) => measuredAt)))
  if (worst) return status('look', worst.raisedAt, worst.words, 'technical')
  if (viewClasses.length === 0) return status('well', null, noAlertsWords)
  if (latest.length === 0) return status('quiet')
  const line = nowLine(latest, facts.now)
  return status('well', null, line === '' ? undefined : line)
}

const order: Readonly<Record<CareStatus['kind'], number>> = {
  alert: 0,
  look: 2,
  device_offline: 3,
  no_signal: 4,
  quiet: 5,
  well: 6,
  paused: 7,
  no_consent: 8,
}

interface InNeed {
  readonly status: CareStatus
  readonly unansweredAlerts: number
  readonly openAlerts: number
  readonly room: string
}

/**
 * Who needs somebody first: unanswered before answered alerts, the worse before the lighter, the
 * longer before the shorter; then what is wrong with devices; then rooms in order.
 */
export const byNeed = (one: InNeed, other: InNeed): number =>
  order[one.status.kind] - order[other.status.kind] ||
  severityRank(one.status) - severityRank(other.status) ||
  Number(other.unansweredAlerts > 0) - Number(one.unansweredAlerts > 0) ||
  (one.status.kind === 'alert'
    ? (one.status.since ?? '').localeCompare(other.status.since ?? '')
    : 0) ||
  other.openAlerts - one.openAlerts ||
  one.room.localeCompare(other.room, 'zh-CN', { numeric: true })

const severityRank = ({ severity }: CareStatus): number =>
  severity === null ? worstFirst.length : worstFirst.indexOf(severity)
