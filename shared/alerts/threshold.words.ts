import type { AlertRuleCode } from './alert-rules.ts'

interface ThresholdWords {
  readonly question: string
  readonly unit: string
}

/** How each figure is asked for; rules without one have nothing to decide but on or off. */
export const thresholdWords: Readonly<Record<AlertRuleCode, ThresholdWords>> = {
  help_button: { question: '按了就提醒', unit: '' },
  heart_rate_high: { question: '心率高于多少算快', unit: '次/分' },
  heart_rate_low: { question: '心率低于多少算慢', unit: '次/分' },
  respiratory_rate_high: { question: '呼吸高于多少算快', unit: '次/分' },
  respiratory_rate_low: { question: '呼吸低于多少算慢', unit: '次/分' },
  oxygen_low: { question: '血氧低于多少算低', unit: '%' },
  pressure_high: { question: '高压高于多少算高', unit: 'mmHg' },
  pressure_low: { question: '高压低于多少算低', unit: 'mmHg' },
  temperature_high: { question: '体温高于多少算高', unit: '℃' },
  news2: { question: '七项合起来从几分起提醒', unit: '分' },
  heart_rate_trend: { question: '几小时里升多少才提醒', unit: '次/分' },
  away_from_baseline: { question: '离平时多远才提醒（几倍波动）', unit: '倍' },
  out_of_bed_at_night: { question: '夜里离床多久没回提醒', unit: '分钟' },
  wandering: { question: '夜里开门出去就提醒', unit: '' },
  no_activity_12h: { question: '白天多少小时没有动静提醒', unit: '小时' },
  no_activity_24h: { question: '一共多少小时没有动静提醒', unit: '小时' },
  not_out_3_days: { question: '多少小时没有开过家门提醒', unit: '小时' },
  no_water: { question: '用水少于多少提醒', unit: '立方米' },
  not_seen: { question: '装好多久没有数据提醒', unit: '小时' },
  device_offline: { question: '三个间隔没有消息就提醒', unit: '' },
  sensor_off: { question: '没有戴好多久提醒', unit: '' },
  battery_low: { question: '电量低于多少提醒', unit: '%' },
  clock_wrong: { question: '时间差多少提醒', unit: '秒' },
  test: { question: '家人自己试', unit: '' },
}
