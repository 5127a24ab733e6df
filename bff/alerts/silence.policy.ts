import type { AlertFigures, RuleFigures } from '#shared/alerts/alert-figures.ts'
import type { MetricCode } from '#shared/readings/metrics.ts'
import type { Judgement } from './judgement.policy.ts'
import { clear, keep, raise } from './judgement.policy.ts'
import type { HourRoll } from './trends.policy.ts'
import type { Roll } from './windows.policy.ts'
import {
  earlier,
  floorTo,
  isCovered,
  isWithinAt,
  slotMinutesOf,
  startOfSpan,
  windowOf,
} from './windows.policy.ts'

const hour = 3_600_000
const minute = 60_000

/** What somebody at home leaves behind when he moves. */
export const signsOfLife = ['motion', 'door', 'water', 'in_bed', 'help_button'] as const
/** Litres that a tap loses by itself are no sign of life. */
const leastWater = 0.0005

type Rows<R> = ReadonlyMap<MetricCode, readonly R[]>

const isActive = (metric: MetricCode, { n, sum, min, max }: Roll): boolean => {
  if (n === 0) return false
  if (metric === 'water') return sum >= leastWater
  // Who lies still in bed all day has not moved; getting in or out is a movement.
  if (metric === 'in_bed') return min !== null && max !== null && min !== max
  return (max ?? 0) > 0
}

/** The end of the last hour with a sign of life; undefined: none in what was read. */
export const lastActive = (rows: Rows<HourRoll>): Date | undefined => {
  const ends = signsOfLife.flatMap((metric) =>
    (rows.get(metric) ?? [])
      .filter((row) => isActive(metric, row))
      .map(({ fromAt }) => fromAt.getTime() + hour),
  )
  return ends.length === 0 ? undefined : new Date(Math.max(...ends))
}

/** Hours of a span in which the sensors spoke; without them silence says nothing. */
const heardHours = (
  rows: Rows<HourRoll>,
  metricsHeard: readonly MetricCode[],
  [from, to]: readonly [Date, Date],
  isCounted: (at: Date) => boolean,
  everySeconds: number,
): { readonly counted: number; readonly heard: number } => {
  const slot = slotMinutesOf(everySeconds)
  let counted = 0
  let heard = 0
  for (let at = from.getTime(); at < to.getTime(); at += hour) {
    if (!isCounted(new Date(at))) continue
    counted += 1
    const spoke = metricsHeard.some((metric) =>
      (rows.get(metric) ?? []).some(
        ({ fromAt, minutes }) => fromAt.getTime() === at && minutes * slot >= 60 * 0.5,
      ),
    )
    if (spoke) heard += 1
  }
  return { counted, heard }
}

interface Asked {
  readonly figures: RuleFigures
  readonly all: Pick<AlertFigures, 'waking'>
  readonly rows: Rows<HourRoll>
  readonly everySeconds: number
  readonly now: Date
  readonly isActive: boolean
}

/** Whole hours back from now until so many of the counted ones are past. */
const spanBack = (now: Date, hours: number, isCounted: (at: Date) => boolean): Date => {
  let at = floorTo(now, 60)
  for (let counted = 0; counted < hours; ) {
    at = earlier(at, 60)
    if (isCounted(at)) counted += 1
  }
  return at
}

/** No sign of life for so many hours (of those one is up, or of all), the sensors being heard. */
export const judgeNoActivity = (asked: Asked, hours: 'waking' | 'all'): Judgement => {
  const { figures, all, rows, everySeconds, now } = asked
  const { limit, coverage } = figures
  if (limit === null) return keep
  const isCounted = (at: Date) => hours === 'all' || isWithinAt(at, all.waking)
  const from = spanBack(now, limit, isCounted)
  const last = lastActive(rows)
  if (last && last > from) return asked.isActive ? clear() : keep
  const { counted, heard } = heardHours(
    rows,
    ['motion', 'door', 'water'],
    [from, floorTo(now, 60)],
    isCounted,
    everySeconds,
  )
  // At night nobody is waked for hours that do not count.
  if (hours === 'waking' && !isWithinAt(now, all.waking)) return keep
  if (heard < counted * coverage) return keep
  return raise({
    hours: limit,
    limit,
    since: last?.toISOString() ?? null,
    measuredAt: last?.toISOString() ?? null,
  })
}

