import type { DayFacts, Spread } from '#shared/alerts/plain-words.ts'
import { dayLines } from '#shared/alerts/plain-words.ts'
import type { MetricClass, MetricCode } from '#shared/readings/metrics.ts'
import type { HourRoll } from './trends.policy.ts'
import type { Roll } from './windows.policy.ts'

const minute = 60_000
/** A bed says the same again every five minutes; what is older than three of these is not known. */
const bedHolds = 15 * minute

/** Numbers of a day, and the line of each class, as they are kept and told. */
export type SummaryFacts = Readonly<Record<string, number | string | null>>

const spreadOf = (rows: readonly HourRoll[] | undefined): Spread | undefined => {
  const valued = (rows ?? []).filter(({ n }) => n > 0)
  if (valued.length === 0) return undefined
  const n = valued.reduce((all, row) => all + row.n, 0)
  return {
    mean: valued.reduce((all, row) => all + row.sum, 0) / n,
    min: Math.min(...valued.map((row) => row.min ?? Number.POSITIVE_INFINITY)),
    max: Math.max(...valued.map((row) => row.max ?? Number.NEGATIVE_INFINITY)),
    hours: valued.length,
  }
}

/** What a bed's minutes say of a night: minutes in bed and asleep, and how often he got up. */
export const nightOf = (
  bed: readonly Roll[],
  stages: readonly Roll[],
  until: Date,
): DayFacts['night'] => {
  const known = bed.filter(({ n }) => n > 0)
  const isIn = (row: Roll): boolean => row.sum / row.n >= 0.5
  if (!known.some(isIn)) return undefined
  const lengthOf = (rows: readonly Roll[], index: number): number => {
    const at = rows[index]?.fromAt.getTime() ?? 0
    const next = rows[index + 1]?.fromAt.getTime() ?? until.getTime()
    return Math.max(0, Math.min(next - at, bedHolds))
  }
  let inBed = 0
  let timesOut = 0
  let isOut = false
  const last = known.findLastIndex(isIn)
  const first = known.findIndex(isIn)
  for (const [index, row] of known.entries()) {
    if (isIn(row)) {
      inBed += lengthOf(known, index)
      isOut = false
      continue
    }
    // Before the first time in bed and after the last he is up for the evening, for the day.
    if (index > first && index < last && !isOut) timesOut += 1
    isOut = true
  }
  const spoken = stages.filter(({ n }) => n > 0)
  const asleep = spoken.reduce(
    (sum, row, index) => sum + (row.sum / row.n >= 0.5 ? lengthOf(spoken, index) : 0),
    0,
  )
  return { asleep: asleep / minute, inBed: inBed / minute, timesOut }
}

type Hours = ReadonlyMap<MetricCode, readonly HourRoll[]>

const activityOf = (hours: Hours): DayFacts['activity'] => {
  const at = (metric: MetricCode) => hours.get(metric) ?? []
  if (at('motion').length + at('door').length === 0) return undefined
  const active = new Set(
    [...at('motion'), ...at('door')]
      .filter(({ max }) => (max ?? 0) > 0)
      .map(({ fromAt }) => fromAt.getTime()),
  )
  const water = at('water')
  return {
    activeHours: active.size,
    doorOpened: at('door').filter(({ max }) => (max ?? 0) > 0).length,
    water: water.length === 0 ? undefined : water.reduce((sum, row) => sum + row.sum, 0) * 1000,
  }
}

/** One day of an elder and the night that ended on the morning after it. */
export const dayFactsOf = (hours: Hours, night: DayFacts['night']): DayFacts => ({
  heartRate: spreadOf(hours.get('heart_rate') ?? hours.get('pulse_rate')),
  oxygenSaturation: spreadOf(hours.get('oxygen_saturation')),
  systolic: spreadOf(hours.get('systolic')),
  diastolic: spreadOf(hours.get('diastolic')),
  temperature: spreadOf(hours.get('temperature')),
  night,
  activity: activityOf(hours),
})

const tenth = (value: number | undefined): number | null =>
  value === undefined ? null : Math.round(value * 10) / 10

/** What is kept: the numbers for the week, the lines for whoever may read them. */
export const factsToKeep = (facts: DayFacts, alerts: number): SummaryFacts => ({
  ...dayLines(facts),
  alerts,
  heartRate: tenth(facts.heartRate?.mean),
  heartRateMin: tenth(facts.heartRate?.min),
  heartRateMax: tenth(facts.heartRate?.max),
  oxygen: tenth(facts.oxygenSaturation?.mean),
  systolic: tenth(facts.systolic?.mean),
  diastolic: tenth(facts.diastolic?.mean),
  asleep: tenth(facts.night?.asleep),
  timesOut: facts.night?.timesOut ?? null,
  activeHours: facts.activity?.activeHours ?? null,
})

const numbersOf = (days: readonly SummaryFacts[], name: string): number[] =>
  days.flatMap((day) => {
    const value = day[name]
    return typeof value === 'number' ? [value] : []
  })
const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

/** The week from the days that were kept; days without data are counted, not guessed. */
export const weekFacts = (days: readonly SummaryFacts[]): SummaryFacts => {
  const hearts = numbersOf(days, 'heartRate')
  const oxygen = numbersOf(days, 'oxygen')
  const systolic = numbersOf(days, 'systolic')
  const diastolic = numbersOf(days, 'diastolic')
  const asleep = numbersOf(days, 'asleep')
  const out = numbersOf(days, 'timesOut')
  const active = numbersOf(days, 'activeHours')
  const parts = [
    hearts.length > 0 ? `心率平均${Math.round(meanOf(hearts))}` : undefined,
    systolic.length > 0 && diastolic.length > 0
      ? `血压平均${Math.round(meanOf(systolic))}/${Math.round(meanOf(diastolic))}`
      : undefined,
    oxygen.length > 0 ? `血氧平均${Math.round(meanOf(oxygen))}` : undefined,
  ].filter((part) => part !== undefined)
  const few = hearts.length < 7 && hearts.length > 0 ? `（7天里有${hearts.length}天的数据）` : ''
  const hours = Math.round(meanOf(asleep) / 6) / 10
  return {
    vitals: parts.length === 0 ? '没有测到心率、血压这些' : `${parts.join('，')}${few}`,
    sleep:
      asleep.length === 0
        ? '没有睡眠的数据'
        : `平均每晚睡${hours}小时，起来${Math.round(meanOf(out) * 10) / 10}次`,
    activity:
      active.length === 0
        ? '没有家里动静的数据'
        : `平均每天${Math.round(meanOf(active))}个小时有动静`,
    alerts: numbersOf(days, 'alerts').reduce((sum, value) => sum + value, 0),
    days: days.length,
  }
}

/** What one reader is told: the lines of the classes he may see, then how many alerts there were. */
export const summaryWords = (facts: SummaryFacts, classes: readonly MetricClass[]): string => {
  const lines = classes.flatMap((of) => {
    const line = facts[of]
    return typeof line === 'string' && line !== '' ? [line] : []
  })
  const { alerts } = facts
  const count = typeof alerts === 'number' ? alerts : 0
  return `${[...lines, count === 0 ? '没有提醒' : `有${count}次提醒`].join('。')}。`
}
