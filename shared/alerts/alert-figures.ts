import type { PauseReason } from '../care/care-rules.ts'
import type { MetricClass, MetricCode } from '../readings/metrics.ts'
import type { AlertRuleCode, AlertSeverity } from './alert-rules.ts'

/** What a pause keeps quiet: a group of rules, or (in hospital) nearly all. */
export type RuleGroup = 'help' | 'vitals' | 'activity' | 'device'

/** One rule as data. */
export interface RuleFigures {
  /** Whoever follows this class for alerts is told; `any`: whoever follows for alerts at all. */
  readonly class: MetricClass | 'any'
  readonly group: RuleGroup
  readonly severity: AlertSeverity
  /** In the unit that threshold.words names, for silences the hours themselves; null: none. */
  readonly limit: number | null
  /** How long it must be so; null: at once. */
  readonly minutes: number | null
  /** Share of the time that must have data: a gap satisfies nothing. */
  readonly coverage: number
  /** To clear, values must be better than the limit by this … */
  readonly clearBy: number
  /** … for this long, with the same coverage. */
  readonly clearMinutes: number
  /** Between these a decision for one elder is taken; null: nothing can be set. */
  readonly range: { readonly lowest: number; readonly highest: number } | null
  readonly source: string
}

/** How the limit of a metric is read. */
export interface LimitRule {
  readonly metric: MetricCode
  readonly side: 'above' | 'below'
  /** Measured now and then (a cuff): two readings in a row count, some minutes apart. */
  readonly spot: boolean
}

export const limitRules = {
  heart_rate_high: { metric: 'heart_rate', side: 'above', spot: false },
  heart_rate_low: { metric: 'heart_rate', side: 'below', spot: false },
  respiratory_rate_high: { metric: 'respiratory_rate', side: 'above', spot: false },
  respiratory_rate_low: { metric: 'respiratory_rate', side: 'below', spot: false },
  oxygen_low: { metric: 'oxygen_saturation', side: 'below', spot: false },
  pressure_high: { metric: 'systolic', side: 'above', spot: true },
  pressure_low: { metric: 'systolic', side: 'below', spot: true },
  temperature_high: { metric: 'temperature', side: 'above', spot: true },
} as const satisfies Partial<Record<AlertRuleCode, LimitRule>>
export type LimitRuleCode = keyof typeof limitRules
export const isLimitRule = (rule: AlertRuleCode): rule is LimitRuleCode =>
  Object.hasOwn(limitRules, rule)

/** Minutes after an alert was raised until the next ones are told; undefined: it never climbs there. */
export interface EscalationMinutes {
  readonly care_staff: number | undefined
  readonly officer: number | undefined
  readonly duty: number | undefined
  /** Nobody has answered: for `high` a case is opened. */
  readonly nobody: number | undefined
}

export interface AlertFigures {
  /** First day, yyyy-mm-dd, Asia/Shanghai. */
  readonly validFrom: string
  readonly rules: Readonly<Record<AlertRuleCode, RuleFigures>>
  readonly escalation: Readonly<Record<AlertSeverity, EscalationMinutes>>
  /** Acknowledged or not, it rings again after so many minutes while it lasts; undefined: never. */
  readonly refireMinutes: Readonly<Record<AlertSeverity, number | undefined>>
  /** A follower may keep a rule quiet for so long. */
  readonly longestMute: Readonly<Record<AlertSeverity, number>>
  /** Groups that each reason of a pause keeps quiet. */
  readonly quietIn: Readonly<Record<PauseReason, readonly RuleGroup[]>>
  /** Of the minutes of a window with data, this share must be beyond the limit, the newest among them. */
  readonly beyondShare: number
  /** Two readings of a cuff count as two when they are so many minutes apart. */
  readonly spotApartMinutes: number
  /** Silence of a device: this many times its own interval, but at least so many seconds. */
  readonly offlineIntervals: number
  readonly offlineSeconds: number
  /** From so many silent devices on, when all are silent, it is the platform that hears nothing. */
  readonly platformDevices: number
  /** Minutes of the day in which people are up, and in which a bed should be slept in. */
  readonly waking: { readonly from: number; readonly to: number }
  readonly night: { readonly from: number; readonly to: number }
  /** Late data never rings: what is older is history. */
  readonly freshMinutes: number
  /** Acknowledged, and nothing was heard for so long: there is nothing left to ring about. */
  readonly dataEndedMinutes: number
  readonly baseline: {
    readonly days: number
    readonly daysNeeded: number
    readonly hours: number
    readonly leastAway: Readonly<Partial<Record<MetricCode, number>>>
    readonly leastSpread: number
  }
  readonly trend: { readonly hoursNeeded: number; readonly leastMean: number }
  /** Minutes of the day when the summary of the day before is made, and week's on Monday. */
  readonly summaryMinute: number
  readonly source: string
}

