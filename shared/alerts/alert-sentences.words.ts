import { dateWords } from '../bookings/when.words.ts'
import type { MetricCode } from '../readings/metrics.ts'
import { isMetricCode } from '../readings/metrics.ts'
import { metricWords } from '../readings/readings.words.ts'
import { isLimitRule, limitRules } from './alert-figures.ts'
import type { AlertRuleCode } from './alert-rules.ts'

type Facts = Readonly<Record<string, string | number | null>>

const numberOf = (facts: Facts, name: string): number | null => {
  const value = facts[name]
  return typeof value === 'number' ? value : null
}
const metricOf = ({ metric }: Facts): MetricCode =>
  typeof metric === 'string' && isMetricCode(metric) ? metric : 'heart_rate'
const said = (value: number | null, metric: MetricCode): string =>
  `${value ?? '—'}${metricWords[metric].unit}`

/** The instant of a fact as people say it; empty when it is not known. */
const instantOf = (facts: Facts, name: string, say: (at: Date) => string): string => {
  const value = facts[name]
  return typeof value === 'string' ? say(new Date(value)) : ''
}

const limitSentence = (rule: AlertRuleCode, facts: Facts, say: (at: Date) => string): string => {
  if (!isLimitRule(rule)) return ''
  const { metric, side, spot } = limitRules[rule]
  const { name } = metricWords[metric]
  const beyond = `${side === 'above' ? '高于' : '低于'}${said(numberOf(facts, 'limit'), metric)}`
  const newest = `最近${said(numberOf(facts, 'value'), metric)}（${instantOf(facts, 'measuredAt', say)}测）`
  const since = instantOf(facts, 'since', say)
  return spot
    ? `${name}连着两次${beyond}，${newest}`
    : `${since}起，${name}一直${beyond}，${newest}`
}

const ahead = (seconds: number): string => {
  const minutes = Math.max(1, Math.round(Math.abs(seconds) / 60))
  return `${seconds >= 0 ? '快' : '慢'}了${minutes}分钟`
}

/**
 * What is said of an alert, with the reading's own time; what is seen, never an illness.
 * @param say the way instants are said where it is read; messages are read on another day
 */
export const alertSentence = (
  rule: AlertRuleCode,
  facts: Facts,
  say: (at: Date) => string = dateWords,
): string => {
  const since = instantOf(facts, 'since', say)
  const at = instantOf(facts, 'measuredAt', say)
  const value = numberOf(facts, 'value')
  const hours = numberOf(facts, 'hours')
  const from = since === '' ? '' : `${since}起，`
  switch (rule) {
    case 'help_button':
      return `${at}按了求助按钮`
    case 'news2':
      return `心率、呼吸、血压等七项合起来是${value ?? '—'}分（NEWS2，${at}）`
    case 'heart_rate_trend':
      return `${hours ?? 6}小时里心率一直在升，升了${numberOf(facts, 'rise') ?? '—'}，现在${value ?? '—'}次/分`
    case 'away_from_baseline': {
      const metric = metricOf(facts)
      const usual = said(numberOf(facts, 'usual'), metric)
      return `这${hours ?? 3}小时${metricWords[metric].name}${said(value, metric)}，平时这个时候在${usual}左右`
    }
    case 'out_of_bed_at_night':
      return `${since}离开床，到现在没有回来`
    case 'wandering':
      return `${at}夜里开了家门，还没有回到床上`
    case 'no_activity_12h':
      return `${from}白天已经${hours ?? 12}小时没有动静`
    case 'no_activity_24h':
      return `${from}已经${hours ?? 24}小时没有动静`
    case 'not_out_3_days':
      return `${from}家门已经${Math.round((hours ?? 72) / 24)}天没有开过`
    case 'no_water':
      return `${hours ?? 12}小时几乎没有用水（${since}到${at}）`
    case 'not_seen':
      return `${since}装好以后，一直没有收到数据`
    case 'device_offline':
      return `设备从${since}起没有消息，请看看电源和网络`
    case 'sensor_off':
      return `${from}设备在线但没有戴好，收不到信号`
    case 'battery_low':
      return `设备电量只剩${value ?? '—'}%，请充电或换电池`
    case 'clock_wrong':
      return `设备的时间${ahead(value ?? 0)}，请联系装设备的人`
    case 'test':
      return '这是一次试验：您能看到它，真的提醒也会这样到您这里'
    default:
      return limitSentence(rule, facts, say)
  }
}

/** `10分钟`, as rounds of the escalation are said. */
const minutesWords = (minutes: number): string =>
  minutes >= 120 && minutes % 60 === 0 ? `${minutes / 60}小时` : `${minutes}分钟`

/** One line of an alert's history. @param data as it was written */
export const alertEventWords = (kind: string, data: Facts): string => {
  const { names, to, why, minutes } = data
  switch (kind) {
    case 'raised':
      return '有了这条提醒'
    case 'fired_again':
      return why === 'graver' ? '情况加重，再次提醒' : '还没有过去，再次提醒'
    case 'told':
      return `告诉了${to}${typeof names === 'string' && names !== '' ? `：${names}` : ''}`
    case 'passed_over':
      return `${to}没有人可以告诉，往下一位走`
    case 'held':
      return `${names}在免打扰时间，到时候再告诉`
    case 'acknowledged':
      return '说：我来处理'
    case 'muted':
      return typeof minutes === 'number' && minutes > 0
        ? `自己静音${minutesWords(minutes)}，别人照常收到`
        : '取消了静音'
    case 'contacts_seen':
      return '查看了联系电话'
    case 'outcome':
      return `处理结果：${data.outcome}`
    case 'case_opened':
      return `一直没有人答复，转成了事件${data.number ?? ''}，值班已知道`
    case 'nobody':
      return '一直没有人答复，值班已知道'
    case 'cleared':
      return `${{ over: '已经恢复', data_ended: '没有新的数据，不再提醒', paused: '在外出或住院期间，不再提醒', off: '这一项已经关掉', not_measured: '这一项不再测了', settled: '已经处理好' }[String(why)] ?? '已经结束'}`
    default:
      return ''
  }
}
