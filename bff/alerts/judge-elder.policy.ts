import type {
  AlertFigures,
  RuleFigures,
  RuleGroup,
  ThresholdDecision,
} from '#shared/alerts/alert-figures.ts'
import { inForceFor, isLimitRule, limitRules } from '#shared/alerts/alert-figures.ts'
import type { AlertRuleCode } from '#shared/alerts/alert-rules.ts'
import type { Consciousness, News2 } from '#shared/alerts/news2.ts'
import { news2Of } from '#shared/alerts/news2.ts'
import { isOffline } from '#shared/alerts/offline.ts'
import type { MetricClass, MetricCode, Quality } from '#shared/readings/metrics.ts'
import type { DeviceFacts } from './devices.policy.ts'
import {
  judgeBattery,
  judgeClock,
  judgeNotSeen,
  judgeOffline,
  judgeSensorOff,
} from './devices.policy.ts'
import type { Judged, Judgement } from './judgement.policy.ts'
import { clear, keep, raise } from './judgement.policy.ts'
import { judgeLimit } from './limits.policy.ts'
import {
  judgeNoActivity,
  judgeNotOut,
  judgeNoWater,
  judgeOutOfBed,
  judgeWandering,
  signsOfLife,
} from './silence.policy.ts'
import type { HourRoll } from './trends.policy.ts'
import { judgeAway, judgeTrend } from './trends.policy.ts'
import type { Roll } from './windows.policy.ts'
import { earlier, slotMinutesOf } from './windows.policy.ts'

/** The newest of one metric. */
export interface Newest {
  readonly value: number | null
  readonly quality: Quality
  readonly measuredAt: Date
  readonly receivedAt: Date
}

/** An alert that lasts, as far as judging goes. */
export interface Lasting {
  readonly acknowledgedAt: Date | null
  readonly outcomeAt: Date | null
  readonly lastFiredAt: Date
}

/** Everything that the rules look at, of one elder now. */
export interface ElderNow {
  readonly now: Date
  readonly figures: AlertFigures
  readonly decided: ReadonlyMap<AlertRuleCode, ThresholdDecision>
  /** Groups that a pause keeps quiet. */
  readonly quiet: ReadonlySet<RuleGroup>
  readonly measured: readonly MetricClass[]
  readonly oxygenScale: 1 | 2
  readonly onOxygen: boolean
  readonly consciousness: { readonly level: Consciousness; readonly at: Date } | undefined
  readonly devices: readonly DeviceFacts[]
  readonly isPlatformAway: boolean
  readonly newest: ReadonlyMap<MetricCode, Newest>
  /** Minutes of the last hours, oldest first; what is not there was not asked for. */
  readonly minutes: ReadonlyMap<MetricCode, readonly Roll[]>
  readonly hours: ReadonlyMap<MetricCode, readonly HourRoll[]>
  /** The press that rang last: one press rings once. */
  readonly lastPressAt: Date | undefined
  readonly lasting: ReadonlyMap<AlertRuleCode, Lasting>
}

/** How often a metric is measured, by the most talkative of his devices. */
const everySecondsOf = ({ devices }: ElderNow, metric: MetricCode): number =>
  Math.min(
    ...devices.filter((each) => each.metrics.includes(metric)).map((each) => each.everySeconds),
    3600,
  )

const worn = ['heart_rate', 'pulse_rate', 'oxygen_saturation', 'respiratory_rate'] as const

const judgeHelp = (elder: ElderNow): Judgement => {
  const { now, figures, minutes, lastPressAt, lasting } = elder
  const from = earlier(now, figures.freshMinutes)
  const pressed = (minutes.get('help_button') ?? []).findLast(
    ({ fromAt, max }) => fromAt >= from && fromAt <= now && (max ?? 0) > 0,
  )
  // Whole minutes: the same press may come as an event and again in the roll-up.
  if (pressed && (!lastPressAt || pressed.fromAt.getTime() >= lastPressAt.getTime() + 60_000))
    return raise({ measuredAt: pressed.fromAt.toISOString(), since: pressed.fromAt.toISOString() })
  return lasting.get('help_button')?.outcomeAt ? clear('settled') : keep
}

/** The seven parts of NEWS2 within the hour; what is older is missing. */
export const news2Now = (elder: ElderNow, minutes: number): News2 => {
  const { now, newest, onOxygen, consciousness, oxygenScale } = elder
  const from = earlier(now, minutes)
  const fresh = (metric: MetricCode): number | undefined => {
    const found = newest.get(metric)
    const isFresh = found && found.measuredAt >= from && found.measuredAt <= now
    return isFresh && found.quality === 'good' && found.value !== null ? found.value : undefined
  }
  return news2Of(
    {
      respiratoryRate: fresh('respiratory_rate'),
      oxygenSaturation: fresh('oxygen_saturation'),
      onOxygen,
      systolic: fresh('systolic'),
      pulse: fresh('heart_rate') ?? fresh('pulse_rate'),
      consciousness: consciousness && consciousness.at >= from ? consciousness.level : undefined,
      temperature: fresh('temperature'),
    },
    oxygenScale,
  )
}

const judgeNews2 = (elder: ElderNow, figures: RuleFigures): Judgement => {
  const { limit, minutes, clearBy } = figures
  if (limit === null || minutes === null) return keep
  const score = news2Now(elder, minutes)
  if (!score.complete) return keep
  const at = elder.now.toISOString()
  if (score.total >= limit)
    return raise(
      { value: score.total, limit, since: at, measuredAt: at },
      score.total >= 7 ? 'high' : figures.severity,
    )
  const isOver = elder.lasting.has('news2') && score.total <= limit - clearBy
  return isOver ? clear() : keep
}