/** The door of the flat has not been opened for so many hours, its sensor being heard. */
export const judgeNotOut = (asked: Asked): Judgement => {
  const { figures, rows, everySeconds, now } = asked
  const { limit, coverage } = figures
  if (limit === null) return keep
  const to = floorTo(now, 60)
  const from = earlier(to, limit * 60)
  const openings = (rows.get('door') ?? []).filter((row) => isActive('door', row))
  const last = openings.at(-1)?.fromAt
  if (last && last >= from) return asked.isActive ? clear() : keep
  const { counted, heard } = heardHours(rows, ['door'], [from, to], () => true, everySeconds)
  if (heard < counted * coverage) return keep
  return raise({
    hours: limit,
    limit,
    since: last?.toISOString() ?? null,
    measuredAt: last?.toISOString() ?? null,
  })
}

/** Less water than one flush in half a day, the meter being heard. */
export const judgeNoWater = (asked: Asked): Judgement => {
  const { figures, all, rows, everySeconds, now } = asked
  const { limit, minutes, coverage } = figures
  if (limit === null || minutes === null) return keep
  const to = floorTo(now, 60)
  const from = earlier(to, minutes)
  const drawn = (rows.get('water') ?? [])
    .filter(({ fromAt }) => fromAt >= from)
    .reduce((sum, row) => sum + row.sum, 0)
  if (drawn >= limit) return asked.isActive ? clear() : keep
  const { counted, heard } = heardHours(rows, ['water'], [from, to], () => true, everySeconds)
  if (heard < counted * coverage || !isWithinAt(now, all.waking)) return keep
  return raise({
    hours: minutes / 60,
    value: Number(drawn.toFixed(3)),
    limit,
    since: from.toISOString(),
    measuredAt: to.toISOString(),
  })
}

interface AtNight {
  readonly figures: RuleFigures
  readonly all: Pick<AlertFigures, 'night'>
  /** Minutes of tonight, oldest first. */
  readonly rows: Rows<Roll>
  readonly everySeconds: number
  readonly now: Date
  readonly isActive: boolean
}

/** Was asleep in bed tonight, left it, and is not back after so many minutes of a bed that speaks. */
export const judgeOutOfBed = (asked: AtNight): Judgement => {
  const { figures, all, rows, everySeconds, now } = asked
  const { limit, coverage } = figures
  if (limit === null) return keep
  const isNight = isWithinAt(now, all.night)
  const evening = startOfSpan(now, all.night)
  const bed = (rows.get('in_bed') ?? []).filter(({ n, fromAt }) => n > 0 && fromAt >= evening)
  const inBed = bed.filter(({ max }) => (max ?? 0) > 0)
  const lastIn = inBed.at(-1)
  const newest = bed.at(-1)
  if (!isNight || !lastIn || newest === lastIn) return asked.isActive ? clear() : keep
  const left = new Date(lastIn.fromAt.getTime() + minute)
  const endAt = floorTo(now, 1)
  if (endAt.getTime() - left.getTime() < limit * minute) return keep
  const out = windowOf(bed, endAt, limit, slotMinutesOf(everySeconds))
  if (!isCovered(out, coverage) || out.values.some(({ max }) => max > 0)) return keep
  const since = left.toISOString()
  return raise({ limit, since, measuredAt: newest?.fromAt.toISOString() ?? since })
}

/** Minutes after the door opened at night in which a return is not looked for. */
const minutesToReturn = 5

/** The flat's door opened at night, and nobody is back in bed or moving inside since. */
export const judgeWandering = (asked: AtNight): Judgement => {
  const { all, rows, now } = asked
  const evening = startOfSpan(now, all.night)
  const tonight = (metric: MetricCode) =>
    (rows.get(metric) ?? []).filter((row) => row.n > 0 && row.fromAt >= evening)
  const opened = tonight('door').findLast((row) => isActive('door', row))
  if (!opened || !isWithinAt(now, all.night)) return asked.isActive ? clear() : keep
  const after = opened.fromAt.getTime()
  const isBack =
    tonight('in_bed').some((row) => row.fromAt.getTime() > after && (row.max ?? 0) > 0) ||
    tonight('motion').some(
      (row) => row.fromAt.getTime() > after + minutesToReturn * minute && isActive('motion', row),
    )
  if (isBack) return asked.isActive ? clear() : keep
  if (now.getTime() - after < minutesToReturn * minute) return keep
  const at = opened.fromAt.toISOString()
  return raise({ since: at, measuredAt: at })
}
