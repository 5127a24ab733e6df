import type { MetricCode } from '../readings/metrics.ts'

/**
 * Plain words for numbers, by dated limits; they say what is usual, never what somebody has.
 * Source: NEWS2 2017 bands that score 0 (pulse, respiration, oxygen, temperature); pressure: 国家基本公共
 * 卫生服务规范（第三版）老年人 150/90 for “偏高”, our own 100 for “偏低”.
 */
const usual = {
  heart_rate: { from: 51, to: 90 },
  respiratory_rate: { from: 12, to: 20 },
  oxygen_saturation: { from: 96, to: 100 },
  systolic: { from: 100, to: 149 },
  diastolic: { from: 55, to: 89 },
  temperature: { from: 36.1, to: 37.3 },
} as const satisfies Partial<Record<MetricCode, { readonly from: number; readonly to: number }>>
type Judged = keyof typeof usual

/** `偏高`, `偏低` or `正常`. */
export const bandWords = (metric: Judged, value: number): '偏高' | '偏低' | '正常' => {
  const { from, to } = usual[metric]
  const said = metric === 'temperature' ? Math.round(value * 10) / 10 : Math.round(value)
  if (said > to) return '偏高'
  return said < from ? '偏低' : '正常'
}

export interface Vitals {
  readonly heartRate?: number | undefined
  readonly respiratoryRate?: number | undefined
  readonly oxygenSaturation?: number | undefined
  readonly systolic?: number | undefined
  readonly diastolic?: number | undefined
  readonly temperature?: number | undefined
}

const pressureWords = (systolic: number, diastolic: number): string => {
  const bands = [bandWords('systolic', systolic), bandWords('diastolic', diastolic)]
  const odd = bands.find((band) => band !== '正常')
  return odd ? `血压${odd}（${Math.round(systolic)}/${Math.round(diastolic)}）` : '血压正常'
}

/** `心率76，血压正常`: what is known, in one line; empty when nothing is. */
export const vitalsLine = (vitals: Vitals): string => {
  const { heartRate, respiratoryRate, oxygenSaturation, systolic, diastolic, temperature } = vitals
  const band = (metric: Judged, value: number) => {
    const said = bandWords(metric, value)
    return said === '正常' ? '' : said
  }
  const parts = [
    heartRate === undefined
      ? undefined
      : `心率${Math.round(heartRate)}${band('heart_rate', heartRate)}`,
    systolic === undefined || diastolic === undefined
      ? undefined
      : pressureWords(systolic, diastolic),
    oxygenSaturation === undefined
      ? undefined
      : `血氧${Math.round(oxygenSaturation)}${band('oxygen_saturation', oxygenSaturation)}`,
    respiratoryRate === undefined || bandWords('respiratory_rate', respiratoryRate) === '正常'
      ? undefined
      : `呼吸${Math.round(respiratoryRate)}${band('respiratory_rate', respiratoryRate)}`,
    temperature === undefined
      ? undefined
      : `体温${(Math.round(temperature * 10) / 10).toFixed(1)}${band('temperature', temperature)}`,
  ]
  return parts.filter((part) => part !== undefined).join('，')
}

interface NewestValue {
  readonly metric: MetricCode
  /** Null: no signal. */
  readonly value: number | null
  readonly measuredAt: Date
}

/** Minutes after which a value is not spoken of as if it were now. */
const spokenOfFor: Partial<Readonly<Record<MetricCode, number>>> = {
  heart_rate: 10,
  pulse_rate: 10,
  oxygen_saturation: 10,
  respiratory_rate: 10,
  systolic: 24 * 60,
  diastolic: 24 * 60,
  temperature: 24 * 60,
  in_bed: 20,
  motion: 60,
}

