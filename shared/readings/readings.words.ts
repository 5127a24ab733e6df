import type { MetricClass, MetricCode, Quality } from './metrics.ts'

interface MetricWords {
  readonly name: string
  /** After the number, as people say it; empty where none is said. */
  readonly unit: string
}

/** What each metric is called by a daughter, not by a monitor. */
export const metricWords: Readonly<Record<MetricCode, MetricWords>> = {
  heart_rate: { name: '心率', unit: '次/分' },
  respiratory_rate: { name: '呼吸', unit: '次/分' },
  oxygen_saturation: { name: '血氧', unit: '%' },
  systolic: { name: '血压（高压）', unit: 'mmHg' },
  diastolic: { name: '血压（低压）', unit: 'mmHg' },
  mean_pressure: { name: '平均血压', unit: 'mmHg' },
  pulse_rate: { name: '脉搏', unit: '次/分' },
  temperature: { name: '体温', unit: '℃' },
  weight: { name: '体重', unit: '公斤' },
  in_bed: { name: '在床', unit: '' },
  sleep_stage: { name: '睡眠', unit: '' },
  motion: { name: '活动', unit: '秒' },
  door: { name: '家门', unit: '' },
  water: { name: '用水', unit: '立方米' },
  help_button: { name: '求助按钮', unit: '' },
}

export const metricClassWords: Readonly<Record<MetricClass, { name: string; means: string }>> = {
  vitals: { name: '心率、血压这些', means: '心率、呼吸、血氧、血压、体温、体重' },
  sleep: { name: '睡眠', means: '什么时候上床、睡得怎么样、夜里起来几次' },
  activity: { name: '家里的动静', means: '有没有活动、开门、用水、按求助按钮' },
}

/** LOINC's own words, for who reads the FHIR export; metrics without a LOINC code have none. */
export const fhirDisplays: Readonly<Partial<Record<MetricCode, string>>> = {
  heart_rate: 'Heart rate',
  respiratory_rate: 'Respiratory rate',
  oxygen_saturation: 'Oxygen saturation in Arterial blood',
  systolic: 'Systolic blood pressure',
  diastolic: 'Diastolic blood pressure',
  mean_pressure: 'Mean blood pressure',
  pulse_rate: 'Heart rate by Pulse oximetry',
  temperature: 'Body temperature',
  weight: 'Body weight',
}

export const qualityWords: Readonly<Record<Quality, string>> = {
  good: '正常',
  suspect: '可疑',
  no_signal: '没测到',
}