/** Silence of a home means something only while one of its sensors is online. */
const homeIsOnline = ({ devices, figures, now }: ElderNow, wanted: readonly MetricCode[]) =>
  devices
    .filter((device) => device.metrics.some((metric) => wanted.includes(metric)))
    .some((device) => device.lastSeenAt !== null && !isOffline(device, figures, now))

interface Asked {
  readonly figures: RuleFigures
  readonly now: Date
  readonly isActive: boolean
}

const judgeNight = (
  elder: ElderNow,
  rule: 'out_of_bed_at_night' | 'wandering',
  asked: Asked,
): Judgement => {
  const { minutes: rows, figures: all } = elder
  const needed = rule === 'wandering' ? 'door' : 'in_bed'
  if (!rows.has(needed) || !homeIsOnline(elder, [needed])) return keep
  const atNight = { ...asked, all, rows, everySeconds: everySecondsOf(elder, 'in_bed') }
  return rule === 'wandering' ? judgeWandering(atNight) : judgeOutOfBed(atNight)
}

const judgeHome = (
  elder: ElderNow,
  rule: 'no_activity_12h' | 'no_activity_24h' | 'not_out_3_days' | 'no_water',
  asked: Asked,
): Judgement => {
  const { hours: rows, figures: all } = elder
  const isActivity = rule === 'no_activity_12h' || rule === 'no_activity_24h'
  const needed = isActivity ? 'motion' : rule === 'no_water' ? 'water' : 'door'
  const wanted: MetricCode[] = isActivity ? ['motion', 'door', 'water'] : [needed]
  if (!rows.has(needed) || !homeIsOnline(elder, wanted)) return keep
  const everySeconds = Math.min(...signsOfLife.map((metric) => everySecondsOf(elder, metric)))
  const atHome = { ...asked, all, rows, everySeconds }
  if (isActivity) return judgeNoActivity(atHome, rule === 'no_activity_12h' ? 'waking' : 'all')
  return rule === 'no_water' ? judgeNoWater(atHome) : judgeNotOut(atHome)
}

const judgeRule = (elder: ElderNow, rule: AlertRuleCode, figures: RuleFigures): Judgement => {
  const { now, figures: all, minutes, hours, devices, lasting } = elder
  const isActive = lasting.has(rule)
  const asked = { figures, now, isActive, devices }
  if (isLimitRule(rule)) {
    const limitRule = limitRules[rule]
    const rows = minutes.get(limitRule.metric)
    const everySeconds = everySecondsOf(elder, limitRule.metric)
    return rows ? judgeLimit({ ...asked, rule: limitRule, all, rows, everySeconds }) : keep
  }
  switch (rule) {
    case 'help_button':
      return judgeHelp(elder)
    case 'news2':
      return judgeNews2(elder, figures)
    case 'heart_rate_trend':
    case 'away_from_baseline': {
      const metric = 'heart_rate'
      const rows = hours.get(metric)
      if (!rows) return keep
      const long = { ...asked, rows, everySeconds: everySecondsOf(elder, metric) }
      return rule === 'heart_rate_trend' ? judgeTrend(long, all) : judgeAway(long, metric, all)
    }
    case 'out_of_bed_at_night':
    case 'wandering':
      return judgeNight(elder, rule, asked)
    case 'no_activity_12h':
    case 'no_activity_24h':
    case 'not_out_3_days':
    case 'no_water':
      return judgeHome(elder, rule, asked)
    case 'device_offline':
      return judgeOffline(asked, all, elder.isPlatformAway)
    case 'not_seen':
      return judgeNotSeen(asked)
    case 'battery_low':
      return judgeBattery(asked)
    case 'clock_wrong':
      return judgeClock(asked)
    case 'sensor_off': {
      const metric = worn.find((each) => minutes.get(each)?.length)
      if (!metric) return keep
      return judgeSensorOff(
        asked,
        minutes.get(metric) ?? [],
        slotMinutesOf(everySecondsOf(elder, metric)),
      )
    }
    default:
      return keep
  }
}

/** Somebody looks after it, and nothing has been heard for long: the devices' own alerts say so. */
const hasDataEnded = (elder: ElderNow, rule: AlertRuleCode): boolean => {
  const lasting = elder.lasting.get(rule)
  if (!lasting?.acknowledgedAt) return false
  const metric = isLimitRule(rule) ? limitRules[rule].metric : undefined
  const newest = metric && elder.newest.get(metric)
  return (
    newest !== undefined && newest.receivedAt < earlier(elder.now, elder.figures.dataEndedMinutes)
  )
}

/** What every rule of these says of one elder now. */
export const judgeElder = (elder: ElderNow, rules: readonly AlertRuleCode[]): Judged[] =>
  rules.map((rule): Judged => {
    const usual = elder.figures.rules[rule]
    const isActive = elder.lasting.has(rule)
    const say = (judgement: Judgement): Judged => ({ ...judgement, rule })
    const end = (why: 'paused' | 'off' | 'not_measured') => say(isActive ? clear(why) : keep)
    if (usual.class !== 'any' && !elder.measured.includes(usual.class)) return end('not_measured')
    if (elder.quiet.has(usual.group)) return end('paused')
    const figures = inForceFor(usual, elder.decided.get(rule))
    if (!figures) return end('off')
    const judgement = judgeRule(elder, rule, figures)
    if (judgement.verdict === 'keep' && hasDataEnded(elder, rule)) return say(clear('data_ended'))
    // What is not lasting cannot end.
    return say(judgement.verdict === 'clear' && !isActive ? keep : judgement)
  })
