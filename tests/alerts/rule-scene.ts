import type { DeviceFacts } from '#bff/alerts/devices.policy.ts'
import type { ElderNow } from '#bff/alerts/judge-elder.policy.ts'
import { judgeElder } from '#bff/alerts/judge-elder.policy.ts'
import type { HourRoll } from '#bff/alerts/trends.policy.ts'
import type { Roll } from '#bff/alerts/windows.policy.ts'
import { alertFiguresOn } from '#shared/alerts/alert-figures.ts'
import type { AlertRuleCode } from '#shared/alerts/alert-rules.ts'
import type { MetricCode } from '#shared/readings/metrics.ts'

export const now = new Date('2026-11-17T02:00:30.000Z') // Tuesday 10:00:30 in Shanghai
const minute = 60_000

export const minutesAgo = (minutes: number, from = now): Date =>
  new Date(Math.floor(from.getTime() / minute) * minute - minutes * minute)

/** One minute of one metric; null: no signal. */
export const rollAt = (fromAt: Date, value: number | null): Roll => ({
  fromAt,
  n: value === null ? 0 : 12,
  noSignal: value === null ? 12 : 0,
  sum: value === null ? 0 : value * 12,
  min: value,
  max: value,
})

/** The last minutes, oldest first; undefined is a gap. */
export const lastMinutes = (
  values: readonly (number | null | undefined)[],
  from = now,
): readonly Roll[] =>
  values.flatMap((value, index) =>
    value === undefined ? [] : [rollAt(minutesAgo(values.length - index, from), value)],
  )

export const hourAt = (fromAt: Date, value: number, minutes = 60): HourRoll => ({
  ...{ fromAt, minutes, n: minutes, noSignal: 0, sum: value * minutes, min: value, max: value },
})
/** The last whole hours, oldest first; undefined is a gap. */
export const lastHours = (
  values: readonly (number | undefined)[],
  from = now,
): readonly HourRoll[] => {
  const end = Math.floor(from.getTime() / (60 * minute)) * 60 * minute
  return values.flatMap((value, index) =>
    value === undefined ? [] : [hourAt(new Date(end - (values.length - index) * 3_600_000), value)],
  )
}

export const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value)

export const deviceOf = (
  metrics: readonly MetricCode[],
  said: Partial<DeviceFacts> = {},
): DeviceFacts => ({
  ...{ deviceId: metrics.join(), metrics, everySeconds: 5, lastSeenAt: now },
  ...{ since: minutesAgo(60 * 24 * 30), batteryPercent: 80, clockAheadSeconds: 0 },
  ...said,
})

export const elderNow = (said: Partial<ElderNow> = {}): ElderNow => ({
  now,
  figures: alertFiguresOn('2026-11-17'),
  decided: new Map(),
  quiet: new Set(),
  measured: ['vitals', 'sleep', 'activity'],
  oxygenScale: 1,
  onOxygen: false,
  consciousness: undefined,
  devices: [
    deviceOf(['heart_rate', 'respiratory_rate', 'oxygen_saturation']),
    deviceOf(['motion', 'door', 'water', 'in_bed', 'help_button'], { everySeconds: 60 }),
  ],
  isPlatformAway: false,
  newest: new Map(),
  minutes: new Map(),
  hours: new Map(),
  lastPressAt: undefined,
  lasting: new Map(),
  ...said,
})

/** It lasts already; acknowledged or not. */
export const lasting = (rule: AlertRuleCode, acknowledgedAt: Date | null = null) =>
  new Map([[rule, { acknowledgedAt, outcomeAt: null, lastFiredAt: minutesAgo(20) }]])

/** `raise`, `clear` or `keep` of one rule. */
export const verdictOf = (rule: AlertRuleCode, said: Partial<ElderNow>): string =>
  judgeElder(elderNow(said), [rule])[0]?.verdict ?? 'none'