/** `心率76，血压正常，在床上`: somebody's line of this moment; empty when nothing is known of it. */
export const nowLine = (latest: readonly NewestValue[], now: Date): string => {
  const fresh = (metric: MetricCode): number | undefined => {
    const found = latest.find((reading) => reading.metric === metric)
    const oldest = now.getTime() - (spokenOfFor[metric] ?? 0) * 60_000
    const isNow = found && found.measuredAt.getTime() > oldest
    return isNow && found.value !== null ? found.value : undefined
  }
  const vitals = vitalsLine({
    heartRate: fresh('heart_rate') ?? fresh('pulse_rate'),
    respiratoryRate: fresh('respiratory_rate'),
    oxygenSaturation: fresh('oxygen_saturation'),
    systolic: fresh('systolic'),
    diastolic: fresh('diastolic'),
    temperature: fresh('temperature'),
  })
  const home = fresh('in_bed') === 1 ? '在床上' : (fresh('motion') ?? 0) > 0 ? '家里有动静' : ''
  return [vitals, home].filter((part) => part !== '').join('，')
}

/** Mean, lowest and highest of a day, with how many hours had data. */
export interface Spread {
  readonly mean: number
  readonly min: number
  readonly max: number
  readonly hours: number
}

export interface DayFacts {
  readonly heartRate?: Spread | undefined
  readonly oxygenSaturation?: Spread | undefined
  readonly systolic?: Spread | undefined
  readonly diastolic?: Spread | undefined
  readonly temperature?: Spread | undefined
  readonly night?:
    | {
        /** Minutes. */
        readonly asleep: number
        readonly inBed: number
        readonly timesOut: number
      }
    | undefined
  readonly activity?:
    | {
        readonly activeHours: number
        readonly doorOpened: number
        /** Litres. */
        readonly water: number | undefined
      }
    | undefined
}

/** What a day leaves to say, one line for each class that somebody may follow. */
export interface DayLines {
  readonly vitals: string
  readonly sleep: string
  readonly activity: string
}

const hoursWords = (minutes: number): string => {
  const half = Math.round(minutes / 30) / 2
  if (half < 1) return `${Math.round(minutes)}分钟`
  return Number.isInteger(half) ? `${half}小时` : `${Math.floor(half)}个半小时`
}

const spreadWords = (name: string, spread: Spread): string =>
  `${name}平均${Math.round(spread.mean)}（${Math.round(spread.min)}–${Math.round(spread.max)}）`

const vitalsOfDay = (facts: DayFacts): string => {
  const { heartRate, oxygenSaturation, systolic, diastolic, temperature } = facts
  const parts = [
    heartRate && spreadWords('心率', heartRate),
    systolic && diastolic && pressureWords(systolic.mean, diastolic.mean),
    oxygenSaturation &&
      `血氧平均${Math.round(oxygenSaturation.mean)}${
        bandWords('oxygen_saturation', oxygenSaturation.mean) === '正常' ? '' : '偏低'
      }`,
    temperature && `体温最高${(Math.round(temperature.max * 10) / 10).toFixed(1)}`,
  ].filter((part) => part !== undefined)
  if (parts.length === 0) return '没有测到心率、血压这些'
  // A day with few hours of data is not spoken of as if it had been watched.
  const hours = Math.max(heartRate?.hours ?? 0, oxygenSaturation?.hours ?? 0)
  const few = hours > 0 && hours < 12 ? `（只有${hours}个小时有数据）` : ''
  return `${parts.join('，')}${few}`
}

const nightOfDay = ({ night }: DayFacts): string => {
  if (!night) return '没有睡眠的数据'
  const times = night.timesOut === 0 ? '一觉到天亮' : `起来${night.timesOut}次`
  return night.asleep > 0
    ? `夜里睡了${hoursWords(night.asleep)}，${times}`
    : `夜里在床${hoursWords(night.inBed)}，${times}`
}

const activityOfDay = ({ activity }: DayFacts): string => {
  if (!activity) return '没有家里动静的数据'
  const { activeHours, doorOpened, water } = activity
  const parts = [
    activeHours === 0 ? '没有动静' : `有${activeHours}个小时有动静`,
    doorOpened === 0 ? '没有开过家门' : '开过家门',
    water === undefined ? undefined : `用水${Math.round(water)}升`,
  ]
  return parts.filter((part) => part !== undefined).join('，')
}

export const dayLines = (facts: DayFacts): DayLines => ({
  vitals: vitalsOfDay(facts),
  sleep: nightOfDay(facts),
  activity: activityOfDay(facts),
})
