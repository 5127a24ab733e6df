import type { AlertFigures, LimitRule, RuleFigures } from '#shared/alerts/alert-figures.ts'
import { metrics } from '#shared/readings/metrics.ts'
import type { Judgement } from './judgement.policy.ts'
import { clear, keep, raise } from './judgement.policy.ts'
import type { Roll } from './windows.policy.ts'
import { floorTo, isCovered, slotMinutesOf, windowOf } from './windows.policy.ts'

const minute = 60_000

interface Asked {
  readonly rule: LimitRule
  readonly figures: RuleFigures
  readonly all: Pick<AlertFigures, 'beyondShare' | 'spotApartMinutes'>
  /** Minutes of the rule's metric, oldest first. */
  readonly rows: readonly Roll[]
  readonly everySeconds: number
  readonly now: Date
  readonly isActive: boolean
}

const toDecimals = (value: number, { metric }: LimitRule): number =>
  Number(value.toFixed(metrics[metric].decimals))

const isBeyond = (value: number, limit: number, rule: LimitRule): boolean => {
  const said = toDecimals(value, rule)
  return rule.side === 'above' ? said > limit : said < limit
}
/** Better than the limit by the margin, so that a value on the edge does not ring on and off. */
const isBack = (value: number, limit: number, by: number, rule: LimitRule): boolean => {
  const said = toDecimals(value, rule)
  return rule.side === 'above' ? said <= limit - by : said >= limit + by
}

const factsOf = (
  { rule, figures }: Asked,
  newest: { readonly at: Date; readonly mean: number },
  since: Date,
) => ({
  metric: rule.metric,
  value: toDecimals(newest.mean, rule),
  limit: figures.limit,
  minutes: figures.minutes,
  since: since.toISOString(),
  measuredAt: newest.at.toISOString(),
})

/** Measured all the time: beyond the limit for the whole of a window that has data. */
const judgeSteady = (asked: Asked, limit: number, minutes: number): Judgement => {
  const { rule, figures, all, rows, everySeconds, now, isActive } = asked
  const slot = slotMinutesOf(everySeconds)
  const endAt = floorTo(now, 1)
  const window = windowOf(rows, endAt, minutes, slot)
  const beyond = window.values.filter(({ mean }) => isBeyond(mean, limit, rule))
  const [oldest] = beyond
  const newest = window.values.at(-1)
  const isFresh =
    newest !== undefined && endAt.getTime() - newest.at.getTime() <= 2 * slot * minute + minute
  if (
    isCovered(window, figures.coverage) &&
    oldest &&
    newest &&
    isFresh &&
    beyond.at(-1) === newest &&
    beyond.length >= window.covered * all.beyondShare
  )
    return raise(factsOf(asked, newest, oldest.at))
  if (!isActive) return keep
  const after = windowOf(rows, endAt, figures.clearMinutes, slot)
  const isOver =
    isCovered(after, figures.coverage) &&
    after.values.every(({ mean }) => isBack(mean, limit, figures.clearBy, rule))
  return isOver ? clear() : keep
}

/** Measured now and then: the newest, and the one before it by some minutes, are both beyond. */
const judgeSpot = (asked: Asked, limit: number, minutes: number): Judgement => {
  const { rule, figures, all, rows, now, isActive } = asked
  const values = rows
    .filter(
      ({ n, fromAt }) =>
        n > 0 && fromAt <= now && now.getTime() - fromAt.getTime() <= minutes * minute,
    )
    .map(({ fromAt, sum, n }) => ({ at: fromAt, mean: sum / n }))
  const newest = values.at(-1)
  if (!newest) return keep
  if (isBeyond(newest.mean, limit, rule)) {
    const apart = newest.at.getTime() - all.spotApartMinutes * minute
    const before = values.findLast(({ at }) => at.getTime() <= apart)
    const between = before ? values.slice(values.indexOf(before)) : []
    return before && between.every(({ mean }) => isBeyond(mean, limit, rule))
      ? raise(factsOf(asked, newest, before.at))
      : keep
  }
  return isActive && isBack(newest.mean, limit, figures.clearBy, rule) ? clear() : keep
}

/** One metric against its limit, with duration, coverage and hysteresis (guides/vitals §1.3, §2.2). */
export const judgeLimit = (asked: Asked): Judgement => {
  const { limit, minutes } = asked.figures
  if (limit === null || minutes === null) return keep
  return asked.rule.spot ? judgeSpot(asked, limit, minutes) : judgeSteady(asked, limit, minutes)
}
