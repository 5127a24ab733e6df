import type { AlertFigures, RuleFigures } from '#shared/alerts/alert-figures.ts'
import type { MetricCode } from '#shared/readings/metrics.ts'
import { shanghaiDay, shanghaiMinute } from '#shared/time/shanghai.ts'
import type { Judgement } from './judgement.policy.ts'
import { clear, keep, raise } from './judgement.policy.ts'
import type { Roll } from './windows.policy.ts'
import { earlier, floorTo, slotMinutesOf } from './windows.policy.ts'

const hour = 3_600_000

/** An hour of one metric, with how many of its minutes had a value. */
export interface HourRoll extends Roll {
  readonly minutes: number
}

const isFull = (row: HourRoll, everySeconds: number, share: number): boolean =>
  row.n > 0 && row.minutes * slotMinutesOf(everySeconds) >= 60 * share

/** Whole hours before now with enough data, oldest first. */
const fullHours = (
  rows: readonly HourRoll[],
  now: Date,
  hours: number,
  everySeconds: number,
  share: number,
) => {
  const endAt = floorTo(now, 60)
  const from = earlier(endAt, hours * 60)
  return rows
    .filter(({ fromAt }) => fromAt >= from && fromAt < endAt)
    .filter((row) => isFull(row, everySeconds, share))
    .map((row) => ({ at: row.fromAt, mean: row.sum / row.n }))
}

interface Asked {
  readonly figures: RuleFigures
  readonly rows: readonly HourRoll[]
  readonly everySeconds: number
  readonly now: Date
  readonly isActive: boolean
}

/** Rises through the hours, and is high by now: a hint, never an alarm by itself. */
export const judgeTrend = (asked: Asked, { trend }: Pick<AlertFigures, 'trend'>): Judgement => {
  const { figures, rows, everySeconds, now, isActive } = asked
  const { limit, minutes, coverage, clearBy } = figures
  if (limit === null || minutes === null) return keep
  const hours = fullHours(rows, now, minutes / 60, everySeconds, coverage)
  const [first] = hours
  const last = hours.at(-1)
  const isNew = last && floorTo(now, 60).getTime() - last.at.getTime() === hour
  if (!first || !last || !isNew || hours.length < trend.hoursNeeded) return keep
  const rise = last.mean - first.mean
  const climbs = hours.every(({ mean }, index) => {
    const before = hours[index - 1]
    return !before || mean >= before.mean - 2
  })
  if (rise >= limit && climbs && last.mean >= trend.leastMean)
    return raise({
      metric: 'heart_rate',
      value: Math.round(last.mean),
      limit,
      rise: Math.round(rise),
      hours: minutes / 60,
      since: first.at.toISOString(),
      measuredAt: new Date(last.at.getTime() + hour).toISOString(),
    })
  return isActive && (rise < limit - clearBy || last.mean < trend.leastMean) ? clear() : keep
}

/** What is usual for one elder at an hour of the day, from his own last fourteen days. */
export const usualAt = (
  rows: readonly HourRoll[],
  at: Date,
  { baseline }: Pick<AlertFigures, 'baseline'>,
  [everySeconds, share]: readonly [number, number],
): { readonly mean: number; readonly spread: number } | undefined => {
  const until = earlier(at, baseline.hours * 60)
  const from = earlier(at, baseline.days * 24 * 60)
  const hourOfDay = Math.floor(shanghaiMinute(at) / 60)
  const near = rows.filter((row) => {
    const apart = Math.abs(Math.floor(shanghaiMinute(row.fromAt) / 60) - hourOfDay)
    const isThen = row.fromAt >= from && row.fromAt < until
    return isThen && Math.min(apart, 24 - apart) <= 1 && isFull(row, everySeconds, share)
  })
  const days = new Set(near.map(({ fromAt }) => shanghaiDay(fromAt)))
  if (days.size < baseline.daysNeeded) return undefined
  const means = near.map(({ sum, n }) => sum / n)
  const mean = means.reduce((sum, value) => sum + value, 0) / means.length
  const variance = means.reduce((sum, value) => sum + (value - mean) ** 2, 0) / means.length
  return { mean, spread: Math.max(Math.sqrt(variance), baseline.leastSpread) }
}

/** For three hours all on one side of what is usual for him, and by more than he ever varies. */
export const judgeAway = (
  asked: Asked,
  metric: MetricCode,
  all: Pick<AlertFigures, 'baseline'>,
): Judgement => {
  const { figures, rows, everySeconds, now, isActive } = asked
  const { limit, coverage, clearBy } = figures
  const { hours, leastAway } = all.baseline
  const least = leastAway[metric]
  if (limit === null || least === undefined) return keep
  const recent = fullHours(rows, now, hours, everySeconds, coverage)
  const last = recent.at(-1)
  if (!last || recent.length < hours) return keep
  const away = recent.map(({ at, mean }) => {
    const usual = usualAt(rows, at, all, [everySeconds, coverage])
    return usual && { usual, by: mean - usual.mean }
  })
  const known = away.filter((each) => each !== undefined)
  const [first] = known
  if (!first || known.length < recent.length) return keep
  const isOut = known.every(
    ({ by, usual }) =>
      Math.sign(by) === Math.sign(first.by) &&
      Math.abs(by) >= least &&
      Math.abs(by) > limit * usual.spread,
  )
  if (isOut)
    return raise({
      metric,
      value: Math.round(last.mean),
      limit,
      usual: Math.round(first.usual.mean),
      hours,
      since: recent[0]?.at.toISOString() ?? null,
      measuredAt: new Date(last.at.getTime() + hour).toISOString(),
    })
  const newest = known.at(-1)
  const isBack =
    newest !== undefined &&
    (Math.abs(newest.by) < least || Math.abs(newest.by) < (limit - clearBy) * newest.usual.spread)
  return isActive && isBack ? clear() : keep
}
