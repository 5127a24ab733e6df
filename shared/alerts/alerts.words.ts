import type { AlertOutcome, AlertRuleCode, AlertSeverity } from './alert-rules.ts'
import type { EscalationStep } from './alerts.contract.ts'

/** What each rule is called: what is seen, never an illness. */
export const alertRuleWords: Readonly<Record<AlertRuleCode, string>> = {
  help_button: '按了求助按钮',
  heart_rate_high: '心率偏快',
  heart_rate_low: '心率偏慢',
  respiratory_rate_high: '呼吸偏快',
  respiratory_rate_low: '呼吸偏慢',
  oxygen_low: '血氧偏低',
  pressure_high: '血压偏高',
  pressure_low: '血压偏低',
  temperature_high: '体温偏高',
  news2: '几项指标合起来偏离',
  heart_rate_trend: '心率一直在升',
  away_from_baseline: '和平时不太一样',
  out_of_bed_at_night: '夜里离床很久没回',
  wandering: '夜里开门出去',
  no_activity_12h: '白天很久没有动静',
  no_activity_24h: '一天没有动静',
  not_out_3_days: '三天没有出门',
  no_water: '半天没有用水',
  not_seen: '登记了但一直没有数据',
  device_offline: '设备离线',
  sensor_off: '设备没戴好',
  battery_low: '设备电量低',
  clock_wrong: '设备时间不准',
  test: '试一试提醒',
}

/** By IEC 60601-1-8; not a certified alarm system, and the pages say so. */
export const alertSeverityWords: Readonly<Record<AlertSeverity, string>> = {
  high: '紧急',
  medium: '尽快',
  low: '留意',
  technical: '设备',
}

export const notMedicalWords = '邻里不是医疗报警设备，也不做诊断；有紧急情况请直接拨打 120。'

export const alertOutcomeWords: Readonly<Record<AlertOutcome, string>> = {
  fine: '人没事',
  helped: '已经帮到',
  doctor_called: '请了医生',
  ambulance: '叫了 120',
  device_fixed: '设备弄好了',
  false_alarm: '误报',
  not_reached: '没有联系上',
}

export const escalationStepWords: Readonly<Record<EscalationStep, string>> = {
  family: '家人',
  care_staff: '照护人员',
  officer: '居委专管员',
  duty: '街道值班',
  nobody: '没有人答复',
}

/** Four silences that must not be taken for one another (issue 4). */
export const silenceWords = {
  platform_down: '邻里平台暂时收不到数据，正在恢复；老人的设备可能一切正常',
  device_offline: '设备离线，请看看电源和网络',
  sensor_off: '设备在线，但没有戴好或没有贴好',
  no_consent: '没有开通这一项，或已经停止共享',
} as const