const ours = '我们暂定，请医生核定'
const news2Three = `RCP NEWS2 2017 单项 3 分的界限；持续时间${ours}`
const changning = '上海长宁、静安独居老人水表和“四小件”的做法（guides/vitals §1.10）'

const rule = (
  figures: Pick<RuleFigures, 'class' | 'group' | 'severity' | 'source'> & Partial<RuleFigures>,
): RuleFigures => ({
  limit: null,
  minutes: null,
  coverage: 0.7,
  clearBy: 0,
  clearMinutes: 0,
  range: null,
  ...figures,
})
const vital = (
  severity: AlertSeverity,
  [limit, minutes]: readonly [number, number],
  [clearBy, clearMinutes]: readonly [number, number],
  [lowest, highest]: readonly [number, number],
): RuleFigures =>
  rule({
    ...{ class: 'vitals', group: 'vitals', severity, limit, minutes, clearBy, clearMinutes },
    ...{ range: { lowest, highest }, source: news2Three },
  })
const device = (figures: Partial<RuleFigures> & Pick<RuleFigures, 'source'>): RuleFigures =>
  rule({ class: 'any', group: 'device', severity: 'technical', ...figures })

const first: AlertFigures = {
  validFrom: '2000-01-01',
  rules: {
    help_button: rule({
      ...{ class: 'any', group: 'help', severity: 'high' },
      source: '按了就响，没有界限',
    }),
    heart_rate_high: vital('high', [130, 10], [10, 10], [90, 200]),
    heart_rate_low: vital('high', [41, 10], [4, 10], [30, 60]),
    respiratory_rate_high: vital('high', [24, 10], [3, 10], [18, 50]),
    respiratory_rate_low: vital('high', [9, 10], [2, 10], [5, 14]),
    oxygen_low: vital('high', [92, 10], [2, 10], [75, 96]),
    pressure_high: vital('medium', [219, 180], [10, 0], [130, 250]),
    pressure_low: vital('medium', [91, 180], [9, 0], [70, 120]),
    temperature_high: vital('medium', [39, 180], [0.5, 0], [37.3, 41]),
    news2: rule({
      ...{ class: 'vitals', group: 'vitals', severity: 'medium', limit: 5, minutes: 60 },
      ...{ clearBy: 1, range: { lowest: 3, highest: 9 } },
      source: 'RCP NEWS2 2017：5–6 分尽快看，7 分及以上紧急；七项都在一小时内才算',
    }),
    heart_rate_trend: rule({
      ...{ class: 'vitals', group: 'vitals', severity: 'low', limit: 25, minutes: 360 },
      ...{ clearBy: 10, range: { lowest: 15, highest: 60 }, source: ours },
    }),
    away_from_baseline: rule({
      ...{ class: 'vitals', group: 'vitals', severity: 'low', limit: 3, minutes: 180 },
      ...{ clearBy: 1, range: { lowest: 2, highest: 6 }, source: ours },
    }),
    out_of_bed_at_night: rule({
      ...{ class: 'sleep', group: 'activity', severity: 'medium', limit: 30 },
      ...{
        range: { lowest: 10, highest: 180 },
        source: `GB 38600-2019 防跌倒、防坠床；时长${ours}`,
      },
    }),
    wandering: rule({
      ...{ class: 'activity', group: 'activity', severity: 'medium' },
      source: `GB 38600-2019 防走失；时段${ours}`,
    }),
    no_activity_12h: rule({
      ...{ class: 'activity', group: 'activity', severity: 'low', limit: 12 },
      ...{ range: { lowest: 6, highest: 16 }, source: changning },
    }),
    no_activity_24h: rule({
      ...{ class: 'activity', group: 'activity', severity: 'high', limit: 24 },
      ...{ range: { lowest: 16, highest: 48 }, source: changning },
    }),
    not_out_3_days: rule({
      ...{ class: 'activity', group: 'activity', severity: 'low', limit: 72 },
      ...{ range: { lowest: 24, highest: 168 }, source: '三天不出门是关心的由头（R15）' },
    }),
    no_water: rule({
      ...{ class: 'activity', group: 'activity', severity: 'medium', limit: 0.01, minutes: 720 },
      ...{ range: { lowest: 0.001, highest: 0.1 }, source: changning },
    }),
    not_seen: device({ limit: 24, source: `装好一天还没有数据，多半没装好；${ours}` }),
    device_offline: device({ source: '三个间隔没有消息（everySeconds × 3），以收到的时间为准' }),
    sensor_off: device({ minutes: 15, clearMinutes: 2, source: ours }),
    battery_low: device({ limit: 15, clearBy: 10, source: ours }),
    clock_wrong: device({ limit: 120, clearBy: 60, source: '快过两分钟的读数不收（issue 4）' }),
    test: rule({ class: 'any', group: 'help', severity: 'low', source: '家人自己试' }),
  },
  escalation: {
    high: { care_staff: 2, officer: 6, duty: 12, nobody: 20 },
    medium: { care_staff: 15, officer: 45, duty: 90, nobody: 180 },
    low: { care_staff: 180, officer: 720, duty: undefined, nobody: undefined },
    technical: { care_staff: 60, officer: undefined, duty: undefined, nobody: undefined },
  },
  refireMinutes: { high: 30, medium: 120, low: undefined, technical: undefined },
  longestMute: { high: 30, medium: 12 * 60, low: 7 * 24 * 60, technical: 7 * 24 * 60 },
  quietIn: {
    out: ['activity', 'device'],
    hospital: ['activity', 'device', 'vitals'],
    device: ['activity', 'device'],
    other: ['activity', 'device'],
  },
  beyondShare: 0.9,
  spotApartMinutes: 5,
  offlineIntervals: 3,
  offlineSeconds: 90,
  platformDevices: 5,
  waking: { from: 6 * 60, to: 22 * 60 },
  night: { from: 22 * 60, to: 6 * 60 },
  freshMinutes: 15,
  dataEndedMinutes: 60,
  baseline: {
    ...{ days: 14, daysNeeded: 7, hours: 3, leastSpread: 3 },
    leastAway: { heart_rate: 15, respiratory_rate: 5 },
  },
  trend: { hoursNeeded: 5, leastMean: 100 },
  summaryMinute: 7 * 60 + 30,
  source:
    'issue 4；IEC 60601-1-8 的三级；家人 → 照护 → 居委 → 值班的分钟数是我们暂定的（静安：家人不应答转街道工单）',
}

const history: readonly AlertFigures[] = [first]

/** @param day in Asia/Shanghai, `yyyy-mm-dd` @throws RangeError before the first set */
export const alertFiguresOn = (day: string): AlertFigures => {
  const found = history.findLast(({ validFrom }) => validFrom <= day)
  if (!found) throw new RangeError(`no figures for alerts on ${day}`)
  return found
}

/** What somebody decided for one elder; `limit` null: the rule is off for him. */
export interface ThresholdDecision {
  readonly rule: AlertRuleCode
  readonly limit: number | null
  readonly minutes: number | null
}

/** The rule as it counts for one elder; undefined: it is off for him. */
export const inForceFor = (
  figures: RuleFigures,
  decided: ThresholdDecision | undefined,
): RuleFigures | undefined => {
  if (!decided) return figures
  if (decided.limit === null) return undefined
  return { ...figures, limit: decided.limit, minutes: decided.minutes ?? figures.minutes }
}
